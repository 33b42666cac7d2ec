import HubbubSystem
import Testing

@testable import HubbubVectors

@Suite struct DenseTests {
  /// A matrix of numbers between −1 and 1 that the seed decides.
  static func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> DenseMatrix {
    let random = CounterGenerator(key: seed)
    return DenseMatrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { random.symmetric(UInt64($0)) })
  }

  static func sparse(_ dense: DenseMatrix) -> CSRMatrix {
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    for row in 0..<dense.rows {
      for column in 0..<dense.columns where dense[row, column] != 0 {
        indices.append(Int32(column))
        values.append(dense[row, column])
      }
      offsets.append(indices.count)
    }
    return CSRMatrix(
      rows: dense.rows, columns: dense.columns, offsets: offsets, indices: indices, values: values)
  }

  @Test(arguments: [(1, 1, 1), (3, 5, 2), (4, 8, 8), (9, 17, 33), (260, 12, 20), (17, 40, 110)])
  func productsOfTilesAndPlainLoopsHaveTheSameBits(rows: Int, inner: Int, columns: Int) {
    let a = Self.matrix(rows, inner, seed: 1)
    let b = Self.matrix(inner, columns, seed: 2)
    #expect(a.times(b, workers: .one) == PlainKernels.product(a, b))
  }

  @Test(arguments: [(1, 1), (5, 3), (40, 8), (200, 23), (64, 110)])
  func gramsHaveTheBitsOfPlainLoopsOnBothSidesOfTheDiagonal(rows: Int, columns: Int) {
    let a = Self.matrix(rows, columns, seed: 5)
    let plain = PlainKernels.product(a.transposed(), a)
    #expect(a.gram(workers: .one) == plain.values.map { Double($0) })
  }

  @Test func productsDoNotDependOnThreads() {
    let a = Self.matrix(700, 9, seed: 3)
    let b = Self.matrix(9, 6, seed: 4)
    #expect(a.times(b, workers: .one) == a.times(b, workers: Workers(3)))
    #expect(a.gram(workers: .one) == a.gram(workers: Workers(3)))
  }

  @Test(arguments: [1, 2, 3, 8, 24])
  func eigenvectorsRebuildTheMatrix(size: Int) {
    let half = Self.matrix(size, size, seed: UInt64(size))
    let gram = half.gram(workers: .one)
    let eigen = SymmetricEigen(of: gram, size: size)
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
    for i in 0..<size {
      for j in 0..<size {
        var rebuilt = 0.0
        var product = 0.0
        for k in 0..<size {
          rebuilt += eigen.values[k] * eigen.vectors[k * size + i] * eigen.vectors[k * size + j]
          product += eigen.vectors[i * size + k] * eigen.vectors[j * size + k]
        }
        #expect(abs(rebuilt - gram[i * size + j]) < 1e-9)
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
      }
    }
  }

  @Test func eigenvaluesOfAKnownMatrix() {
    // The second-difference matrix of order n: 2 − 2 cos(kπ / (n + 1)).
    let eigen = SymmetricEigen(of: [2, -1, 0, -1, 2, -1, 0, -1, 2], size: 3)
    let expected = [2 + 2.0.squareRoot(), 2, 2 - 2.0.squareRoot()]
    for (value, exact) in zip(eigen.values, expected) { #expect(abs(value - exact) < 1e-12) }
  }

  @Test func singularValuesRebuildAMatrixOfLowRank() {
    let low = Self.matrix(40, 3, seed: 5).times(Self.matrix(3, 25, seed: 6), workers: .one)
    let svd = TruncatedSVD(of: Self.sparse(low), dimensions: 6, workers: .one)
    #expect(svd.values.count >= 3)
    #expect(svd.values.dropFirst(3).allSatisfy { $0 < 1e-3 * svd.values[0] })
    let rebuilt = svd.coordinates().times(svd.right.transposed(), workers: .one)
    for (a, b) in zip(rebuilt.values, low.values) { #expect(abs(a - b) < 1e-4) }
    let twice = TruncatedSVD(of: Self.sparse(low), dimensions: 6, workers: Workers(2))
    #expect(twice.left == svd.left)
  }

  @Test func anEmptyMatrixHasNoSingularValues() {
    let svd = TruncatedSVD(of: CSRMatrix(rows: 3, columns: 0), dimensions: 4, workers: .one)
    #expect(svd.values.isEmpty)
    #expect(svd.left.rows == 3)
  }

  @Test(arguments: [1, 2, 7])
  func groupsAreFoundAndDoNotDependOnOrderOrThreads(seed: UInt64) {
    let noise = Self.matrix(60, 4, seed: seed)
    var points = noise
    var new = noise.values
    for row in 0..<60 { for place in 0..<4 { new[row * 4 + place] = new[row * 4 + place] * 0.2 } }
    for row in 0..<60 { new[row * 4 + row % 3] += 3 }
    points.values = new
    let keys = (0..<60).map { CounterGenerator.hash([UInt8($0)]) }
    let found = KMeans(points, k: 3, keys: keys, seed: seed)
    for row in 0..<60 { #expect(found.labels[row] == found.labels[row % 3]) }
    #expect(Set(found.labels).count == 3)
    let many = KMeans(points, k: 3, keys: keys, seed: seed, workers: Workers(2))
    #expect(many.centroids == found.centroids)
    // Rows in the opposite order: the same seeds, so the same partition.
    let reversed = DenseMatrix(
      rows: 60, columns: 4, values: (0..<60).reversed().flatMap { points.row($0) })
    let turned = KMeans(reversed, k: 3, keys: keys.reversed(), seed: seed)
    #expect(Array(turned.labels.reversed()) == found.labels)
  }

  @Test func moreGroupsThanDifferentRows() {
    let points = DenseMatrix(rows: 4, columns: 1, values: [1, 1, 1, 2])
    let found = KMeans(points, k: 4, keys: [1, 1, 1, 2], seed: 0)
    #expect(found.labels[0] == found.labels[2])
    #expect(found.inertia == 0)
  }
}
