/// What is left of characters most of whose bytes were lost: UTF-8 read as Windows-874 by a program
/// that threw away what it took for control characters ("๐" was 💬, 🔑 or 🌐).
///
/// No byte tells which character it was, so each is marked as lost (U+FFFD). That is done only in a
/// text that holds an apostrophe damaged in the same way, and whose every letter of Thai can be such
/// a rest: nobody writes both.
enum MojibakeDebris {
  /// The text with each rest marked; nil if there is none, or no proof.
  static func marked(
    _ text: String, provenBy original: String
  ) -> (text: String, map: OffsetMap)? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: isThai), holdsDamagedApostrophe(original) else { return nil }
    var lengths: [Int: Int] = [:]
    var at = 0
    while at < scalars.count {
      guard isThai(scalars[at]) else {
        at += 1
        continue
      }
      guard let length = rest(scalars, at) else { return nil }
      lengths[at] = length
      at += length
    }
    return Mojibake.mend(scalars) { at in lengths[at].map { ("\u{FFFD}", $0) } }
  }

  private static func isThai(_ scalar: Unicode.Scalar) -> Bool {
    (0xE01..<0xE80).contains(scalar.value)
  }

  /// The byte of Windows-874 that a letter of Thai stands for.
  private static func byte(_ scalar: Unicode.Scalar) -> UInt8 {
    UInt8(truncatingIfNeeded: scalar.value &- 0xE00 &+ 0xA0)
  }

  /// How many letters stand for one character: its first byte, and those of the others that are
  /// letters; nil if the letters cannot be that.
  private static func rest(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
    let whole = LegacyTable.length(byte(scalars[start]))
    guard whole > 0 else { return nil }
    var length = 1
    while start + length < scalars.count, isThai(scalars[start + length]),
      byte(scalars[start + length]) & 0xC0 == 0x80
    {
      length += 1
    }
    // All of them together would have been mended.
    return length < whole ? length : nil
  }

  private static func holdsDamagedApostrophe(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.contains { Mojibake.inferred(scalars, $0) != nil }
  }
}
