/// The inner loops over rows of floats, vectorized by hand with a fixed order of summation.
///
/// Every sum runs through two accumulators of eight lanes, the tail through a scalar, and the
/// lanes are added in one fixed order, so that a result has the same bits on every machine and
/// for every thread count. No fused multiply-add: `a * b + c` rounds twice everywhere.
/// Each kernel has a twin in `PlainKernels`, against which the tests hold it.
public enum Kernels {
  /// The dot product of two rows of one length.
  ///
  /// - Complexity: O(n).
  public static func dot(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    precondition(a.count == b.count, "rows of one length")
    let count = a.count
    let whole = count & ~15
    return unsafe a.withUnsafeBytes { left in
      unsafe b.withUnsafeBytes { right in
        var first = SIMD8<Float>(repeating: 0)
        var second = SIMD8<Float>(repeating: 0)
        var at = 0
        while at < whole {
          first += unsafe load8(left, at) * load8(right, at)
          second += unsafe load8(left, at + 8) * load8(right, at + 8)
          at += 16
        }
        var tail: Float = 0
        while at < count {
          tail += unsafe load(left, at) * load(right, at)
          at += 1
        }
        return sum(first + second) + tail
      }
    }
  }

  /// The sum of a row's squares.
  public static func squaredNorm(_ a: Span<Float>) -> Float { dot(a, a) }

  /// The squared Euclidean distance of two rows of one length.
  public static func squaredDistance(_ a: Span<Float>, _ b: Span<Float>) -> Float {
    precondition(a.count == b.count, "rows of one length")
    let count = a.count
    let whole = count & ~15
    return unsafe a.withUnsafeBytes { left in
      unsafe b.withUnsafeBytes { right in
        var first = SIMD8<Float>(repeating: 0)
        var second = SIMD8<Float>(repeating: 0)
        var at = 0
        while at < whole {
          let low = unsafe load8(left, at) - load8(right, at)
          let high = unsafe load8(left, at + 8) - load8(right, at + 8)
          first += low * low
          second += high * high
          at += 16
        }
        var tail: Float = 0
        while at < count {
          let difference = unsafe load(left, at) - load(right, at)
          tail += difference * difference
          at += 1
        }
        return sum(first + second) + tail
      }
    }
  }

  /// The sum of a row.
  public static func sum(_ a: Span<Float>) -> Float {
    let count = a.count
    let whole = count & ~15
    return unsafe a.withUnsafeBytes { bytes in
      var first = SIMD8<Float>(repeating: 0)
      var second = SIMD8<Float>(repeating: 0)
      var at = 0
      while at < whole {
        first += unsafe load8(bytes, at)
        second += unsafe load8(bytes, at + 8)
        at += 16
      }
      var tail: Float = 0
      while at < count {
        tail += unsafe load(bytes, at)
        at += 1
      }
      return sum(first + second) + tail
    }
  }

  /// Adds `factor` × `x` to `y`, place by place; rows of one length.
  public static func axpy(_ factor: Float, _ x: Span<Float>, into y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "rows of one length")
    let count = x.count
    let whole = count & ~7
    let factors = SIMD8<Float>(repeating: factor)
    unsafe x.withUnsafeBytes { source in
      unsafe y.withUnsafeMutableBytes { target in
        var at = 0
        while at < whole {
          let new = unsafe load8(UnsafeRawBufferPointer(target), at) + load8(source, at) * factors
          unsafe target.storeBytes(of: new, toByteOffset: at * 4, as: SIMD8<Float>.self)
          at += 8
        }
        while at < count {
          let new = unsafe load(UnsafeRawBufferPointer(target), at) + load(source, at) * factor
          unsafe target.storeBytes(of: new, toByteOffset: at * 4, as: Float.self)
          at += 1
        }
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

  // MARK: Lanes

  /// The eight lanes, added in one fixed tree: (0+4)+(2+6) and (1+5)+(3+7).
  @inline(__always)
  static func sum(_ lanes: SIMD8<Float>) -> Float {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(__always)
  private static func load8(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> SIMD8<Float> {
    unsafe bytes.loadUnaligned(fromByteOffset: at * 4, as: SIMD8<Float>.self)
  }

  @inline(__always)
  private static func load(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Float {
    unsafe bytes.loadUnaligned(fromByteOffset: at * 4, as: Float.self)
  }
}
