/// A hash that is the same on every run and machine: FNV-1a, 64 bits, with a final mix.
enum StableHash {
  static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  static func of(_ text: String) -> UInt64 {
    var hash = basis
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mix(hash)
  }

  /// The finaliser of MurmurHash3.
  static func mix(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash ^= hash >> 33
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    hash = hash &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}

/// The words of a text as hashes: letters and digits, ASCII case folded, all else a break.
struct FoldedWords {
  private(set) var hashes: [UInt64] = []
  var count: Int { hashes.count }

  /// What a byte counts as: itself in lower case, or 0 for a break.
  private static let folded: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x61...0x7A, 0x30...0x39, 0x80...: byte
    default: 0
    }
  }

  init(_ text: String) {
    var text = text
    text.withUTF8 { bytes in unsafe add(bytes.span) }
  }

  init(_ bytes: Span<UInt8>) { add(bytes) }

  private mutating func add(_ bytes: Span<UInt8>) {
    hashes.reserveCapacity(bytes.count / 5 + 4)
    let table = Self.folded
    var at = 0
    while at < bytes.count {
      var byte = table[Int(bytes[at])]
      at += 1
      if byte == 0 { continue }
      var hash = StableHash.basis
      while byte != 0 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        guard at < bytes.count else { break }
        byte = table[Int(bytes[at])]
        at += 1
      }
      hashes.append(StableHash.mix(hash))
    }
  }

  /// One number for an author and all the words; never 0.
  func fingerprint(seed: String) -> UInt64 {
    var hash = StableHash.of(seed)
    for word in hashes { hash = StableHash.mix(hash ^ word) &+ 0x9E37_79B9_7F4A_7C15 }
    return max(1, hash)
  }
}
