internal import HubbubSystem
internal import HubbubVectors

/// The terms of all readers, numbered as they come; the numbers do not outlive the indexing.
struct TermTable: Sendable {
  /// The stems.
  let stems: Vocabulary
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
    // Few words need the counts of others, so that the rest is left to all workers.
    let decided = tables.map { table in
      var decided: [Int: Int32] = [:]
      for (surface, own) in table.stemOfSurface.enumerated() where own == WordTable.undecided {
        analyzer.stem(Self.decided(surface, of: table, among: tables, uses), into: &stem)
        decided[surface] = Int32(stems.insert(stem))
      }
      return decided
    }
    let stemOfVariant = workers.map(tables.count) { number in
      let numbers = merged.renumbered[number]
      let ofSurface = tables[number].stemOfSurface.enumerated().map { surface, own -> Int32 in
        own >= 0
          ? numbers[Int(own)] : own == WordTable.undecided ? decided[number][surface] ?? -1 : -1
      }
      return tables[number].surfaces.map { $0 < 0 ? -1 : ofSurface[Int($0)] }
    }
    var counts = [Int](repeating: 0, count: stems.count)
    for (table, stemOfVariant) in zip(tables, stemOfVariant) {
      for (count, stem) in zip(table.counts, stemOfVariant) where stem >= 0 {
        counts[Int(stem)] += Int(count)
      }
    }
    self.stems = stems
    self.stemOfVariant = stemOfVariant
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
        guard let place = other.variants.find(word.span) else { continue }
        found = (found ?? 0) + Int(uses[number][place])
      }
      return found
    }
    let marked = table.variants.withBytes(of: surface) { bytes in bytes.indices.map { bytes[$0] } }
    let word = Array(marked.prefix { $0 != WordTable.languageMark })
    let base = Array(word.dropLast())
    let isPlural = EnglishPlurals.isPlural(
      count: count(marked) ?? 0, singular: count(base + marked[word.count...]))
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
