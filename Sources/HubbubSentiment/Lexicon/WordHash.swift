/// Hashes of words and signs: eight bytes at a time, the first one lowest, the last eight filled up with zeros.
///
/// Words of up to eight bytes all have different hashes.
enum WordHash {
  static let empty: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func add(_ eight: UInt64, to hash: UInt64) -> UInt64 {
    let mixed = (hash ^ eight) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  @inline(__always)
  static func finished(_ hash: UInt64) -> UInt64 {
    let mixed = hash &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ mixed >> 32
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var builder = Builder()
    for byte in bytes { builder.append(byte) }
    return builder.hash
  }

  /// A hash that is fed a byte at a time.
  struct Builder {
    private var whole = WordHash.empty
    private var part: UInt64 = 0
    private var bits: UInt64 = 0

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      part |= UInt64(byte) << bits
      bits += 8
      if bits == 64 {
        whole = WordHash.add(part, to: whole)
        (part, bits) = (0, 0)
      }
    }

    var hash: UInt64 {
      WordHash.finished(bits == 0 ? whole : WordHash.add(part, to: whole))
    }
  }
}
