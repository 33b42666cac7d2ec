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
  init(_ tables: [WordTable]) {
    var stems = tables.first?.stems ?? Vocabulary()
    var renumbered = [tables.first.map { Array(0..<Int32($0.stems.count)) } ?? []]
    for table in tables.dropFirst() { renumbered.append(stems.merge(table.stems)) }
    let analyzer = LanguageAnalyzer(language: "en")
    let uses = tables.map(Self.surfaceCounts)
    var stem: [UInt8] = []
    var stemOfVariant: [[Int32]] = []
    for (number, table) in tables.enumerated() {
      let numbers = renumbered[number]
      let ofSurface = table.stemOfSurface.enumerated().map { surface, own -> Int32 in
        if own >= 0 { return numbers[Int(own)] }
        guard own == WordTable.undecided else { return -1 }
        let word = Self.decided(surface, of: table, among: tables, uses)
        analyzer.stem(word, into: &stem)
        return Int32(stems.insert(stem))
      }
      stemOfVariant.append(table.surfaces.map { $0 < 0 ? -1 : ofSurface[Int($0)] })
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
