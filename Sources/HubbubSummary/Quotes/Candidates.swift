internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms

/// A sentence of a post that could be quoted.
struct Candidate: Sendable {
  var row: Int
  /// The bytes of the post's text.
  var range: Range<Int>
  var text: String
  var vector: SentenceVector
  /// The themes of its passage.
  var themes: [Int32]
  /// How well it would serve, for the purpose that it was kept for.
  var score: Float
  /// How much it is worth quoting by the way it speaks.
  var value: Float = 1
  /// Whether it is about the theme that it was kept for: no other theme of its passage is nearer to it.
  ///
  /// A passage of several subjects brings each of its sentences to each of its themes.
  var isOwn = true
  /// What it says about the future, if anything.
  var future: FutureStatement?

  /// Words in lower case without marks: what two copies of a sentence share.
  var key: String {
    Words.of(text).filter { $0.kind != .mark }.map(\.text).joined(separator: " ")
  }

  /// Better first; of equals, the earlier.
  static func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.score != b.score { return a.score > b.score }
    return (a.row, a.range.lowerBound) < (b.row, b.range.lowerBound)
  }
}

/// The best sentences of a corpus for each purpose.
struct Candidates: Sendable {
  /// For each theme of the model, the closest sentences.
  var themes: [[Candidate]]
  /// For each theme of two camps, what people who take a side say.
  var claims: [[Candidate]]
  /// Statements about the future.
  var future: [Candidate]
  /// Parallels.
  var parallels: [Candidate]

  /// The most sentences kept for a purpose: what is chosen are the best few that differ.
  static let kept = 160
  /// The most of what two camps say.
  static let keptClaims = 400
}

/// Weighs what was found in a corpus's posts, and fetches the words of the best.
struct CandidateReader: Sendable {
  private let corpus: Corpus
  private let terms: TermIndex
  private let profiles: ThemeProfiles
  private let survey: Survey
  private let reader: FindingsReader
  private let passages: [Range<Int>]
  /// By the model's themes, where there are two.
  private let camps: [Int: Camps]
  /// The share of the posts of each theme of the model that is shown.
  private let shares: [Int: Float]

