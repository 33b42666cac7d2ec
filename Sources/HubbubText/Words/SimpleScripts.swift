/// Words of Latin, Greek and Cyrillic, cut without ICU.
///
/// Forums write “quotes”, don’t, café and Москва far more often than anything that needs all of UAX
/// #29. A stretch of characters whose class stands here is cut by WB5 to WB12 alone; any other one
/// (combining marks, emoji, ideographs, Hebrew, a colon or an underscore) is left to ICU. A test
/// holds the two against each other.
struct SimpleScripts {
  private enum Kind {
    static let other: UInt8 = 0
    static let letter: UInt8 = 1
    static let digit: UInt8 = 2
    /// MidNumLet and Single_Quote: joins letters to letters and digits to digits.
    static let stop: UInt8 = 3
    /// MidNum: joins digits to digits.
    static let comma: UInt8 = 4
    /// Not known here.
    static let unknown: UInt8 = 5
  }

  /// The kind of each byte: that of its character.
  private var kinds: [UInt8] = []

  /// Calls a closure with the words and numbers of a stretch.
  ///
  /// - Returns: false, without a call, if the stretch holds a character that is not known here.
  mutating func words(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ body: (Token) -> Void
  ) -> Bool {
    guard classify(bytes, start, end) else { return false }
    let kinds = kinds.span
    let count = end - start
    var at = 0
    while at < count {
      guard Self.isWord(kinds[at]) else {
        at += 1
        continue
      }
      let first = at
      while at < count {
        if Self.isWord(kinds[at]) {
          at += 1
          continue
        }
        // Marks of several bytes have the same kind in each.
        let mark = kinds[at]
        var next = at + 1
        while next < count, bytes[start + next] & 0xC0 == 0x80 { next += 1 }
        guard next < count, Self.joins(kinds[at - 1], mark, kinds[next]) else { break }
        at = next
      }
      // ICU goes by what a word ends in.
      let kind: Token.Kind = kinds[at - 1] == Kind.letter ? .word : .number
      body(Token(kind: kind, start: start + first, end: start + at))
    }
    return true
  }

  @inline(__always)
  private static func isWord(_ kind: UInt8) -> Bool { kind == Kind.letter || kind == Kind.digit }

  private static func joins(_ before: UInt8, _ mark: UInt8, _ after: UInt8) -> Bool {
    guard before == after else { return false }
    return mark == Kind.stop || (mark == Kind.comma && before == Kind.digit)
  }

  /// Fills in the kinds; false if one is not known.
  private mutating func classify(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    kinds.removeAll(keepingCapacity: true)
    var at = start
    while at < end {
      let byte = bytes[at]
      let kind: UInt8
      let length: Int
      if byte < 0x80 {
        kind = Self.kind(ofASCII: byte)
        length = 1
      } else if byte < 0xE0, at + 1 < end {
        kind = Self.kind(ofTwo: UInt32(byte & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F))
        length = 2
      } else if byte < 0xF0, at + 2 < end {
        kind = Self.kind(
          ofThree: UInt32(byte & 0xF) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6
            | UInt32(bytes[at + 2] & 0x3F))
        length = 3
      } else {
        return false
      }
      if kind == Kind.unknown { return false }
      for _ in 0..<length { kinds.append(kind) }
      at += length
    }
    return true
  }

  private static func kind(ofASCII byte: UInt8) -> UInt8 {
    if ASCII.isLetter(byte) { return Kind.letter }
    if ASCII.isDigit(byte) { return Kind.digit }
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "."): return Kind.stop
    case UInt8(ascii: ","), UInt8(ascii: ";"): return Kind.comma
    // Joins words in Swedish and Finnish; is a letter to ICU since CLDR 42.
    case UInt8(ascii: ":"), UInt8(ascii: "@"): return Kind.unknown
    // Joins all words, and is none alone.
    case UInt8(ascii: "_"): return Kind.unknown
    // What follows a blank control may be part of its line end.
    case 0...0x1F, 0x7F: return Kind.unknown
    default: return Kind.other
    }
  }

  /// Latin, Greek and Cyrillic.
  private static func kind(ofTwo scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2C1: Kind.letter
    // The soft hyphen, and the point between letters of Catalan.
    case 0x80...0x9F, 0xAD, 0xB7: Kind.unknown
    case 0xA0...0xBF, 0xD7, 0xF7: Kind.other
    case 0x386, 0x388...0x38A, 0x38C, 0x38E...0x3A1, 0x3A3...0x3F5, 0x3F7...0x481,
      0x48A...0x52F:
      Kind.letter
    default: Kind.unknown
    }
  }

  /// Latin with several accents, as in Vietnamese, and the marks of English books.
  private static func kind(ofThree scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x1E00...0x1EFF: Kind.letter
    case 0x2018, 0x2019: Kind.stop
    case 0x2010...0x2017, 0x201A...0x2023, 0x2026, 0x2030...0x2038, 0x2039, 0x203A, 0x20AC:
      Kind.other
    default: Kind.unknown
    }
  }
}
