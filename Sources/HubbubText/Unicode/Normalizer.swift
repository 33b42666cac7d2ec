internal import CICU
internal import HubbubSystem

/// Normalization forms of Unicode (UAX #15), by ICU.
public enum Normalizer {
  /// Normalization form C; the text itself where it is in that form already.
  ///
  /// - Complexity: O(n); about 850 MB/s.
  public static func nfc(_ text: String) -> String {
    if isPlainlyNFC(text.utf8.span) { return text }
    var text = text
    let isNormalized = text.withUTF8 { bytes -> Bool in
      guard let base = bytes.baseAddress else { return true }
      return unsafe hubbub_is_nfc(base, Int64(bytes.count)) != 0
    }
    return isNormalized ? text : normalized(&text, form: HUBBUB_NFC)
  }

  /// Whether a text holds nothing beyond ASCII but what never composes nor is composed otherwise: letters below
  /// U+0300, where the first combining mark stands, and the quotation marks and dashes of U+2002 to U+203F.
  ///
  /// - Complexity: O(n), without ICU.
  public static func isPlainlyNFC(_ bytes: Span<UInt8>) -> Bool {
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case ..<0x80:
        at += EightBytes.load(bytes, at) & EightBytes.tops == 0 ? min(8, bytes.count - at) : 1
      case 0xC2...0xCB: at += 2
      // U+2000 and U+2001 are other names of U+2002 and U+2003.
      case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] >= 0x82:
        at += 3
      default: return false
      }
    }
    return true
  }

  /// NFKC with full case folding and default ignorables removed (NFKC_Casefold), for comparing.
  ///
  /// - Complexity: O(n); about 320 MB/s.
  public static func nfkcCaseFold(_ text: String) -> String {
    var text = text
    return normalized(&text, form: HUBBUB_NFKC_CASEFOLD)
  }

  private static func normalized(_ text: inout String, form: hubbub_form) -> String {
    text.withUTF8 { bytes -> String in
      guard let base = bytes.baseAddress else { return "" }
      var result = unsafe hubbub_bytes()
      let code = unsafe hubbub_normalize(
        Int32(form.rawValue), base, Int64(bytes.count), &result)
      defer { unsafe hubbub_bytes_free(result) }
      // Only a text of over 2 GiB or want of memory can fail here.
      precondition(
        code == 0, "ICU could not normalize: \(unsafe String(cString: hubbub_icu_error(code)))")
      return unsafe String(
        decoding: UnsafeBufferPointer(start: result.bytes, count: Int(result.count)), as: UTF8.self)
    }
  }
}

/// The version of ICU and of Unicode that texts are read by; they decide word boundaries.
public enum UnicodeVersion {
  /// The linked ICU, such as "72.1".
  public static var icu: String { unsafe String(cString: hubbub_icu_version()) }
  /// The version of Unicode that it implements, such as "15.0".
  public static var unicode: String { unsafe String(cString: hubbub_icu_unicode_version()) }
}
