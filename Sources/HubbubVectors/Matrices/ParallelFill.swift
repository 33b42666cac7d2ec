internal import HubbubSystem

/// An array of floats that several threads fill, each its own stretch.
enum ParallelFill {
  /// `rows × width` floats, zero at first; each batch of rows is handed to one call of `body`.
  ///
  /// The batches are the same for any number of workers, and do not overlap.
  static func floats(
    rows: Int, width: Int, batch: Int, workers: Workers,
    _ body: @Sendable (Range<Int>, inout MutableSpan<Float>) -> Void
  ) -> [Float] {
    let total = rows * width
    guard total > 0 else { return [] }
    return unsafe Array(unsafeUninitializedCapacity: total) { buffer, initialized in
      unsafe buffer.initialize(repeating: 0)
      initialized = total
      let shared = unsafe Shared(base: buffer)
      let batches = Workers.batches(of: batch, in: rows)
      let _: [Void] = workers.map(batches.count) { number in
        let part = batches[number]
        let places = part.lowerBound * width..<part.upperBound * width
        var span = unsafe shared.base.extracting(places).mutableSpan
        body(part, &span)
      }
    }
  }

  /// The buffer, shared by threads that keep to disjoint stretches of it.
  @safe private struct Shared: @unchecked Sendable {
    let base: UnsafeMutableBufferPointer<Float>
  }
}
