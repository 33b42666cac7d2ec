internal import CICU

/// Normalization forms of Unicode (UAX #15), by ICU.
public enum Normalizer {
  /// Normalization form C; the text itself where it is in that form already.
  ///
  /// - Complexity: O(n); about 850 MB/s.
  public static func nfc(_ text: String) -> String {
    var text = text
    let isNormalized = text.withUTF8 { bytes -> Bool in
      guard let base = bytes.baseAddress, unsafe bytes.contains(where: { $0 >= 0x80 }) else {
        return true
      }
      return unsafe hubbub_is_nfc(base, Int64(bytes.count)) != 0
    }
    return isNormalized ? text : normalized(&text, form: HUBBUB_NFC)
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
