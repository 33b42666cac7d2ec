internal import CLanes

/// The inner loops over rows of floats, vectorized by hand with a fixed order of summation.
///
/// Every sum runs through two accumulators of eight lanes, the tail through a scalar, and the
/// lanes are added in one fixed order, so that a result has the same bits on every machine and
/// for every thread count. No fused multiply-add: `a * b + c` rounds twice everywhere.
/// The loops are `CLanes`; each has a twin in `PlainKernels`, against which the tests hold it.
public enum Kernels {
  /// The dot product of two rows of one length.
  ///
  /// - Complexity: O(n).
  public static func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    precondition(a.count == b.count, "rows of one length")
    return unsafe a.withUnsafeBufferPointer { left in
      unsafe b.withUnsafeBufferPointer { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        return unsafe hubbub_dot(first, second, left.count)
      }
    }
  }

  /// The sum of a row's squares.
  public static func squaredNorm(_ a: Span<Float>) -> Float { dot(a, a) }

  /// The squared Euclidean distance of two rows of one length.
  public static func squaredDistance(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    precondition(a.count == b.count, "rows of one length")
    return unsafe a.withUnsafeBufferPointer { left in
      unsafe b.withUnsafeBufferPointer { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
        return unsafe hubbub_squared_distance(first, second, left.count)
      }
    }
  }

  /// The sum of a row.
  public static func sum(_ a: Span<Float>) -> Float {
    unsafe a.withUnsafeBufferPointer { row in
      guard let first = row.baseAddress else { return 0 }
      return unsafe hubbub_sum(first, row.count)
    }
  }

  /// Adds `factor` × `x` to `y`, place by place; rows of one length.
  public static func axpy(_ factor: Float, _ x: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "rows of one length")
    unsafe x.withUnsafeBufferPointer { source in
      unsafe y.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe hubbub_axpy(factor, from, to, source.count)
      }
    }
  }

  /// Multiplies every value of a row by one factor.
  public static func scale(_ y: inout MutableSpan<Float>, by factor: Float) {
    for place in y.indices { y[place] *= factor }
  }

  /// The dot product of a sparse row with a dense one, entry by entry from left to right.
  ///
  /// - Complexity: O(n) in the sparse row's entries.
  public static func dot(
    indices: Span<Int32>, values: Span<Float>, dense: Span<Float>
  ) -> Float {
    precondition(indices.count == values.count, "a value for each index")
    var sum: Float = 0
    for entry in indices.indices { sum += values[entry] * dense[Int(indices[entry])] }
    return sum
  }
}
