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

  private static func combine(
    _ indices: Span<Int32>, _ values: Span<Float>, _ from: UnsafeRawPointer, rows: Int,
    width: Int, _ out: UnsafeMutableRawPointer
  ) {
    let stride = width * 4
    var left = 0
    while left + 32 <= width {
      var a = SIMD8<Float>(repeating: 0)
      var b = a
      var c = a
      var d = a
      for entry in indices.indices {
        let term = Int(indices[entry])
        precondition(term < rows, "a column within the matrix")
        let source = unsafe from + term * stride + left * 4
        let value = SIMD8<Float>(repeating: values[entry])
        a += unsafe source.loadUnaligned(as: SIMD8<Float>.self) * value
        b += unsafe source.loadUnaligned(fromByteOffset: 32, as: SIMD8<Float>.self) * value
        c += unsafe source.loadUnaligned(fromByteOffset: 64, as: SIMD8<Float>.self) * value
        d += unsafe source.loadUnaligned(fromByteOffset: 96, as: SIMD8<Float>.self) * value
      }
      unsafe out.storeBytes(of: a, toByteOffset: left * 4, as: SIMD8<Float>.self)
      unsafe out.storeBytes(of: b, toByteOffset: left * 4 + 32, as: SIMD8<Float>.self)
      unsafe out.storeBytes(of: c, toByteOffset: left * 4 + 64, as: SIMD8<Float>.self)
      unsafe out.storeBytes(of: d, toByteOffset: left * 4 + 96, as: SIMD8<Float>.self)
      left += 32
    }
    while left + 8 <= width {
      var a = SIMD8<Float>(repeating: 0)
      for entry in indices.indices {
        let term = Int(indices[entry])
        precondition(term < rows, "a column within the matrix")
        let source = unsafe from + term * stride + left * 4
        a += unsafe source.loadUnaligned(as: SIMD8<Float>.self) * values[entry]
      }
      unsafe out.storeBytes(of: a, toByteOffset: left * 4, as: SIMD8<Float>.self)
      left += 8
    }
    while left < width {
      var a: Float = 0
      for entry in indices.indices {
        let term = Int(indices[entry])
        precondition(term < rows, "a column within the matrix")
        a +=
          unsafe from.loadUnaligned(fromByteOffset: term * stride + left * 4, as: Float.self)
          * values[entry]
      }
      unsafe out.storeBytes(of: a, toByteOffset: left * 4, as: Float.self)
      left += 1
    }
  }
}
