internal import HubbubText
internal import HubbubVectors

/// The words that one reader met: how each is written, folded and stemmed.
///
/// A word is folded, held against the stop list and stemmed once for each way of writing. Numbers
/// are given in the order in which words come, and mean nothing outside the table.
struct WordTable: Sendable {
  /// Words as they stand in the texts.
  ///
  /// A word of a language other than the primary one is followed by the byte 0xFF, which UTF-8
  /// never holds, and the language.
  private(set) var variants = Vocabulary()
  /// What became of each variant.
  private(set) var uses: [Use] = []
  /// Folded words, marked like variants.
  private(set) var surfaces = Vocabulary()
  /// The stem of each surface; `undecided` if the counts of other words decide what it is.
  private(set) var stemOfSurface: [Int32] = []
  /// Stems, unmarked.
  private(set) var stems = Vocabulary()

  /// A variant's folded form, −1 for what never becomes a term, and its occurrences.
  struct Use: Sendable {
    var surface: Int32
    var count: Int32 = 0
  }

  static let languageMark: UInt8 = 0xFF
  static let undecided: Int32 = -1

  /// Counts a word of a text.
  ///
  /// - Parameters:
  ///   - start: where the word begins: behind the sign of a hashtag.
  ///   - mark: the language mark, empty for the primary language.
  /// - Returns: the number of its variant; nil if it never becomes a term.
  @inline(__always)
  mutating func count(
    _ token: Token, from start: Int, of text: Swift.Span<UInt8>, mark: [UInt8],
    by analyzer: LanguageAnalyzer, scratch: inout Scratch
  ) -> Int? {
    let variant: Int
    if mark.isEmpty {
      variant = variants.insert(start..<token.end, of: text)
    } else {
      scratch.marked.removeAll(keepingCapacity: true)
      for index in start..<token.end { scratch.marked.append(text[index]) }
      scratch.marked += mark
      variant = variants.insert(scratch.marked.span)
    }
    if variant == uses.count {
      describe(token, of: text, mark: mark, by: analyzer, &scratch.folded, &scratch.stem)
    }
    guard uses[variant].surface >= 0 else { return nil }
    uses[variant].count += 1
    return variant
  }

  /// Buffers that are used again for each new word.
  struct Scratch {
    var marked: [UInt8] = []
    var folded: [UInt8] = []
    var stem: [UInt8] = []
  }

  /// Folds the newest variant and stems it, unless its folded form is known.
  @inline(never)
  private mutating func describe(
    _ token: Token, of text: Swift.Span<UInt8>, mark: [UInt8], by analyzer: LanguageAnalyzer,
    _ folded: inout [UInt8], _ stem: inout [UInt8]
  ) {
    analyzer.fold(token, of: text, into: &folded)
    if token.kind == .hashtag { folded.removeFirst() }
    guard TermRule.allows(folded.span), !analyzer.isStopWord(folded.span) else {
      uses.append(Use(surface: -1))
      return
    }
    let plain = folded.count
    folded += mark
    let surface = surfaces.insert(folded.span)
    uses.append(Use(surface: Int32(surface)))
    guard surface == stemOfSurface.count else { return }
    folded.removeLast(folded.count - plain)
    if analyzer.isEnglish, EnglishPlurals.looksLikeOne(folded.span) {
      stemOfSurface.append(Self.undecided)
    } else {
      analyzer.stem(folded.span, into: &stem)
      stemOfSurface.append(Int32(stems.insert(stem.span)))
    }
  }

  /// A marked word without its mark, and the language that it names.
  static func parts(of number: Int, in table: Vocabulary) -> (word: String, language: String?) {
    table.withBytes(of: number) { bytes in
      var end = 0
      while end < bytes.count, bytes[end] != languageMark { end += 1 }
      func string(_ range: Range<Int>) -> String {
        unsafe bytes.extracting(range).withUnsafeBufferPointer {
          unsafe String(decoding: $0, as: UTF8.self)
        }
      }
      return (string(0..<end), end < bytes.count ? string(end + 1..<bytes.count) : nil)
    }
  }
}

/// English plurals in -us, which Snowball takes for Latin words in -us.
///
/// The English stemmer leaves `gpus` and `menus` as it leaves `virus`. A word in -us is a plural
/// here if the corpus has its singular, at least a tenth as often.
enum EnglishPlurals {
  /// Whether a folded word ends in -us.
  static func looksLikeOne(_ folded: Swift.Span<UInt8>) -> Bool {
    let count = folded.count
    return count >= 4 && folded[count - 2] == UInt8(ascii: "u")
      && folded[count - 1] == UInt8(ascii: "s")
  }

  /// Whether a word in -us is the plural of another.
  static func isPlural(count: Int, singular: Int?) -> Bool {
    guard let singular else { return false }
    return singular * 10 >= count
  }
}
