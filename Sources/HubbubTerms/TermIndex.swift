public import HubbubModel
public import HubbubSystem
public import HubbubVectors

/// A corpus as numbers: its passages, its terms, and how often the ones hold the others.
///
/// Matrices have rows = passages and columns = terms. Terms are sorted by their UTF-8 bytes, so
/// that a term's column depends on nothing but the set of terms.
public struct TermIndex: Sendable, Equatable {
  /// The rows: stretches of posts, in corpus order, at least one a post.
  public let passages: [Passage]
  /// The columns: stems, and phrases as stems joined by a space.
  public let terms: [String]
  /// How each term is most often written, such as `NVIDIA`, `GPUs`, `scaling laws`.
  public let surfaces: [String]
  /// Whether each term is a phrase of several words.
  public let isPhrase: [Bool]
  /// In how many passages each term occurs.
  public let documentFrequency: [Int]
  /// Inverse document frequency, ln((1 + N) / (1 + df)) + 1.
  public let idf: [Double]
  /// How often each passage holds each term.
  public let counts: CSRMatrix
  /// TF-IDF weights, rows of unit length; see `TFIDF`.
  public let tfidf: CSRMatrix
  /// The terms of each passage in order.
  public let sequence: TermSequence

  /// Creates an index; document frequencies, idf and TF-IDF follow from the counts.
  public init(
    passages: [Passage], terms: [String], surfaces: [String], isPhrase: [Bool],
    counts: CSRMatrix, sequence: TermSequence, workers: Workers = .one
  ) {
    precondition(counts.rows == passages.count && counts.columns == terms.count)
    precondition(surfaces.count == terms.count && isPhrase.count == terms.count)
    precondition(sequence.offsets.count == passages.count + 1)
    self.passages = passages
    self.terms = terms
    self.surfaces = surfaces
    self.isPhrase = isPhrase
    self.counts = counts
    self.sequence = sequence
    let weighting = TFIDF(counts: counts)
    documentFrequency = weighting.documentFrequency
    idf = weighting.idf
    tfidf = weighting.weights(of: counts, workers: workers)
  }

  /// The columns of single words, rising: for methods that want no phrases.
  public var wordColumns: [Int] { terms.indices.filter { !isPhrase[$0] } }

  /// The passages of each post, as ranges of rows; posts are in corpus order.
  public func passageRanges(posts: Int) -> [Range<Int>] {
    var ranges = [Range<Int>](repeating: 0..<0, count: posts)
    var row = 0
    for post in 0..<posts {
      let first = row
      while row < passages.count, passages[row].post == post { row += 1 }
      ranges[post] = first..<row
    }
    return ranges
  }

  /// The column of a term, if it is in the vocabulary.
  ///
  /// - Complexity: O(log n).
  public func column(of term: String) -> Int? {
    var low = 0
    var high = terms.count
    while low < high {
      let middle = (low + high) / 2
      if terms[middle].utf8.lexicographicallyPrecedes(term.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < terms.count && terms[low] == term ? low : nil
  }
}
