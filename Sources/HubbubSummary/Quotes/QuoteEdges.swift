/// How a sentence begins and ends where it stands.
enum Edges {
  /// How a sentence ends.
  enum Ending { case terminal, ellipsis, none }

  /// Whether a range begins where a sentence can begin and ends where one can end.
  static func isWhole(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, beginsLikeASentence(text[range]) else { return false }
    // Before it: the start, a line break, or a mark that ends a sentence.
    var before = range.lowerBound
    // A full stop that nothing parts from what follows belongs to a name: ".R files".
    if before > 0, text[before - 1] == 0x2E { return false }
    while before > 0, text[before - 1] == 0x20 || text[before - 1] == 0x09 { before -= 1 }
    if before > 0, text[before - 1] != 0x0A, text[before - 1] != 0x0D {
      let tail = text[max(0, before - 8)..<before]
      if endsInTitle(tail) || !endsASentence(tail) && !endsInSymbol(tail) { return false }
    } else if before > 0, isWrapped(text, before: before - 1) {
      return false
    }
    // After it: no small letter, which would carry the sentence on ("e.g. this").
    var after = range.upperBound
    while after < text.count, text[after] == 0x20 || text[after] == 0x09 { after += 1 }
    if after < text.count, text[after] &- 0x61 < 26 { return false }
    return true
  }

  /// Whether a slice ends in the short form of a title, which begins a name: "Dr", "Mt".
  static func endsInTitle(_ tail: ArraySlice<UInt8>) -> Bool {
    guard tail.last == 0x2E else { return false }
    // Nearly all sentences end in a word of small letters, which is no title.
    var first = tail.endIndex - 1
    while first > tail.startIndex, (tail[first - 1] | 0x20) &- 0x61 < 26 { first -= 1 }
    if first == tail.startIndex || tail[first - 1] < 0x80, tail[first] >= 0x61 { return false }
    let word =
      String(decoding: tail.dropLast(), as: UTF8.self).split { !$0.isLetter }.last.map(String.init)
      ?? ""
    return word.first?.isUppercase ?? false
      && NameTables.english.titles.contains(NameToken.key(of: word.lowercased()))
  }

  /// Letters of a line from which on its break may be a mail program's and no writer's.
  private static let wrapped = 56

  /// Whether the line that ends at a break is long and ends in the middle of a sentence.
  private static func isWrapped(_ text: [UInt8], before lineBreak: Int) -> Bool {
    var end = lineBreak
    while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x0D { end -= 1 }
    var start = end
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    guard end - start >= wrapped, let last = text[start..<end].last else { return false }
    // In the middle of a sentence stand a letter, a figure or a comma.
    return (last | 0x20) &- 0x61 < 26 || Words.isDigit(last) || last == 0x2C
  }

  private static func beginsLikeASentence(_ sentence: ArraySlice<UInt8>) -> Bool {
    var rest = sentence
    while let byte = rest.first {
      if byte &- 0x41 < 26 || Words.isDigit(byte) { return true }
      if byte == 0x22 || byte == 0x27 || byte == 0x28 || byte == 0x5B {
        rest = rest.dropFirst()
        continue
      }
      // Opening quotation marks “ ‘ „ « ¿ ¡ may come first.
      if rest.starts(with: [0xE2, 0x80]) {
        rest = rest.dropFirst(3)
        continue
      }
      if byte == 0xC2 {
        rest = rest.dropFirst(2)
        continue
      }
      return byte >= 0xC3
    }
    return false
  }

  /// Whether a slice ends in an emoji or another symbol of four bytes or U+2600 and up.
  private static func endsInSymbol(_ tail: ArraySlice<UInt8>) -> Bool {
    let scalars = String(decoding: tail, as: UTF8.self).unicodeScalars
    guard let last = scalars.last else { return false }
    return last.value >= 0x2600 && !last.properties.isAlphabetic
  }

  private static let closers: Set<UInt32> = [
    0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F, 0x201D, 0x2019, 0xBB, 0x300D,
  ]

  static func endsASentence(_ tail: ArraySlice<UInt8>) -> Bool {
    ending(String(decoding: tail, as: UTF8.self)) != .none
  }

