import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubVectors
import Testing

@testable import HubbubTerms

@Suite("Spellings")
struct SpellingsTests {
  static let roots = [
    "model", "models", "menu", "menus", "virus", "gpu", "gpus", "rain", "raining", "straße",
    "naïve",
    "café", "cost", "costs", "costing", "o’neill", "status", "bonus", "bonuses", "chip",
  ]

  /// Posts of words in several casings and inflections, some in German, some with a possessive.
  static func corpus(_ seed: UInt64, posts: Int = 90) -> Corpus {
    var random = SeededNumbers(seed)
    return Corpus(
      posts: (0..<posts).map { row in
        let words = (0..<Int.random(in: 0...12, using: &random)).map { _ in
          let root = roots[Int.random(in: 0..<roots.count, using: &random)]
          let cased: String =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: root.uppercased()
            case 1: root.prefix(1).uppercased() + root.dropFirst()
            default: root
            }
          let ending = ["", "", "", "'s", "’s"][Int.random(in: 0..<5, using: &random)]
          return cased + ending
        }
        return Post(
          id: PostID("p\(row)"), thread: "t", text: words.joined(separator: " "),
          language: row % 7 == 0 ? "de" : "en")
      })
  }

  /// The words of some readers, each of which takes every so manieth post.
  static func tables(_ corpus: Corpus, readers: Int) -> [WordTable] {
    (0..<readers).map { number in
      var reader = ShardReader(options: TermOptions(minimumDF: 1), primary: "en")
      for row in stride(from: number, to: corpus.count, by: readers) {
        _ = reader.read(row..<row + 1, of: corpus)
      }
      return reader.finished()
    }
  }

  /// The first by its bytes of what has the highest count.
  static func best(_ counts: [String: Int]) -> String {
    counts.max { a, b in
      a.value != b.value ? a.value < b.value : b.key.utf8.lexicographicallyPrecedes(a.key.utf8)
    }?.key ?? ""
  }

  /// The rule in the fewest words: by dictionaries, all stems at once.
  static func plain(_ terms: TermTable, _ words: [WordTable]) -> [String: String] {
    var forms: [String: [String: Int]] = [:]
    var casings: [String: [String: [String: Int]]] = [:]
    for (table, stems) in zip(words, terms.stemOfVariant) {
      for (variant, stem) in stems.enumerated() where stem >= 0 && table.counts[variant] > 0 {
        let name = terms.stems.string(Int(stem))
        let form = table.withWord(of: Int(table.surfaces[variant])) { word in
          String(decoding: word.indices.map { word[$0] }, as: UTF8.self)
        }
        let shown = Display.shown(variant, of: table)
        let count = Int(table.counts[variant])
        forms[name, default: [:]][form, default: 0] += count
        casings[name, default: [:]][form, default: [:]][shown, default: 0] += count
      }
    }
    var spellings: [String: String] = [:]
    for (name, counts) in forms { spellings[name] = best(casings[name]?[best(counts)] ?? [:]) }
    return spellings
  }

  @Test(
    "are the most frequent form's most frequent casing", arguments: 0..<6 as Range<UInt64>,
    [1, 2, 5])
  func rule(seed: UInt64, readers: Int) {
    let words = Self.tables(Self.corpus(seed), readers: readers)
    let terms = TermTable(words, workers: Workers(readers))
    let expected = Self.plain(terms, words)
    #expect(expected.count > 8)
    for batch in [1, 3, 4096] {
      let spellings = Spellings(
        of: terms, words: words, wanted: Array(repeating: true, count: terms.stems.count),
        batch: batch)
      let found = spellings.batches.indices.flatMap { spellings.spell($0) }
      #expect(found.count == terms.stems.count)
      for (stem, spelling) in found.enumerated() {
        #expect(spelling == expected[terms.stems.string(stem)] ?? "")
      }
    }
  }

  @Test("are made of the stems that are wanted alone")
  func wanted() {
    let words = Self.tables(Self.corpus(1), readers: 2)
    let terms = TermTable(words)
    let all = Array(repeating: true, count: terms.stems.count)
    let some = all.indices.map { $0 % 3 == 1 }
    let whole = Spellings(of: terms, words: words, wanted: all)
    let part = Spellings(of: terms, words: words, wanted: some, batch: 4)
    let expected = whole.batches.indices.flatMap { whole.spell($0) }
    #expect(
      part.batches.indices.flatMap { part.spell($0) }
        == zip(expected, some).map { $1 ? $0 : "" })
  }

  @Test(
    "and all else of an index are the same for any shards and workers", arguments: [1, 4, 13, 100],
    [1, 2, 3, 5])
  func workers(size: Int, workers: Int) {
    for (seed, phrases) in [(11, false), (12, true)] as [(UInt64, Bool)] {
      let corpus = Self.corpus(seed)
      let options = TermOptions(minimumDF: 2, phrases: phrases)
      let one = TermIndexer.index(corpus: corpus, options: options, shard: 1000, workers: .one)
      #expect(one.terms.count > 5 && one.counts.entries > 100)
      #expect(
        TermIndexer.index(corpus: corpus, options: options, shard: size, workers: Workers(workers))
          == one)
    }
  }

  @Test(
    "stems and their counts are those of one reader, whatever their numbers", arguments: [2, 3, 7])
  func merging(readers: Int) {
    func counts(_ readers: Int) -> [String: Int] {
      let terms = TermTable(
        Self.tables(Self.corpus(5), readers: readers), workers: Workers(readers))
      var counts: [String: Int] = [:]
      for (stem, count) in terms.counts.enumerated() where count > 0 {
        counts[terms.stems.string(stem)] = count
      }
      return counts
    }
    let one = counts(1)
    // `menus` is the plural of a word that is there, `virus` is none.
    #expect(one["virus", default: 0] > 0 && one["menu", default: 0] > 0)
    #expect(counts(readers) == one)
  }
}

/// Sebastiano Vigna's SplitMix64 (public domain).
private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
