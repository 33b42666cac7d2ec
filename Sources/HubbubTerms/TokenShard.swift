internal import HubbubCorpus
internal import HubbubModel
internal import HubbubText
internal import HubbubVectors

/// The tokens of some posts, by the classes of their stems; stop words leave none behind.
struct TokenShard: Sendable {
  /// What stands between a token and the kept token before it.
  enum Gap {
    /// A stop word, a mark, a line's end after a mark, or the passage's beginning.
    static let apart: UInt32 = 0
    /// Blank space only.
    static let space: UInt32 = 1
    /// One hyphen only.
    static let hyphen: UInt32 = 2
    /// Nothing: both are of a script that writes words without blanks between them.
    static let none: UInt32 = 3

    /// What a phrase shows where its words are so parted.
    static func mark(_ gap: UInt32) -> String { gap == hyphen ? "-" : gap == none ? "" : " " }
  }

  /// Each kept token: the class of its stem in the reader's word table times four, plus its gap.
  var tokens: [UInt32] = []
  /// How each kept token is written: its variant in the table; empty where no phrases are looked for.
  var variants: [Int32] = []
  /// The first byte of each kept token in its post's text.
  var starts: [Int32] = []
  /// The bytes of each kept token.
  var lengths: [UInt16] = []
  var passages: [Passage] = []
  /// Where each passage ends among the tokens.
  var passageEnds: [Int] = []
}

/// Reads posts into shards, and their words into one table.
struct ShardReader {
  private(set) var table = WordTable()
  private let options: TermOptions
  private let primary: String
  private var readings: [String: (analyzer: LanguageAnalyzer, family: Int)] = [:]
  /// What the post before was read with: most posts are of the same language.
  private var setting: Setting?
  private var found: [Token] = []
  /// Those of the tokens found that may become terms, and their variants.
  private var candidates: [ByteRange] = []
  private var looked: [(mark: Int32, number: Int32)] = []
  private var kept = Kept()

  /// The kept tokens of the shard at hand, and room for more.
  private struct Kept {
    var tokens: [UInt32] = []
    var starts: [Int32] = []
    var lengths: [UInt16] = []
    /// How many there are.
    var count = 0

    mutating func makeRoom(for more: Int) {
      let missing = count + more - tokens.count
      guard missing > 0 else { return }
      let room = max(missing, tokens.count)
      tokens.append(contentsOf: repeatElement(0, count: room))
      starts.append(contentsOf: repeatElement(0, count: room))
      lengths.append(contentsOf: repeatElement(0, count: room))
    }
  }

  init(options: TermOptions, primary: String) {
    self.options = options
    self.primary = primary
  }

  /// How the posts of one language are read.
  private struct Setting {
    var tag: String
    var language: String
    var analyzer: LanguageAnalyzer
    /// The family of the language's words in the table.
    var family: Int
  }

  /// The words read, when all posts are.
  consuming func finished() -> WordTable {
    table.finish()
    return table
  }

  mutating func read(_ rows: Range<Int>, of corpus: Corpus) -> TokenShard {
    var shard = TokenShard()
    kept.count = 0
    corpus.forEachText(in: rows) { row, text, language in
      add(text, row: row, language: language, to: &shard)
    }
    // As many as there are, and no room beside them: all shards wait for the last one.
    shard.tokens = Array(kept.tokens[..<kept.count])
    shard.starts = Array(kept.starts[..<kept.count])
    shard.lengths = Array(kept.lengths[..<kept.count])
    return shard
  }

  private mutating func setting(for tag: String) -> Setting {
    if let setting, setting.tag == tag { return setting }
    let language = LanguageAnalyzer.primarySubtag(tag)
    let reading =
      readings[language]
      ?? (
        LanguageAnalyzer(language: language, extraStopWords: options.extraStopWords),
        table.addLanguage(language)
      )
    readings[language] = reading
    let new = Setting(
      tag: tag, language: language, analyzer: reading.analyzer, family: reading.family)
    setting = new
    return new
  }

  private mutating func add(
    _ text: String, row: Int, language: String?, to shard: inout TokenShard
  ) {
    let setting = setting(for: options.language ?? language ?? primary)
    var text = text
    text.makeContiguousUTF8()
    let first = kept.count
    let bytes = text.utf8.span
    setting.analyzer.cut(bytes, into: &found)
    let words = findCandidates(in: bytes)
    table.count(
      candidates, of: bytes, family: setting.family, by: setting.analyzer, into: &looked)
    keep(of: bytes, in: &shard)
    if let limit = PassageCutter.limit(options.unit), words > limit {
      let ranges = PassageCutter.cut(
        text: bytes,
        words: found.filter { $0.kind == .word || $0.kind == .number }.map(\.start),
        sentences: Sentences.ranges(in: text, language: setting.language))
      var token = first
      for range in ranges {
        let passageStart = token
        while token < kept.count, Int(kept.starts[token]) < range.upperBound { token += 1 }
        // What stood before the cut is no neighbour any more.
        if passageStart < token { kept.tokens[passageStart] &= ~3 }
        shard.passages.append(Passage(post: row, start: range.lowerBound, end: range.upperBound))
        shard.passageEnds.append(token)
      }
      shard.passageEnds[shard.passageEnds.count - 1] = kept.count
    } else {
      shard.passages.append(Passage(post: row, start: 0, end: bytes.count))
      shard.passageEnds.append(kept.count)
    }
  }