  init(_ corpus: Corpus, _ terms: TermIndex, _ profiles: ThemeProfiles, _ survey: Survey) {
    self.corpus = corpus
    self.terms = terms
    self.profiles = profiles
    self.survey = survey
    reader = FindingsReader(rows: survey.rowTable, last: survey.source.last)
    passages = terms.passageRanges(posts: corpus.count)
    camps = Dictionary(
      uniqueKeysWithValues: survey.themes.filter(\.camps.areTwo).map { ($0.index, $0.camps) })
    shares = Dictionary(
      survey.themes.map { ($0.index, Float($0.share)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The best of some sentences, as numbers.
  private struct Shortlist: Sendable {
    var themes: [Best<Range<Int>>]
    var claims: [Best<Range<Int>>]
    var future = Best<Findings.Statement>(Candidates.kept)
    var parallels = Best<Range<Int>>(Candidates.kept)

    init(themes count: Int) {
      themes = Array(repeating: Best(Candidates.kept), count: count)
      claims = Array(repeating: Best(Candidates.keptClaims), count: count)
    }

    mutating func merge(_ other: Shortlist) {
      for index in themes.indices {
        themes[index].merge(other.themes[index])
        claims[index].merge(other.claims[index])
      }
      future.merge(other.future)
      parallels.merge(other.parallels)
    }

    mutating func sort() {
      for index in themes.indices {
        themes[index].sort()
        claims[index].sort()
      }
      future.sort()
      parallels.sort()
    }
  }

  /// The best sentences of what was found, on all workers.
  func read(_ findings: [Findings], workers: Workers) -> Candidates {
    let shortlists = workers.gather(
      findings.count, into: { Shortlist(themes: profiles.count) },
      { weigh(findings[$1], into: &$0) })
    var best = shortlists.first ?? Shortlist(themes: profiles.count)
    for list in shortlists.dropFirst() { best.merge(list) }
    best.sort()
    let found = best
    var read = LastPost(of: corpus)
    return Candidates(
      themes: workers.map(profiles.count) { told(candidates(found.themes[$0]), theme: $0) },
      claims: workers.map(profiles.count) { candidates(found.claims[$0]) },
      future: found.future.list.compactMap { rank, statement in
        candidate(
          rank, statement.range, whole: statement.range.lowerBound..<statement.end,
          future: statement.future, &read)
      }, parallels: candidates(found.parallels))
  }

  /// Candidates of a theme, each told whether it is about that theme itself.
  private func told(_ list: [Candidate], theme: Int) -> [Candidate] {
    list.map { candidate in
      let closeness = profiles.closeness(candidate.vector, to: theme)
      var candidate = candidate
      candidate.isOwn = candidate.themes.allSatisfy {
        profiles.closeness(candidate.vector, to: Int($0)) <= closeness
      }
      return candidate
    }
  }

  /// The sentences of one post that could be quoted, whatever their themes, best first.
  func sentences(of row: Int) -> [Candidate] {
    var ranked: [(rank: Rank, item: Range<Int>)] = []
    for sentence in reader.read(corpus, row..<row + 1).quotable {
      forEachTheme(of: sentence) { _, score in
        ranked.append((Rank(score: score, row: row, start: Int(sentence.start)), sentence.range))
      }
    }
    ranked.sort { Rank.isBefore($0.rank, $1.rank) }
    var seen: Set<Range<Int>> = []
    var read = LastPost(of: corpus)
    return ranked.compactMap { rank, range in
      seen.insert(range).inserted ? candidate(rank, range, whole: range, &read) : nil
    }
  }

  // MARK: Weighing

  private func weigh(_ findings: Findings, into list: inout Shortlist) {
    for sentence in findings.quotable {
      let rank = { Rank(score: $0, row: Int(sentence.row), start: Int(sentence.start)) }
      forEachTheme(of: sentence) { theme, score in
        list.themes[theme].add(sentence.range, rank(score))
        if camps[theme]?.side(of: survey.voice(Int(sentence.row))) != nil {
          list.claims[theme].add(sentence.range, rank(score))
        }
      }
    }
    for statement in findings.statements {
      guard let score = score(statement) else { continue }
      list.future.add(
        statement, Rank(score: score, row: statement.row, start: statement.range.lowerBound))
    }
    for parallel in findings.parallels where passage(of: parallel.range, parallel.row) != nil {
      // "It's like the gold rush" says a little less by itself than a sentence with a name.
      let score =
        Float(parallel.strength) * Float(survey.engagement(parallel.row))
        * (parallel.stands ? 1 : 0.85) * Self.fit(parallel.words)
      list.parallels.add(
        parallel.range, Rank(score: score, row: parallel.row, start: parallel.range.lowerBound))
    }
  }

  /// The themes of a sentence's passage, and how well it would serve each.
  private func forEachTheme(
    of sentence: Findings.Quotable, _ body: (_ theme: Int, _ score: Float) -> Void
  ) {
    let row = Int(sentence.row)
    guard let passage = passage(of: sentence.range, row) else { return }
    let themes = profiles.themes(of: passage)
    guard !themes.isEmpty else { return }
    let vector = SentenceVector(sentence.range, passage: passage, terms)
    for theme in themes {
      body(
        Int(theme),
        (Self.least + profiles.closeness(vector, to: Int(theme))) * Self.fit(Int(sentence.words))
          * Float(survey.engagement(row)) * sentence.value * sentence.value)
    }
  }

  /// Statements rank by how clear they are, whether they state odds, how near they are to their
  /// theme, and how much they moved others; nil for what is about something else.
  private func score(_ statement: Findings.Statement) -> Float? {
    guard let passage = passage(of: statement.range, statement.row) else { return nil }
    let vector = SentenceVector(statement.range, passage: passage, terms)
    var nearest: Float = 0
    var close: Float = 0
    for theme in profiles.themes(of: passage) {
      let closeness = profiles.closeness(vector, to: Int(theme))
      nearest = max(nearest, closeness)
      close = max(close, closeness * (1 + (shares[Int(theme)] ?? 0)))
    }
    guard nearest >= Self.leastClose else { return nil }
    let odds: Float = statement.future.odds.map { $0.form == .word ? 1.2 : 1.8 } ?? 1
    return Float(statement.future.strength) * odds * (0.2 + close)
      * Float(survey.engagement(statement.row)) * (statement.stands ? 1 : 0.5) * statement.value
      * Self.fit(statement.words)
  }

  /// A forecast farther from its theme than this is about something else.
  private static let leastClose: Float = 0.025

  private func passage(of range: Range<Int>, _ row: Int) -> Int? {
    passages[row].last { terms.passages[$0].start <= range.lowerBound } ?? passages[row].first
  }

  /// What a sentence is worth that shares no term with its theme, so that a corpus of one theme,
  /// whose terms stand in every post, is quoted too.
  private static let least: Float = 0.02

  /// How well a length suits a quotation: best from 11 to 32 words.
  private static func fit(_ words: Int) -> Float {
    switch words {
    case ..<11: 0.85
    case 11...32: 1
    case 33...45: 0.9
    default: 0.75
    }
  }

  // MARK: Fetching

  private func candidates(_ best: Best<Range<Int>>) -> [Candidate] {
    var read = LastPost(of: corpus)
    return best.list.compactMap { candidate($0.rank, $0.item, whole: $0.item, &read) }
  }

  /// A sentence with its words.
  ///
  /// - Parameter whole: what would be quoted: the sentence, perhaps with the one after it.
  private func candidate(
    _ rank: Rank, _ range: Range<Int>, whole: Range<Int>, future: FutureStatement? = nil,
    _ read: inout LastPost
  ) -> Candidate? {
    guard let passage = passage(of: range, rank.row) else { return nil }
    let (post, bytes) = read(rank.row)
    let text = String(decoding: bytes[whole], as: UTF8.self)
    let isEnglish = PhraseBooks.of(post.language) != nil
    return Candidate(
      row: rank.row, range: whole, text: text,
      vector: SentenceVector(range, passage: passage, terms),
      themes: Array(profiles.themes(of: passage)), score: rank.score,
      value: isEnglish ? QuoteValue.english.factor(Words.of(text)) : 1, future: future)
  }
}
