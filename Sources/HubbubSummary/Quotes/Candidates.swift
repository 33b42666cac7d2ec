internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubText

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
  var future: [Candidate] = []
  /// Parallels.
  var parallels: [Candidate] = []

  /// The most sentences kept for a purpose: what is chosen are the best few that differ.
  static let kept = 160
  /// The most of what two camps say.
  static let keptClaims = 400

  /// None yet, for so many themes.
  init(themes count: Int) {
    themes = Array(repeating: [], count: count)
    claims = themes
  }

  mutating func merge(_ other: Candidates) {
    for index in themes.indices {
      Self.merge(&themes[index], other.themes[index])
      Self.merge(&claims[index], other.claims[index], most: Self.keptClaims)
    }
    Self.merge(&future, other.future)
    Self.merge(&parallels, other.parallels)
  }

  /// Brings what one batch found into order, and leaves out what would not be kept.
  mutating func sort() {
    for index in themes.indices {
      Self.sort(&themes[index])
      Self.sort(&claims[index], most: Self.keptClaims)
    }
    Self.sort(&future)
    Self.sort(&parallels)
  }

  private static func sort(_ list: inout [Candidate], most: Int = kept) {
    list = Array(list.sorted(by: Candidate.isBefore).prefix(most))
  }

  private static func merge(
    _ list: inout [Candidate], _ more: [Candidate], most: Int = kept
  ) {
    guard !more.isEmpty else { return }
    list += more
    sort(&list, most: most)
  }

  /// The sentences of one post that could be quoted, whatever their themes.
  static func of(
    row: Int, _ corpus: Corpus, _ terms: TermIndex, _ profiles: ThemeProfiles, _ survey: Survey
  ) -> [Candidate] {
    let reader = CandidateReader(
      terms: terms, profiles: profiles, survey: survey,
      passages: terms.passageRanges(posts: corpus.count))
    var found: [Candidate] = []
    for candidate in reader.read(corpus, row..<row + 1).themes.joined().sorted(
      by: Candidate.isBefore)
    where !found.contains(where: { $0.range == candidate.range }) { found.append(candidate) }
    return found
  }

  /// Reads every post once, on all workers.
  ///
  /// Memory is bounded by what is kept, whatever the corpus's size.
  static func read(
    _ corpus: Corpus, _ terms: TermIndex, _ profiles: ThemeProfiles, _ survey: Survey,
    workers: Workers
  ) -> Candidates {
    let ranges = terms.passageRanges(posts: corpus.count)
    let reader = CandidateReader(terms: terms, profiles: profiles, survey: survey, passages: ranges)
    let batches = Workers.batches(of: 256, in: corpus.count)
    var all = Candidates(themes: profiles.weights.count)
    let round = 64
    for first in stride(from: 0, to: batches.count, by: round) {
      let some = Array(batches[first..<min(first + round, batches.count)])
      for part in workers.map(some.count, { reader.read(corpus, some[$0]) }) { all.merge(part) }
    }
    return all
  }
}

/// Finds the candidates of a batch of posts.
private struct CandidateReader: Sendable {
  let terms: TermIndex
  let profiles: ThemeProfiles
  let survey: Survey
  let passages: [Range<Int>]
  /// By the model's themes, where there are two.
  let camps: [Int: Camps]

  init(terms: TermIndex, profiles: ThemeProfiles, survey: Survey, passages: [Range<Int>]) {
    self.terms = terms
    self.profiles = profiles
    self.survey = survey
    self.passages = passages
    camps = Dictionary(
      uniqueKeysWithValues: survey.themes.filter(\.camps.areTwo).map { ($0.index, $0.camps) })
  }

  func read(_ corpus: Corpus, _ rows: Range<Int>) -> Candidates {
    var found = Candidates(themes: profiles.weights.count)
    corpus.forEach(in: rows) { row, post in read(post, row, &found) }
    found.sort()
    return found
  }

