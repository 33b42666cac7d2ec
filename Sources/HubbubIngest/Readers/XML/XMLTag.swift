/// One piece of markup between `<` and `>`, found without a parser library.
struct XMLTag {
  enum Kind { case start, empty, end, cdata, other }
  let kind: Kind
  /// The name as written, prefix included; empty for comments, declarations and CDATA.
  let name: Range<Int>
  /// For a start tag its attributes; for CDATA its content.
  let inside: Range<Int>
  /// One past the last byte.
  let end: Int

  /// The tag that begins at a `<`; nil if the bytes end within it, or if it is a bare `<`.
  ///
  /// - Parameter isCut: set if the bytes end within the tag.
  static func read(_ bytes: Span<UInt8>, at start: Int, isCut: inout Bool) -> XMLTag? {
    let count = bytes.count
    guard start + 1 < count else {
      isCut = true
      return nil
    }
    let next = bytes[start + 1]
    if next == UInt8(ascii: "!") {
      return declaration(bytes, at: start, isCut: &isCut)
    }
    if next == UInt8(ascii: "?") {
      guard let end = find("?>", in: bytes, from: start + 2) else {
        isCut = true
        return nil
      }
      return XMLTag(kind: .other, name: start..<start, inside: start + 2..<end, end: end + 2)
    }
    let isEnd = next == UInt8(ascii: "/")
    let nameStart = isEnd ? start + 2 : start + 1
    var at = nameStart
    while at < count, isName(bytes[at]) { at += 1 }
    guard at > nameStart else { return nil }
    let name = nameStart..<at
    var quote: UInt8 = 0
    var before: UInt8 = 0
    let attributes = at
    while at < count {
      let byte = bytes[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"))
        && before == UInt8(ascii: "=")
      {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        let isEmpty = !isEnd && at > attributes && bytes[at - 1] == UInt8(ascii: "/")
        return XMLTag(
          kind: isEnd ? .end : isEmpty ? .empty : .start, name: name,
          inside: attributes..<(isEmpty ? at - 1 : at), end: at + 1)
      }
      if byte > 0x20 { before = byte }
      at += 1
    }
    isCut = true
    return nil
  }

  /// `<!--…-->`, `<![CDATA[…]]>`, `<!DOCTYPE…>` with its internal subset.
  private static func declaration(
    _ bytes: Span<UInt8>, at start: Int, isCut: inout Bool
  ) -> XMLTag? {
    func delimited(_ open: String, _ close: String, _ kind: Kind) -> XMLTag?? {
      guard starts(bytes, at: start, with: open) else { return nil }
      let from = start + open.utf8.count
      guard let end = find(close, in: bytes, from: from) else {
        isCut = true
        return .some(nil)
      }
      return XMLTag(
        kind: kind, name: start..<start, inside: from..<end, end: end + close.utf8.count)
    }
    if let tag = delimited("<!--", "-->", .other) { return tag }
    if let tag = delimited("<![CDATA[", "]]>", .cdata) { return tag }
    var depth = 0
    var quote: UInt8 = 0
    for at in start..<bytes.count {
      let byte = bytes[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">"):
        depth -= 1
        if depth == 0 {
          return XMLTag(kind: .other, name: start..<start, inside: start..<start, end: at + 1)
        }
      default: break
      }
    }
    isCut = true
    return nil
  }

  static func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x3A).contains(byte) || (0x61...0x7A).contains(byte)
      || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  static func starts(_ bytes: Span<UInt8>, at start: Int, with text: String) -> Bool {
    var at = start
    for byte in text.utf8 {
      guard at < bytes.count, bytes[at] == byte else { return false }
      at += 1
    }
    return true
  }

  /// Where a short text next stands.
  static func find(_ text: String, in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard let first = text.utf8.first else { return nil }
    var at = start
    while at < bytes.count {
      if bytes[at] == first, starts(bytes, at: at, with: text) { return at }
      at += 1
    }
    return nil
  }

  /// The next `<`.
  static func next(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<") { return at }
      at += 1
    }
    return nil
  }
}
