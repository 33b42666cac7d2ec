/// A linear look at a page before it is parsed: bytes that are no text are made harmless without
/// moving any other byte, and what would make libxml2 quadratic is refused.
enum MarkupPreScan {
  /// Why a page is not parsed.
  enum Refusal: String, Sendable {
    /// One tag carries more attributes than any forum's: libxml2 compares each with all others.
    case attributeFlood = "attribute-flood"
    /// More bytes than a saved page can have.
    case tooLarge = "too-large"
    /// Not text at all.
    case binary = "not-text"
  }

  /// The most attributes of one tag; real pages stay below 60.
  static let attributeLimit = 512
  /// The largest page in bytes.
  static let sizeLimit = 64 << 20

  /// Replaces control characters by spaces and says why the page must not be parsed, if it must not.
  ///
  /// - Complexity: O(n), a block at a time, so that the compiler makes vectors of it.
  static func clean(_ page: inout [UInt8]) -> Refusal? {
    if page.count > sizeLimit { return .tooLarge }
    var controls = 0
    var span = page.mutableSpan
    var start = 0
    while start < span.count {
      let end = min(start + 256, span.count)
      var found: UInt8 = 0
      for at in start..<end {
        let byte = span[at]
        let isControl: UInt8 = byte < 0x20 ? 1 : 0
        let isBlank: UInt8 = byte == 0x0A || byte == 0x09 || byte == 0x0D ? 1 : 0
        found |= isControl & ~isBlank
      }
      if found != 0 {
        for at in start..<end {
          let byte = span[at]
          if byte < 0x20, byte != 0x0A, byte != 0x09, byte != 0x0D {
            controls += 1
            span[at] = 0x20
          }
        }
      }
      start = end
    }
    return controls > 64 && controls * 20 > page.count ? .binary : nil
  }

  /// Whether a tag has more attributes than any of a page: libxml2 compares each with all others.
  ///
  /// - Complexity: O(n), one pass.
  static func holdsFlood(_ page: Span<UInt8>) -> Bool {
    var attributes = 0
    var inTag = false
    var quote: UInt8 = 0
    var previous: UInt8 = 0
    var solid: UInt8 = 0
    var tagStart = 0
    // The element whose content is no markup and ends at its own end tag only.
    var raw: [UInt8]?
    for at in 0..<page.count {
      let byte = page[at]
      if let name = raw {
        if byte == UInt8(ascii: ">") || byte <= 0x20, Self.ends(name, page, at) { raw = nil }
      } else if !inTag {
        // A tag begins at "<" and a letter; everything else stays text for libxml2 too.
        if previous == UInt8(ascii: "<"), (byte | 0x20) >= 0x61, (byte | 0x20) <= 0x7A {
          inTag = true
          tagStart = at
          attributes = 0
          quote = 0
        }
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        inTag = false
        raw = Self.rawElements.first { Self.begins($0, page, tagStart, at) }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        solid == UInt8(ascii: "=")
      {
        quote = byte
      } else if byte > 0x20, byte != UInt8(ascii: "="),
        previous <= 0x20 || previous == UInt8(ascii: "\"") || previous == UInt8(ascii: "/")
      {
        attributes += 1
        if attributes > attributeLimit { return true }
      }
      previous = byte
      if byte > 0x20 { solid = byte }
    }
    return false
  }

  private static let rawElements = [Array("script".utf8), Array("style".utf8)]

  /// Whether the tag that starts at `start` and closes at `end` is the named one.
  private static func begins(
    _ name: [UInt8], _ page: Span<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    guard end - start >= name.count else { return false }
    for index in 0..<name.count where page[start + index] | 0x20 != name[index] { return false }
    let after = page[start + name.count]
    return after <= 0x20 || after == UInt8(ascii: ">") || after == UInt8(ascii: "/")
  }

  /// Whether `</name` stands right before `end`.
  private static func ends(
    _ name: [UInt8], _ page: Span<UInt8>, _ end: Int
  ) -> Bool {
    let start = end - name.count
    guard start >= 2, page[start - 1] == UInt8(ascii: "/"), page[start - 2] == UInt8(ascii: "<")
    else { return false }
    for index in 0..<name.count where page[start + index] | 0x20 != name[index] { return false }
    return true
  }
}
