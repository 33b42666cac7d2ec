/// One word, number or mark of a sentence, as the phrase tables see it.
struct Word: Hashable, Sendable {
  /// What a run of bytes is.
  enum Kind: Hashable, Sendable { case word, number, percent, mark }

  /// ASCII letters in lower case, every kind of apostrophe as `'`; other bytes as they stand.
  let text: String
  /// What the phrase tables know the text by.
  let key: UInt64
  /// What it is.
  let kind: Kind
  /// The first byte in the sentence.
  let start: Int
  /// One past the last byte.
  let end: Int
  /// The value of a number or of the number before a percent sign.
  let value: Double?
  /// Whether it begins with an ASCII capital.
  let capitalised: Bool

  init(text: String, kind: Kind, start: Int, end: Int, value: Double?, capitalised: Bool) {
    self.text = text
    key = WordKey.of(text.utf8)
    self.kind = kind
    self.start = start
    self.end = end
    self.value = value
    self.capitalised = capitalised
  }

  /// A year of our era that a forum could talk about: four digits, 1800 to 2199.
  var year: Int? {
    guard kind == .number, end - start == 4, let value, (1800..<2200).contains(value) else {
      return nil
    }
    return Int(value)
  }
}

/// Cuts a sentence into words, numbers and marks.
///
/// The phrase tables need what a tokenizer for terms throws away: marks, percent signs, and
/// contractions in one piece (`won't`); so this is a small scanner of its own. It works on bytes;
/// whatever is not ASCII and no known mark counts as a letter.
enum Words {
  /// The words of a sentence, in order.
  ///
  /// - Complexity: O(n) in the sentence's bytes.
  static func of(_ sentence: String) -> [Word] { of(Array(sentence.utf8)) }

  /// The words of a sentence's UTF-8 bytes, in order.
  static func of(_ bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte <= 0x20 {
        at += 1
      } else if isDigit(byte) {
        at = number(bytes, at, &words)
      } else if letter(bytes, at) > 0 {
        at = word(bytes, at, &words)
      } else {
        at = mark(bytes, at, &words)
      }
    }
    return words
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// How many words a sentence has, marks aside; where a script writes none apart, two signs of
  /// Chinese or Japanese count as one, and so do four letters of Thai, Lao, Burmese and Khmer.
  static func count(_ words: [Word]) -> Int {
    var count = 0
    for word in words where word.kind != .mark {
      // A word that anybody parts by blanks is shorter.
      guard word.end - word.start > 12, let first = word.text.utf8.first, first >= 0xE0 else {
        count += 1
        continue
      }
      var quarters = 0
      for scalar in word.text.unicodeScalars {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: quarters += 1
        case 0x3040...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: quarters += 2
        default: break
        }
      }
      count += max(1, quarters / 4)
    }
    return count
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// The length of the letter at an index, or 0 if none stands there.
  private static func letter(_ bytes: [UInt8], _ at: Int) -> Int {
    let byte = bytes[at]
    if byte < 0x80 { return isASCIILetter(byte) ? 1 : 0 }
    // U+0080…U+00BF and U+2000…U+206F are marks and spaces; U+00D7 and U+00F7 are × and ÷.
    if byte == 0xC2 { return 0 }
    if byte == 0xC3, at + 1 < bytes.count, bytes[at + 1] == 0x97 || bytes[at + 1] == 0xB7 {
      return 0
    }
    if byte == 0xE2, at + 1 < bytes.count, bytes[at + 1] == 0x80 || bytes[at + 1] == 0x81 {
      return 0
    }
    return length(byte)
  }

  private static func length(_ lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }

  /// The length of an apostrophe at an index: `'`, U+2019, U+2018 or U+02BC.
  private static func apostrophe(_ bytes: [UInt8], _ at: Int) -> Int {
    guard at < bytes.count else { return 0 }
    if bytes[at] == 0x27 { return 1 }
    if at + 2 < bytes.count, bytes[at] == 0xE2, bytes[at + 1] == 0x80,
      bytes[at + 2] == 0x99 || bytes[at + 2] == 0x98
    {
      return 3
    }
    if at + 1 < bytes.count, bytes[at] == 0xCA, bytes[at + 1] == 0xBC { return 2 }
    return 0
  }

