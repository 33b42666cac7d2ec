/// A hash of short byte strings with a fixed seed: the same in every run and on every machine.
///
/// Words of eight bytes are mixed by 64 × 64 → 128-bit multiplication, as in Wang Yi's wyhash
/// (public domain), from which the constants are taken. It is not made to withstand an attacker
/// who picks the strings; a table that degrades only costs time.
enum ByteHash {
  /// A string's first and last eight bytes, which determine it together with its length if that
  /// is at most 16; of fewer than eight bytes the first word is all of them, padded with zeros.
  @inline(__always)
  static func ends(_ bytes: RawSpan) -> (first: UInt64, last: UInt64) {
    let count = bytes.byteCount
    if count >= 8 {
      return unsafe (
        bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self).littleEndian,
        bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian
      )
    }
    if count >= 4 {
      let low = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt32.self)
      let high = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      let shift = UInt64(8 * (count - 4))
      return (UInt64(low.littleEndian) | UInt64(high.littleEndian) << shift, 0)
    }
    if count == 0 { return (0, 0) }
    let first = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt8.self)
    let middle = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count / 2, as: UInt8.self)
    let last = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count - 1, as: UInt8.self)
    return (
      UInt64(first) | UInt64(middle) << UInt64(8 * (count / 2))
        | UInt64(last) << UInt64(8 * (count - 1)), 0
    )
  }

  /// The hash of a string whose ends are known.
  @inline(__always)
  static func hash(_ bytes: RawSpan, first: UInt64, last: UInt64) -> UInt64 {
    let count = bytes.byteCount
    var state = UInt64(truncatingIfNeeded: count) ^ 0xA076_1D64_78BD_642F
    var at = 8
    while at + 8 < count {
      let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      state = mix(state ^ word.littleEndian, 0xE703_7ED1_A0B4_28DB)
      at += 8
    }
    return mix(first ^ 0x8EBC_6AF0_9C88_C6E3, last ^ state)
  }

  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
