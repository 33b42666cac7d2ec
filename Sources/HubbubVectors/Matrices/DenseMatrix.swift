internal import HubbubSystem

/// A dense matrix of 32-bit floats, one row after the other.
public struct DenseMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The values, row by row; `rows × columns` of them.
  public var values: [Float] {
    didSet { precondition(values.count == rows * columns, "rows × columns values") }
  }

  /// Creates a matrix from its values, row by row.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "rows × columns values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// A matrix filled with one value.
  public init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.init(
      rows: rows, columns: columns,
      values: LargePages.array(repeating: value, count: rows * columns))
  }

  /// Where a row stands among the values.
  ///
  /// `matrix.values.span.extracting(matrix.range(of: row))` lends the row without a copy.
  public func range(of row: Int) -> Range<Int> { row * columns..<(row + 1) * columns }

  /// A copy of a row.
  public func row(_ row: Int) -> [Float] { Array(values[range(of: row)]) }

  /// The value at a place.
  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> DenseMatrix {
    var new = [Float](repeating: 0, count: values.count)
    let tile = 16
    for top in stride(from: 0, to: rows, by: tile) {
      for left in stride(from: 0, to: columns, by: tile) {
        for row in top..<min(top + tile, rows) {
          for column in left..<min(left + tile, columns) {
            new[column * rows + row] = values[row * columns + column]
          }
        }
      }
    }
    return DenseMatrix(rows: columns, columns: rows, values: new)
  }

  /// Each row divided by its Euclidean length; rows of zeros stay as they are.
  public func normalizingRows() -> DenseMatrix {
    var normal = self
    var new = values
    for row in 0..<rows {
      var sum = 0.0
      for place in range(of: row) { sum += Double(new[place]) * Double(new[place]) }
      guard sum > 0 else { continue }
      let factor = 1 / sum.squareRoot()
      for place in range(of: row) { new[place] = Float(Double(new[place]) * factor) }
    }
    normal.values = new
    return normal
  }
}
