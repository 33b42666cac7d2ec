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
    var count = Count(table: functionWords)
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
  /// stand; returns where it ends and the blank behind it, or its start if there is none.
  private static func simpleWord(
    _ bytes: Span<UInt8>, _ start: Int, _ count: inout Count
  ) -> Int {
    guard let word = ShortWord(bytes, start) else { return longWord(bytes, start, &count) }
    var end = start + word.length
    // A short word ends within eight bytes that are there.
    if bytes[end] > 0x20 {
      guard let stop = wordEnd(bytes, end) else { return start }
      end = stop
    }
    if word.length == 0 || word.mayBeginAddress { return start }
    count.note(word)
    return end < bytes.count ? end + 1 : end
  }

  private static func longWord(
    _ bytes: Span<UInt8>, _ start: Int, _ count: inout Count
  ) -> Int {
    if let word = LongWord(bytes, start), !word.mayBeginAddress {
      let letters = start + word.length
      guard let end = wordEnd(bytes, letters) else { return start }
      if count.mayHold(word) {
        count.note(bytes, start, letters)
      } else {
        count.noteOther()
      }
      return end
    }
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
    /// Each language's count, a bit of it in each plane: all languages that have a word are counted
    /// at once, by additions without carries between them.
    private var planes = InlineArray<10, UInt64>(repeating: 0)

    init(table: FunctionWords) { self.table = table }

    mutating func note(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
      note(bytes, start, end, FunctionWords.hash(bytes, start, end))
    }

    mutating func note(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ hash: UInt32) {
      add(table.languages(of: bytes, start, end, hash))
    }

    mutating func note(_ word: ShortWord) { add(table.languages(of: word)) }

    /// Notes a word that no language has.
    mutating func noteOther() { add(0) }

    func mayHold(_ word: LongWord) -> Bool { table.mayHold(word) }

    /// Counts a word that these languages have.
    private mutating func add(_ languages: UInt64) {
      guard words < longest else { return }
      words += 1
      // Three planes without a question whether anything is carried: most words carry no further.
      var carry = languages
      for plane in 0..<3 {
        let held = planes[plane]
        planes[plane] = held ^ carry
        carry &= held
      }
      var plane = 3
      while carry != 0 {
        let held = planes[plane]
        planes[plane] = held ^ carry
        carry &= held
        plane += 1
      }
    }

    /// The language with the most hits, if it leads and has enough of them.
    var decision: String? {
      var leaders = UInt64.max
      var best = 0
      for plane in planes.indices.reversed() {
        let ahead = leaders & planes[plane]
        best *= 2
        if ahead != 0 {
          leaders = ahead
          best += 1
        }
      }
      guard best >= fewest, leaders.nonzeroBitCount == 1,
        Double(best) >= smallestShare * Double(words)
      else { return nil }
      return LanguageIdentifier.languages[leaders.trailingZeroBitCount]
    }
  }
}
