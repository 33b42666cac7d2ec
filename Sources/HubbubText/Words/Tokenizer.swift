/// One word-like piece of a text of less than 4 GiB.
public struct Token: Hashable, Sendable {
  /// What kind of piece.
  public enum Kind: UInt8, Sendable {
    case word, number, url, email, mention, hashtag, emoji
  }
  /// What kind of piece.
  public let kind: Kind
  /// The first byte in the text's UTF-8.
  public var start: Int { Int(first) }
  /// One past the last byte.
  public var end: Int { Int(past) }
  private let first: UInt32
  private let past: UInt32

  @inline(__always)
  init(kind: Kind, start: Int, end: Int) {
    self.kind = kind
    first = UInt32(truncatingIfNeeded: start)
    past = UInt32(truncatingIfNeeded: end)
  }
}

/// Cuts texts into tokens (UAX #29 words) and folds them for comparison.
///
/// Folding is NFKC with case folding, U+2019 and U+02BC as an apostrophe, and without a possessive
/// `'s`. ASCII goes a fast way that a test holds against ICU; a stretch between spaces that
/// touches other bytes goes through ICU.
public final class Tokenizer {
  private let language: String
  /// Opened for the first text that is not all ASCII.
  private lazy var boundaries = Boundaries(.words, locale: language)
  private var simple = SimpleScripts()

  /// Creates a tokenizer for a language; one for each thread.
  public init(language: String = "en") { self.language = language }

  /// Calls a closure with each token and its folded bytes, which are lent for the call only.
  ///
  /// - Complexity: O(n) in the text's bytes; no allocation for an ASCII token.
  public func forEachToken(in text: String, _ body: (Token, Span<UInt8>) -> Void) {
    var text = text
    text.withUTF8 { bytes in unsafe forEachToken(in: bytes.span, body) }
  }

  /// Calls a closure with each token of UTF-8 text and its folded bytes.
  public func forEachToken(in bytes: Span<UInt8>, _ body: (Token, Span<UInt8>) -> Void) {
    var folded: [UInt8] = []
    folded.reserveCapacity(64)
    var tokens: [Token] = []
    cut(bytes, into: &tokens)
    for token in tokens {
      Self.fold(token, of: bytes, into: &folded)
      body(token, folded.span)
    }
  }

  /// Replaces an array by the tokens of UTF-8 text, not folded.
  ///
  /// Stretches between blanks that hold nothing but ASCII, and no sign of an address, mention or
  /// hashtag, are cut in one pass (`PlainScan`); all others are looked at again as a whole.
  /// - Complexity: O(n) in the text's bytes; no allocation for an ASCII token once the array has
  ///   room.
  public func cut(_ bytes: Span<UInt8>, into tokens: inout [Token]) {
    tokens.removeAll(keepingCapacity: true)
    var at = 0
    while let stretch = PlainScan.cut(bytes, from: &at, into: &tokens) {
      chunk(bytes, stretch.start, stretch.end, isASCII: stretch.isASCII) { tokens.append($0) }
    }
  }

  /// A stretch without ASCII white space.
  func chunk(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, isASCII: Bool, _ body: (Token) -> Void
  ) {
    if let special = Self.special(bytes, start, end) {
      // What stands before an address (an opening bracket, a colon) holds no word.
      body(special)
      if special.end < end { chunk(bytes, special.end, end, isASCII: isASCII, body) }
    } else if isASCII {
      Self.asciiWords(bytes, start, end, body)
    } else {
      otherWords(bytes, start, end, body)
    }
  }

  /// The words and numbers of a stretch of ASCII without blanks or addresses.
  static func asciiWords(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ body: (Token) -> Void
  ) {
    var at = start
    while at < end {
      guard ASCII.isWord(bytes[at]) else {
        at += 1
        continue
      }
      let first = at
      var hasLetter = false
      while at < end {
        let byte = bytes[at]
        if ASCII.isWord(byte) {
          hasLetter = hasLetter || ASCII.isLetter(byte)
          at += 1
        } else if at + 1 < end, ASCII.joins(bytes[at - 1], byte, bytes[at + 1]) {
          at += 1
        } else {
          break
        }
      }
      body(Token(kind: hasLetter ? .word : .number, start: first, end: at))
    }
  }

