internal import HubbubCorpus
internal import HubbubModel
internal import HubbubText
internal import HubbubVectors

/// The tokens of some posts, numbered by how they are written.
///
/// Words are looked up as they stand, in their own case; folding and the stop list are asked
/// once for each way of writing. Stop words leave no token behind.
struct TokenShard: Sendable {
  /// What stands between a token and the kept token before it.
  enum Gap {
    /// A stop word, a mark, a line's end after a mark, or the passage's beginning.
    static let apart: UInt32 = 0
    /// Blank space only.
    static let space: UInt32 = 1
    /// One hyphen only.
    static let hyphen: UInt32 = 2
  }

  /// Words as they stand in the texts.
  ///
  /// A word of a language other than the primary one is
  /// followed by the byte 0xFF, which UTF-8 never holds, and the language.
  var variants = Vocabulary()
  /// The folded form of each variant; −1 for what never becomes a term.
  var surfaceOfVariant: [Int32] = []
  /// How often each variant occurs.
  var variantCounts: [Int32] = []
  /// Folded words, marked like variants.
  var surfaces = Vocabulary()
  /// Each kept token: its variant times four, plus its gap.
  var tokens: [UInt32] = []
  /// The first byte of each kept token in its post's text.
  var starts: [Int32] = []
  /// The bytes of each kept token.
  var lengths: [UInt16] = []
  var passages: [Passage] = []
  /// Where each passage ends among the tokens.
  var passageEnds: [Int] = []

  static let languageMark: UInt8 = 0xFF
}

/// Reads posts into a shard.
struct ShardReader {
  let options: TermOptions
  let primary: String
  let extraStopWords: Set<String>
  let analyzer: (String) -> any TermAnalyzer
  private var analyzers: [String: any TermAnalyzer] = [:]

  init(
    options: TermOptions, primary: String, analyzer: @escaping (String) -> any TermAnalyzer
  ) {
    self.options = options
    self.primary = primary
    self.analyzer = analyzer
    extraStopWords = Set(options.extraStopWords)
  }

  mutating func read(_ rows: Range<Int>, of corpus: Corpus) -> TokenShard {
    var shard = TokenShard()
    corpus.forEach(in: rows, reading: .text) { row, post in
      add(post.text, row: row, language: post.language, to: &shard)
    }
    return shard
  }

  private mutating func analyzer(for language: String) -> any TermAnalyzer {
    if let known = analyzers[language] { return known }
    let new = analyzer(language)
    analyzers[language] = new
    return new
  }

  private mutating func add(
    _ text: String, row: Int, language: String?, to shard: inout TokenShard
  ) {
    let language = LanguageAnalyzer.primarySubtag(options.language ?? language ?? primary)
    let analyzer = analyzer(for: language)
    let mark: [UInt8] =
      language == primary ? [] : [TokenShard.languageMark] + Array(language.utf8)
    var text = text
    text.makeContiguousUTF8()
    let first = shard.tokens.count
    let bytes = text.utf8.span
    let words = addTokens(of: bytes, analyzer: analyzer, mark: mark, to: &shard)
    var ranges = [0..<bytes.count]
    if let limit = PassageCutter.limit(options.unit), words > limit {
      var wordStarts: [Int] = []
      analyzer.forEachToken(in: bytes) { token in
        if token.kind == .word || token.kind == .number { wordStarts.append(token.start) }
      }
      ranges = PassageCutter.cut(
        text: bytes, words: wordStarts,
        sentences: Sentences.ranges(in: text, language: language))
    }
    var token = first
    for range in ranges {
      let passageStart = token
      while token < shard.tokens.count, Int(shard.starts[token]) < range.upperBound { token += 1 }
      // What stood before the cut is no neighbour any more.
      if passageStart < token { shard.tokens[passageStart] &= ~3 }
      shard.passages.append(Passage(post: row, start: range.lowerBound, end: range.upperBound))
      shard.passageEnds.append(token)
    }
    shard.passageEnds[shard.passageEnds.count - 1] = shard.tokens.count
  }

