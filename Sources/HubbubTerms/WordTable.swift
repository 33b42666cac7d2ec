internal import HubbubText
internal import HubbubVectors

/// The words that one reader met: how each is written, folded and stemmed.
///
/// A word is folded, held against the stop list and stemmed once for each way of writing. Numbers
/// are given in the order in which words come, and mean nothing outside the table.
struct WordTable: Sendable {
  /// Words as they stand in the texts, and the folded forms of them.
  ///
  /// A word of a language other than the primary one is followed by the byte 0xFF, which UTF-8
  /// never holds, and the language.
  private(set) var variants = Vocabulary()
  /// The folded form of each variant, itself a variant; −1 for what never becomes a term.
  private(set) var surfaces: [Int32] = []
  /// How often each variant occurs: a folded form that nobody wrote, never.
  private(set) var counts: [Int32] = []
  /// The stem of each variant that is a folded form; `undecided` if the counts of other words decide
  /// what it is, `none` if it is none.
  private(set) var stemOfSurface: [Int32] = []
  /// Stems, unmarked.
  private(set) var stems = Vocabulary()
  /// A bit for each variant that never becomes a term: few enough bytes to stay in the nearest cache.
  private var isDropped: [UInt64] = []
  private var folded: [UInt8] = []
  private var stem: [UInt8] = []

  static let languageMark: UInt8 = 0xFF
  static let undecided: Int32 = -1
  static let none: Int32 = -2

  /// Numbers some words of a text.
  ///
  /// - Parameters:
  ///   - mark: the language mark, empty for the primary language.
  ///   - numbers: replaced by the variant of each word; −1 if it never becomes a term.
  mutating func number(
    _ words: [ByteRange], of text: Span<UInt8>, mark: [UInt8], by analyzer: LanguageAnalyzer,
    into numbers: inout [Int32]
  ) {
    if mark.isEmpty {
      variants.insert(words.span, of: text, into: &numbers)
    } else {
      numbers.removeAll(keepingCapacity: true)
      for word in words {
        folded.removeAll(keepingCapacity: true)
        for index in word.start..<word.end { folded.append(text[index]) }
        folded += mark
        numbers.append(Int32(variants.insert(folded)))
      }
    }
    // A folded form may be new, too; it then comes to the end of the table.
    while surfaces.count < variants.count { describe(surfaces.count, mark: mark, by: analyzer) }
    var checked = numbers.mutableSpan
    for place in checked.indices {
      let variant = Int(checked[place])
      if isDropped[variant >> 6] >> UInt64(variant & 63) & 1 != 0 { checked[place] = -1 }
    }
  }

  /// Counts the words of a shard.
  mutating func count(_ tokens: [UInt32]) {
    counts.append(contentsOf: repeatElement(0, count: variants.count - counts.count))
    var counts = counts.mutableSpan
    for token in tokens { counts[Int(token >> 2)] += 1 }
  }

  /// Folds a variant and stems it, unless its folded form is known.
  private mutating func describe(_ variant: Int, mark: [UInt8], by analyzer: LanguageAnalyzer) {
    if variant & 63 == 0 { isDropped.append(0) }
    let isFolded = Self.fold(variant, of: variants, mark: mark, by: analyzer, into: &folded)
    guard TermRule.allows(folded.span), !analyzer.isStopWord(folded.span) else {
      surfaces.append(-1)
      isDropped[variant >> 6] |= 1 << UInt64(variant & 63)
      return
    }
    var surface = variant
    if !isFolded {
      let plain = folded.count
      folded += mark
      surface = variants.insert(folded)
      folded.removeLast(folded.count - plain)
    }
    surfaces.append(Int32(surface))
    let unknown = variants.count - stemOfSurface.count
    if unknown > 0 { stemOfSurface.append(contentsOf: repeatElement(Self.none, count: unknown)) }
    guard stemOfSurface[surface] == Self.none else { return }
    if analyzer.isEnglish, EnglishPlurals.looksLikeOne(folded.span) {
      stemOfSurface[surface] = Self.undecided
    } else {
      analyzer.stem(folded, into: &stem)
      stemOfSurface[surface] = Int32(stems.insert(stem))
    }
  }

  private static func fold(
    _ variant: Int, of table: Vocabulary, mark: [UInt8], by analyzer: LanguageAnalyzer,
    into folded: inout [UInt8]
  ) -> Bool {
    table.withBytes(of: variant) { bytes in
      analyzer.fold(bytes.extracting(first: bytes.count - mark.count), into: &folded)
    }
  }

  /// The bytes of a word without its language mark, lent to a closure.
  func withWord<R>(of variant: Int, _ body: (Span<UInt8>) -> R) -> R {
    variants.withBytes(of: variant) { bytes in
      body(bytes.extracting(first: Self.end(ofWordAt: 0, before: bytes.count, in: bytes)))
    }
  }

  /// Where a word ends that a language mark may follow.
  static func end(ofWordAt start: Int, before limit: Int, in bytes: Span<UInt8>) -> Int {
    var end = start
    while end < limit, bytes[end] != languageMark { end += 1 }
    return end
  }

  /// How all words are written, lent to a closure: the bytes of the variants and where each begins,
  /// the folded form of each, and how often it occurs.
  func withForms<R>(
    _ body: (
      _ bytes: Span<UInt8>, _ starts: Span<UInt32>, _ surfaces: Span<Int32>, _ counts: Span<Int32>
    ) -> R
  ) -> R {
    variants.withAllBytes { body($0, $1, surfaces.span, counts.span) }
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
