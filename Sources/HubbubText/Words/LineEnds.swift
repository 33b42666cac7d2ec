#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where the lines of a text end.
public enum LineEnds {
  /// The first line feed from a place on, or the text's end.
  ///
  /// - Complexity: O(n), many bytes at a time.
  public static func next(in text: Span<UInt8>, from place: Int) -> Int {
    unsafe text.withUnsafeBytes { bytes in
      guard place < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + place, 0x0A, bytes.count - place)
      else { return bytes.count }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