  /// Finds those of the tokens found that may become terms.
  ///
  /// - Returns: how many words the text has, stop words and numbers included.
  private mutating func findCandidates(in text: Swift.Span<UInt8>) -> Int {
    var words = 0
    let encoded = EncodedLines.ranges(in: text)
    var line = 0
    candidates.removeAll(keepingCapacity: true)
    let found = found
    candidates.append(addingCapacity: found.count) { candidates in
      for token in found {
        if !encoded.isEmpty {
          while line < encoded.count, encoded[line].upperBound <= token.start { line += 1 }
          if line < encoded.count, encoded[line].contains(token.start) { continue }
        }
        switch token.kind {
        case .word:
          words += 1
          if token.start > 0, Self.isNoWord(text, token) { continue }
          candidates.append(ByteRange(token.start, token.end))
        case .hashtag: candidates.append(ByteRange(token.start + 1, token.end))
        case .number: words += 1
        default: continue
        }
      }
    }
    return words
  }

  /// Appends those of the candidates that are no stop words.
  private mutating func keep(of text: Swift.Span<UInt8>, in shard: inout TokenShard) {
    kept.makeRoom(for: candidates.count)
    let (candidates, looked, first) = (candidates, looked, kept.count)
    kept.count = Self.keep(
      candidates.span, looked.span, of: text, forPhrases: options.phrases, from: first,
      &kept.tokens, &kept.starts, &kept.lengths)
    guard options.phrases else { return }
    for found in looked where found.mark >= 0 { shard.variants.append(found.number) }
  }

  /// Writes those of the candidates that are no stop words from a place on, and tells where they end.
  ///
  /// - Parameter forPhrases: whether anybody will ask what stands between two tokens.
  private static func keep(
    _ candidates: Swift.Span<ByteRange>, _ looked: Swift.Span<(mark: Int32, number: Int32)>,
    of text: Swift.Span<UInt8>, forPhrases: Bool, from first: Int,
    _ tokenArray: inout [UInt32], _ startArray: inout [Int32], _ lengthArray: inout [UInt16]
  ) -> Int {
    var tokens = tokenArray.mutableSpan
    var starts = startArray.mutableSpan
    var lengths = lengthArray.mutableSpan
    var at = first
    // Where the candidate before ends, and all ones if it is kept.
    var (end, isNext) = (text.count, UInt32(0))
    for place in candidates.indices {
      let candidate = candidates[place]
      let stem = looked[place].mark
      let isKept = stem >= 0
      // Told for each candidate: the processor guesses better what stands between two words than
      // which of them are stop words.
      let gap = forPhrases ? gap(text, end, candidate.start) & isNext : TokenShard.Gap.apart
      // Written whether it is kept or not: the next one then takes its place.
      tokens[at] = UInt32(truncatingIfNeeded: stem) << 2 | gap
      starts[at] = Int32(truncatingIfNeeded: candidate.start)
      lengths[at] = UInt16(truncatingIfNeeded: candidate.count)
      at += isKept ? 1 : 0
      let goesOn = isKept && !endsPhrase(text, candidate)
      (end, isNext) = (candidate.end, goesOn ? .max : 0)
    }
    return at
  }

  /// Whether a word has a Korean particle, which ends what is said of it.
  @inline(__always)
  private static func endsPhrase(_ text: Swift.Span<UInt8>, _ word: ByteRange) -> Bool {
    text[word.end - 1] >= 0x80 && KoreanParticles.isOn(text.extracting(word.start..<word.end))
  }

  /// Whether a token is the name of an emoji, as forums write them (`:slight_smile:`), or a command
  /// of TeX, or the part of a path, that follows a backslash (`\rangle`).
  @inline(__always)
  private static func isNoWord(_ text: Swift.Span<UInt8>, _ token: Token) -> Bool {
    let mark = text[token.start - 1]
    if mark == UInt8(ascii: "\\") { return true }
    return mark == UInt8(ascii: ":") && namesEmoji(text, token.start, token.end)
  }

  private static func namesEmoji(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let colon = UInt8(ascii: ":")
    guard end < text.count, text[end] == colon else { return false }
    // In `std::vector::iterator` and `12:30:00` something stands before the first colon.
    return start == 1 || text[start - 2] <= 0x20 || text[start - 2] == colon
      || text[start - 2] >= 0x80
  }

  /// Whether nothing, only blank space, or one hyphen stands between two tokens.
  ///
  /// One line break counts as blank: mail programs wrap lines. An empty line does not.
  @inline(__always)
  private static func gap(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    if end - start == 1 {
      if text[start] == 0x20 { return TokenShard.Gap.space }
      if text[start] == UInt8(ascii: "-") { return TokenShard.Gap.hyphen }
    }
    return blankGap(text, start, end)
  }

  private static func blankGap(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    if end == start { return TokenShard.Gap.none }
    guard end > start, end - start <= 16 else { return TokenShard.Gap.apart }
    var breaks = 0
    for index in start..<end {
      guard text[index] <= 0x20 else { return TokenShard.Gap.apart }
      if text[index] == UInt8(ascii: "\n") { breaks += 1 }
    }
    return breaks < 2 ? TokenShard.Gap.space : TokenShard.Gap.apart
  }
}
