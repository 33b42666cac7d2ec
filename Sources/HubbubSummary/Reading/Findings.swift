internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// What the sentences of some posts are good for, by their words alone.
///
/// Every post is cut into sentences and words once; where it stands and what of it could be quoted is
/// read from them together. What depends on the whole corpus (themes, camps, who moved whom) is asked
/// later, of these few numbers a sentence.
struct Findings: Sendable {
  /// A sentence that could stand between quotation marks.
  struct Quotable: Sendable {
    var row: Int32
    var start: Int32
    var end: Int32
    /// How many words and marks it has.
    var words: Int32
    /// How much it is worth quoting by the way it speaks.
    var value: Float

    var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// A sentence about the future.
  struct Statement: Sendable {
    var row: Int
    var range: Range<Int>
    /// Where it ends with the sentence after it, if that states its odds.
    var end: Int
    var future: FutureStatement
    /// Whether it could be quoted by itself.
    var stands: Bool
    var words: Int
    var value: Float
  }

  /// A sentence that draws a parallel.
  struct Parallel: Sendable {
    var row: Int
    var range: Range<Int>
    var strength: Double
    var stands: Bool
    var words: Int
  }

  /// What each post's cues say; nil in a language without a table.
  var readings: [StanceReading?] = []
  /// The row of the post that each one speaks to; −1 if of none.
  var targets: [Int32] = []
  var quotable: [Quotable] = []
  var statements: [Statement] = []
  var parallels: [Parallel] = []

  /// Reads every post once, on all workers, and returns what each batch holds, in order.
  ///
  /// - Complexity: O(n) in the corpus's bytes; memory of some 50 bytes a post and 20 a sentence.
  static func read(_ corpus: Corpus, _ census: PostCensus, workers: Workers) -> [Findings] {
    let reader = FindingsReader(rows: census.rowTable, last: census.source.last)
    let batches = Workers.batches(of: batch, in: corpus.count)
    return workers.map(batches.count) { reader.read(corpus, batches[$0]) }
  }

  /// Posts of a batch.
  private static let batch = 512
}

extension [Findings] {
  /// Where each post stands.
  func stances(_ sentiment: [PostSentiment]) -> Stances {
    Stances(
      readings: flatMap(\.readings),
      targets: flatMap { $0.targets.map { $0 < 0 ? nil : Int($0) } },
      valences: sentiment.map(\.valence))
  }
}
