internal import Mustache

/// Escapes text for HTML, in element content and in double-quoted attributes.
///
/// swift-mustache's own escaping looks at grapheme clusters, and so lets a quotation mark pass that
/// a combining character follows: `"` with U+0301 would end an attribute. Bytes do not combine.
struct HTMLText: MustacheContentType {
  /// The name by which templates ask for it: `{{% CONTENT_TYPE:HUBBUB}}`.
  static let name = "HUBBUB"

  func escapeText(_ text: String) -> String { Self.escape(text) }

  /// The text with `& < > " '` as entities and made fit for showing (`Untrusted.shown`).
  ///
  /// - Complexity: O(n) in the text's bytes.
  static func escape(_ text: String) -> String {
    let shown = Untrusted.shown(text)
    var result: [UInt8] = []
    result.reserveCapacity(shown.utf8.count + 16)
    for byte in shown.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): result.append(contentsOf: "&#39;".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
