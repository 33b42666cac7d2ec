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
      for row in 0..<part.count {
        for column in 0..<width { out[row * width + column] = padded[row * panel.width + column] }
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
        return (
          panel.product(
            of: block.transposed().values.span, rows: 0..<width, inner: part.count), panel.width
        )
      }
      for (partial, padded) in partials {
        for row in 0..<width {
          for column in 0..<width {
            sum[row * width + column] += Double(partial[row * padded + column])
          }
        }
      }
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
    var out = [Float](repeating: 0, count: part.count * width)
    // Generic SIMD code is a hundred times slower unoptimised; the plain loop has the same bits.
    #if DEBUG
      plain(left, part, inner, &out)
    #else
      fast(left, part, inner, &out)
    #endif
    return out
  }

  /// The product as a plain loop: the twin that the tests hold the fast one against.
  func plain(_ left: Span<Float>, _ part: Range<Int>, _ inner: Int, _ out: inout [Float]) {
    let width = width
    unsafe values.withUnsafeBufferPointer { panel in
      unsafe out.withUnsafeMutableBufferPointer { out in
        unsafe left.withUnsafeBufferPointer { left in
          var to = 0
          for row in part {
            for place in 0..<inner {
              let factor = unsafe left[row * inner + place]
              var column = 0
              while column < width {
                unsafe out[to + column] += factor * panel[place * width + column]
                column += 1
              }
            }
            to += width
          }
        }
      }
    }
  }

  /// Four rows by eight columns at a time, in eight registers of accumulators.
  func fast(_ left: Span<Float>, _ part: Range<Int>, _ inner: Int, _ out: inout [Float]) {
    let width = width
    unsafe values.withUnsafeBytes { panel in
      unsafe out.withUnsafeMutableBytes { out in
        unsafe left.withUnsafeBytes { left in
          guard let panel = panel.baseAddress, let out = out.baseAddress,
            let left = left.baseAddress
          else { return }
          var row = part.lowerBound
          while row + 4 <= part.upperBound {
            let a = unsafe left + row * inner * 4
            let to = unsafe out + (row - part.lowerBound) * width * 4
            for column in stride(from: 0, to: width, by: 8) {
              unsafe Self.tile(a, panel + column * 4, to + column * 4, inner, width)
            }
            row += 4
          }
          while row < part.upperBound {
            let a = unsafe left + row * inner * 4
            let to = unsafe out + (row - part.lowerBound) * width * 4
            for column in stride(from: 0, to: width, by: 8) {
              var sum = SIMD8<Float>(repeating: 0)
              for place in 0..<inner {
                let b = unsafe (panel + (place * width + column) * 4).loadUnaligned(
                  as: SIMD8<Float>.self)
                sum += unsafe (a + place * 4).load(as: Float.self) * b
              }
              unsafe to.storeBytes(of: sum, toByteOffset: column * 4, as: SIMD8<Float>.self)
            }
            row += 1
          }
        }
      }
    }
  }

  @inline(__always)
  private static func tile(
    _ a: UnsafeRawPointer, _ panel: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ inner: Int,
    _ width: Int
  ) {
    var first = SIMD8<Float>(repeating: 0)
    var second = first
    var third = first
    var fourth = first
    let step = inner * 4
    for place in 0..<inner {
      let b = unsafe (panel + place * width * 4).loadUnaligned(as: SIMD8<Float>.self)
      let at = unsafe a + place * 4
      first += unsafe at.load(as: Float.self) * b
      second += unsafe (at + step).load(as: Float.self) * b
      third += unsafe (at + 2 * step).load(as: Float.self) * b
      fourth += unsafe (at + 3 * step).load(as: Float.self) * b
    }
    unsafe to.storeBytes(of: first, as: SIMD8<Float>.self)
    unsafe to.storeBytes(of: second, toByteOffset: width * 4, as: SIMD8<Float>.self)
    unsafe to.storeBytes(of: third, toByteOffset: 2 * width * 4, as: SIMD8<Float>.self)
    unsafe to.storeBytes(of: fourth, toByteOffset: 3 * width * 4, as: SIMD8<Float>.self)
  }
}
