internal import HubbubCorpus
internal import HubbubModel
internal import HubbubText
internal import HubbubVectors

/// The tokens of some posts, numbered by how they are written; stop words leave none behind.
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

  /// Each kept token: its variant in the reader's word table times four, plus its gap.
  var tokens: [UInt32] = []
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
  private var analyzers: [String: LanguageAnalyzer] = [:]
  private var found: [Token] = []
  private var scratch = WordTable.Scratch()

  init(options: TermOptions, primary: String) {
    self.options = options
    self.primary = primary
  }

  mutating func read(_ rows: Range<Int>, of corpus: Corpus) -> TokenShard {
    var shard = TokenShard()
    corpus.forEach(in: rows, reading: .text) { row, post in
      add(post.text, row: row, language: post.language, to: &shard)
    }
    return shard
  }

  private mutating func analyzer(for language: String) -> LanguageAnalyzer {
    if let known = analyzers[language] { return known }
    let new = LanguageAnalyzer(language: language, extraStopWords: options.extraStopWords)
    analyzers[language] = new
    return new
  }

  private mutating func add(
    _ text: String, row: Int, language: String?, to shard: inout TokenShard
  ) {
    let language = LanguageAnalyzer.primarySubtag(options.language ?? language ?? primary)
    let analyzer = analyzer(for: language)
    let mark: [UInt8] =
      language == primary ? [] : [WordTable.languageMark] + Array(language.utf8)
    var text = text
    text.makeContiguousUTF8()
    let first = shard.tokens.count
    let bytes = text.utf8.span
    analyzer.cut(bytes, into: &found)
    let words = keepTokens(of: bytes, analyzer: analyzer, mark: mark, in: &shard)
    var ranges = [0..<bytes.count]
    if let limit = PassageCutter.limit(options.unit), words > limit {
      ranges = PassageCutter.cut(
        text: bytes,
        words: found.filter { $0.kind == .word || $0.kind == .number }.map(\.start),
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

  /// Appends those of the tokens found that may become terms.
  ///
  /// - Returns: how many words the text has, stop words and numbers included.
  private mutating func keepTokens(
    of text: Swift.Span<UInt8>, analyzer: LanguageAnalyzer, mark: [UInt8],
    in shard: inout TokenShard
  ) -> Int {
    var words = 0
    var keptEnd = -1
    let encoded = EncodedLines.ranges(in: text)
    var line = 0
    for token in found {
      while line < encoded.count, encoded[line].upperBound <= token.start { line += 1 }
      if line < encoded.count, encoded[line].contains(token.start) { continue }
      var start = token.start
      let end = token.end
      switch token.kind {
      case .word:
        words += 1
        if Self.namesEmoji(text, start, end) || Self.isCommand(text, start) { continue }
      case .hashtag: start += 1
      case .number:
        words += 1
        continue
      default: continue
      }
      guard
        let variant = table.count(
          token, from: start, of: text, mark: mark, by: analyzer, scratch: &scratch)
      else { continue }
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
