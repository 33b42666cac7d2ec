/// Eight bytes of a text at a time.
enum EightBytes {
  static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The eight bytes from a place on, the first one lowest; zeros past the end.
  @inline(__always)
  static func load(_ bytes: Span<UInt8>, _ at: Int) -> UInt64 {
    let raw = unsafe bytes.bytes
    let count = bytes.count
    if at &+ 8 <= count {
      return unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
    }
    if count >= 8 {
      let last = unsafe raw.unsafeLoadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      return last.littleEndian &>> UInt64(truncatingIfNeeded: 8 &* (at &+ 8 &- count))
    }
    var eight: UInt64 = 0
    for place in at..<count { eight |= UInt64(bytes[place]) &<< UInt64(8 * (place - at)) }
    return eight
  }

  /// The top bit of each byte that is no letter of ASCII.
  @inline(__always)
  static func nonLetters(_ eight: UInt64) -> UInt64 {
    // Each byte below 0x80, so that no sum reaches into the next one.
    let small = (eight & (0x7F * ones)) | (0x20 * ones)
    let fromA = small &+ ((0x80 - 0x61) * ones)
    let pastZ = small &+ ((0x80 - 0x7B) * ones)
    return ~(fromA & ~pastZ & ~eight) & (0x80 * ones)
  }
}
