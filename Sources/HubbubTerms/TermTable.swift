internal import HubbubSystem
internal import HubbubVectors

/// The terms of all readers, numbered as they come; the numbers do not outlive the indexing.
struct TermTable: Sendable {
  /// The stems.
  let stems: Vocabulary
  /// For each word table, the stem of each of its classes.
  let stemOfClass: [[Int32]]
  /// For each word table, the stem of each of its variants; −1 for what is no term.
  let stemOfVariant: [[Int32]]
  /// How often each stem occurs.
  let counts: [Int]

  /// Merges the words of some tables.
  init(_ tables: [WordTable], workers: Workers = .one) {
    let (merged, uses) = workers.map(tables.count, beside: { Self.merged(tables) }) {
      Self.surfaceCounts(of: tables[$0])
    }
    var stems = merged.stems
    let analyzer = LanguageAnalyzer(language: "en")
    var stem: [UInt8] = []
    let stemOfClass = tables.indices.map { number in
      tables[number].classes.map { found -> Int32 in
        switch found {
        case .stem(let own): return merged.renumbered[number][Int(own)]
        case .undecided(let surface):
          let word = Self.decided(Int(surface), of: tables[number], among: tables, uses)
          analyzer.stem(word, into: &stem)
          return Int32(stems.insert(stem))
        }
      }
    }
    let all = stems.count
    let parts = workers.map(tables.count) { number in
      let own = stemOfClass[number]
      var counts = [Int](repeating: 0, count: all)
      let stems = tables[number].withClasses { classes in
        classes.indices.map { variant in
          guard classes[variant] >= 0 else { return Int32(-1) }
          let stem = own[Int(classes[variant])]
          counts[Int(stem)] += Int(tables[number].counts[variant])
          return stem
        }
      }
      return (stems: stems, counts: counts)
    }
    var counts = parts.first?.counts ?? []
    for part in parts.dropFirst() {
      for stem in counts.indices { counts[stem] += part.counts[stem] }
    }
    self.stems = stems
    self.stemOfClass = stemOfClass
    stemOfVariant = parts.map(\.stems)
    self.counts = counts
  }

  /// The stems of all tables, and the number there of each stem of each table.
  private static func merged(_ tables: [WordTable]) -> (stems: Vocabulary, renumbered: [[Int32]]) {
    var stems = tables.first?.stems ?? Vocabulary()
    var renumbered = [tables.first.map { Array(0..<Int32($0.stems.count)) } ?? []]
    for table in tables.dropFirst() { renumbered.append(stems.merge(table.stems)) }
    return (stems, renumbered)
  }

  /// An English word in -us, or the singular that it is the plural of.
  private static func decided(
    _ surface: Int, of table: WordTable, among tables: [WordTable], _ uses: [[Int32]]
  ) -> [UInt8] {
    func count(_ word: [UInt8]) -> Int? {
      var found: Int?
      for (number, other) in tables.enumerated() {
        guard let family = other.languages.firstIndex(of: "en"),
          let place = other.variants.find(word.span, family: family)
        else { continue }
        found = (found ?? 0) + Int(uses[number][place])
      }
      return found
    }
    let word = table.withWord(of: surface) { bytes in bytes.indices.map { bytes[$0] } }
    let base = Array(word.dropLast())
    let isPlural = EnglishPlurals.isPlural(count: count(word) ?? 0, singular: count(base))
    return isPlural ? base : word
  }

  /// How often each folded word of a table occurs.
  private static func surfaceCounts(of table: WordTable) -> [Int32] {
    var counts = [Int32](repeating: 0, count: table.surfaces.count)
    for (surface, count) in zip(table.surfaces, table.counts) where surface >= 0 {
      counts[Int(surface)] += count
    }
    return counts
  }
}
