#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
public import HubbubSystem

/// Okapi BM25 weights of passages (Robertson and Zaragoza 2009, doi:10.1561/1500000019).
///
/// weight = idf · f (k₁ + 1) / (f + k₁ (1 − b + b · length / mean length)), with
/// idf = ln(1 + (N − df + ½) / (df + ½)), which is never negative; length = the row's counts.
/// k₁ = 1.2 and b = 0.75 are the usual defaults, as in Lucene.
public struct BM25: Sendable, Equatable {
  /// How soon further occurrences of a term cease to count.
  public let k1: Double
  /// How far long rows are held back, 0…1.
  public let b: Double

  /// Creates a weighting.
  public init(k1: Double = 1.2, b: Double = 0.75) {
    self.k1 = k1
    self.b = b
  }

  /// The inverse document frequency of each term, ≥ 0.
  public func idf(documents: Int, documentFrequency: [Int]) -> [Double] {
    documentFrequency.map {
      log(1 + (Double(documents - $0) + 0.5) / (Double($0) + 0.5))
    }
  }

  /// Weighs raw counts (rows = passages, columns = terms); the result's rows have unit length.
  ///
  /// - Parameter factors: a further factor for each term (its coherence, say); none is 1.
  /// - Complexity: O(entries).
  public func weights(
    of counts: CSRMatrix, factors: [Float]? = nil, workers: Workers = .one
  ) -> CSRMatrix {
    learnt(from: counts).weights(of: counts, factors: factors, workers: workers)
  }

  /// Learns what the weights need to know of all passages from some.
  public func learnt(from counts: CSRMatrix) -> Learnt {
    var total = 0.0
    for length in counts.rowSums() { total += length }
    return Learnt(
      parameters: self,
      idf: idf(documents: counts.rows, documentFrequency: counts.columnCounts()),
      meanLength: counts.rows > 0 && total > 0 ? total / Double(counts.rows) : 1)
  }

  /// A weighting with the document frequencies and the mean length of some passages.
  public struct Learnt: Sendable {
    let parameters: BM25
    let idf: [Double]
    let meanLength: Double

    /// Weighs raw counts of the same or other passages; the result's rows have unit length.
    ///
    /// - Parameter factors: a further factor for each term (its coherence, say); none is 1.
    /// - Complexity: O(entries).
    public func weights(
      of counts: CSRMatrix, factors: [Float]? = nil, workers: Workers = .one
    ) -> CSRMatrix {
      precondition(counts.columns == idf.count, "a weight for each column")
      precondition(factors.map { $0.count == idf.count } ?? true, "a factor for each column")
      let weight = factors.map { zip(idf, $0).map { $0 * Double($1) } } ?? idf
      return RowWeighing.weigh(
        counts,
        by: EntryWeight(
          k1: parameters.k1, b: parameters.b, lengths: counts.rowSums(), meanLength: meanLength,
          weight: weight),
        workers: workers)
    }

    private struct EntryWeight: EntryWeighing {
      let k1: Double
      let b: Double
      let lengths: [Double]
      let meanLength: Double
      let weight: [Double]

      @inline(__always)
      func weight(of count: Float, term: Int, row: Int) -> Double {
        let frequency = Double(count)
        let damping = k1 * (1 - b + b * lengths[row] / meanLength)
        return frequency * (k1 + 1) / (frequency + damping) * weight[term]
      }
    }
  }
}
