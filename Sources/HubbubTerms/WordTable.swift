internal import HubbubText
internal import HubbubVectors

/// The words that one reader met: how each is written, folded and stemmed.
///
/// A word is folded, held against the stop list and stemmed once for each way of writing. Numbers
/// are given in the order in which words come, and mean nothing outside the table.
struct WordTable: Sendable {
  /// Words as they stand in the texts, and the folded forms of them; those of a language are a
  /// family, and their marks are their stem classes or `dropped`.
  private(set) var variants = WordTally()
  /// The languages, by the numbers of the families.
  private(set) var languages: [String] = []
  /// The folded form of each variant, itself a variant; −1 for what never becomes a term.
  private(set) var surfaces: [Int32] = []
  /// How often each variant occurs, once the table is finished.
  ///
  /// A folded form that nobody wrote occurs never.
  private(set) var counts: [Int32] = []
  /// What the words of one stem have in common: the stem, or a folded form whose stem the counts of
  /// other words decide.
  private(set) var classes: [StemClass] = []
  /// What each variant is to others.
  private var roles: [Role] = []
  private var folded: [UInt8] = []
  private var stem: [UInt8] = []
  private var unknown: [Int] = []

  /// The class of what never becomes a term.
  static let dropped: Int32 = -1
  private static let none: Int32 = -2

  /// What the words of one stem have in common; both are variants, for most stems are words that
  /// somebody wrote.
  enum StemClass: Sendable {
    case stem(Int32)
    case undecided(Int32)
  }

  /// The classes that a variant has as a folded form, and as a stem; `none` if it is none.
  private struct Role: Sendable {
    var surface = WordTable.none
    var stem = WordTable.none
  }

  /// The family of the words of a language that was not there before.
  mutating func addLanguage(_ language: String) -> Int {
    languages.append(language)
    return languages.count - 1
  }

  /// Counts some words of a text, and finds their classes.
  ///
  /// - Parameters:
  ///   - family: that of the language.
  ///   - found: replaced by the class (`dropped` if it never becomes a term) and the variant of each
  ///     word.
  mutating func count(
    _ words: [ByteRange], of text: Span<UInt8>, family: Int, by analyzer: LanguageAnalyzer,
    into found: inout [(mark: Int32, number: Int32)]
  ) {
    variants.tally(words.span, of: text, family: family, into: &found, unknown: &unknown)
    for place in unknown {
      let word = text.extracting(words[place].start..<words[place].end)
      let number = variants.add(word, family: family, counting: true)
      var mark = variants.mark(of: number)
      if mark == WordTally.unmarked {
        mark = describe(number, word, family, by: analyzer)
        variants.setMark(mark, of: number)
      }
      found[place] = (mark, Int32(number))
    }
  }

  /// Ends the counting.
  mutating func finish() {
    makeRoom()
    counts = variants.counts()
  }

  /// Lets go of what only looking for words needs.
  mutating func close() {
    variants.close()
    roles = []
  }

  /// Folds a variant and stems it, unless its folded form is known.
  ///
  /// Folded forms and stems that nobody wrote yet become variants without a mark.
  /// - Returns: the class.
  private mutating func describe(
    _ variant: Int, _ word: Swift.Span<UInt8>, _ family: Int, by analyzer: LanguageAnalyzer
  ) -> Int32 {
    let isFolded = analyzer.fold(word, into: &folded)
    guard TermRule.allows(folded.span), !analyzer.isStopWord(folded.span) else {
      return Self.dropped
    }
    let form = folded
    let surface = isFolded ? variant : variants.add(form.span, family: family, counting: false)
    makeRoom()
    surfaces[variant] = Int32(surface)
    if roles[surface].surface == Self.none {
      roles[surface].surface = stemClass(of: surface, family, by: analyzer)
    }
    return roles[surface].surface
  }

  /// The class of the folded word at hand.
  private mutating func stemClass(
    of surface: Int, _ family: Int, by analyzer: LanguageAnalyzer
  ) -> Int32 {
    if analyzer.isEnglish, EnglishPlurals.looksLikeOne(folded.span) {
      classes.append(.undecided(Int32(surface)))
      return Int32(classes.count - 1)
    }
    var own = surface
    if !analyzer.isStem(folded.span) {
      analyzer.stem(folded, into: &stem)
      let form = stem
      own = variants.add(form.span, family: family, counting: false)
      makeRoom()
    }
    if roles[own].stem == Self.none {
      roles[own].stem = Int32(classes.count)
      classes.append(.stem(Int32(own)))
    }
    return roles[own].stem
  }

  /// Gives each variant a role, and a folded form, which is none at first.
  private mutating func makeRoom() {
    while roles.count < variants.count {
      roles.append(Role())
      surfaces.append(-1)
    }
  }

  /// The class of a stem of a language; nil if it is no stem there.
  func stemClass(of stem: Swift.Span<UInt8>, family: Int) -> Int32? {
    guard let variant = variants.find(stem, family: family) else { return nil }
    let found = roles[variant].stem
    return found == Self.none ? nil : found
  }

  /// The class of each variant.
  func withClasses<R>(_ body: (Span<Int32>) -> R) -> R { variants.withMarks(body) }

  /// The bytes of a word, lent to a closure.
  func withWord<R>(of variant: Int, _ body: (Span<UInt8>) -> R) -> R {
    variants.withBytes(of: variant, body)
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
