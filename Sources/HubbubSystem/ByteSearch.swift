#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Looks for single bytes with the C library's search, which knows the machine's vectors.
public enum ByteSearch {
  /// The next place of a byte before an end; nil if there is none.
  ///
  /// - Complexity: O(n), many bytes at a time.
  public static func next(
    _ byte: UInt8, in bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    guard start < end else { return nil }
    return unsafe bytes.extracting(start..<end).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base, Int32(byte), buffer.count)
      else { return nil }
      return unsafe start + (UnsafeRawPointer(found) - UnsafeRawPointer(base))
    }
  }
}
