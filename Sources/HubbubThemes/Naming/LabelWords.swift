/// What may stand in a label, by language: tables in `Resources/label-words.tsv`.
struct LabelWords: Sendable {
  /// Says too little alone, or at the head of a label.
  let light: Set<String>
  /// Stands in no label.
  let never: Set<String>
  /// What mostly stands before nouns and their adjectives.
  let beforeNoun: Set<String>
  /// What mostly stands before verbs.
  let beforeVerb: Set<String>
  /// What mostly stands before adjectives that end a clause.
  let beforeAdjective: Set<String>
  /// What mostly stands after verbs: their objects begin so.
  let afterVerb: Set<String>
  /// What mostly stands after nouns: verbs that nothing else has before them.
  let afterNoun: Set<String>
  /// What stands before adjectives and adverbs that have degrees.
  let grading: Set<String>
  /// Openings of sentences that lean on the one before.
  let opening: Set<String>

  /// Endings of words that name a quality or an activity.
  let abstractEndings: Set<String>
  /// Words that make a sentence a claim.
  let claiming: Set<String>
  /// Words that point at something said before.
  let leaning: Set<String>
  /// Words by which writers speak of themselves.
  let personal: Set<String>
  /// Words of what happened once.
  let telling: Set<String>
  /// What stands behind "the" where a sentence goes on from the one before.
  let pointing: Set<String>
  /// The same, unless the sentence says which one.
  let vague: Set<String>
  /// Words that point at what is outside their sentence.
  let deictic: Set<String>
  /// Pronouns that only verbs and prepositions have behind them.
  let object: Set<String>
  /// What stands before things and places rather than before people.
  let beforeThing: Set<String>
  /// What stands before somebody who is spoken to.
  let greeting: Set<String>
  /// What stands behind somebody who spoke.
  let speech: Set<String>
  /// What has a full stop that ends no sentence.
  let abbreviation: Set<String>
  /// What writers put before a sentence to say how they see it.
  let comment: Set<String>
  /// What is left of a word before the apostrophe where its vowel is dropped.
  let elided: Set<String>
  /// Endings of words that are no nouns: verbs, adjectives, nouns in a case that no name has.
  let otherEndings: Set<String>
  /// Beginnings of such words, in scripts that write words in a sign or two.
  let otherBeginnings: Set<String>
  /// Whether every noun is written with a capital.
  let capitalisesNouns: Bool

  /// Languages whose function words are those of another.
  private static let kin = ["hr": "sr", "bs": "sr", "sh": "sr"]

  private static let tables: [String: LabelWords] = {
    var lists: [String: [String: Set<String>]] = [:]
    for line in String(decoding: PackageResources.label_words_tsv, as: UTF8.self)
      .split(separator: "\n") where !line.hasPrefix("#")
    {
      let fields = line.split(separator: "\t")
      guard fields.count == 3 else { continue }
      lists[String(fields[0]), default: [:]][String(fields[1]), default: []]
        .formUnion(fields[2].split(separator: " ").map(String.init))
    }
    return lists.mapValues { LabelWords($0) }
  }()

  /// Whether enough is known of what stands around nouns and verbs to tell a name of several words
  /// from a piece of a sentence.
  var tellsPhrases: Bool { !beforeNoun.isEmpty && !afterVerb.isEmpty }

  private init(_ lists: [String: Set<String>]) {
    light = lists["light"] ?? []
    never = lists["never"] ?? []
    beforeNoun = lists["before-noun"] ?? []
    beforeVerb = lists["before-verb"] ?? []
    beforeAdjective = lists["before-adjective"] ?? []
    afterVerb = lists["after-verb"] ?? []
    afterNoun = lists["after-noun"] ?? []
    grading = lists["grading"] ?? []
    opening = lists["opening"] ?? []
    claiming = lists["claiming"] ?? []
    leaning = lists["leaning"] ?? []
    personal = lists["personal"] ?? []
    telling = lists["telling"] ?? []
    pointing = lists["pointing"] ?? []
    vague = lists["vague"] ?? []
    deictic = lists["deictic"] ?? []
    object = lists["object"] ?? []
    beforeThing = lists["before-thing"] ?? []
    greeting = lists["greeting"] ?? []
    speech = lists["speech"] ?? []
    abbreviation = lists["abbreviation"] ?? []
    comment = lists["comment"] ?? []
    elided = lists["elided"] ?? []
    abstractEndings = lists["abstract-ending"] ?? []
    otherEndings = lists["other-ending"] ?? []
    otherBeginnings = lists["other-beginning"] ?? []
    capitalisesNouns = lists["capital"]?.contains("nouns") ?? false
  }

  /// The tables of a language by its BCP 47 tag; English where none is known, and empty tables
  /// for a language that has none.
  static func of(_ language: String?) -> LabelWords {
    let code = String((language ?? "en").prefix { $0 != "-" && $0 != "_" }).lowercased()
    return tables[kin[code] ?? code] ?? LabelWords([:])
  }
}