  private static func word(_ bytes: [UInt8], _ start: Int, _ words: inout [Word]) -> Int {
    // Most words are small letters alone, and stand as they are.
    var plain = start
    while plain < bytes.count, bytes[plain] &- 0x61 < 26 { plain += 1 }
    if plain > start, plain == bytes.count || bytes[plain] <= 0x20 || bytes[plain] == 0x2E {
      words.append(
        Word(
          text: String(decoding: bytes[start..<plain], as: UTF8.self), kind: .word, start: start,
          end: plain, value: nil, capitalised: false))
      return plain
    }
    var text: [UInt8] = []
    var at = start
    while at < bytes.count {
      let length = letter(bytes, at)
      if length > 0 {
        if length == 1 {
          text.append(bytes[at] < 0x61 ? bytes[at] | 0x20 : bytes[at])
        } else {
          text.append(contentsOf: bytes[at..<min(at + length, bytes.count)])
        }
        at += length
      } else if isDigit(bytes[at]) {
        text.append(bytes[at])
        at += 1
      } else {
        let quote = apostrophe(bytes, at)
        guard quote > 0, at + quote < bytes.count, letter(bytes, at + quote) > 0 else { break }
        text.append(0x27)
        at += quote
      }
    }
    at = min(at, bytes.count)
    words.append(
      Word(
        text: String(decoding: text, as: UTF8.self), kind: .word, start: start, end: at,
        value: nil, capitalised: bytes[start] &- 0x41 < 26))
    return at
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ words: inout [Word]) -> Int {
    var at = start
    var value = 0.0
    var scale = 0.0
    while at < bytes.count {
      let byte = bytes[at]
      if isDigit(byte) {
        let digit = Double(byte - 0x30)
        if scale == 0 {
          value = value * 10 + digit
        } else {
          value += digit * scale
          scale /= 10
        }
        at += 1
      } else if byte == 0x2C, scale == 0, groups(bytes, at) {
        at += 1
      } else if byte == 0x2E, scale == 0, at + 1 < bytes.count, isDigit(bytes[at + 1]) {
        scale = 0.1
        at += 1
      } else {
        break
      }
    }
    let end = percentEnd(bytes, at)
    // "4th", "80s" and "3x" are words of their own, not counts.
    if end == nil, at < bytes.count, letter(bytes, at) > 0 {
      var tail = at
      while tail < bytes.count, letter(bytes, tail) > 0 || isDigit(bytes[tail]) {
        tail += max(1, letter(bytes, tail))
      }
      tail = min(tail, bytes.count)
      let text = bytes[start..<tail].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      words.append(
        Word(
          text: String(decoding: text, as: UTF8.self), kind: .word, start: start, end: tail,
          value: nil, capitalised: false))
      return tail
    }
    words.append(
      Word(
        text: String(decoding: bytes[start..<at], as: UTF8.self),
        kind: end == nil ? .number : .percent, start: start, end: end ?? at, value: value,
        capitalised: false))
    return end ?? at
  }

  /// Whether the comma at an index parts thousands: exactly three digits follow.
  private static func groups(_ bytes: [UInt8], _ comma: Int) -> Bool {
    guard comma + 3 < bytes.count else { return false }
    guard (1...3).allSatisfy({ isDigit(bytes[comma + $0]) }) else { return false }
    return comma + 4 >= bytes.count || !isDigit(bytes[comma + 4])
  }

  /// One past a percent sign or word that follows a number, if one does.
  private static func percentEnd(_ bytes: [UInt8], _ at: Int) -> Int? {
    var next = at
    if next < bytes.count, bytes[next] == 0x25 { return next + 1 }
    // A plain, no-break or narrow no-break space may stand between.
    if next < bytes.count, bytes[next] == 0x20 {
      next += 1
    } else if next + 1 < bytes.count, bytes[next] == 0xC2, bytes[next + 1] == 0xA0 {
      next += 2
    } else if next + 2 < bytes.count, bytes[next] == 0xE2, bytes[next + 1] == 0x80,
      bytes[next + 2] == 0xAF
    {
      next += 3
    } else {
      return nil
    }
    if next < bytes.count, bytes[next] == 0x25 { return next + 1 }
    for name in ["percent", "per cent", "pct"] {
      let utf8 = Array(name.utf8)
      let end = next + utf8.count
      if end <= bytes.count,
        zip(bytes[next..<end], utf8).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) }),
        end == bytes.count || letter(bytes, end) == 0
      {
        return end
      }
    }
    return nil
  }

  private static func mark(_ bytes: [UInt8], _ start: Int, _ words: inout [Word]) -> Int {
    let end = min(start + length(bytes[start]), bytes.count)
    var text = String(decoding: bytes[start..<end], as: UTF8.self)
    // Spaces beyond ASCII are no marks.
    if ["\u{A0}", "\u{202F}", "\u{2009}", "\u{200B}", "\u{2003}", "\u{2002}"].contains(text) {
      return end
    }
    if apostrophe(bytes, start) > 0 { text = "'" }
    words.append(
      Word(text: text, kind: .mark, start: start, end: end, value: nil, capitalised: false))
    return end
  }
}