  private func otherWords(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ body: (Token) -> Void
  ) {
    if simple.words(bytes, start, end, body) { return }
    for stretch in boundaries.stretches(of: bytes.extracting(start..<end)) {
      let from = start + stretch.start
      let to = start + stretch.end
      switch stretch.status {
      case 200...: body(Token(kind: .word, start: from, end: to))
      case 100..<200:
        let letters = Self.letters(bytes, from, to)
        if letters > from { body(Token(kind: .word, start: from, end: letters)) }
        if letters < to { body(Token(kind: .number, start: letters, end: to)) }
      default:
        if Emoji.begins(bytes, at: from, before: to) {
          body(Token(kind: .emoji, start: from, end: to))
        }
      }
    }
  }

  /// Where the letters end that what ICU calls a number begins with; its start if it holds none.
  ///
  /// Scripts without blanks are cut by a dictionary. Every word of a run that ends in figures
  /// ("ราคาไฟฟ้า500") has the status of the figures, and the last is not parted from them.
  private static func letters(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard let last = (start..<end).last(where: { bytes[$0] >= 0x80 }) else { return start }
    let piece = (start...last).map { bytes[$0] }
    let holdsLetter = String(decoding: piece, as: UTF8.self).unicodeScalars.contains {
      $0.properties.isAlphabetic
    }
    guard holdsLetter else { return start }
    return last + 1 < end && ASCII.isDigit(bytes[last + 1]) ? last + 1 : end
  }

  /// Replaces an array by the folded bytes of a token.
  public static func fold(
    _ token: Token, of bytes: Span<UInt8>, into folded: inout [UInt8]
  ) {
    let token = (kind: token.kind, bytes: bytes.extracting(token.start..<token.end))
    switch token.kind {
    case .word, .number: _ = fold(word: token.bytes, into: &folded)
    case .emoji:
      folded.removeAll(keepingCapacity: true)
      for index in token.bytes.indices { folded.append(token.bytes[index]) }
    default: _ = lower(token.bytes, into: &folded)
    }
  }

  /// Replaces an array by the folded bytes of a word or number.
  ///
  /// - Returns: whether the word was folded already.
  public static func fold(word bytes: Span<UInt8>, into folded: inout [UInt8]) -> Bool {
    var isFolded = lower(bytes, into: &folded)
    let count = folded.count
    if count > 2, folded[count - 1] == UInt8(ascii: "s"), folded[count - 2] == UInt8(ascii: "'") {
      folded.removeLast(2)
      isFolded = false
    }
    return isFolded
  }

  /// Replaces an array by bytes with NFKC and case folding.
  ///
  /// - Returns: whether the bytes are the same.
  private static func lower(_ bytes: Span<UInt8>, into folded: inout [UInt8]) -> Bool {
    var isASCII = true
    var isSame = true
    folded.removeAll(keepingCapacity: true)
    folded.append(addingCapacity: bytes.count) { folded in
      for index in bytes.indices {
        let byte = bytes[index]
        let lower = ASCII.lower(byte)
        isASCII = isASCII && byte < 0x80
        isSame = isSame && byte == lower
        folded.append(lower)
      }
    }
    if !isASCII {
      isSame = false
      let text = Normalizer.nfkcCaseFold(String(decoding: folded, as: UTF8.self))
      folded.removeAll(keepingCapacity: true)
      for scalar in text.unicodeScalars {
        let plain: Unicode.Scalar = scalar == "\u{2019}" || scalar == "\u{2BC}" ? "'" : scalar
        if let encoded = UTF8.encode(plain) { folded.append(contentsOf: encoded) }
      }
    }
    return isSame
  }

