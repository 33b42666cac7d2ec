internal import HubbubText
internal import HubbubVectors

/// Tokens, stop words and stems of a language; one for each thread.
struct LanguageAnalyzer {
  /// Whether the language is English, whose plurals in -us need a look at other words.
  let isEnglish: Bool
  private let isKorean: Bool
  private let tokenizer: Tokenizer
  private let stopWords: Vocabulary
  private let stemmer: Stemmer?

  /// An analyzer for a BCP 47 tag; its first part decides.
  ///
  /// - Parameter extraStopWords: words to be left out beside the stop words, case-folded.
  init(language: String, extraStopWords: [String] = []) {
    let language = Self.primarySubtag(language)
    isEnglish = language == "en"
    isKorean = language == "ko"
    tokenizer = Tokenizer(language: language)
    stemmer = Stemmer(language: language)
    let words = StopWords.list(of: language) + extraStopWords
    var stopWords = Vocabulary(capacity: words.count)
    for word in words { _ = stopWords.insert(word) }
    self.stopWords = stopWords
  }

  static func primarySubtag(_ language: String) -> String {
    String(language.prefix { $0 != "-" && $0 != "_" }).lowercased()
  }

  /// Replaces an array by a text's tokens, not folded: a word is folded once for each way of
  /// writing.
  func cut(_ text: Span<UInt8>, into tokens: inout [Token]) { tokenizer.cut(text, into: &tokens) }

  /// Replaces an array by the folded bytes of a word.
  ///
  /// - Returns: whether the word was folded already.
  func fold(_ word: Span<UInt8>, into folded: inout [UInt8]) -> Bool {
    Tokenizer.fold(word: word, into: &folded)
  }

  /// Whether a folded word says nothing of what a text is about.
  func isStopWord(_ folded: Span<UInt8>) -> Bool { stopWords.find(folded) != nil }

  /// Whether a folded word is known to be its own stem.
  func isStem(_ folded: Span<UInt8>) -> Bool {
    stemmer == nil || isEnglish && Stemmer.isEnglishStem(folded)
  }

  /// Replaces an array by the stem of a folded word.
  func stem(_ folded: [UInt8], into stem: inout [UInt8]) {
    if let stemmer, !isStem(folded.span) {
      stemmer.stem(folded.span, into: &stem)
    } else {
      stem.removeAll(keepingCapacity: true)
      stem += folded
      guard isKorean else { return }
      // "고양이" may lose its own last syllable, and loses it behind another particle too.
      for _ in 0..<2 { stem.removeLast(stem.count - KoreanParticles.stemLength(stem.span)) }
    }
  }
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
