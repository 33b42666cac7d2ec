#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import HubbubSystem

/// Term weights as in scikit-learn's `TfidfVectorizer(sublinear_tf=True, smooth_idf=True)`.
///
/// tf = 1 + ln(count); idf = ln((1 + N) / (1 + df)) + 1; rows of unit length. N = rows of the
/// counts, df = rows with the term. Weights are computed in double precision and stored in
/// single precision.
public struct TFIDF: Sendable, Equatable {
  /// The number of rows that the weights were learnt from.
  public let documents: Int
  /// In how many of them each term occurs.
  public let documentFrequency: [Int]
  /// The weight of each term; 1 for a term of every row, ln(1 + N) + 1 for one of none.
  public let idf: [Double]

  /// Learns the weights from document frequencies.
  public init(documents: Int, documentFrequency: [Int]) {
    self.documents = documents
    self.documentFrequency = documentFrequency
    idf = documentFrequency.map { log(Double(1 + documents) / Double(1 + $0)) + 1 }
  }

  /// Learns the weights from raw counts (rows = passages, columns = terms).
  public init(counts: CSRMatrix) {
    self.init(documents: counts.rows, documentFrequency: counts.columnCounts())
  }

  /// Weighs raw counts; the result's rows have unit length.
  ///
  /// - Parameter factors: a further factor for each term (its coherence, say); none is 1.
  /// - Complexity: O(entries).
  public func weights(
    of counts: CSRMatrix, factors: [Float]? = nil, workers: Workers = .one
  ) -> CSRMatrix {
    precondition(counts.columns == idf.count, "a weight for each column")
    precondition(factors.map { $0.count == idf.count } ?? true, "a factor for each column")
    let weight = factors.map { zip(idf, $0).map { $0 * Double($1) } } ?? idf
    // Counts are small whole numbers nearly always: their logarithms are looked up.
    let logarithms = [0] + (1..<256).map { 1 + log(Double($0)) }
    return RowWeighing.weigh(
      counts, by: EntryWeight(logarithms: logarithms, weight: weight), workers: workers)
  }

  private struct EntryWeight: EntryWeighing {
    let logarithms: [Double]
    let weight: [Double]

    @inline(__always)
    func weight(of count: Float, term: Int, row: Int) -> Double {
      let whole = count >= 1 && count < 256 ? Int(count) : 0
      let tf = Float(whole) == count ? logarithms[whole] : 1 + log(Double(count))
      return tf * weight[term]
    }
  }

  /// The terms that occur in at least `minimum` rows and at most `maximumShare` of all rows.
  ///
  /// The rule of scikit-learn's `min_df` as a count and `max_df` as a share: df ≥ minimum and
  /// df ≤ maximumShare × N.
  /// - Returns: their columns, rising.
  public static func kept(
    documentFrequency: [Int], documents: Int, minimum: Int, maximumShare: Double
  ) -> [Int] {
    let most = maximumShare * Double(documents)
    return documentFrequency.indices.filter {
      documentFrequency[$0] >= minimum && Double(documentFrequency[$0]) <= most
    }
  }
}

/// What an entry of a matrix weighs before its row is given unit length.
protocol EntryWeighing: Sendable {
  func weight(of count: Float, term: Int, row: Int) -> Double
}

/// Gives every entry a weight and every row unit length.
enum RowWeighing {
  static func weigh(
    _ counts: CSRMatrix, by weighing: some EntryWeighing, workers: Workers
  ) -> CSRMatrix {
    let values = ParallelFill.floats(offsets: counts.offsets, batch: 4096, workers: workers) {
      rows, out in
      let (offsets, terms, values) = (counts.offsets.span, counts.indices.span, counts.values.span)
      let first = offsets[rows.lowerBound]
      let longest = rows.reduce(0) { max($0, offsets[$1 + 1] - offsets[$1]) }
      var buffer = [Double](repeating: 0, count: longest)
      var weights = buffer.mutableSpan
      for row in rows {
        let start = offsets[row]
        let count = offsets[row + 1] - start
        var squares = 0.0
        for place in 0..<count {
          let value = weighing.weight(
            of: values[start + place], term: Int(terms[start + place]), row: row)
          weights[place] = value
          squares += value * value
        }
        let factor = squares > 0 ? 1 / squares.squareRoot() : 0
        for place in 0..<count { out[start - first + place] = Float(weights[place] * factor) }
      }
    }
    var weighed = counts
    weighed.values = values
    return weighed
  }
}
