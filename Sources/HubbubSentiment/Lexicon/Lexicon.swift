internal import HubbubText

/// What a word does to the words around it.
enum Role: UInt8, Sendable {
  case none, negator, near, booster, contrast, concession, wish, joint, pass, subject, verb

  /// Whether it turns what stands after it.
  var negates: Bool { self == .negator || self == .near }

  init?(name: Substring) {
    switch name {
    case "negator": self = .negator
    case "near": self = .near
    case "booster": self = .booster
    case "contrast": self = .contrast
    case "concession": self = .concession
    case "wish": self = .wish
    case "joint": self = .joint
    case "pass": self = .pass
    case "subject": self = .subject
    case "verb": self = .verb
    default: return nil
    }
  }
}

/// A word or a phrase: how it feels, and what it does to others.
struct Entry: Sendable {
  /// −4 … +4; nil for a word that says nothing by itself.
  var valence: Double?
  var role = Role.none
  /// How much a booster adds; 1 for a negator that hides those before it.
  var amount = 0.0

  /// Whether the rules know the word.
  var isRuled: Bool { valence != nil || role != .none }
}

/// What is asked of every word of every text, in twelve bytes: the lists' numbers have at most three
/// digits after the point, and are kept as thousandths.
struct WordFacts: Sendable {
  private let thousandths: (valence: Int16, amount: Int16)
  let learned: LearnedWeight
  private let firstPhrase: UInt16
  private let phraseCount: UInt8
  let role: Role

  init(_ entry: Entry, learned: LearnedWeight, phrases: Range<Int>) {
    thousandths = (Self.thousandths(entry.valence ?? 0), Self.thousandths(entry.amount))
    self.learned = learned
    firstPhrase = UInt16(phrases.lowerBound)
    phraseCount = UInt8(phrases.count)
    role = entry.role
  }

  /// Whether the word feels.
  var feels: Bool { thousandths.valence != 0 }
  /// −4 … +4.
  var valence: Double { Double(thousandths.valence) / 1000 }
  /// How much a booster adds; 1 for a negator that hides those before it.
  var amount: Double { Double(thousandths.amount) / 1000 }
  /// Whether phrases begin with it.
  var beginsPhrases: Bool { phraseCount > 0 }
  /// These, in `Lexicon.phrases`.
  var phrases: Range<Int> { Int(firstPhrase)..<Int(firstPhrase) + Int(phraseCount) }

  static func thousandths(_ number: Double) -> Int16 { Int16((number * 1000).rounded()) }
}

/// A phrase as it is looked up: where the words after its first one stand, and its entry.
struct PhraseEntry: Sendable {
  let first: Int32
  let count: Int32
  let entry: Entry
}

/// A phrase as it is read: the words after its first one, and its entry.
private struct Phrase: Sendable {
  let rest: [Int32]
  let entry: Entry
  let text: String
}

/// The word lists of one language.
struct Lexicon: Sendable {
  private(set) var words: WordTable
  private(set) var entries: [Entry] = []
  private(set) var phrases: [PhraseEntry] = []
  /// The words after the first one of each phrase.
  private(set) var phraseWords: [Int32] = []
  /// For each word what the lists, the phrases and what was learned say of it.
  private(set) var facts: [WordFacts] = []
  /// Whether a text feels at all.
  private(set) var feeling = FeelingModel()
  /// Emoticons and emoji by their bytes.
  private(set) var signs: WordTable
  private(set) var signValences: [Double] = []

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
    words = WordTable(capacity: 20_000)
    signs = WordTable(capacity: 1_000)
    for table in wordTables {
      for row in Self.rows(of: table) where row.count == 2 {
        entries[number(of: row[0])].valence = Double(row[1])
      }
    }
    var found: [(first: Int, phrase: Phrase)] = []
    for row in Self.rows(of: phrases) where row.count == 2 {
      add(row[0], to: &found) { $0.valence = Double(row[1]) }
    }
    for row in Self.rows(of: cues) where row.count >= 2 {
      add(row[1], to: &found) {
        $0.role = Role(name: row[0]) ?? .none
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
        learned.append((self.number(of: row[0]), weight))
      }
    }
    shelve(found, learned)
    for table in signTables {
      for row in Self.rows(of: table) where row.count == 2 {
        let sign = signs.insert(row[0].utf8)
        if sign == signValences.count { signValences.append(0) }
        signValences[sign] = Double(row[1]) ?? 0
      }
    }
  }

  /// The fields of each line that is not a comment.
  private static func rows(of table: [UInt8]) -> [[Substring]] {
    String(decoding: table, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("# ") }
      .map { $0.split(separator: "\t") }
  }

  private mutating func number(of word: some StringProtocol) -> Int {
    let number = words.insert(Array(word.utf8))
    if number == entries.count { entries.append(Entry()) }
    return number
  }

  /// Adds a word or, if it holds a blank, a phrase; of two phrases alike one has both sides.
  private mutating func add(
    _ term: Substring, to found: inout [(first: Int, phrase: Phrase)],
    _ change: (inout Entry) -> Void
  ) {
    let parts = term.split(separator: " ")
    let numbers = parts.map { number(of: $0) }
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
    _ found: [(first: Int, phrase: Phrase)], _ learned: [(word: Int, weight: LearnedWeight)]
  ) {
    let sorted = found.sorted {
      ($0.first, -$0.phrase.rest.count, $0.phrase.text)
        < ($1.first, -$1.phrase.rest.count, $1.phrase.text)
    }
    var ranges = [Range<Int>](repeating: 0..<0, count: words.count)
    for (index, (first, phrase)) in sorted.enumerated() {
      phrases.append(
        PhraseEntry(
          first: Int32(phraseWords.count), count: Int32(phrase.rest.count), entry: phrase.entry))
      phraseWords += phrase.rest
      let start = ranges[first].isEmpty ? index : ranges[first].lowerBound
      ranges[first] = start..<index + 1
    }
    var weights = [LearnedWeight](repeating: LearnedWeight(), count: words.count)
    for (word, weight) in learned { weights[word] = weight }
    facts = entries.indices.map {
      WordFacts(entries[$0], learned: weights[$0], phrases: ranges[$0])
    }
  }
}