  /// How a sentence of a text ends.
  static func ending(_ text: [UInt8], _ range: Range<Int>) -> Ending {
    let tail = text[max(range.lowerBound, range.upperBound - 16)..<range.upperBound]
    return ending(String(decoding: tail, as: UTF8.self))
  }

  private static func ending(_ tail: String) -> Ending {
    var scalars = Array(tail.unicodeScalars)
    while let last = scalars.last, closers.contains(last.value) || last.value == 0x20 {
      scalars.removeLast()
    }
    guard let last = scalars.last?.value else { return .none }
    if last == 0x2026 { return .ellipsis }
    if last == 0x2E, scalars.dropLast().last?.value == 0x2E { return .ellipsis }
    // The full stops of Devanagari and Urdu, and the last letter of Thai, which has none.
    if last == 0x964 || last == 0x6D4 || 0x0E00...0x0EFF ~= last { return .terminal }
    return [0x2E, 0x21, 0x3F, 0x61F, 0x3002, 0xFF01, 0xFF1F].contains(last) ? .terminal : .none
  }

  /// Whether a sentence ends in the question mark of Chinese and Japanese, or of Arabic.
  static func asks(_ sentence: ArraySlice<UInt8>) -> Bool {
    guard let last = sentence.last, last >= 0x80 else { return false }
    return sentence.suffix(3).elementsEqual("\u{FF1F}".utf8)
      || sentence.suffix(2).elementsEqual("\u{61F}".utf8)
  }
}

/// Whether quotation marks and brackets come in pairs.
enum Balance {
  private static let pairs = ["(": ")", "[": "]", "{": "}", "“": "”", "«": "»"]
  private static let closing = Set(pairs.values)

  static func holds(_ words: [Word]) -> Bool {
    var open: [String] = []
    var straight = 0
    for word in words where word.kind == .mark {
      if word.text == "\"" { straight += 1 }
      if let close = pairs[word.text] {
        open.append(close)
      } else if closing.contains(word.text), open.popLast() != word.text {
        return false
      }
    }
    return open.isEmpty && straight.isMultiple(of: 2)
  }
}

/// What scraping, markup and machines leave in a text.
enum Debris {
  private static let signs = Needles([
    (.address, ["http:", "https:", "www.", "ftp:", "mailto:"]),
    (
      .code,
      [
        "`", "{", "}", "=>", "==", "()", "();", "::", "\\", "+=", "&&", "||", "!=", "->", "$(",
        "</", "/>",
      ]
    ),
    (
      .markup,
      [
        "&amp;", "&lt;", "&gt;", "&quot;", "&#", "&nbsp;", "[/", "](", "**", "__", "~~", ">>", "<",
        "|", "[url", "[img", "[quote", "##", "\u{FFFD}", "^^", "----", "====",
      ]
    ),
  ])

  static func reason(_ sentence: ArraySlice<UInt8>, words: [Word]) -> QuoteFilter.Reason? {
    let bytes = Array(sentence)
    if isPlain(bytes) { return shouting(bytes, words) }
    let found = signs.found(in: bytes)
    if found.contains(.address) || hasMailAddress(bytes) { return .address }
    if hasShortcode(bytes) { return .markup }
    if hasOption(bytes) { return .code }
    if found.contains(.code) { return .code }
    if found.contains(.markup) || hasInitials(bytes) { return .markup }
    if let first = bytes.first, first == 0x3E || first == 0x23 || first == 0x2A || first == 0x2D {
      return .markup
    }
    if bytes.count(where: Words.isDigit) * 4 > bytes.count { return .figures }
    // A list of bits or a path.
    if bytes.reduce(0, { $1 == 0x2F ? $0 + 1 : $0 }) > 1 { return .markup }
    // Columns: runs of blanks, or a blank line inside.
    if contains(bytes, [0x20, 0x20, 0x20]) || contains(bytes, [0x0A, 0x0A]) { return .markup }
    return shouting(bytes, words)
  }

