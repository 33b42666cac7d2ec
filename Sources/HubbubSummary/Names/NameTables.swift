internal import HubbubModel
internal import HubbubText

/// The word lists that tell names from other words with a capital, by the keys of their words.
struct NameTables: Sendable {
  /// Where a cue stands.
  enum Place: String, Sendable { case before, after, inside }

  let never: Set<UInt64>
  let common: Set<UInt64>
  let calendar: Set<UInt64>
  let counters: Set<UInt64>
  let connectors: Set<UInt64>
  let demonyms: Set<UInt64>
  let leads: Set<UInt64>
  let suffixes: Set<UInt64>
  let cased: Set<UInt64>
  let conjunctions: Set<UInt64>
  let vocatives: Set<UInt64>
  let abbreviations: Set<UInt64>
  let domains: Set<String>
  /// Abbreviations that begin a name.
  let titles: Set<UInt64>
  /// For each name with a well-known other, by the keys of its words, the place of its row.
  let aliases: [[UInt64]: Int]
  private let before: [UInt64: ReportNameKind]
  private let after: [UInt64: ReportNameKind]
  private let inside: [UInt64: ReportNameKind]

  /// Whether capitals tell names in a language: not where every noun has one.
  static func tellsNames(_ language: String?) -> Bool {
    guard let language else { return true }
    return !language.hasPrefix("de") && !language.hasPrefix("lb")
  }

  /// The lists for English.
  static let english = NameTables(
    PhraseBooks.text(PackageResources.names_en_tsv), language: "en")

  init(_ table: String, language: String) {
    var lists: [String: [String]] = [:]
    var same: [[[Substring]]] = []
    for line in table.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { continue }
      if fields[0] == "same" {
        same.append(fields[1].split(separator: "=").map { $0.split(separator: " ") })
        continue
      }
      lists[String(fields[0]), default: []] += fields[1].split(separator: " ").map(String.init)
    }
    func keys(_ name: String) -> Set<UInt64> {
      Set((lists[name] ?? []).map { NameToken.key(of: $0) })
    }
    never = keys("never").union(
      StopWords.list(of: language).map { NameToken.key(of: $0) })
    common = keys("common")
    calendar = keys("calendar")
    counters = keys("counter")
    connectors = keys("connector")
    demonyms = keys("demonym")
    leads = keys("lead")
    suffixes = keys("suffix")
    let cased = keys("cased")
    self.cased = cased
    conjunctions = keys("conjunction")
    vocatives = keys("vocative")
    abbreviations = keys("abbreviation")
    titles = keys("title")
    domains = Set(lists["domain"] ?? [])
    var aliases: [[UInt64]: Int] = [:]
    for (row, names) in same.enumerated() {
      for name in names { aliases[name.map { Self.key(ofAlias: $0, cased: cased) }] = row }
    }
    self.aliases = aliases
    func cues(_ place: Place) -> [UInt64: ReportNameKind] {
      var found: [UInt64: ReportNameKind] = [:]
      for kind in ReportNameKind.allCases {
        for key in keys("\(kind.rawValue) \(place.rawValue)") { found[key] = kind }
      }
      return found
    }
    before = cues(.before)
    after = cues(.after)
    inside = cues(.inside)
  }

  /// The key of a word in capitals; that of a country is not that of the word "us".
  ///
  /// - Parameters:
  ///   - key: its key whatever its case.
  ///   - first: its first letter.
  static func capitals(_ key: UInt64, _ first: UInt8, cased: Set<UInt64>) -> UInt64 {
    cased.contains(key) ? NameToken.step(key, first) : key
  }

  private static func key(ofAlias word: Substring, cased: Set<UInt64>) -> UInt64 {
    let key = NameToken.key(of: word)
    guard let first = word.utf8.first, first &- 0x41 < 26 else { return key }
    return capitals(key, first, cased: cased)
  }

  /// The kind that a word in a place says a name is of.
  func kind(_ word: UInt64, _ place: Place) -> ReportNameKind? {
    switch place {
    case .before: before[word]
    case .after: after[word]
    case .inside: inside[word]
    }
  }

  /// Whether a word, alone, is no name whatever its case says.
  func isBarred(_ word: UInt64) -> Bool {
    never.contains(word) || common.contains(word) || calendar.contains(word)
      || connectors.contains(word) || demonyms.contains(word) || inside[word] != nil
  }
}
