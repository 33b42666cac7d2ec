/// A word or a phrase: how it feels, and what it does to others.
struct Entry: Sendable {
  /// −4 … +4; nil for a word that says nothing by itself.
  var valence: Double?
  /// Its role, if it has one.
  var role: WordMarks = []
  /// How much a booster adds; 1 for a negator that hides those before it.
  var amount = 0.0

  /// Whether the rules know the word.
  var isRuled: Bool { valence != nil || !role.isEmpty }

  var marks: WordMarks {
    var marks = role
    if isRuled { marks.insert(.ruled) }
    if valence ?? 0 != 0 { marks.insert(.feels) }
    if marks.contains(.feels), !role.isDisjoint(with: [.verb, .booster]) {
      marks.insert(.ambiguous)
    }
    return marks
  }
}

/// The numbers of a word, phrase or sign, in eight bytes: the lists' have at most three digits after
/// the point, and are kept as thousandths.
struct WordFacts: Hashable, Sendable {
  private var valenceThousandths: Int16 = 0
  private var amountThousandths: Int16 = 0
  private(set) var learned = LearnedWeight()

  init() {}

  init(valence: Double, amount: Double = 0, learned: LearnedWeight = LearnedWeight()) {
    valenceThousandths = Self.thousandths(valence)
    amountThousandths = Self.thousandths(amount)
    self.learned = learned
  }

  /// −4 … +4.
  var valence: Double { Double(valenceThousandths) / 1000 }
  /// How much a booster adds; 1 for a negator that hides those before it.
  var amount: Double { Double(amountThousandths) / 1000 }
  /// Whether the valence is not 0.
  var feels: Bool { valenceThousandths != 0 }
  /// Whether the valence is above 0.
  var isPositive: Bool { valenceThousandths > 0 }
  /// Takes the valence away.
  mutating func silence() { valenceThousandths = 0 }

  static func thousandths(_ number: Double) -> Int16 { Int16((number * 1000).rounded()) }
}

/// A phrase as it is looked up: where the words after its first one stand, and its entry.
struct PhraseEntry: Sendable {
  let first: Int32
  let count: Int32
  let marks: WordMarks
  let facts: WordFacts
}

/// A phrase as it is read: the words after its first one, and its entry.
private struct Phrase: Sendable {
  let rest: [Int32]
  let entry: Entry
  let text: String
}

/// The word lists of one language.
struct Lexicon: Sendable {
  private(set) var words = WordTable()
  private(set) var phrases: [PhraseEntry] = []
  /// The words after the first one of each phrase.
  private(set) var phraseWords: [Int32] = []
  /// For each word its phrases, longest first, in `phrases`.
  private(set) var phrasesOfWord: [Range<Int>] = []
  /// The first two words of all phrases.
  private(set) var pairs = WordPairs()
  /// Whether a text feels at all.
  private(set) var feeling = FeelingModel()
  /// Emoticons and emoji by their bytes.
  private(set) var signs = WordTable()
  /// Where emoticons may begin.
  private(set) var faces = Faces()

  /// The languages that have word lists.
  static let languages = ["en"]

  /// The word lists of English.
  static let english = Lexicon(
    words: [PackageResources.lexicon_en_tsv, PackageResources.forum_en_tsv],
    phrases: PackageResources.phrases_en_tsv, cues: PackageResources.cues_en_tsv,
    signs: [PackageResources.emoticons_tsv, PackageResources.emoji_tsv],
    weights: PackageResources.weights_en_tsv)

  /// Whether there are word lists for a BCP 47 tag.
  static func reads(_ language: String) -> Bool {
    if language == "en" { return true }
    let primary = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
    return primary == "en"
  }

