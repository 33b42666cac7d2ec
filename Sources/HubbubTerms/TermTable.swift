internal import HubbubSystem
internal import HubbubVectors

/// The terms of all readers, numbered as they come; the numbers do not outlive the indexing.
struct TermTable: Sendable {
  /// The stems.
  let stems: TermStems
  /// For each word table, the stem of each of its classes.
  let stemOfClass: [[Int32]]
  /// For each word table, the stem of each of its variants; −1 for what is no term.
  let stemOfVariant: [[Int32]]
  /// How often each stem occurs.
  let counts: [Int]

  /// Merges the words of some tables, which are not closed yet.
  init(_ tables: [WordTable], workers: Workers = .one) {
    let uses = workers.map(tables.count) { Self.surfaceCounts(of: tables[$0]) }
    let first = FirstStems(tables.first ?? WordTable())
    var stems = TermStems(first)
    let analyzer = LanguageAnalyzer(language: "en")
    var stem: [UInt8] = []
    let stemOfClass = tables.indices.map { number -> [Int32] in
      let table = tables[number]
      let known = first.numbers(of: table, isFirst: number == 0, workers: workers)
      return known.indices.map { place in
        if known[place] >= 0 { return known[place] }
        switch table.classes[place] {
        case .stem(let own): return table.withWord(of: Int(own)) { stems.insert($0) }
        case .undecided(let surface):
          let word = Self.decided(Int(surface), of: table, among: tables, uses)
          analyzer.stem(word, into: &stem)
          return first.number(of: stem.span) ?? stems.insert(stem.span)
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
