internal import HubbubSystem
internal import HubbubVectors

/// The three views of passages, learnt from the fitted ones and applied to any.
///
/// See `docs/METHOD.md`, "Themes", step 3.
struct Projection: Sendable {
  private let weighting: TFIDF
  private let lengths: BM25.Learnt
  private let coherence: [Float]
  /// The right singular vectors of TF-IDF, and of TF-IDF weighted by coherence.
  private let latent: [DenseMatrix]
  private let wordVectors: DenseMatrix
  /// The direction that most means of word vectors share.
  private let common: [Float]

  /// Learns the views.
  ///
  /// - Parameters:
  ///   - counts: rows = fitted passages, columns = words.
  ///   - texts: the words of each fitted passage in order.
  ///   - keys: a hash of each word.
  init(
    counts: CSRMatrix, texts: [[Int32]], coherence: [Float], keys: [UInt64], dimensions: Int,
    workers: Workers
  ) {
    let weighting = TFIDF(counts: counts)
    self.weighting = weighting
    self.coherence = coherence
    lengths = BM25().learnt(from: counts)
    latent = [nil, coherence].map { factors in
      TruncatedSVD(
        of: weighting.weights(of: counts, factors: factors), dimensions: dimensions,
        keys: keys, workers: workers
      ).right
    }
    wordVectors = WordVectors.fit(
      texts: texts, keys: keys, dimensions: dimensions, workers: workers)
    let means = lengths.weights(of: counts, factors: coherence)
      .times(wordVectors, workers: workers).normalizingRows()
    common =
      means.columns > 1
      ? SymmetricEigen(of: means.gram(workers: workers), size: means.columns)
        .vectors[0..<means.columns].map { Float($0) } : []
  }

  /// How many times a view of its own the meanings count, where there are any.
  private static let meaningWeight: Float = 2.5

  /// Passages as points: the views side by side, each and all of them together of unit length.
  ///
  /// - Parameter meanings: vectors of the passages' posts, a further view.
  func points(
    of counts: CSRMatrix, meanings: DenseMatrix? = nil, workers: Workers
  ) -> DenseMatrix {
    var views: [DenseMatrix] = []
    for (factors, axes) in zip([nil, coherence], latent) {
      views.append(
        weighting.weights(of: counts, factors: factors).times(axes, workers: workers)
          .normalizingRows())
    }
    let means = lengths.weights(of: counts, factors: coherence)
      .times(wordVectors, workers: workers).normalizingRows()
    views.append(withoutCommonDirection(means))
    if var meanings {
      meanings.values = meanings.values.map { $0 * Self.meaningWeight }
      views.append(meanings)
    }
    return Self.beside(views).normalizingRows()
  }

  private func withoutCommonDirection(_ matrix: DenseMatrix) -> DenseMatrix {
    let width = matrix.columns
    guard width == common.count else { return matrix }
    var result = matrix
    var values = matrix.values
    for row in 0..<matrix.rows {
      let start = row * width
      var along: Float = 0
      for place in 0..<width { along += values[start + place] * common[place] }
      for place in 0..<width { values[start + place] -= along * common[place] }
    }
    result.values = values
    return result.normalizingRows()
  }

  private static func beside(_ views: [DenseMatrix]) -> DenseMatrix {
    let rows = views[0].rows
    let columns = views.reduce(0) { $0 + $1.columns }
    var values: [Float] = []
    values.reserveCapacity(rows * columns)
    for row in 0..<rows { for view in views { values += view.values[view.range(of: row)] } }
    return DenseMatrix(rows: rows, columns: columns, values: values)
  }
}