  /// Appends the kept tokens of a text.
  ///
  /// - Returns: how many words the text has, stop words and numbers included.
  private func addTokens(
    of text: Swift.Span<UInt8>, analyzer: any TermAnalyzer, mark: [UInt8],
    to shard: inout TokenShard
  ) -> Int {
    var words = 0
    var keptEnd = -1
    var scratch: [UInt8] = []
    let encoded = EncodedLines.ranges(in: text)
    var line = 0
    analyzer.forEachToken(in: text) { token in
      while line < encoded.count, encoded[line].upperBound <= token.start { line += 1 }
      if line < encoded.count, encoded[line].contains(token.start) { return }
      var start = token.start
      let end = token.end
      switch token.kind {
      case .word:
        words += 1
        if Self.namesEmoji(text, start, end) || Self.isCommand(text, start) { return }
      case .hashtag: start += 1
      case .number:
        words += 1
        return
      default: return
      }
      let variant: Int
      let known = shard.variants.count
      if mark.isEmpty {
        variant = shard.variants.insert(text.extracting(start..<end))
      } else {
        scratch.removeAll(keepingCapacity: true)
        for index in start..<end { scratch.append(text[index]) }
        scratch += mark
        variant = shard.variants.insert(scratch.span)
      }
      if variant == known {
        let folded = analyzer.folded(token, of: text)
        let plain = folded.dropFirst(token.kind == .hashtag ? 1 : 0)
        let surface = surface(of: Array(plain), analyzer: analyzer, mark: mark, in: &shard)
        shard.surfaceOfVariant.append(surface)
        shard.variantCounts.append(0)
      }
      guard shard.surfaceOfVariant[variant] >= 0 else { return }
      shard.variantCounts[variant] += 1
      let gap = keptEnd < 0 ? TokenShard.Gap.apart : Self.gap(text, keptEnd, start)
      shard.tokens.append(UInt32(variant) << 2 | gap)
      shard.starts.append(Int32(truncatingIfNeeded: start))
      shard.lengths.append(UInt16(truncatingIfNeeded: end - start))
      keptEnd = end
    }
    return words
  }

  /// Whether a word is the name of an emoji, as forums write them: `:slight_smile:`.
  private static func namesEmoji(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let colon = UInt8(ascii: ":")
    guard start > 0, end < text.count, text[start - 1] == colon, text[end] == colon else {
      return false
    }
    // In `std::vector::iterator` and `12:30:00` something stands before the first colon.
    return start == 1 || text[start - 2] <= 0x20 || text[start - 2] == colon
      || text[start - 2] >= 0x80
  }

  /// Whether a word is a command of TeX, or the part of a path, that follows a backslash: `\rangle`.
  private static func isCommand(_ text: Swift.Span<UInt8>, _ start: Int) -> Bool {
    start > 0 && text[start - 1] == UInt8(ascii: "\\")
  }

  private func surface(
    of bytes: [UInt8], analyzer: any TermAnalyzer, mark: [UInt8], in shard: inout TokenShard
  ) -> Int32 {
    guard TermRule.allows(bytes.span) else { return -1 }
    let word = String(decoding: bytes, as: UTF8.self)
    if analyzer.isStopWord(word) || extraStopWords.contains(word) { return -1 }
    return Int32(shard.surfaces.insert((bytes + mark).span))
  }

  /// Whether only blank space, or one hyphen, stands between two tokens.
  ///
  /// One line break counts as blank: mail programs wrap lines. An empty line does not.
  private static func gap(_ text: Swift.Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    if end - start == 1 {
      if text[start] == 0x20 { return TokenShard.Gap.space }
      if text[start] == UInt8(ascii: "-") { return TokenShard.Gap.hyphen }
    }
    guard end > start, end - start <= 16 else { return TokenShard.Gap.apart }
    var breaks = 0
    for index in start..<end {
      guard text[index] <= 0x20 else { return TokenShard.Gap.apart }
      if text[index] == UInt8(ascii: "\n") { breaks += 1 }
    }
    return breaks < 2 ? TokenShard.Gap.space : TokenShard.Gap.apart
  }
}
