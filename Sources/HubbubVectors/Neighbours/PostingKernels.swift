/// The inner loops over posting lists.
enum PostingKernels {
  /// Adds a term's postings in the rows after one, times a factor, to the scores of these rows.
  ///
  /// `postings` must be the transpose of a matrix with as many rows as there are scores.
  static func accumulate(
    _ postings: CSRMatrix, term: Int, after row: Int, times factor: Float,
    into scores: inout MutableSpan<Float>
  ) {
    let range = postings.range(of: term)
    let rows = postings.indices.span
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) >> 1
      if Int(rows[middle]) <= row { low = middle + 1 } else { high = middle }
    }
    accumulate(postings, low..<range.upperBound, times: factor, into: &scores)
  }

  /// Adds a term's postings, times a factor, to the scores of their rows.
  ///
  /// `postings` must be the transpose of a matrix with as many rows as there are scores.
  static func accumulate(
    _ postings: CSRMatrix, term: Int, times factor: Float, into scores: inout MutableSpan<Float>
  ) {
    accumulate(postings, postings.range(of: term), times: factor, into: &scores)
  }

  private static func accumulate(
    _ postings: CSRMatrix, _ range: Range<Int>, times factor: Float,
    into scores: inout MutableSpan<Float>
  ) {
    precondition(postings.columns == scores.count, "a score for each row")
    unsafe postings.indices.withUnsafeBufferPointer { rows in
      unsafe postings.values.withUnsafeBufferPointer { values in
        unsafe scores.withUnsafeMutableBufferPointer { scores in
          guard let rows = rows.baseAddress, let values = values.baseAddress,
            let scores = scores.baseAddress
          else { return }
          for place in range {
            unsafe scores[Int(rows[place])] += values[place] * factor
          }
        }
      }
    }
  }

  /// Offers every positive score to the best rows, and sets all scores back to zero.
  ///
  /// Blocks of eight whose highest score cannot get in are passed over at once.
  static func drain(_ scores: inout MutableSpan<Float>, into top: inout TopRows) {
    let count = scores.count
    let whole = count & ~7
    let zero = SIMD8<Float>(repeating: 0)
    unsafe scores.withUnsafeMutableBytes { bytes in
      var at = 0
      while at < whole {
        let eight = unsafe bytes.loadUnaligned(fromByteOffset: at * 4, as: SIMD8<Float>.self)
        if any(eight .> SIMD8(repeating: top.threshold)) {
          for lane in 0..<8 where eight[lane] > top.threshold {
            top.offer(Int32(at + lane), eight[lane])
          }
        }
        unsafe bytes.storeBytes(of: zero, toByteOffset: at * 4, as: SIMD8<Float>.self)
        at += 8
      }
      while at < count {
        let score = unsafe bytes.loadUnaligned(fromByteOffset: at * 4, as: Float.self)
        if score > top.threshold { top.offer(Int32(at), score) }
        unsafe bytes.storeBytes(of: 0, toByteOffset: at * 4, as: Float.self)
        at += 1
      }
    }
  }
}
