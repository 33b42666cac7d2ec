import HubbubSystem
import Testing

@testable import HubbubVectors

/// Numbers from a fixed recurrence (SplitMix64), so that a failing seed can be run again.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1...1, using: &self) }
  }
  mutating func sparse(_ rows: Int, _ columns: Int, density: Double) -> CSRMatrix {
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    for _ in 0..<rows {
      for column in 0..<columns where Double.random(in: 0..<1, using: &self) < density {
        indices.append(Int32(column))
        values.append(Float(Int.random(in: 1...5, using: &self)))
      }
      offsets.append(indices.count)
    }
    return CSRMatrix(
      rows: rows, columns: columns, offsets: offsets, indices: indices, values: values)
  }
}

@Suite("Kernels equal plain loops")
struct KernelTests {
  @Test("over rows", arguments: 0..<40)
  func rows(seed: Int) {
    var random = SeededNumbers(UInt64(seed))
    let a = random.floats(seed)
    let b = random.floats(seed)
    #expect(Kernels.dot(a.span, b.span) == PlainKernels.dot(a, b))
    #expect(Kernels.squaredDistance(a.span, b.span) == PlainKernels.squaredDistance(a, b))
    #expect(Kernels.sum(a.span) == PlainKernels.laneSum(a.count) { a[$0] })
    let plain = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(Double(Kernels.dot(a.span, b.span)) - plain) < 1e-5)
    var y = b
    var span = y.mutableSpan
    Kernels.axpy(0.37, a.span, into: &span)
    #expect(y == PlainKernels.axpy(0.37, a, into: b))
  }

  @Test("sparse × dense and its transpose", arguments: 0..<30)
  func products(seed: Int) {
    var random = SeededNumbers(UInt64(seed))
    let sparse = random.sparse(seed + 3, 2 * seed + 1, density: 0.3)
    let width = [1, 7, 8, 16, 24, 31, 32, 45, 72, 110][seed % 10]
    let dense = DenseMatrix(
      rows: sparse.columns, columns: width, values: random.floats(sparse.columns * width))
    let expected = PlainKernels.product(sparse, dense)
    #expect(sparse.times(dense, workers: .one) == expected)
    let tall = DenseMatrix(
      rows: sparse.rows, columns: width, values: random.floats(sparse.rows * width))
    #expect(sparse.transposed() == PlainKernels.transposed(sparse))
    #expect(sparse.transposed().transposed() == sparse)
    #expect(
      sparse.transposedTimes(tall, workers: Workers(2))
        == PlainKernels.product(PlainKernels.transposed(sparse), tall))
  }

  @Test("do not depend on the number of threads")
  func threads() {
    var random = SeededNumbers(7)
    let sparse = random.sparse(1500, 60, density: 0.1)
    let dense = DenseMatrix(rows: 60, columns: 40, values: random.floats(2400))
    let one = sparse.times(dense, workers: .one)
    #expect(one == sparse.times(dense, workers: Workers(4)))
    #expect(
      Neighbours.exactCosine(of: sparse.normalizingRows(), k: 9, workers: .one)
        == Neighbours.exactCosine(of: sparse.normalizingRows(), k: 9, workers: Workers(3)))
  }

  @Test("matrix shapes", arguments: 0..<10)
  func shapes(seed: Int) {
    var random = SeededNumbers(UInt64(seed))
    let a = random.sparse(13, 17, density: 0.4)
    let b = random.sparse(13, 17, density: 0.2)
    let sum = a.adding(b)
    let columns = (0..<17).filter { _ in Bool.random(using: &random) }
    let part = a.selectingColumns(columns)
    for row in 0..<13 {
      for column in 0..<17 { #expect(sum[row, column] == a[row, column] + b[row, column]) }
      for (new, old) in columns.enumerated() { #expect(part[row, new] == a[row, old]) }
    }
    for row in a.normalizingRows().selectingRows([12, 0, 0]).rowNorms() {
      #expect(abs(row - 1) < 1e-6 || row == 0)
    }
  }
}

extension CSRMatrix {
  func rowNorms() -> [Double] {
    (0..<rows).map { row in
      range(of: row).reduce(0.0) { $0 + Double(values[$1]) * Double(values[$1]) }.squareRoot()
    }
  }
}

@Suite("Neighbours")
struct NeighbourTests {
  @Test("are the rows of highest cosine, ties to the lowest row", arguments: 0..<12)
  func exact(seed: Int) {
    var random = SeededNumbers(UInt64(seed))
    let rows = 40 + 20 * seed
    let matrix = random.sparse(rows, 12, density: 0.25).normalizingRows()
    let graph = Neighbours.exactCosine(of: matrix, k: 5, workers: Workers(2))
    for row in 0..<rows {
      var all: [(row: Int, score: Float)] = []
      for other in 0..<rows where other != row {
        var score: Float = 0
        for term in 0..<12 { score += matrix[other, term] * matrix[row, term] }
        if score > 0 { all.append((other, score)) }
      }
      all.sort { $0.score == $1.score ? $0.row < $1.row : $0.score > $1.score }
      let range = graph.range(of: row)
      #expect(graph.neighbours[range].map(Int.init) == all.prefix(5).map(\.row))
      #expect(Array(graph.similarities[range]) == all.prefix(5).map(\.score))
    }
  }

  @Test("make a symmetric matrix in which mutual edges count twice")
  func symmetric() {
    let graph = NeighbourGraph(
      rows: 3, offsets: [0, 1, 3, 3], neighbours: [1, 2, 0], similarities: [0.5, 0.9, 0.5])
    let matrix = graph.symmetricAdjacency()
    #expect(matrix[0, 1] == 1 && matrix[1, 0] == 1)
    #expect(matrix[1, 2] == 0.9 && matrix[2, 1] == 0.9 && matrix[0, 2] == 0)
    #expect(graph.recall(of: graph) == 1)
  }
}
