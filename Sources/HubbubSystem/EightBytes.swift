/// Eight bytes of a text as one number, the first byte lowest, and tests of all of them at once.
///
/// A test sets the top bit of each byte that passes it; `trailingZeroBitCount / 8` is the place of the first
/// one. (Warren, "Hacker's Delight", 6-1.)
public enum EightBytes {
  /// A byte eight times.
  @inlinable @inline(__always)
  public static func every(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// The top bit of each byte.
  @inlinable public static var tops: UInt64 {
    @inline(__always) get { every(0x80) }
  }

  /// The eight bytes from a place on; zeros past the text's end.
  @inlinable @inline(__always)
  public static func load(_ bytes: Span<UInt8>, _ at: Int) -> UInt64 {
    let raw = unsafe bytes.bytes
    let count = bytes.count
    precondition(at >= 0 && at <= count, "a place of the text")
    if at &+ 8 <= count {
      return unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
    }
    if count >= 8, at < count {
      let last = unsafe raw.unsafeLoadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      return last.littleEndian &>> UInt64(truncatingIfNeeded: 8 &* (at &+ 8 &- count))
    }
    var eight: UInt64 = 0
    for place in at..<count { eight |= UInt64(bytes[place]) &<< UInt64(8 * (place - at)) }
    return eight
  }

  /// Which bytes are letters of ASCII.
  @inlinable @inline(__always)
  public static func letters(_ eight: UInt64) -> UInt64 {
    // Each byte below 0x80, so that no sum reaches into the next one.
    let small = eight & every(0x7F) | every(0x20)
    return (small &+ every(0x80 - 0x61)) & ~(small &+ every(0x80 - 0x7B)) & ~eight & tops
  }

  /// Which bytes are digits of ASCII.
  @inlinable @inline(__always)
  public static func digits(_ eight: UInt64) -> UInt64 {
    let low = eight & every(0x7F)
    return (low &+ every(0x80 - 0x30)) & ~(low &+ every(0x80 - 0x3A)) & ~eight & tops
  }

  /// Which bytes are at most a bound below 0x80.
  @inlinable @inline(__always)
  public static func upTo(_ bound: UInt8, _ eight: UInt64) -> UInt64 {
    ~((eight & every(0x7F)) &+ every(0x7F &- bound) | eight) & tops
  }

  /// Which bytes are a given one.
  @inlinable @inline(__always)
  public static func equal(_ byte: UInt8, _ eight: UInt64) -> UInt64 {
    upTo(0, eight ^ every(byte))
  }

  /// The first byte below a bound of at most 0x80; bits above that of the first may be a borrow's.
  @inlinable @inline(__always)
  public static func firstBelow(_ bound: UInt8, _ eight: UInt64) -> UInt64 {
    (eight &- every(bound)) & ~eight & tops
  }

  /// The first byte that is a given one; bits above that of the first may be a borrow's.
  @inlinable @inline(__always)
  public static func first(_ byte: UInt8, _ eight: UInt64) -> UInt64 {
    firstBelow(1, eight ^ every(byte))
  }
}
