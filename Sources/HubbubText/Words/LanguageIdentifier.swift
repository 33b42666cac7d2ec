/// Tells the language of a text by its function words, or by a script that one language has.
///
/// Every language of the stop lists is told; function words make up 30–50 % of running text, so a
/// dozen words suffice, and a text of names or code has none and stays untold. Chinese, Japanese,
/// Korean, Thai, Georgian and Armenian are told by their letters (`LanguageScript`).
public enum LanguageIdentifier {
  /// Fewest function words that decide.
  private static let fewest = 3
  /// Smallest share of the words that must be function words of the language.
  private static let smallestShare = 0.15
  /// Longest text looked at, in words.
  private static let longest = 400

  /// The languages, at most 64.
  private static let languages = Array(StopWords.languages.prefix(64))
  private static let functionWords = FunctionWords(languages)

  /// The ISO 639-1 code of a text's language; nil if it cannot be told.
  ///
  /// - Complexity: O(n) in the text's first 400 words.
  public static func identify(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in unsafe identify(bytes.span) }
  }

  /// The language of UTF-8 text.
  ///
  /// A stretch between spaces that holds nothing but ASCII, and nothing that could be an address,
  /// a mention or a hashtag, is cut here; `Tokenizer` cuts all others, with the same words for
  /// either (a test holds the one against the other).
  static func identify(_ bytes: Span<UInt8>) -> String? {
    var count = Count(table: functionWords, languages: languages.count)
    var tokenizer: Tokenizer?
    var isFarFromLatin = false
    var at = 0
    while at < bytes.count, count.words < longest {
      if bytes[at] <= 0x20 {
        at += 1
        continue
      }
      let start = at
      at = simpleWord(bytes, start, &count)
      if at > start { continue }
      var isPlain = true
      while at < bytes.count, bytes[at] > 0x20 {
        switch bytes[at] {
        case 0xD4...:
          isPlain = false
          isFarFromLatin = true
        case 0x80..., UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "#"): isPlain = false
        case UInt8(ascii: "w"):
          if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "w") { isPlain = false }
        default: break
        }
        at += 1
      }
      if isPlain {
        plainWords(bytes, start, at, &count)
      } else {
        let cutter = tokenizer ?? Tokenizer()
        tokenizer = cutter
        cutter.forEachToken(in: bytes.extracting(start..<at)) { token, folded in
          if token.kind == .word { count.note(folded, 0, folded.count) }
        }
      }
    }
    return count.decision ?? (isFarFromLatin ? LanguageScript.language(of: bytes) : nil)
  }

  /// Notes a word of ASCII letters between blanks, or between a blank and one mark, as most words
  /// stand; returns where it ends, or its start if there is none.
  private static func simpleWord(
    _ bytes: Span<UInt8>, _ start: Int, _ count: inout Count
  ) -> Int {
    var at = start
    var hash = FunctionWords.basis
    var previous: UInt8 = 0
    while at < bytes.count, ASCII.isLetter(bytes[at]) {
      let byte = bytes[at]
      // It could begin an address.
      if byte == UInt8(ascii: "w"), previous == byte { return start }
      hash = FunctionWords.step(hash, byte)
      previous = byte
      at += 1
    }
    guard at > start else { return start }
    var end = at
    if end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: ")"):
        end += 1
      default: break
      }
    }
    guard end == bytes.count || bytes[end] <= 0x20 else { return start }
    count.note(bytes, start, at, hash)
    return end
  }

  /// The words of a stretch of ASCII, without a possessive ending.
  private static func plainWords(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ count: inout Count
  ) {
    Tokenizer.asciiWords(bytes, start, end) { token in
      guard token.kind == .word else { return }
      var last = token.end
      if last - token.start > 2, bytes[last - 1] | 0x20 == UInt8(ascii: "s"),
        bytes[last - 2] == UInt8(ascii: "'")
      {
        last -= 2
      }
      count.note(bytes, token.start, last)
    }
  }

  /// Words seen, and how many of them are function words of each language.
  private struct Count {
    let table: FunctionWords
    var words = 0
    var hits: [Int]

    init(table: FunctionWords, languages: Int) {
      self.table = table
      hits = Array(repeating: 0, count: languages)
    }

    mutating func note(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
      note(bytes, start, end, FunctionWords.hash(bytes, start, end))
    }

    mutating func note(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ hash: UInt32) {
      guard words < longest else { return }
      words += 1
      var bits = table.languages(of: bytes, start, end, hash)
      while bits != 0 {
        hits[bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
    }

    /// The language with the most hits, if it leads and has enough of them.
    var decision: String? {
      var index = -1
      var best = 0
      var second = 0
      for (number, count) in hits.enumerated() {
        if index < 0 || count > best {
          if index >= 0 { second = best }
          best = count
          index = number
        } else {
          second = max(second, count)
        }
      }
      guard index >= 0, best >= fewest, best > second,
        Double(best) >= smallestShare * Double(words)
      else { return nil }
      return LanguageIdentifier.languages[index]
    }
  }
}

/// The function words of all languages in one table, found by the bytes of a word: the look-up is
/// once a word of every text, so it makes no string.
private struct FunctionWords: Sendable {
  private var bytes: [UInt8] = []
  /// By slot: where the word stands in `bytes`, one past it (0 if the slot is free), and a bit for
  /// each language that has it.
  private var slots: [Slot]
  private var longest = 0
  /// A bit for each hash that a word has: most words of a text are known from it to be none of
  /// these, and it stays in the nearest cache.
  private var marks = [UInt64](repeating: 0, count: 1 << 10)

  private struct Slot {
    var start: Int32 = 0
    var end: Int32 = 0
    var languages: UInt64 = 0
  }

  init(_ languages: [String]) {
    var lists: [String: UInt64] = [:]
    for (index, language) in languages.enumerated() {
      for word in StopWords.words(of: language) { lists[word, default: 0] |= 1 << UInt64(index) }
    }
    var size = 16
    while size < lists.count * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    for (word, bits) in lists {
      let start = bytes.count
      bytes.append(contentsOf: word.utf8)
      longest = max(longest, bytes.count - start)
      let hash = Self.hash(bytes.span, start, bytes.count)
      marks[Self.mark(hash) >> 6] |= 1 << UInt64(hash & 63)
      var slot = Self.slot(hash) & (size - 1)
      while slots[slot].end != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(start: Int32(start), end: Int32(bytes.count), languages: bits)
    }
  }

  /// The languages that have a word, whose ASCII may be in capitals still, by its hash.
  func languages(of text: Span<UInt8>, _ start: Int, _ end: Int, _ hash: UInt32) -> UInt64 {
    guard marks[Self.mark(hash) >> 6] & 1 << UInt64(hash & 63) != 0, end - start <= longest else {
      return 0
    }
    let mask = slots.count - 1
    var slot = Self.slot(hash) & mask
    while slots[slot].end != 0 {
      let found = slots[slot]
      if Int(found.end - found.start) == end - start {
        var at = 0
        while at < end - start, bytes[Int(found.start) + at] == ASCII.lower(text[start + at]) {
          at += 1
        }
        if at == end - start { return found.languages }
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// FNV-1a (Fowler, Noll, Vo), 32 bits, over ASCII in lower case.
  static func hash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    var hash = basis
    for at in start..<end { hash = step(hash, text[at]) }
    return hash
  }

  static let basis: UInt32 = 2_166_136_261

  static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(ASCII.lower(byte))) &* 16_777_619
  }

  private static func mark(_ hash: UInt32) -> Int { Int(hash & 0xFFFF) }

  private static func slot(_ hash: UInt32) -> Int { Int(hash ^ hash >> 15) }
}
