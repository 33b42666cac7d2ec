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
    fill(rows: rows, batch: batch, workers: workers, start: { $0 * width }, body)
  }

  /// A float for each entry of rows that begin at some offsets.
  static func floats(
    offsets: [Int], batch: Int, workers: Workers,
    _ body: @Sendable (Range<Int>, inout MutableSpan<Float>) -> Void
  ) -> [Float] {
    fill(rows: offsets.count - 1, batch: batch, workers: workers, start: { offsets[$0] }, body)
  }

  private static func fill(
    rows: Int, batch: Int, workers: Workers, start: @Sendable (Int) -> Int,
    _ body: @Sendable (Range<Int>, inout MutableSpan<Float>) -> Void
  ) -> [Float] {
    let total = start(rows)
    guard total > 0 else { return [] }
    return unsafe Array(unsafeUninitializedCapacity: total) { buffer, initialized in
      if let base = buffer.baseAddress {
        unsafe LargePages.advise(UnsafeMutableRawPointer(base), total * MemoryLayout<Float>.stride)
      }
      let shared = unsafe Shared(base: buffer)
      let batches = Workers.batches(of: batch, in: rows)
      let _: [Void] = workers.map(batches.count) { number in
        let part = batches[number]
        let places = start(part.lowerBound)..<start(part.upperBound)
        let stretch = unsafe UnsafeMutableBufferPointer(rebasing: shared.base[places])
        // Here, not all at once before: the system hands out the pages as they are first written to.
        unsafe stretch.initialize(repeating: 0)
        var span = unsafe stretch.mutableSpan
        body(part, &span)
      }
      initialized = total
    }
  }

  /// The buffer, shared by threads that keep to disjoint stretches of it.
  @safe private struct Shared: @unchecked Sendable {
    let base: UnsafeMutableBufferPointer<Float>
  }
}