  /// Whether nothing but letters, single blanks and the marks of plain prose stand in a sentence, and
  /// no "www": no debris is made of these.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x61...0x7A: if byte == 0x77, last == byte { return false }
      case 0x41...0x5A: if byte == 0x57, last | 0x20 == 0x77 { return false }
      case 0x20: if last == byte { return false }
      case 0x21, 0x27, 0x2C, 0x2E, 0x3B, 0x3F: break
      default: return false
      }
      last = byte
    }
    return true
  }

  /// Whether a sentence is in capitals, or all marks.
  private static func shouting(_ bytes: [UInt8], _ words: [Word]) -> QuoteFilter.Reason? {
    var letters = 0
    var capitals = 0
    for byte in bytes {
      if byte &- 0x41 < 26 { capitals += 1 }
      if (byte | 0x20) &- 0x61 < 26 { letters += 1 }
    }
    if letters >= 20, capitals * 2 > letters { return .shouting }
    // A headline or a name: nearly every word begins with a capital.
    let plain = words.filter { $0.kind == .word }
    if plain.count >= 6, plain.filter(\.capitalised).count * 10 > plain.count * 7 {
      return .shouting
    }
    let marks = words.reduce(0) { $1.kind == .mark ? $0 + 1 : $0 }
    if marks * 2 > words.count { return .markup }
    return nil
  }

  /// Whether a name stands between colons, as forums write emoji (`:slight_smile:`).
  private static func hasShortcode(_ bytes: [UInt8]) -> Bool {
    var open: Int?
    for (index, byte) in bytes.enumerated() {
      if byte == 0x3A {
        if let open, index - open > 2 { return true }
        open = index
      } else if (byte | 0x20) &- 0x61 >= 26, !Words.isDigit(byte), byte != 0x5F, byte != 0x2B,
        byte != 0x2D
      {
        open = nil
      }
    }
    return false
  }

  /// Whether a quoted line is marked by its writer's initials (`JD> as I said`).
  private static func hasInitials(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      bytes[index] == 0x3E && index > 0 && (bytes[index - 1] | 0x20) &- 0x61 < 26
    }
  }

  /// Whether a command's option stands in it (`--with-keep.source`).
  private static func hasOption(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      index > 0 && index + 2 < bytes.count && bytes[index] == 0x2D && bytes[index + 1] == 0x2D
        && bytes[index - 1] == 0x20 && (bytes[index + 2] | 0x20) &- 0x61 < 26
    }
  }

  private static func hasMailAddress(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() where byte == 0x40 {
      if index > 0, bytes[index - 1] > 0x20, index + 1 < bytes.count, bytes[index + 1] > 0x20 {
        return true
      }
    }
    return false
  }

  static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    for start in 0...(bytes.count - needle.count) where bytes[start] == first {
      if needle.indices.allSatisfy({ bytes[start + $0] | 0x20 == needle[$0] | 0x20 }) {
        return true
      }
    }
    return false
  }
}

/// Strings that are looked for all at once, by the byte that they begin with.
private struct Needles: Sendable {
  private struct Needle: Sendable {
    var reason: QuoteFilter.Reason
    /// What follows the first byte, with the bit of small letters set.
    var rest: [UInt8]
  }

  private var beginning: [[Needle]] = Array(repeating: [], count: 256)
  private var begins = [Bool](repeating: false, count: 256)

  init(_ groups: [(QuoteFilter.Reason, [String])]) {
    for (reason, texts) in groups {
      for text in texts {
        let bytes = Array(text.utf8)
        beginning[Int(bytes[0])].append(
          Needle(reason: reason, rest: bytes.dropFirst().map { $0 | 0x20 }))
        begins[Int(bytes[0])] = true
      }
    }
  }

  /// The reasons whose strings occur; what follows a first byte may be of either case.
  func found(in bytes: [UInt8]) -> Set<QuoteFilter.Reason> {
    var found: Set<QuoteFilter.Reason> = []
    for start in bytes.indices where begins[Int(bytes[start])] {
      for needle in beginning[Int(bytes[start])]
      where start + needle.rest.count < bytes.count
        && needle.rest.indices.allSatisfy({ bytes[start + 1 + $0] | 0x20 == needle.rest[$0] })
      {
        found.insert(needle.reason)
      }
    }
    return found
  }
}
