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
  /// Words of ASCII letters between blanks, as most stand, are counted sixty-four bytes at a time.
  /// Another stretch between blanks that holds nothing but ASCII, and nothing that could be an address,
  /// a mention or a hashtag, is cut here; `Tokenizer` cuts all others, with the same words for
  /// either (a test holds the one against the other).
  static func identify(_ bytes: Span<UInt8>) -> String? {
    var count = Count(table: functionWords)
    var odd = OddStretches()
    var at = 0
    while at < bytes.count, count.words < longest {
      if count.words + StretchBlock.mostWords <= longest {
        let block = StretchBlock(bytes, at)
        if block.length > 0 {
          var others = count.note(block, of: bytes, at)
          while others != 0 {
            _ = odd.note(bytes, at + others.trailingZeroBitCount, &count)
            others &= others &- 1
          }
          at += block.length
          continue
        }
      }
      at = bytes[at] <= 0x20 ? at + 1 : odd.note(bytes, at, &count)
    }
    return count.decision ?? (odd.areFarFromLatin ? LanguageScript.language(of: bytes) : nil)
  }

  /// Stretches between blanks that are not one word of ASCII letters.
  private struct OddStretches {
    private var tokenizer: Tokenizer?
    /// Whether characters of scripts were seen that one language has.
    private(set) var areFarFromLatin = false

    /// Notes the words of the stretch that begins at a place; returns where it ends.
    mutating func note(_ bytes: Span<UInt8>, _ start: Int, _ count: inout Count) -> Int {
      var isPlain = true
      var at = start
      while at < bytes.count, bytes[at] > 0x20 {
        switch bytes[at] {
        case 0xD4...:
          isPlain = false
          areFarFromLatin = true
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
      return at
    }
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
      guard words < longest else { return }
      words += 1
      let hash = FunctionWords.hash(bytes, start, end)
      add(table.languages(of: bytes, start, end, hash))
    }

    /// Notes the words of a block; there must be room for all of them.
    ///
    /// - Returns: where the stretches of the block begin that are not one word each.
    mutating func note(_ block: StretchBlock, of bytes: Span<UInt8>, _ place: Int) -> UInt64 {
      var odd = block.others
      var starts = block.short
      var ends = block.shortEnds
      while starts != 0 {
        let start = starts.trailingZeroBitCount
        let end = ends.trailingZeroBitCount
        starts &= starts &- 1
        ends &= ends &- 1
        // No question whether the stretch ends with the word: most do, but nobody knows which.
        let isAlone = block.stops &>> UInt64(truncatingIfNeeded: end) & 1
        odd |= (isAlone ^ 1) &<< UInt64(truncatingIfNeeded: start)
        words &+= Int(truncatingIfNeeded: isAlone)
        let word = ShortWord(bytes, place &+ start, place &+ end)
        add(table.languages(of: word) & (0 &- isAlone))
      }
      starts = block.long
      ends = block.longEnds
      while starts != 0 {
        let start = starts.trailingZeroBitCount
        let end = ends.trailingZeroBitCount
        starts &= starts &- 1
        ends &= ends &- 1
        if block.stops & 1 << UInt64(end) == 0 {
          odd |= 1 << UInt64(start)
        } else if end - start < 16, !table.mayHold(LongWord(bytes, place + start, place + end)) {
          words += 1
        } else {
          note(bytes, place + start, place + end)
        }
      }
      return odd
    }

    /// Counts languages that have a word.
    @inline(__always)
    private mutating func add(_ languages: UInt64) {
      // Five planes without a question whether anything is carried: hardly a word carries further.
      var carry = languages
      for plane in 0..<5 {
        let held = planes[plane]
        planes[plane] = held ^ carry
        carry &= held
      }
      var plane = 5
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
