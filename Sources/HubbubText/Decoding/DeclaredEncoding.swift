/// What a page says its encoding is, read from its bytes before they are decoded.
///
/// The prescan of the HTML standard
/// (<https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding>), over the first
/// 16 KiB instead of the first 1,024 bytes: browsers start again when a `<meta>` comes later.
public struct DeclaredEncoding {
  /// How far the search goes.
  static let limit = 16 << 10

  private let bytes: ArraySlice<UInt8>
  private var at: Int
  /// A label that names no encoding, for want of a better one.
  private var unknown: String?

  /// The label of a page's encoding: of its first `<meta>` with one that is known, else of its XML
  /// declaration, else one that nobody knows; nil if the page says nothing.
  public static func label(in bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x3C, 0, 0x3F, 0, 0x78, 0]) { return "utf-16le" }
    if bytes.starts(with: [0, 0x3C, 0, 0x3F, 0, 0x78]) { return "utf-16be" }
    var scan = DeclaredEncoding(bytes: bytes.prefix(limit), at: 0)
    return scan.meta() ?? scan.xmlDeclaration() ?? scan.unknown
  }

  /// The first known label in a `<meta>`.
  private mutating func meta() -> String? {
    while at < bytes.endIndex {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if starts("<!--") {
        // `<!-->` is a whole comment.
        guard let close = find("-->", from: at + 2) else { return nil }
        at = close + 3
      } else if starts("<meta"), at + 5 < bytes.endIndex, Self.parts(bytes[at + 5]) {
        at += 5
        switch attributes() {
        case .end: return nil
        case .label(let label):
          if let label, let known = known(label) { return known }
        }
      } else if opensTag() {
        while at < bytes.endIndex, !Self.isSpace(bytes[at]), bytes[at] != UInt8(ascii: ">") {
          at += 1
        }
        if case .end = attributes() { return nil }
      } else if starts("<!") || starts("</") || starts("<?") {
        guard let close = find(">", from: at) else { return nil }
        at = close + 1
      } else {
        at += 1
      }
    }
    return nil
  }

  /// Whether an opening or closing tag begins at this place.
  private func opensTag() -> Bool {
    guard at + 1 < bytes.endIndex else { return false }
    if bytes[at + 1] != UInt8(ascii: "/") { return Self.isLetter(bytes[at + 1]) }
    return at + 2 < bytes.endIndex && Self.isLetter(bytes[at + 2])
  }

  private enum Declared {
    case label(String?)
    /// The bytes end within the tag.
    case end
  }

  /// The label in the attributes of the tag at this place, read to its end.
  private mutating func attributes() -> Declared {
    var seen: Set<[UInt8]> = []
    var isPragma = false
    var charset: String?
    var needsPragma = false
    while true {
      guard let attribute = attribute() else { return .end }
      if attribute.name.isEmpty { break }
      guard seen.insert(attribute.name).inserted else { continue }
      if attribute.name.elementsEqual("http-equiv".utf8) {
        isPragma = attribute.value.elementsEqual("content-type".utf8)
      } else if attribute.name.elementsEqual("content".utf8) {
        if charset == nil, let label = Self.label(inContent: attribute.value) {
          charset = label
          needsPragma = true
        }
      } else if attribute.name.elementsEqual("charset".utf8) {
        charset = String(decoding: attribute.value, as: UTF8.self)
        needsPragma = false
      }
    }
    return .label(needsPragma && !isPragma ? nil : charset)
  }

  /// The next attribute in lower case, with an empty name at the tag's end; nil if the bytes end.
  private mutating func attribute() -> (name: [UInt8], value: [UInt8])? {
    while at < bytes.endIndex, Self.parts(bytes[at]) { at += 1 }
    guard at < bytes.endIndex else { return nil }
    if bytes[at] == UInt8(ascii: ">") {
      at += 1
      return ([], [])
    }
    var name: [UInt8] = []
    while true {
      guard at < bytes.endIndex else { return nil }
      let byte = bytes[at]
      if byte == UInt8(ascii: "="), !name.isEmpty { break }
      if Self.isSpace(byte) {
        while at < bytes.endIndex, Self.isSpace(bytes[at]) { at += 1 }
        guard at < bytes.endIndex else { return nil }
        if bytes[at] == UInt8(ascii: "=") { break }
        return (name, [])
      }
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">") { return (name, []) }
      name.append(ASCII.lower(byte))
      at += 1
    }
    at += 1
    while at < bytes.endIndex, Self.isSpace(bytes[at]) { at += 1 }
    guard at < bytes.endIndex else { return nil }
    let quote = bytes[at]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let close = bytes[(at + 1)...].firstIndex(of: quote) else { return nil }
      defer { at = close + 1 }
      return (name, bytes[(at + 1)..<close].map(ASCII.lower))
    }
    let end = bytes[at...].firstIndex { Self.isSpace($0) || $0 == UInt8(ascii: ">") }
    guard let end else { return nil }
    defer { at = end }
    return (name, bytes[at..<end].map(ASCII.lower))
  }

  /// The label after `charset=` in the value of a `content`.
  private static func label(inContent value: [UInt8]) -> String? {
    var rest = value[...]
    while let found = rest.firstRange(of: Array("charset".utf8)) {
      rest = rest[found.upperBound...].drop(while: isSpace)
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop(while: isSpace)
      guard let first = rest.first else { return nil }
      if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
        let inside = rest.dropFirst()
        return inside.firstIndex(of: first).map {
          String(decoding: inside[..<$0], as: UTF8.self)
        }
      }
      return String(
        decoding: rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ";") }, as: UTF8.self)
    }
    return nil
  }

  /// The label of `<?xml … encoding="…"?>` at the very start.
  private mutating func xmlDeclaration() -> String? {
    at = bytes.startIndex
    guard starts("<?xml"), let close = find(">", from: at),
      let found = bytes[at..<close].firstRange(of: Array("encoding".utf8))
    else { return nil }
    var rest = bytes[found.upperBound..<close].drop(while: Self.isSpace)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop(while: Self.isSpace)
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = rest.dropFirst().firstIndex(of: quote)
    else { return nil }
    return known(String(decoding: rest[rest.index(after: rest.startIndex)..<end], as: UTF8.self))
  }

  /// A label that names an encoding, as ASCII-compatible bytes can have it; others are kept aside.
  private mutating func known(_ label: String) -> String? {
    let trimmed = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if trimmed.lowercased() == "x-user-defined" { return "windows-1252" }
    guard let encoding = Encoding(label: label) else {
      if !trimmed.isEmpty { unknown = unknown ?? trimmed }
      return nil
    }
    // Whoever can read "utf-16" in these bytes knows that they are not.
    return encoding.name.hasPrefix("utf-16") ? "utf-8" : encoding.name
  }

  private func starts(_ word: String) -> Bool {
    at + word.utf8.count <= bytes.endIndex
      && zip(bytes[at...], word.utf8).allSatisfy { ASCII.lower($0) == $1 }
  }

  private func find(_ word: String, from start: Int) -> Int? {
    guard start <= bytes.endIndex else { return nil }
    return bytes[start...].firstRange(of: Array(word.utf8))?.lowerBound
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  /// What stands between a tag's name and its attributes.
  private static func parts(_ byte: UInt8) -> Bool { isSpace(byte) || byte == UInt8(ascii: "/") }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
