internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Passages as points whose nearness is likeness of subject.
///
/// Three views side by side (LSA of TF-IDF, LSA of TF-IDF weighted by the words' coherence, the
/// mean of word vectors), each of unit length, then one step of smoothing over the graph of
/// neighbours. See `docs/METHOD.md`, "Themes".
struct ThemeSpace: Sendable {
  /// The passages that are points, as rows of the term index, rising: those that hold words.
  let rows: [Int]
  /// A hash of what each point says; random draws go by it and not by the point's place.
  let keys: [UInt64]
  /// The graph of neighbours.
  let graph: PassageGraph
  /// The points before smoothing, `rows × dimensions`, rows of unit length.
  let plain: DenseMatrix
  /// The points, `rows × dimensions`.
  let points: DenseMatrix

  /// How many nearest passages each one names.
  static let neighbours = 25
  /// The largest number of dimensions of a view.
  static let dimensions = 100
  /// The share of a point that its neighbours make.
  static let smoothing: Float = 0.6

  /// The number of dimensions of a view for a number of passages.
  static func dimensions(rows: Int) -> Int { max(2, min(dimensions, rows / 4)) }

  /// The number of neighbours for a number of passages.
  static func neighbours(rows: Int) -> Int { max(2, min(neighbours, rows / 8)) }

  init(
    terms: TermIndex, rows: [Int], keys: [UInt64], ties: [(Int, Int)] = [], workers: Workers
  ) {
    self.rows = rows
    self.keys = keys
    let words = terms.wordColumns
    let counts = terms.counts.selectingColumns(words).selectingRows(rows)
    let dimensions = Self.dimensions(rows: rows.count)
    graph = PassageGraph(
      weights: BM25().weights(of: counts), neighbours: Self.neighbours(rows: rows.count),
      ties: ties, workers: workers)
    let coherence = graph.coherence(of: counts, workers: workers)
    let weighting = TFIDF(counts: counts)
    let views = [
      Self.latent(weighting.weights(of: counts), dimensions, workers),
      Self.latent(weighting.weights(of: counts, factors: coherence), dimensions, workers),
      Self.meanVectors(
        counts: counts, coherence: coherence,
        texts: Self.texts(of: terms, rows: rows, words: words), dimensions, workers),
    ]
    plain = Self.beside(views).normalizingRows()
    points = Self.smoothed(plain, over: graph, workers: workers)
  }

  /// Latent semantic analysis: left singular vectors times singular values, rows of unit length.
  private static func latent(
    _ weights: CSRMatrix, _ dimensions: Int, _ workers: Workers
  ) -> DenseMatrix {
    TruncatedSVD(of: weights, dimensions: dimensions, workers: workers)
      .coordinates().normalizingRows()
  }

  /// Mean word vectors weighted by BM25 and coherence, without their common direction.
  private static func meanVectors(
    counts: CSRMatrix, coherence: [Float], texts: [[Int32]], _ dimensions: Int, _ workers: Workers
  ) -> DenseMatrix {
    let vectors = WordVectors.fit(
      texts: texts, words: counts.columns, dimensions: dimensions, workers: workers)
    let mean = BM25().weights(of: counts, factors: coherence).times(vectors, workers: workers)
      .normalizingRows()
    return withoutFirstDirection(mean, workers: workers).normalizingRows()
  }

  private static func withoutFirstDirection(
    _ matrix: DenseMatrix, workers: Workers
  ) -> DenseMatrix {
    let width = matrix.columns
    guard width > 1 else { return matrix }
    let eigen = SymmetricEigen(of: matrix.gram(workers: workers), size: width)
    let direction = eigen.vectors[0..<width].map { Float($0) }
    var result = matrix
    var values = matrix.values
    for row in 0..<matrix.rows {
      let start = row * width
      var along: Float = 0
      for place in 0..<width { along += values[start + place] * direction[place] }
      for place in 0..<width { values[start + place] -= along * direction[place] }
    }
    result.values = values
    return result
  }

  /// The words of each passage in order, numbered as the columns of single words.
  private static func texts(of terms: TermIndex, rows: [Int], words: [Int]) -> [[Int32]] {
    var number = [Int32](repeating: -1, count: terms.terms.count)
    for (new, old) in words.enumerated() { number[old] = Int32(new) }
    return rows.map { row in
      terms.sequence.terms[terms.sequence.range(of: row)].compactMap {
        number[Int($0)] >= 0 ? number[Int($0)] : nil
      }
    }
  }

  /// Some rows of a matrix, in the order given.
  static func selecting(_ rows: [Int], of matrix: DenseMatrix) -> DenseMatrix {
    var values: [Float] = []
    values.reserveCapacity(rows.count * matrix.columns)
    for row in rows { values += matrix.values[matrix.range(of: row)] }
    return DenseMatrix(rows: rows.count, columns: matrix.columns, values: values)
  }

  private static func beside(_ views: [DenseMatrix]) -> DenseMatrix {
    let rows = views[0].rows
    var values: [Float] = []
    values.reserveCapacity(rows * views.reduce(0) { $0 + $1.columns })
    for row in 0..<rows { for view in views { values += view.values[view.range(of: row)] } }
    return DenseMatrix(
      rows: rows, columns: views.reduce(0) { $0 + $1.columns }, values: values)
  }

  /// F = 0.4 H + 0.6 P H, rows of unit length.
  private static func smoothed(
    _ plain: DenseMatrix, over graph: PassageGraph, workers: Workers
  ) -> DenseMatrix {
    let around = graph.transitions.times(plain, workers: workers)
    var result = plain
    var values = plain.values
    for place in values.indices {
      values[place] = (1 - smoothing) * values[place] + smoothing * around.values[place]
    }
    result.values = values
    return result.normalizingRows()
  }
}