  init(
    words wordTables: [[UInt8]], phrases: [UInt8], cues: [UInt8], signs signTables: [[UInt8]],
    weights: [UInt8]
  ) {
    var entries = [Entry()]
    for table in wordTables {
      for row in Self.rows(of: table) where row.count == 2 {
        entries[number(of: row[0], &entries)].valence = Double(row[1])
      }
    }
    var found: [(first: Int, phrase: Phrase)] = []
    for row in Self.rows(of: phrases) where row.count == 2 {
      add(row[0], to: &found, &entries) { $0.valence = Double(row[1]) }
    }
    for row in Self.rows(of: cues) where row.count >= 2 {
      add(row[1], to: &found, &entries) {
        $0.role = WordMarks(name: row[0]) ?? []
        $0.amount = row.count > 2 ? Double(row[2]) ?? 0 : 0
      }
    }
    var learned: [(word: Int, weight: LearnedWeight)] = []
    for row in Self.rows(of: weights) where row.count >= 2 {
      let number = Double(row[1]) ?? 0
      if row.count == 2 {
        let isKnown = feeling.set(row[0], number)
        precondition(isKnown, "weights-en.tsv names a number that the model lacks")
      } else {
        let weight = LearnedWeight(
          valence: WordFacts.thousandths(number),
          feeling: WordFacts.thousandths(Double(row[2]) ?? 0))
        learned.append((self.number(of: row[0], &entries), weight))
      }
    }
    shelve(found, learned, entries)
    for table in signTables {
      for row in Self.rows(of: table) where row.count == 2 {
        let facts = WordFacts(valence: Double(row[1]) ?? 0)
        signs.describe(signs.insert(row[0].utf8), facts.feels ? .feels : [], facts)
        faces.add(Array(row[0].utf8))
      }
    }
    words.shelve()
    signs.shelve()
  }

  /// The fields of each line that is not a comment.
  private static func rows(of table: [UInt8]) -> [[Substring]] {
    // By bytes: characters are found slowly, and no table needs them.
    String(decoding: table, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n"))
      .filter { !$0.starts(with: "# ".utf8) }
      .map { $0.split(separator: UInt8(ascii: "\t")).map { Substring($0) } }
  }

  private mutating func number(of word: some StringProtocol, _ entries: inout [Entry]) -> Int {
    let number = words.insert(word.utf8)
    if number == entries.count { entries.append(Entry()) }
    return number
  }

  /// Adds a word or, if it holds a blank, a phrase; of two phrases alike one has both sides.
  private mutating func add(
    _ term: Substring, to found: inout [(first: Int, phrase: Phrase)], _ entries: inout [Entry],
    _ change: (inout Entry) -> Void
  ) {
    let parts = term.split(separator: " ")
    let numbers = parts.map { number(of: $0, &entries) }
    guard numbers.count > 1 else { return change(&entries[numbers[0]]) }
    let rest = numbers.dropFirst().map { Int32($0) }
    var entry = Entry()
    if let known = found.firstIndex(where: { $0.first == numbers[0] && $0.phrase.rest == rest }) {
      entry = found.remove(at: known).phrase.entry
    }
    change(&entry)
    found.append((numbers[0], Phrase(rest: rest, entry: entry, text: String(term))))
  }

  /// Lays out what a scanner asks for: the phrases of a word longest first.
  private mutating func shelve(
    _ found: [(first: Int, phrase: Phrase)], _ learned: [(word: Int, weight: LearnedWeight)],
    _ entries: [Entry]
  ) {
    let sorted = found.sorted {
      ($0.first, -$0.phrase.rest.count, $0.phrase.text)
        < ($1.first, -$1.phrase.rest.count, $1.phrase.text)
    }
    phrasesOfWord = [Range<Int>](repeating: 0..<0, count: entries.count)
    for (index, (first, phrase)) in sorted.enumerated() {
      let entry = phrase.entry
      phrases.append(
        PhraseEntry(
          first: Int32(phraseWords.count), count: Int32(phrase.rest.count), marks: entry.marks,
          facts: WordFacts(valence: entry.valence ?? 0, amount: entry.amount)))
      phraseWords += phrase.rest
      pairs.insert(first, Int(phrase.rest[0]))
      let range = phrasesOfWord[first]
      phrasesOfWord[first] = (range.isEmpty ? index : range.lowerBound)..<index + 1
    }
    var weights = [LearnedWeight](repeating: LearnedWeight(), count: entries.count)
    for (word, weight) in learned { weights[word] = weight }
    for (number, entry) in entries.enumerated() {
      words.describe(
        number, entry.marks,
        WordFacts(valence: entry.valence ?? 0, amount: entry.amount, learned: weights[number]))
    }
  }
}
