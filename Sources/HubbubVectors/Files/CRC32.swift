/// The checksum of zip archives: CRC-32 with the polynomial 0xEDB88320, eight bytes a step.
///
/// The tables are those of Kounavis and Berry, "A systematic approach to building high
/// performance software-based CRC generators" (2005).
struct CRC32 {
  private(set) var state: UInt32 = 0xFFFF_FFFF
  /// The checksum of what has been added so far.
  var value: UInt32 { ~state }

  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var remainder = UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? 0xEDB8_8320 ^ (remainder >> 1) : remainder >> 1
      }
      tables[byte] = remainder
    }
    for table in 1..<8 {
      for byte in 0..<256 {
        let previous = tables[(table - 1) * 256 + byte]
        tables[table * 256 + byte] = tables[Int(previous & 0xFF)] ^ (previous >> 8)
      }
    }
    return tables
  }()

  mutating func add(_ bytes: Span<UInt8>) {
    let tables = Self.tables.span
    var crc = state
    let raw = unsafe bytes.bytes
    var at = 0
    while at + 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
      let low = crc ^ UInt32(truncatingIfNeeded: word)
      let high = UInt32(truncatingIfNeeded: word >> 32)
      let a = tables[7 * 256 + Int(low & 0xFF)] ^ tables[6 * 256 + Int(low >> 8 & 0xFF)]
      let b = tables[5 * 256 + Int(low >> 16 & 0xFF)] ^ tables[4 * 256 + Int(low >> 24)]
      let c = tables[3 * 256 + Int(high & 0xFF)] ^ tables[2 * 256 + Int(high >> 8 & 0xFF)]
      let d = tables[256 + Int(high >> 16 & 0xFF)] ^ tables[Int(high >> 24)]
      crc = a ^ b ^ c ^ d
      at += 8
    }
    while at < bytes.count {
      crc = tables[Int((crc ^ UInt32(bytes[at])) & 0xFF)] ^ (crc >> 8)
      at += 1
    }
    state = crc
  }
}
