internal import HubbubModel
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
/// projected on the same views without smoothing, a batch at a time, whenever they are asked for.
struct ThemeSpace: Sendable {
  /// The passages that are points, as rows of the term index, rising: those that hold words.
  let rows: [Int]
  /// A hash of what each point says; random draws go by it and not by the point's place.
  let keys: [UInt64]
  /// The points that were fitted, rising: all but in a large corpus.
  let fitted: [Int]
  /// The points that were not, rising.
  let others: [Int]
  /// The fitted points, rows of unit length.
  let points: DenseMatrix
  /// The fitted points before smoothing, which is how the others are.
  let plain: DenseMatrix
  /// The fitted points on their principal axes, which is what is grouped.
  let axes: DenseMatrix
  /// The graph of the fitted points' neighbours.
  let graph: PassageGraph
  /// The words of the fitted points, rows = points, columns = words.
  let core: CSRMatrix
  /// How coherent each of these words is, 0…1.
  let coherence: [Float]
  private let projection: Projection
  private let counts: CSRMatrix
  private let words: [Int]
  private let embeddings: PostEmbeddings?
  /// The post of each point.
  private let posts: [Int]

  /// How many passages are fitted: finding neighbours is quadratic.
  static let most = 20_000
  /// How many nearest passages each one names.
  static let neighbours = 25
  /// The largest number of dimensions of a view.
  static let dimensions = 100
  /// The share of a point that its neighbours make.
  static let smoothing: Float = 0.6
  /// So many of the others are projected at a time.
  private static let batch = 4096

  /// The number of dimensions of a view for a number of passages.
  static func dimensions(rows: Int) -> Int { max(2, min(dimensions, rows / 4)) }

  /// The number of neighbours for a number of passages.
  static func neighbours(rows: Int) -> Int { max(2, min(neighbours, rows / 8)) }

  init(
    terms: TermIndex, reading: Reading, embeddings: PostEmbeddings? = nil,
    most: Int = ThemeSpace.most, workers: Workers
  ) {
    self.embeddings = embeddings
    rows = reading.rows
    posts = reading.rows.map { terms.passages[$0].post }
    keys = reading.keys
    counts = terms.counts
    words = terms.wordColumns
    fitted = Self.drawn(most, of: reading.keys)
    var isFitted = [Bool](repeating: false, count: rows.count)
    for place in fitted { isFitted[place] = true }
    others = rows.indices.filter { !isFitted[$0] }
    core = terms.counts.selectingRows(fitted.map { reading.rows[$0] })
      .selectingColumns(words)
    let posts = fitted.map { terms.passages[reading.rows[$0]].post }
    let meanings = embeddings.map { Self.selecting(posts, of: $0.vectors) }
    graph = PassageGraph(
      weights: BM25().weights(of: core), neighbours: Self.neighbours(rows: fitted.count),
      meanings: meanings, ties: Self.ties(reading.ties, among: fitted, of: rows.count),
      workers: workers)
    coherence = graph.coherence(of: core, workers: workers)
    projection = Projection(
      counts: core,
      texts: Self.texts(of: terms, rows: fitted.map { reading.rows[$0] }, words: words),
      coherence: coherence, keys: words.map { CounterGenerator.hash(Array(terms.terms[$0].utf8)) },
      dimensions: Self.dimensions(rows: fitted.count), workers: workers)
    plain = projection.points(of: core, meanings: meanings, workers: workers)
    points = Self.smoothed(plain, over: graph, workers: workers)
    axes = PrincipalAxes.points(
      points, keys: fitted.map { reading.keys[$0] }, workers: workers)
  }

  /// Calls a closure with batches of the others, as places among `others`, and their points.
  ///
  /// - Returns: the closure's results in order.
  func mapOthers<T: Sendable>(
    workers: Workers, _ body: @Sendable (Range<Int>, DenseMatrix) -> T
  ) -> [T] {
    let batches = Workers.batches(of: Self.batch, in: others.count)
    return workers.map(batches.count) { number in
      let batch = others[batches[number]]
      let part = counts.selectingRows(batch.map { rows[$0] }).selectingColumns(words)
      let batchPosts = batch.map { posts[$0] }
      let meanings = embeddings.map { Self.selecting(batchPosts, of: $0.vectors) }
      return body(
        batches[number], projection.points(of: part, meanings: meanings, workers: .one))
    }
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
