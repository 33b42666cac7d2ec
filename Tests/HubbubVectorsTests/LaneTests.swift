import CLanes
import Testing

@testable import HubbubVectors

/// What `CLanes` does on a processor that has more, against what it does on every one: the bits of
/// plain loops, whichever way the other tests went.
@Suite struct LaneTests {
  @Test(arguments: [0, 1, 7, 16, 33, 100, 257])
  func dotProducts(count: Int) {
    var random = SeededNumbers(UInt64(count))
    let a = random.floats(count + 1)
    let b = random.floats(count + 1)
    let plain = PlainKernels.dot(Array(a.prefix(count)), Array(b.prefix(count)))
    #expect(unsafe hubbub_base_dot(a, b, count) == plain)
    #expect(unsafe hubbub_dot(a, b, count) == plain)
  }

  @Test(arguments: [1, 5, 8, 9, 16, 30, 100, 110, 112, 113, 300])
  func combinations(width: Int) {
    var random = SeededNumbers(UInt64(width))
    let sparse = random.sparse(6, 20, density: 0.4)
    let dense = DenseMatrix(rows: 20, columns: width, values: random.floats(20 * width))
    let plain = PlainKernels.product(sparse, dense)
    for row in 0..<sparse.rows {
      let range = sparse.range(of: row)
      var base = [Float](repeating: .nan, count: width)
      var fast = base
      let (indices, values) = (Array(sparse.indices[range]), Array(sparse.values[range]))
      unsafe hubbub_base_combine(indices, values, range.count, dense.values, width, &base)
      unsafe hubbub_combine(indices, values, range.count, dense.values, width, &fast)
      #expect(base == plain.row(row))
      #expect(fast == plain.row(row))
    }
  }

  @Test(arguments: [(1, 1, 8), (5, 3, 16), (13, 40, 24), (31, 9, 112)])
  func products(rows: Int, inner: Int, width: Int) {
    let a = DenseTests.matrix(rows, inner, seed: 8)
    let b = DenseTests.matrix(inner, width, seed: 9)
    let plain = PlainKernels.product(a, b).values
    var base = [Float](repeating: .nan, count: rows * width)
    var fast = base
    unsafe hubbub_base_product(a.values, inner, 1, rows, inner, b.values, width, &base, 0)
    unsafe hubbub_product(a.values, inner, 1, rows, inner, b.values, width, &fast, 0)
    #expect(base == plain)
    #expect(fast == plain)
  }

  @Test(arguments: [0, 3, 8, 40, 77])
  func placesAboveABar(count: Int) {
    var random = SeededNumbers(UInt64(count))
    let scores = random.floats(count)
    let bars = scores.indices.map { $0 % 3 == 0 ? Float(0.2) : 0.7 }
    var left = scores + [9]
    var found: [Int] = []
    var at = 1
    while true {
      at = unsafe hubbub_next_above(&left, bars + [0], 0.5, at, count)
      guard at < count else { break }
      found.append(at)
      left[at] = 0
      at += 1
    }
    #expect(
      found == scores.indices.dropFirst().filter { scores[$0] > 0.5 || scores[$0] > bars[$0] })
    #expect(left.dropFirst().dropLast().allSatisfy { $0 == 0 } && left.last == 9)
  }
}
