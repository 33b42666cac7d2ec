internal import CLanes
public import HubbubSystem

extension DenseMatrix {
  /// This matrix times another.
  ///
  /// Each value is one sum over the inner dimension from its first place to its last, whatever
  /// the tile or thread that computes it.
  /// - Returns: `rows × other.columns`.
  /// - Complexity: O(rows × columns × other.columns) over the workers.
  public func times(_ other: DenseMatrix, workers: Workers) -> DenseMatrix {
    precondition(columns == other.rows, "as many columns as the other has rows")
    let inner = columns
    let panel = Panel(other)
    let width = other.columns
    let new = ParallelFill.floats(rows: rows, width: width, batch: 256, workers: workers) {
      part, out in
      let padded = panel.product(of: values.span, rows: part, inner: inner)
      let from = padded.span
      var (to, place) = (0, 0)
      for _ in part {
        for column in 0..<width { out[to &+ column] = from[place &+ column] }
        to += width
        place += panel.width
      }
    }
    return DenseMatrix(rows: rows, columns: width, values: new)
  }

  /// The transpose of this matrix times itself, `columns × columns`, in double precision.
  ///
  /// Rows are added in batches of 256 in single precision, batches in double, in order.
  /// - Complexity: O(rows × columns²) over the workers.
  public func gram(workers: Workers) -> [Double] {
    let width = columns
    let parts = Workers.batches(of: 256, in: rows)
    // Groups bound the memory: at most 16 partial results stand at once.
    var sum = [Double](repeating: 0, count: width * width)
    for group in Workers.batches(of: 16, in: parts.count) {
      let partials = workers.map(group.count) { number in
        let part = parts[group.lowerBound + number]
        let block = DenseMatrix(
          rows: part.count, columns: width,
          values: Array(values[part.lowerBound * width..<part.upperBound * width]))
        let panel = Panel(block)
        return (panel.upperGram(width), panel.width)
      }
      for (partial, padded) in partials {
        for row in 0..<width {
          for column in row..<width {
            sum[row * width + column] += Double(partial[row * padded + column])
          }
        }
      }
    }
    for row in 0..<width {
      for column in 0..<row { sum[row * width + column] = sum[column * width + row] }
    }
    return sum
  }
}

/// The right operand of a product, its rows padded with zeros to a multiple of eight columns.
struct Panel: Sendable {
  /// The padded number of columns.
  let width: Int
  /// The number of rows.
  let rows: Int
  private let values: [Float]

  init(_ matrix: DenseMatrix) {
    width = (matrix.columns + 7) & ~7
    rows = matrix.rows
    if width == matrix.columns {
      values = matrix.values
    } else {
      var padded = [Float](repeating: 0, count: matrix.rows * width)
      for row in 0..<matrix.rows {
        for column in 0..<matrix.columns {
          padded[row * width + column] = matrix.values[row * matrix.columns + column]
        }
      }
      values = padded
    }
  }

  /// Some rows of the left operand times the panel: `rows.count × width` values.
  func product(of left: Span<Float>, rows part: Range<Int>, inner: Int) -> [Float] {
    precondition(inner == rows && part.upperBound * inner <= left.count, "operands that fit")
    precondition(part.lowerBound >= 0, "operands that fit")
    return unsafe filled(rows: part.count) { panel, out in
      unsafe left.withUnsafeBufferPointer { left in
        guard let left = left.baseAddress else { return }
        unsafe hubbub_product(
          left + part.lowerBound * inner, inner, 1, part.count, inner, panel, width, out, 0)
      }
    }
  }

  /// The transpose of the first `columns` columns times the panel, `columns × width` values; those
  /// left of the diagonal, which has the same on its other side, may be missing.
  func upperGram(_ columns: Int) -> [Float] {
    precondition(columns <= width, "columns of the panel")
    return unsafe filled(rows: columns) { panel, out in
      unsafe hubbub_product(panel, 1, width, columns, rows, panel, width, out, 1)
    }
  }

  /// `count × width` values, zero where a closure leaves them; without a place to add, all are.
  private func filled(
    rows count: Int, _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    var out = [Float](repeating: 0, count: count * width)
    unsafe values.withUnsafeBufferPointer { panel in
      unsafe out.withUnsafeMutableBufferPointer { out in
        guard let panel = panel.baseAddress, let out = out.baseAddress else { return }
        unsafe body(panel, out)
      }
    }
    return out
  }
}
