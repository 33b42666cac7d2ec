internal import HubbubCorpus
internal import HubbubModel

/// Chooses quotations, each at most once in a whole report.
struct QuoteShelf {
  private let corpus: Corpus
  private let survey: Survey
  private var taken: [Int: [Range<Int>]] = [:]
  private var keys: Set<String> = []
  /// What the sentences printed so far say.
  private(set) var printed: [SentenceVector] = []

  /// The weight of closeness against novelty (Carbonell and Goldstein 1998).
  private static let lambda: Float = 0.7

  init(_ corpus: Corpus, _ survey: Survey) {
    self.corpus = corpus
    self.survey = survey
  }

  /// Whether a sentence has not been printed yet, nor a copy of it.
  func isFree(_ candidate: Candidate) -> Bool {
    !keys.contains(candidate.key)
      && !(taken[candidate.row] ?? []).contains { $0.overlaps(candidate.range) }
  }

  /// Whether nothing of some bytes of a post has been printed yet.
  func isFree(_ row: Int, _ range: Range<Int>) -> Bool {
    !(taken[row] ?? []).contains { $0.overlaps(range) }
  }

  /// Marks a sentence as printed.
  mutating func take(_ candidate: Candidate) {
    keys.insert(candidate.key)
    taken[candidate.row, default: []].append(candidate.range)
    printed.append(candidate.vector)
  }

  /// Whose words a sentence is.
  private func voice(_ candidate: Candidate) -> String { survey.voice(candidate.row) }

  /// Marks a piece of evidence as printed; false if it, or a copy of it, is already.
  mutating func take(_ evidence: Evidence, row: Int) -> Bool {
    let words = Words.of(evidence.text).filter { $0.kind != .mark }
    guard keys.insert(words.map(\.text).joined(separator: " ")).inserted else { return false }
    taken[row, default: []].append(evidence.start..<evidence.end)
    return true
  }

  /// The candidates that maximal marginal relevance chooses, best first: close to the purpose, far
  /// from each other, no two by one author.
  ///
  /// - Parameter beside: sentences printed beside them already, which count as chosen.
  mutating func choose(
    _ count: Int, of candidates: [Candidate], beside: [Candidate] = []
  ) -> [Candidate] {
    let open = candidates.filter(isFree)
    let best = open.map(\.score).max() ?? 0
    guard best > 0 else { return [] }
    var near = open.map { candidate in
      beside.reduce(Float(0)) { max($0, $1.vector.cosine(candidate.vector)) }
    }
    return take(count, of: open, beside: beside) { index in
      Self.lambda * open[index].score / best - (1 - Self.lambda) * near[index]
    } taken: { pick in
      for index in open.indices {
        near[index] = max(near[index], open[index].vector.cosine(open[pick].vector))
      }
    }
  }

  /// Takes the candidate of the highest value, the first among equals, again and again: none that is
  /// printed already, no two by one author.
  ///
  /// - Parameters:
  ///   - beside: sentences of the same place, whose authors are not quoted again.
  ///   - value: what the candidate at an index is worth beside those taken.
  ///   - taken: told of the index of each that is.
  mutating func take(
    _ count: Int, of candidates: [Candidate], beside: [Candidate], value: (Int) -> Float,
    taken: (Int) -> Void
  ) -> [Candidate] {
    var authors = Set(beside.map(voice))
    var chosen: [Candidate] = []
    while chosen.count < count {
      var winner: (index: Int, value: Float)?
      for index in candidates.indices
      where isFree(candidates[index]) && !authors.contains(voice(candidates[index])) {
        let value = value(index)
        if winner.map({ value > $0.value }) ?? true { winner = (index, value) }
      }
      guard let winner else { break }
      let pick = candidates[winner.index]
      chosen.append(pick)
      take(pick)
      authors.insert(voice(pick))
      taken(winner.index)
    }
    return chosen
  }

  /// Whether a piece of evidence could stand between quotation marks.
  ///
  /// That is a whole sentence with a verb, more than a note of what somebody did. Of other languages
  /// nothing is known.
  func isQuotable(_ evidence: Evidence, row: Int) -> Bool {
    let post = corpus[row]
    guard PhraseBooks.of(post.language) != nil else { return true }
    let bytes = Array(post.text.utf8)
    let range = evidence.start..<evidence.end
    guard range.upperBound <= bytes.count else { return false }
    let words = Words.of(Array(bytes[range]))
    return QuoteFilter.english.reason(
      against: bytes, range, words: words, joints: Joints.of(post)) == nil
      && !QuoteValue.english.isCaption(words)
      && QuoteValue.english.factor(words) >= QuoteValue.leastQuoted
  }

  /// The words and where they stand.
  func evidence(_ candidate: Candidate) -> Evidence {
    Evidence(
      text: candidate.text, post: survey.rows[candidate.row].id, start: candidate.range.lowerBound,
      end: candidate.range.upperBound)
  }

  /// A candidate as a report prints it.
  func quote(_ candidate: Candidate, side: Quote.Side? = nil) -> Quote {
    quote(evidence(candidate), row: candidate.row, side: side)
  }

  /// Words of a post as a report prints them.
  func quote(_ evidence: Evidence, row: Int, side: Quote.Side? = nil) -> Quote {
    let post = corpus[row]
    return Quote(
      evidence: evidence, author: post.author, time: post.time, url: post.url,
      source: post.source, side: side)
  }
}
