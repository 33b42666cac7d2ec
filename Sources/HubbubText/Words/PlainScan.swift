internal import CByteKinds

/// The fast way through plain text: words and numbers of ASCII, cut in one pass.
///
/// Sixty-four bytes become a bit each for letters, digits and marks; what joins, where words begin
/// and where they end then follow for all of them at once by arithmetic on the bits. Nothing
/// depends on how long a word is, so that no jump is guessed wrong but one a block.
enum PlainScan {
  /// A stretch between blanks that is not plain.
  struct Stretch {
    let start: Int
    let end: Int
    let isASCII: Bool
  }

  private typealias Kinds = hubbub_byte_kinds

  /// Appends tokens up to the first stretch that is not plain, whose own tokens are left out.
  ///
  /// - Parameter place: where to begin, a blank or the beginning of a stretch; afterwards past what
  ///   was read.
  /// - Returns: that stretch; nil at the end of the text.
  static func cut(
    _ text: Span<UInt8>, from place: inout Int, into tokens: inout [Token]
  ) -> Stretch? {
    let count = text.count
    let first = place
    guard first < count else { return nil }
    var block = first & ~63
    var kinds = kinds(of: text, at: block)
    keep(&kinds, from: first - block)
    var before = Kinds()
    var wordBefore: UInt64 = 0
    // The beginning of a word that reaches into the next block.
    var open = 0
    while block < count {
      let next = block + 64 < count ? Self.kinds(of: text, at: block + 64) : Kinds()
      var words = words(kinds, after: before, ahead: next)
      let special = special(kinds, after: before)
      if special != 0 {
        let found = stretch(around: block + special.trailingZeroBitCount, of: text, from: first)
        words &= found.start > block ? (1 << UInt64(found.start - block)) - 1 : 0
        add(words, after: wordBefore, block, of: text, &open, to: &tokens)
        while let token = tokens.last, token.start >= found.start { tokens.removeLast() }
        place = found.end
        return found
      }
      add(words, after: wordBefore, block, of: text, &open, to: &tokens)
      wordBefore = words
      before = kinds
      kinds = next
      block += 64
    }
    if wordBefore >> 63 != 0, block == count { tokens.append(token(open, count, of: text)) }
    place = count
    return nil
  }

  /// What belongs to words: letters, digits, underscores, and marks between two letters or two
  /// digits (WB5 to WB13 of UAX #29).
  @inline(__always)
  private static func words(_ kinds: Kinds, after before: Kinds, ahead next: Kinds) -> UInt64 {
    let besideLetters =
      (kinds.letters << 1 | before.letters >> 63) & (kinds.letters >> 1 | next.letters << 63)
    let besideDigits =
      (kinds.digits << 1 | before.digits >> 63) & (kinds.digits >> 1 | next.digits << 63)
    let joiners = kinds.stops & besideLetters | (kinds.stops | kinds.commas) & besideDigits
    return kinds.letters | kinds.digits | kinds.lows | joiners
  }

  /// What may begin an address, a mention or a hashtag, or is no ASCII.
  @inline(__always)
  private static func special(_ kinds: Kinds, after before: Kinds) -> UInt64 {
    kinds.others | kinds.slashes & (kinds.colons << 1 | before.colons >> 63)
      | kinds.ws & (kinds.ws << 1 | before.ws >> 63)
  }

  /// Appends the words that end in a block.
  @inline(__always)
  private static func add(
    _ words: UInt64, after before: UInt64, _ block: Int, of text: Span<UInt8>,
    _ open: inout Int, to tokens: inout [Token]
  ) {
    // Where words begin and where they end, in turn.
    var edges = words ^ (words << 1 | before >> 63)
    guard edges != 0 else { return }
    var start = open
    var isOpen = before >> 63 != 0
    tokens.append(addingCapacity: 33) { tokens in
      while edges != 0 {
        if !isOpen {
          start = block + edges.trailingZeroBitCount
          edges &= edges &- 1
          isOpen = true
          if edges == 0 { break }
        }
        tokens.append(token(start, block + edges.trailingZeroBitCount, of: text))
        edges &= edges &- 1
        isOpen = false
      }
    }
    open = start
  }

  /// A word, or a number if no letter is in it.
  @inline(__always)
  private static func token(_ start: Int, _ end: Int, of text: Span<UInt8>) -> Token {
    var at = start
    while at < end, !ASCII.isLetter(text[at]) { at += 1 }
    return Token(kind: at < end ? .word : .number, start: start, end: end)
  }

  /// The stretch between blanks that holds a place.
  private static func stretch(
    around place: Int, of text: Span<UInt8>, from first: Int
  ) -> Stretch {
    var start = place
    while start > first, text[start - 1] > 0x20 { start -= 1 }
    var end = start
    var isASCII = true
    while end < text.count, text[end] > 0x20 {
      if text[end] >= 0x80 { isASCII = false }
      end += 1
    }
    return Stretch(start: start, end: end, isASCII: isASCII)
  }

  /// The kinds of the 64 bytes from a place, of blanks past the text's end.
  @inline(__always)
  private static func kinds(of text: Span<UInt8>, at place: Int) -> Kinds {
    let count = text.count
    return unsafe text.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return Kinds() }
      if place + 64 <= count { return unsafe hubbub_classify(base + place) }
      if count >= 64 {
        // The last 64 bytes, without those of the block before.
        var kinds = unsafe hubbub_classify(base + count - 64)
        drop(&kinds, UInt64(place + 64 - count))
        return kinds
      }
      return unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { padded in
        unsafe padded.initializeMemory(as: UInt8.self, repeating: 0x20)
        unsafe padded.copyMemory(from: bytes)
        guard let base = padded.baseAddress else { return Kinds() }
        return unsafe hubbub_classify(base)
      }
    }
  }

  /// Forgets the first bytes of a block, and moves the others there.
  private static func drop(_ kinds: inout Kinds, _ bytes: UInt64) {
    kinds.letters >>= bytes
    kinds.digits >>= bytes
    kinds.lows >>= bytes
    kinds.stops >>= bytes
    kinds.commas >>= bytes
    kinds.others >>= bytes
    kinds.colons >>= bytes
    kinds.slashes >>= bytes
    kinds.ws >>= bytes
  }

  /// Takes the bytes before a place for blanks.
  private static func keep(_ kinds: inout Kinds, from place: Int) {
    let mask = UInt64.max << UInt64(place)
    kinds.letters &= mask
    kinds.digits &= mask
    kinds.lows &= mask
    kinds.stops &= mask
    kinds.commas &= mask
    kinds.others &= mask
    kinds.colons &= mask
    kinds.slashes &= mask
    kinds.ws &= mask
  }
}