  private func read(_ post: Post, _ row: Int, _ found: inout Candidates) {
    let bytes = Array(post.text.utf8)
    let joints = Joints.of(post)
    let books = PhraseBooks.of(post.language)
    // An undated post is no later than the last one that has a date.
    let year = (post.time ?? survey.source.last).map { Int(UTCDate($0).year) }
    let ranges = Sentences.ranges(in: post.text, language: post.language)
    let sentences = ranges.map { Words.of(Array(bytes[$0])) }
    for (index, range) in ranges.enumerated() {
      let words = sentences[index]
      let filter = QuoteFilter.english
      let stands = filter.reason(against: bytes, range, words: words, joints: joints) == nil
      let leans =
        stands
        || filter.reason(
          against: bytes, range, words: words, joints: joints, allowing: .opening) == nil
      guard leans, let passage = passage(of: range, row) else { continue }
      var candidate = Candidate(
        row: row, range: range, text: String(decoding: bytes[range], as: UTF8.self),
        vector: SentenceVector(range, passage: passage, terms),
        themes: profiles.themesOfPassage[passage], score: 0)
      let value = books == nil ? 1 : QuoteValue.english.factor(words)
      if stands, value >= QuoteValue.leastQuoted {
        for theme in candidate.themes {
          candidate.score =
            (Self.least + profiles.closeness(candidate.vector, to: Int(theme)))
            * Self.fit(words.count) * Float(survey.engagement(row)) * value
          found.themes[Int(theme)].append(candidate)
          if camps[Int(theme)]?.side(of: survey.voice(row)) != nil {
            found.claims[Int(theme)].append(candidate)
          }
        }
      }
      guard let books else { continue }
      if var future = FutureStatement.Reader(books: books).read(words, year: year) {
        var whole = candidate
        if future.odds == nil, index + 1 < ranges.count,
          let joined = joined(
            range, ranges[index + 1], sentences[index + 1], bytes, joints, books, year)
        {
          future.odds = joined.odds
          whole.range = joined.range
          whole.text = String(decoding: bytes[joined.range], as: UTF8.self)
        }
        whole.future = future
        whole.score =
          outlookScore(whole, future, stands: stands)
          // Odds in numbers are somebody's own by nature: "I'd put it at …".
          * (future.odds.map { $0.form != .word } ?? false ? 1 : value)
          * Self.fit(words.count)
        // Without a number, what leans on its neighbours forecasts nothing by itself.
        let isNumeric = future.odds.map { $0.form != .word } ?? false
        if future.isAnchored, future.standsAlone, stands || isNumeric,
          closeness(whole) >= Self.leastClose
        {
          found.future.append(whole)
        }
      }
      if let strength = AnalogyReader(books: books).strength(words, year: year) {
        // "It's like the gold rush" says a little less by itself than a sentence with a name.
        candidate.score =
          Float(strength) * Float(survey.engagement(row)) * (stands ? 1 : 0.85)
          * Self.fit(words.count)
        found.parallels.append(candidate)
      }
    }
  }

  /// A forecast and the sentence after it, if that does nothing but state odds.
  private func joined(
    _ first: Range<Int>, _ second: Range<Int>, _ words: [Word], _ bytes: [UInt8], _ joints: [Int],
    _ books: PhraseBooks, _ year: Int?
  ) -> (range: Range<Int>, odds: Odds)? {
    guard let odds = FutureStatement.Reader(books: books).attachedOdds(words, year: year),
      second.lowerBound - first.upperBound <= 2,
      !joints.contains(where: { first.lowerBound < $0 && $0 < second.upperBound }),
      Edges.ending(bytes, second) == .terminal
    else { return nil }
    return (first.lowerBound..<second.upperBound, odds)
  }

  /// How close a sentence is to the nearest of its themes.
  private func closeness(_ candidate: Candidate) -> Float {
    candidate.themes.reduce(0) {
      max($0, profiles.closeness(candidate.vector, to: Int($1)))
    }
  }

  /// A forecast farther from its theme than this is about something else.
  private static let leastClose: Float = 0.04

  /// Statements rank by how clear they are, whether they state odds, how near they are to their
  /// theme, and how much they moved others.
  private func outlookScore(
    _ candidate: Candidate, _ future: FutureStatement, stands: Bool
  ) -> Float {
    var close: Float = 0
    for theme in candidate.themes {
      let share = Float(
        survey.themes.first { $0.index == Int(theme) }?.share ?? 0)
      close = max(
        close, profiles.closeness(candidate.vector, to: Int(theme)) * (1 + share))
    }
    let odds: Float = future.odds.map { $0.form == .word ? 1.2 : 1.8 } ?? 1
    return Float(future.strength) * odds * (0.2 + close) * Float(survey.engagement(candidate.row))
      * (stands ? 1 : 0.5)
  }

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
}
