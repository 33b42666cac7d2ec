internal import CLanes
public import HubbubSystem

extension CSRMatrix {
  /// This matrix times a dense one.
  ///
  /// The dense operand is term-major: all its columns of one term lie side by side, and a row of
  /// the result adds up those rows in the order of the sparse row's entries, in registers.
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
  ///
  /// Every column is a sum of its own, in the order of the entries.
  static func combine(
    _ sparse: CSRMatrix, row: Int, dense: DenseMatrix, into out: inout MutableSpan<Float>, at: Int
  ) {
    let width = dense.columns
    precondition(at >= 0 && at + width <= out.count, "room for a row")
    let entries = sparse.range(of: row)
    let indices = sparse.indices.span.extracting(entries)
    let values = sparse.values.span.extracting(entries)
    var largest: Int32 = -1
    for entry in indices.indices {
      precondition(indices[entry] >= 0, "a column within the matrix")
      largest = max(largest, indices[entry])
    }
    precondition(Int(largest) < dense.rows, "a column within the matrix")
    unsafe indices.withUnsafeBufferPointer { indices in
      unsafe values.withUnsafeBufferPointer { values in
        unsafe dense.values.withUnsafeBufferPointer { source in
          unsafe out.withUnsafeMutableBufferPointer { target in
            guard let to = target.baseAddress else { return }
            guard let indices = indices.baseAddress, let values = values.baseAddress,
              let from = source.baseAddress
            else {
              unsafe (to + at).update(repeating: 0, count: width)
              return
            }
            unsafe hubbub_combine(indices, values, entries.count, from, width, to + at)
          }
        }
      }
    }
  }
}
