/// Text from posts and sentences, escaped for Markdown (CommonMark 0.31 with GitHub's tables).
enum MarkdownText {
  /// One line of text in which no character means anything to Markdown or HTML.
  ///
  /// `<`, `>` and `&` become entities, so that no renderer of Markdown, however old, sees HTML.
  static func line(_ text: String) -> String { escape(Untrusted.line(text)) }

  /// Lines of text, each escaped.
  static func lines(_ text: String) -> [String] {
    Untrusted.shown(text).split(separator: "\n", omittingEmptySubsequences: false)
      .map { escape(trimmed(String($0))) }
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let start = text.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(start[...last])
  }

  private static func escape(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: "~"),
        UInt8(ascii: "$"):
        result.append(UInt8(ascii: "\\"))
        result.append(byte)
      default: result.append(byte)
      }
    }
    return String(decoding: lineStart(result), as: UTF8.self)
  }

  /// Escapes what would make a heading, a list item or a rule at the start of a line.
  private static func lineStart(_ bytes: [UInt8]) -> [UInt8] {
    guard let first = bytes.first else { return bytes }
    if [UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "=")].contains(first)
    {
      return [UInt8(ascii: "\\")] + bytes
    }
    let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    if digits > 0, digits < bytes.count,
      bytes[digits] == UInt8(ascii: ".") || bytes[digits] == UInt8(ascii: ")")
    {
      return bytes[..<digits] + [UInt8(ascii: "\\")] + bytes[digits...]
    }
    return bytes
  }

  /// A link, or its text alone where the address is none that a report may link.
  static func link(_ text: String, to address: String?) -> String {
    guard let address = Untrusted.link(address) else { return text }
    // Parentheses and brackets end a link's address; the rest of `Untrusted.link`'s set cannot occur.
    var encoded: [UInt8] = []
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "("): encoded.append(contentsOf: "%28".utf8)
      case UInt8(ascii: ")"): encoded.append(contentsOf: "%29".utf8)
      case UInt8(ascii: "["): encoded.append(contentsOf: "%5B".utf8)
      case UInt8(ascii: "]"): encoded.append(contentsOf: "%5D".utf8)
      default: encoded.append(byte)
      }
    }
    return "[\(text)](\(String(decoding: encoded, as: UTF8.self)))"
  }

  /// A code span that holds any text, back ticks included.
  static func code(_ text: String) -> String {
    let line = Untrusted.line(text)
    var longest = 0
    var run = 0
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") || longest > 0 ? " " : ""
    return "\(fence)\(pad)\(line)\(pad)\(fence)"
  }
}
