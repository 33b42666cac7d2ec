internal import HubbubText

/// How a word is used, as far as its neighbours tell.
struct WordUsage: Sendable {
  /// Behind an article, a preposition and the like.
  var asNoun = 0.0
  /// Behind or before what verbs and adjectives have for neighbours.
  var asOther = 0.0
  /// Of those, as verbs have.
  var asVerb = 0.0
  /// Behind a word such as "very", as adjectives stand.
  var graded = 0.0
  /// As people are spoken to or of, or sign.
  var asPerson = 0.0
  /// Behind what stands before things and places: "in", "the".
  var asThing = 0.0
  /// All occurrences in languages whose words around nouns are known.
  var readable = 0.0
  /// All occurrences.
  var total = 0.0

  init() {}

  /// The usage of one word, where no other word of the vocabulary goes on.
  ///
  /// - Parameter word: where it stands in the text.
  init(of word: Range<Int>, in text: [UInt8], tables: LabelWords) {
    total = 1
    readable = tables.beforeNoun.isEmpty ? 0 : 1
    let before = PhraseScan.neighbour(text, before: word.lowerBound)
    let after = PhraseScan.neighbour(text, after: word.upperBound)
    // "That reminds me": a pronoun that is an object leaves no doubt.
    let hasObject = after.map(tables.object.contains) ?? false
    if let before {
      // "Me too. Beer": a mark between them parts two words.
      if tables.grading.contains(before), Self.isLetter(text[word.lowerBound - 2]) { graded = 1 }
      if tables.beforeAdjective.contains(before) {
        asOther += 1
      } else if tables.beforeVerb.contains(before) {
        asOther += 1
        asVerb += 1
      } else if tables.beforeNoun.contains(before), !hasObject {
        asNoun += 1
      }
      if tables.beforeThing.contains(before) { asThing = 1 }
      if tables.greeting.contains(before) { asPerson = 1 }
    }
    if let after {
      if tables.afterVerb.contains(after) {
        asOther += 1
        asVerb += 1
      }
      // "Homeschooling is", "flag burning should": what stands before a verb is its subject.
      if asOther == 0, asNoun == 0, tables.afterNoun.contains(after) { asNoun = 1 }
      if tables.speech.contains(after) { asPerson = 1 }
    }
    if Self.isAlone(word, in: text) { asPerson = 1 }
  }

  mutating func add(_ other: WordUsage) {
    asNoun += other.asNoun
    asOther += other.asOther
    asVerb += other.asVerb
    graded += other.graded
    asPerson += other.asPerson
    asThing += other.asThing
    readable += other.readable
    total += other.total
  }

  /// Whether the word is an adjective: one in thirty is graded, and surely not by chance.
  var isAdjective: Bool { graded >= 2 && graded * 30 >= total }

  /// The share of a noun's neighbours among those that tell; one half where nothing is known.
  var nominal: Double { (asNoun + 1) / (asNoun + asOther + 2) }

  /// Whether a word is all that the last line holds, below other lines: so people sign.
  private static func isAlone(_ word: Range<Int>, in text: [UInt8]) -> Bool {
    var first = word.lowerBound
    while first > 0, isRuling(text[first - 1]) { first -= 1 }
    guard first > 0, text[first - 1] == 0x0A else { return false }
    var last = word.upperBound
    while last < text.count, isRuling(text[last]) || text[last] == 0x0A { last += 1 }
    return last == text.count
  }

  private static func isRuling(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0D || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "!")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }
}
