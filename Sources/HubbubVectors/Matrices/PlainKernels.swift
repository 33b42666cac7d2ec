/// The kernels as plain loops: slow, obvious, and what the tests hold the fast ones against.
enum PlainKernels {
  /// The lanes of the fast sum, in plain loops: equal to it bit by bit.
  static func laneSum(_ count: Int, _ term: (Int) -> Float) -> Float {
    var first = [Float](repeating: 0, count: 8)
    var second = first
    var at = 0
    while at + 16 <= count {
      for lane in 0..<8 {
        first[lane] += term(at + lane)
        second[lane] += term(at + 8 + lane)
      }
      at += 16
    }
    var tail: Float = 0
    while at < count {
      tail += term(at)
      at += 1
    }
    let lanes = zip(first, second).map { $0 + $1 }
    let four = (0..<4).map { lanes[$0] + lanes[$0 + 4] }
    return ((four[0] + four[2]) + (four[1] + four[3])) + tail
  }

  static func dot(_ a: [Float], _ b: [Float]) -> Float { laneSum(a.count) { a[$0] * b[$0] } }

  static func squaredDistance(_ a: [Float], _ b: [Float]) -> Float {
    laneSum(a.count) { (a[$0] - b[$0]) * (a[$0] - b[$0]) }
  }

  static func axpy(_ factor: Float, _ x: [Float], into y: [Float]) -> [Float] {
    zip(x, y).map { $1 + $0 * factor }
  }

  /// Sparse × dense, entry by entry.
  static func product(_ a: CSRMatrix, _ b: DenseMatrix) -> DenseMatrix {
    var out = DenseMatrix(rows: a.rows, columns: b.columns)
    for row in 0..<a.rows {
      for entry in a.range(of: row) {
        for column in 0..<b.columns {
          out[row, column] += a.values[entry] * b[Int(a.indices[entry]), column]
        }
      }
    }
    return out
  }

  /// Dense × dense, each value from the first inner place to the last.
  static func product(_ a: DenseMatrix, _ b: DenseMatrix) -> DenseMatrix {
    var out = DenseMatrix(rows: a.rows, columns: b.columns)
    var values = out.values
    for row in 0..<a.rows {
      for place in 0..<a.columns {
        for column in 0..<b.columns {
          values[row * b.columns + column] += a[row, place] * b[place, column]
        }
      }
    }
    out.values = values
    return out
  }

  static func transposed(_ a: CSRMatrix) -> CSRMatrix {
    var triples: [(row: Int32, column: Int32, value: Float)] = []
    for row in 0..<a.rows {
      for entry in a.range(of: row) {
        triples.append((a.indices[entry], Int32(row), a.values[entry]))
      }
    }
    triples.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    var offsets = [Int](repeating: 0, count: a.columns + 1)
    for triple in triples { offsets[Int(triple.row) + 1] += 1 }
    for row in 0..<a.columns { offsets[row + 1] += offsets[row] }
    return CSRMatrix(
      rows: a.columns, columns: a.rows, offsets: offsets, indices: triples.map(\.column),
      values: triples.map(\.value))
  }
}
