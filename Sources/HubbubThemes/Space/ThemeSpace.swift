internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Passages as points whose nearness is likeness of subject.
///
/// Three views side by side (LSA of TF-IDF, LSA of TF-IDF weighted by the words' coherence, the
/// mean of word vectors), each of unit length, then one step of smoothing over the graph of
/// neighbours. See `docs/METHOD.md`, "Themes".
///
/// Of more than `most` passages a sample drawn by their content is fitted; the others are
/// projected on the same views without smoothing.
struct ThemeSpace: Sendable {
  /// The passages that are points, as rows of the term index, rising: those that hold words.
  let rows: [Int]
  /// A hash of what each point says; random draws go by it and not by the point's place.
  let keys: [UInt64]
  /// The points, `rows × dimensions`, rows of unit length.
  let points: DenseMatrix
  /// The points that were fitted, rising: all but in a large corpus.
  let fitted: [Int]
  /// The fitted points before smoothing, which is how the others are.
  let plain: DenseMatrix
  /// The fitted points on their principal axes, which is what is grouped.
  let axes: DenseMatrix
  /// The graph of the fitted points' neighbours.
  let graph: PassageGraph

  /// How many passages are fitted: finding neighbours is quadratic.
  static let most = 40_000
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
    terms: TermIndex, reading: Reading, most: Int = ThemeSpace.most, workers: Workers
  ) {
    rows = reading.rows
    keys = reading.keys
    let fitted = Self.drawn(most, of: reading.keys)
    self.fitted = fitted
    let words = terms.wordColumns
    let counts = terms.counts.selectingColumns(words).selectingRows(rows)
    let size = Self.dimensions(rows: fitted.count)
    let ties = Self.ties(reading.ties, among: fitted, of: rows.count)
    graph = PassageGraph(
      weights: BM25().weights(of: counts).selectingRows(fitted),
      neighbours: Self.neighbours(rows: fitted.count), ties: ties, workers: workers)
    let coherence = graph.coherence(of: counts.selectingRows(fitted), workers: workers)
    let weighting = TFIDF(counts: counts)
    let texts = Self.texts(of: terms, rows: fitted.map { reading.rows[$0] }, words: words)
    let vectors = WordVectors.fit(
      texts: texts, words: counts.columns, dimensions: size, workers: workers)
    let views = [
      Self.latent(weighting.weights(of: counts), fitted, size, workers),
      Self.latent(weighting.weights(of: counts, factors: coherence), fitted, size, workers),
      Self.withoutCommonDirection(
        BM25().weights(of: counts, factors: coherence).times(vectors, workers: workers)
          .normalizingRows(), workers: workers),
    ]
    let beside = Self.beside(views).normalizingRows()
    plain = Self.selecting(fitted, of: beside)
    let points = Self.smoothed(
      beside, fitted: fitted, plain: plain, over: graph, workers: workers)
    self.points = points
    axes = PrincipalAxes.points(
      fitted.count == rows.count ? points : Self.selecting(fitted, of: points),
      keys: fitted.map { reading.keys[$0] }, workers: workers)
  }

  /// All places where there are at most `most`, else so many with the lowest keys; rising.
  static func drawn(_ most: Int, of keys: [UInt64]) -> [Int] {
    guard keys.count > most else { return Array(keys.indices) }
    return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(most).sorted()
  }

  /// The ties between fitted points, as places among them.
  private static func ties(
    _ ties: [(Int, Int)], among fitted: [Int], of rows: Int
  ) -> [(Int, Int)] {
    guard fitted.count < rows else { return ties }
    var place = [Int](repeating: -1, count: rows)
    for (new, old) in fitted.enumerated() { place[old] = new }
    return ties.compactMap {
      place[$0] >= 0 && place[$1] >= 0 ? (place[$0], place[$1]) : nil
    }
  }

  /// Latent semantic analysis: rows on the right singular vectors of the fitted ones, of unit
  /// length.
  private static func latent(
    _ weights: CSRMatrix, _ fitted: [Int], _ dimensions: Int, _ workers: Workers
  ) -> DenseMatrix {
    let core = fitted.count == weights.rows ? weights : weights.selectingRows(fitted)
    let svd = TruncatedSVD(of: core, dimensions: dimensions, workers: workers)
    return weights.times(svd.right, workers: workers).normalizingRows()
  }

  /// Rows without the direction that most of them share, of unit length.
  private static func withoutCommonDirection(
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
    return result.normalizingRows()
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

  /// F = 0.4 H + 0.6 P H for fitted points, H for others; rows of unit length.
  private static func smoothed(
    _ all: DenseMatrix, fitted: [Int], plain: DenseMatrix, over graph: PassageGraph,
    workers: Workers
  ) -> DenseMatrix {
    let around = graph.transitions.times(plain, workers: workers)
    let width = all.columns
    var result = all
    var values = all.values
    for (place, row) in fitted.enumerated() {
      for column in 0..<width {
        values[row * width + column] =
          (1 - smoothing) * plain.values[place * width + column]
          + smoothing * around.values[place * width + column]
      }
    }
    result.values = values
    return result.normalizingRows()
  }

  /// The fitted points alone.
  var core: DenseMatrix {
    fitted.count == rows.count ? points : Self.selecting(fitted, of: points)
  }
}
