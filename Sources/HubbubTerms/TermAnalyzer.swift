internal import HubbubText

/// What the indexer asks of a language; one for each thread.
///
/// A seam: the real one is `LanguageAnalyzer`, tests may bring their own.
protocol TermAnalyzer {
  /// Calls a closure with each token, not folded: a word is folded once for each way of writing.
  func forEachToken(in text: Span<UInt8>, _ body: (Token) -> Void)
  /// The folded bytes of a token of a text.
  func folded(_ token: Token, of text: Span<UInt8>) -> [UInt8]
  /// Whether a folded word says nothing of what a text is about.
  func isStopWord(_ folded: String) -> Bool
  /// The stem of a folded word.
  func stem(_ folded: String) -> String
}

/// Tokens, stop words and stems of HubbubText.
struct LanguageAnalyzer: TermAnalyzer {
  private let language: String
  private let tokenizer: Tokenizer
  private let stemmer: Stemmer?

  /// An analyzer for a BCP 47 tag; its first part decides.
  init(language: String) {
    self.language = Self.primarySubtag(language)
    tokenizer = Tokenizer(language: self.language)
    stemmer = Stemmer(language: self.language)
  }

  static func primarySubtag(_ language: String) -> String {
    String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }

  func forEachToken(in text: Span<UInt8>, _ body: (Token) -> Void) {
    tokenizer.forEachBound(in: text, body)
  }

  func folded(_ token: Token, of text: Span<UInt8>) -> [UInt8] {
    Tokenizer.folded(token, of: text)
  }

  func isStopWord(_ folded: String) -> Bool {
    StopWords.contains(folded, language: language)
  }

  func stem(_ folded: String) -> String { stemmer?.stem(folded) ?? folded }
}

/// Which tokens may become terms.
enum TermRule {
  /// The longest token in bytes; longer ones are encoded files and keys, not words.
  static let longest = 64

  /// Whether a folded token may become a term, stop words aside.
  ///
  /// Words of at least two letters (one in scripts that write a word in one sign), but no
  /// ordinal numbers in digits such as `2nd`, and nothing longer than `longest` bytes.
  static func allows(_ folded: Span<UInt8>) -> Bool {
    let count = folded.count
    guard count >= 2, count <= longest else { return false }
    // Addresses in memory: 0x7fff5fbff8c0.
    if count > 4, folded[0] == 0x30, folded[1] == UInt8(ascii: "x") { return false }
    var scalars = 0
    var letters = 0
    var digits = 0
    for index in folded.indices {
      let byte = folded[index]
      if byte & 0xC0 != 0x80 { scalars += 1 }
      if byte &- 0x61 < 26 || byte >= 0xC0 { letters += 1 }
      if byte &- 0x30 < 10 { digits += 1 }
    }
    if scalars == 1 { return folded[0] >= 0xE0 }
    if digits > 0, letters == 2, digits + 2 == count, folded[0] &- 0x30 < 10 {
      let pair = [folded[count - 2], folded[count - 1]]
      return !ordinals.contains(pair)
    }
    return letters > 0 && letters * 2 >= digits
  }

  private static let ordinals: Set<[UInt8]> = Set(
    ["st", "nd", "rd", "th"].map { Array($0.utf8) })
}
