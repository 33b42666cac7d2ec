internal import HubbubText

/// A page's bytes as UTF-8, and the way back.
struct PageText {
  var utf8: [UInt8]
  private let decoded: DecodedText

  /// Decodes a page by its BOM, what its `<meta>` declares, and its bytes.
  init(_ bytes: [UInt8]) {
    decoded = TextDecoder.decode(bytes, declared: DeclaredEncoding.label(in: bytes))
    utf8 = decoded.utf8
  }

  /// What decoding noticed.
  var findings: [String] { decoded.findings }

  /// Where a byte of the decoded page stands in the raw one.
  func sourceOffset(of offset: Int) -> Int { decoded.sourceOffset(of: offset) }
}

extension PageText {
  /// The address that a program noted when it saved the page: a browser's "saved from
  /// url=(0042)https://…", HTTrack's "Mirrored from …", SingleFile's "url: https://…".
  var savedFrom: String? {
    let head = utf8.prefix(2048)
    if let mirrored = Self.word(after: "<!-- Mirrored from ", in: head) {
      return mirrored.contains("//") ? mirrored : "http://" + mirrored
    }
    if let start = head.range(ofBytes: Array("Page saved with SingleFile".utf8)) {
      return Self.word(after: "url: ", in: head[start.upperBound...])
    }
    let needle = Array("saved from url=(".utf8)
    guard let start = head.range(ofBytes: needle) else { return nil }
    let after = head[start.upperBound...]
    guard let close = after.firstIndex(of: UInt8(ascii: ")")) else { return nil }
    let address = after[(close + 1)...].prefix { $0 > 0x20 }
    return address.isEmpty ? nil : String(decoding: address, as: UTF8.self)
  }

  private static func word(after words: String, in bytes: ArraySlice<UInt8>) -> String? {
    guard let found = bytes.range(ofBytes: Array(words.utf8)) else { return nil }
    let word = bytes[found.upperBound...].prefix { $0 > 0x20 }
    return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
  }
}

extension PageText {
  /// A page's bytes as one text, tags and all, its commonest references read: for asking whether
  /// words stand anywhere in it.
  static func unescaped(_ utf8: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(utf8.count)
    var at = 0
    scan: while at < utf8.count {
      if utf8[at] == UInt8(ascii: "&") {
        for (name, byte) in references where utf8[at...].starts(with: name) {
          text.append(byte)
          at += name.count
          continue scan
        }
      }
      text.append(utf8[at])
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let references: [(name: [UInt8], byte: UInt8)] = [
    ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"), ("&nbsp;", " "),
    ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }
}
