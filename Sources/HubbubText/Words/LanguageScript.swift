/// Scripts that tell a language by themselves.
///
/// Ranges of letters: Unicode 15.0, `Blocks.txt`. Scripts that several languages share (Latin,
/// Cyrillic, Arabic, Devanagari) tell none; function words do.
enum LanguageScript {
  /// Longest text looked at, in letters.
  private static let longest = 2_000
  /// Fewest letters of the script, and their smallest share of all letters.
  private static let fewest = 4
  private static let smallestShare = 0.5
  /// Japanese mixes kana with Chinese characters; Chinese has none of them.
  private static let smallestShareOfKana = 0.05

  /// The language of UTF-8 text whose letters are mostly of one language's script; nil if they are
  /// not.
  ///
  /// - Complexity: O(n) in the text's first 2,000 letters.
  static func language(of bytes: Span<UInt8>) -> String? {
    var letters = 0
    var kana = 0
    var han = 0
    var hangul = 0
    var thai = 0
    var georgian = 0
    var armenian = 0
    var at = 0
    while at < bytes.count, letters < longest {
      let (scalar, length) = scalar(bytes, at)
      at += length
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x52F, 0x590...0x6FF, 0x900...0xDFF: letters += 1
      case 0x531...0x587: (armenian, letters) = (armenian + 1, letters + 1)
      case 0xE01...0xE4E: (thai, letters) = (thai + 1, letters + 1)
      case 0x10A0...0x10FF: (georgian, letters) = (georgian + 1, letters + 1)
      case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3:
        (hangul, letters) = (hangul + 1, letters + 1)
      case 0x3041...0x30FA, 0x31F0...0x31FF: (kana, letters) = (kana + 1, letters + 1)
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
        (han, letters) = (han + 1, letters + 1)
      default: break
      }
    }
    let needed = max(fewest, Int((smallestShare * Double(letters)).rounded(.up)))
    if kana + han >= needed {
      return Double(kana) >= smallestShareOfKana * Double(kana + han) ? "ja" : "zh"
    }
    if hangul >= needed { return "ko" }
    if thai >= needed { return "th" }
    if georgian >= needed { return "ka" }
    return armenian >= needed ? "hy" : nil
  }

  /// The scalar that starts at a byte of well-formed UTF-8, and its length in bytes.
  private static func scalar(_ bytes: Span<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[at])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, at + length <= bytes.count else { return (first, 1) }
    var scalar = first & (0x7F >> UInt32(length))
    for next in at + 1..<at + length { scalar = scalar << 6 | UInt32(bytes[next] & 0x3F) }
    return (scalar, length)
  }
}