  /// An address, mention or hashtag that a stretch holds, if any.
  private static func special(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Token? {
    var at = start
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: ":")
      where at + 2 < end && bytes[at + 1] == UInt8(ascii: "/")
        && bytes[at + 2] == UInt8(ascii: "/"):
        var first = at
        while first > start, ASCII.isLetter(bytes[first - 1]) { first -= 1 }
        if first < at { return Token(kind: .url, start: first, end: trimmed(bytes, at, end)) }
      case UInt8(ascii: "w")
      where at + 4 < end && bytes[at + 1] == UInt8(ascii: "w")
        && bytes[at + 2] == UInt8(ascii: "w") && bytes[at + 3] == UInt8(ascii: ".")
        && (at == start || !ASCII.isWord(bytes[at - 1])):
        return Token(kind: .url, start: at, end: trimmed(bytes, at, end))
      case UInt8(ascii: "@"):
        return mention(bytes, start, at, end)
      case UInt8(ascii: "#") where at == start || !ASCII.isWord(bytes[at - 1]):
        let last = run(bytes, at + 1, end)
        if last > at + 1, ASCII.isLetter(bytes[at + 1]) {
          return Token(kind: .hashtag, start: at, end: last)
        }
      default: break
      }
      at += 1
    }
    return nil
  }

  private static func mention(
    _ bytes: Span<UInt8>, _ start: Int, _ at: Int, _ end: Int
  ) -> Token? {
    var first = at
    while first > start, ASCII.isWord(bytes[first - 1]) || bytes[first - 1] == UInt8(ascii: ".") {
      first -= 1
    }
    var last = at + 1
    while last < end,
      ASCII.isWord(bytes[last]) || bytes[last] == UInt8(ascii: ".")
        || bytes[last] == UInt8(ascii: "-")
    {
      last += 1
    }
    while last > at + 1, !ASCII.isWord(bytes[last - 1]) { last -= 1 }
    guard last > at + 1 else { return nil }
    return Token(kind: first < at ? .email : .mention, start: first, end: last)
  }

  private static func run(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, ASCII.isWord(bytes[at]) { at += 1 }
    return at
  }

  /// The end of an address without the punctuation of the sentence around it.
  private static func trimmed(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var last = end
    while last > start + 1, ASCII.endsSentence(bytes[last - 1]) { last -= 1 }
    return last
  }
}

/// What ASCII bytes are to a word.
enum ASCII {
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  /// Letters, digits and the underscore: ALetter, Numeric and ExtendNumLet of UAX #29.
  static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }
  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
  /// Whether a mark joins what stands around it: WB6, WB7, WB11 and WB12 of UAX #29.
  static func joins(_ before: UInt8, _ mark: UInt8, _ after: UInt8) -> Bool {
    switch mark {
    case UInt8(ascii: "'"), UInt8(ascii: "."):
      (isLetter(before) && isLetter(after)) || (isDigit(before) && isDigit(after))
    case UInt8(ascii: ","), UInt8(ascii: ";"): isDigit(before) && isDigit(after)
    default: false
    }
  }
  static func endsSentence(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
      UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "]"),
      UInt8(ascii: "}"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: ">"):
      true
    default: false
    }
  }
}

/// Emoji among what ICU gives as neither word nor number.
enum Emoji {
  /// Whether a stretch begins with a pictograph (Emoji_Presentation or followed by U+FE0F).
  static func begins(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Bool {
    guard end - start >= 3, bytes[start] >= 0xE2 else { return false }
    let piece = (start..<end).map { bytes[$0] }
    guard let scalar = String(decoding: piece, as: UTF8.self).unicodeScalars.first else {
      return false
    }
    let properties = scalar.properties
    return properties.isEmojiPresentation
      || (properties.isEmoji && scalar.value > 0xFF && end - start > 3)
      || properties.isEmoji && scalar.value >= 0x2600
  }
}
