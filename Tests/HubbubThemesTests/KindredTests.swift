import HubbubCorpus
import HubbubModel
import HubbubVectors
import Testing

@testable import HubbubThemes

/// The upper of two levels of themes.
@Suite("Kindred themes")
struct KindredTests {
  /// Means of themes that lie around the middles of their groups.
  private static func means(
    of groups: [Int], apart: Double, spread: Double, seed: UInt64
  ) -> DenseMatrix {
    let width = 64
    let random = CounterGenerator(key: 7).child(seed)
    var draw: UInt64 = 0
    func vector(_ length: Double) -> [Double] {
      let values = (0..<width).map { _ -> Double in
        draw += 1
        return random.unit(draw) - 0.5
      }
      let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { $0 / norm * length }
    }
    let middles = (0...(groups.max() ?? 0)).map { _ in vector(apart) }
    let rows = groups.map { group in
      zip(middles[group], vector(spread)).map { Float($0 + $1) }
    }
    return DenseMatrix(rows: groups.count, columns: width, values: rows.flatMap { $0 })
  }

  @Test("are those of the groups that were planted", arguments: UInt64(0)..<20)
  func planted(seed: UInt64) {
    let groups = [0, 1, 0, 2, 1, 0, 2]
    let found = Kindred(means: Self.means(of: groups, apart: 1, spread: 0.6, seed: seed))
    #expect(found.head == [0, 1, 0, 3, 1, 0, 3])
  }

  @Test("are none where themes lie anyhow", arguments: UInt64(0)..<20)
  func flat(seed: UInt64) {
    let found = Kindred(
      means: Self.means(of: Array(0..<9), apart: 1, spread: 0, seed: seed))
    #expect(found.head.allSatisfy { $0 == nil })
  }

  @Test("are none among few themes", arguments: 0..<Kindred.fewest)
  func few(count: Int) {
    let means = DenseMatrix(
      rows: count, columns: 2, values: (0..<count).flatMap { [Float($0 / 2), 1] })
    #expect(Kindred(means: means).head == Array(repeating: nil, count: count))
  }

  @Test("a silhouette by hand: two near pairs, far from one another")
  func silhouette() {
    let places = [0.0, 1, 10, 11]
    let distances = places.map { a in places.map { b in abs(a - b) } }
    // From 0: 1 within, 10.5 to the others; from 1: 1 and 9.5.
    let expected = (9.5 / 10.5 + 8.5 / 9.5) / 2
    #expect(abs(Kindred.silhouette([[0, 1], [2, 3]], distances) - expected) < 1e-12)
    #expect(Kindred.silhouette([[0], [1], [2], [3]], distances) == 0)
  }

  private static let realms = [
    [
      "animal", "pet", "vet", "fur", "feed", "breed", "tail", "shelter", "owner", "training",
      "species", "wild",
    ],
    [
      "music", "concert", "melody", "stage", "song", "tune", "band", "audience", "record",
      "orchestra", "harmony", "lesson",
    ],
  ]
  private static let subjects = [
    ["cat", "purr", "whiskers", "kitten", "litter", "claw"],
    ["guitar", "strings", "fret", "chord", "plectrum", "amplifier"],
    ["horse", "saddle", "hoof", "stable", "gallop", "mane"],
    ["piano", "keyboard", "pedal", "sonata", "octave", "hammer"],
    ["parrot", "feather", "beak", "perch", "cage", "squawk"],
    ["drum", "cymbal", "snare", "rhythm", "sticks", "beat"],
  ]

  /// Six subjects in two realms; posts use words of both.
  private static let planted = Corpus(
    posts: (0..<240).map { row in
      let subject = row % 6
      func drawn(_ count: Int, of words: [String]) -> [String] {
        let random = CounterGenerator(key: UInt64(row)).child(UInt64(words.count))
        return words.indices.sorted { random.unit(UInt64($0)) < random.unit(UInt64($1)) }
          .prefix(count).map { words[$0] }
      }
      // Some posts speak of another subject of their realm too.
      let aside = row / 6 % 3 == 0 ? drawn(2, of: subjects[(subject + 2) % 6]) : []
      let own = drawn(4, of: subjects[subject]) + aside
      let shared = drawn(6, of: realms[subject % 2])
      let text = own + shared
      let digits = String(1000 + row)
      return Post(
        id: PostID(digits), thread: "t", text: text.joined(separator: " and the ") + ".",
        language: "en")
    })

  @Test("of a corpus in two levels point at the largest of their group")
  func corpus() throws {
    let model = SmallCorpusTests.find(Self.planted, ThemeOptions(count: 6, residue: 0))
    var subject = [Int](repeating: -1, count: model.themes.count)
    for row in model.assignments { subject[row.theme] = row.post % 6 }
    #expect(Set(subject).count == 6)
    let numbers = Dictionary(
      uniqueKeysWithValues: model.themes.enumerated().map { ($1.id, $0) })
    var groups: [Int: Set<String>] = [:]
    for (number, theme) in model.themes.enumerated() {
      let group = try #require(theme.group)
      groups[subject[number] % 2, default: []].insert(group)
      let head = theme.parent.flatMap { numbers[$0] } ?? number
      #expect(subject[head] % 2 == subject[number] % 2)
      #expect(model.themes[head].parent == nil && model.themes[head].group == group)
      #expect(head <= number, "the largest theme of a group heads it")
    }
    #expect(groups.values.allSatisfy { $0.count == 1 } && groups[0] != groups[1])
    #expect(model.themes.filter { $0.parent == nil }.count == 2)
  }
}
