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
    guard let word = ShortWord(bytes, start) else { return longWord(bytes, start, &count) }
    let end = wordEnd(bytes, start + word.length)
    if word.length == 0 || word.mayBeginAddress || end == nil { return start }
    count.note(word)
    return end ?? start
  }

  private static func longWord(
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
    guard at > start, let end = wordEnd(bytes, at) else { return start }
    count.note(bytes, start, at, hash)
    return end
  }

  /// Where the mark behind a word ends, or the word; nil if more follows than one mark.
  private static func wordEnd(_ bytes: Span<UInt8>, _ wordEnd: Int) -> Int? {
    var end = wordEnd
    if end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: ")"):
        end += 1
      default: break
      }
    }
    return end == bytes.count || bytes[end] <= 0x20 ? end : nil
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

    mutating func note(_ word: ShortWord) {
      guard words < longest else { return }
      words += 1
      var bits = table.languages(of: word)
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
