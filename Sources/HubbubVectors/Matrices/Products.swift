public import HubbubSystem

extension CSRMatrix {
  /// This matrix times a dense one.
  ///
  /// The dense operand is term-major: all its columns of one term lie side by side, and a row of
  /// the result adds up those rows in the order of the sparse row's entries. Columns run in
  /// tiles that stay in registers.
  /// - Returns: `rows × dense.columns`.
  /// - Complexity: O(entries × dense.columns) over the workers; the result's memory.
  public func times(_ dense: DenseMatrix, workers: Workers) -> DenseMatrix {
    precondition(columns == dense.rows, "as many columns as the other has rows")
    let width = dense.columns
    let new = ParallelFill.floats(rows: rows, width: width, batch: 256, workers: workers) {
      part, out in
      for row in part {
        Kernels.combine(
          self, row: row, dense: dense, into: &out, at: (row - part.lowerBound) * width)
      }
    }
    return DenseMatrix(rows: rows, columns: width, values: new)
  }

  /// The transpose of this matrix times a dense one of as many rows.
  ///
  /// The transpose is made on the way: keep `transposed()` where it is used more than once.
  /// - Returns: `columns × dense.columns`; each row adds up in the order of this matrix's rows.
  public func transposedTimes(_ dense: DenseMatrix, workers: Workers) -> DenseMatrix {
    transposed().times(dense, workers: workers)
  }
}

extension Kernels {
  /// Writes the combination of dense rows that a sparse row names to `out[at..<at + width]`.
  static func combine(
    _ sparse: CSRMatrix, row: Int, dense: DenseMatrix, into out: inout MutableSpan<Float>, at: Int
  ) {
    let width = dense.columns
    precondition(at >= 0 && at + width <= out.count, "room for a row")
    let entries = sparse.range(of: row)
    let indices = sparse.indices.span.extracting(entries)
    let values = sparse.values.span.extracting(entries)
    unsafe dense.values.withUnsafeBufferPointer { source in
      unsafe out.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let base = target.baseAddress else { return }
        unsafe combine(
          indices, values, UnsafeRawPointer(from), rows: dense.rows, width: width,
          UnsafeMutableRawPointer(base + at))
      }
    }
  }

  /// Every column is a sum of its own, in the order of the entries: a tile that reaches back over
  /// columns that are done writes the same bits there again.
  private static func combine(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, rows: Int,
    width: Int, _ out: UnsafeMutableRawPointer
  ) {
    for entry in indices.indices {
      precondition(Int(indices[entry]) < rows, "a column within the matrix")
    }
    var left = 0
    while left < width {
      let rest = width - left
      if rest > 16, width >= 32 {
        let at = min(left, width - 32) * 4
        unsafe tile32(indices, values, from + at, width * 4, out + at)
        left += 32
      } else if rest > 8, width >= 16 {
        let at = min(left, width - 16) * 4
        unsafe tile16(indices, values, from + at, width * 4, out + at)
        left += 16
      } else if width >= 8 {
        let at = min(left, width - 8) * 4
        unsafe tile8(indices, values, from + at, width * 4, out + at)
        left += 8
      } else {
        unsafe single(indices, values, from + left * 4, width * 4, out + left * 4)
        left += 1
      }
    }
  }

  private static func tile32(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, _ stride: Int,
    _ out: UnsafeMutableRawPointer
  ) {
    var a = SIMD8<Float>(repeating: 0)
    var b = a
    var c = a
    var d = a
    for entry in indices.indices {
      let source = unsafe from + Int(indices[entry]) * stride
      let value = SIMD8<Float>(repeating: values[entry])
      a += unsafe source.loadUnaligned(as: SIMD8<Float>.self) * value
      b += unsafe source.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) * value
      c += unsafe source.loadUnaligned(fromByteOffset: 64, as: SIMD8<Float>.self) * value
      d += unsafe source.loadUnaligned(fromByteOffset: 96, as: SIMD8<Float>.self) * value
    }
    unsafe out.storeBytes(of: a, as: SIMD8<Float>.self)
    unsafe out.storeBytes(of: b, toByteOffset: 32, as: SIMD8<Float>.self)
    unsafe out.storeBytes(of: c, toByteOffset: 64, as: SIMD8<Float>.self)
    unsafe out.storeBytes(of: d, toByteOffset: 96, as: SIMD8<Float>.self)
  }

  private static func tile16(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, _ stride: Int,
    _ out: UnsafeMutableRawPointer
  ) {
    var a = SIMD8<Float>(repeating: 0)
    var b = a
    for entry in indices.indices {
      let source = unsafe from + Int(indices[entry]) * stride
      let value = SIMD8<Float>(repeating: values[entry])
      a += unsafe source.loadUnaligned(as: SIMD8<Float>.self) * value
      b += unsafe source.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) * value
    }
    unsafe out.storeBytes(of: a, as: SIMD8<Float>.self)
    unsafe out.storeBytes(of: b, toByteOffset: 32, as: SIMD8<Float>.self)
  }

  private static func tile8(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, _ stride: Int,
    _ out: UnsafeMutableRawPointer
  ) {
    var a = SIMD8<Float>(repeating: 0)
    for entry in indices.indices {
      let source = unsafe from + Int(indices[entry]) * stride
      a += unsafe source.loadUnaligned(as: SIMD8<Float>.self) * values[entry]
    }
    unsafe out.storeBytes(of: a, as: SIMD8<Float>.self)
  }

  private static func single(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, _ stride: Int,
    _ out: UnsafeMutableRawPointer
  ) {
    var a: Float = 0
    for entry in indices.indices {
      a +=
        unsafe from.loadUnaligned(
          fromByteOffset: Int(indices[entry]) * stride, as: Float.self) * values[entry]
    }
    unsafe out.storeBytes(of: a, as: Float.self)
  }
}
