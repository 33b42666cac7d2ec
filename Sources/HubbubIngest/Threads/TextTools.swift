internal import HubbubText

/// What HubbubIngest asks of HubbubText, in one place.
enum TextTools {
  /// Bytes as text: declared encoding, UTF-8, or detected.
  static func decode(_ bytes: ArraySlice<UInt8>, declared: String?) -> String {
    if declared == nil, let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(
      decoding: TextDecoder.decode(Array(bytes), declared: declared).utf8, as: UTF8.self)
  }

  /// The name of the encoding that some bytes are in.
  static func encoding(of bytes: [UInt8]) -> String {
    TextDecoder.decode(bytes, declared: nil).encoding
  }

  /// Canonical composition.
  static func composed(_ text: String) -> String { Normalizer.nfc(text) }

  /// Whether a text is composed and holds no mojibake, as far as can be told by looking at it once.
  static func isSound(_ bytes: Swift.Span<UInt8>) -> Bool {
    Mojibake.isFarFrom(bytes) && Normalizer.isPlainlyNFC(bytes)
  }

  /// Mojibake undone.
  static func repaired(_ text: String) -> (text: String, isRepaired: Bool) {
    let (text, _, isRepaired) = Mojibake.repair(text)
    return (text, isRepaired)
  }

  /// The BCP 47 tag of the text's language, if it can be told.
  static func language(of text: String) -> String? { LanguageIdentifier.identify(text) }

  /// Line ends as one line feed.
  static func unixLines(_ text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    out.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == 13 {
        if index + 1 < bytes.count, bytes[index + 1] == 10 { continue }
        out.append(10)
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
