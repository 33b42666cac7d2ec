import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import HubbubThemes
import Testing

@Suite("Small corpora")
struct SmallCorpusTests {
  static let cats = ["cat", "purr", "whiskers", "kitten", "fur", "claw", "mouse", "litter"]
  static let cars = ["engine", "wheel", "brake", "gear", "petrol", "clutch", "tyre", "bonnet"]
  static let bread = ["flour", "yeast", "dough", "oven", "crust", "knead", "loaf", "sourdough"]

  /// Posts of three subjects, each of seven words drawn from eight.
  static func corpus(_ count: Int) -> Corpus {
    Corpus(
      posts: (0..<count).map { row in
        let words = [cats, cars, bread][row % 3]
        let text = (0..<7).map { words[(row / 3 * 5 + $0 * 3 + row % 5) % 8] }
        let id = PostID("p\(row < 10 ? "0" : "")\(row)")
        return Post(
          id: id, thread: "t", text: text.joined(separator: " and the ") + ".", language: "en")
      })
  }

  static func find(_ corpus: Corpus, _ options: ThemeOptions = ThemeOptions()) -> ThemeModel {
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    return ThemeFinder.find(corpus: corpus, terms: terms, options: options, workers: .one)
  }

  @Test("of any size give a model whose numbers are numbers", arguments: [0, 1, 2, 3, 5, 9, 14])
  func sizes(count: Int) {
    let model = Self.find(Self.corpus(count))
    let posts = Set(model.assignments.map(\.post))
    #expect(posts.count + model.residue.values.reduce(0, +) == count)
    #expect(model.metrics.npmi.isFinite && model.metrics.diversity.isFinite)
    #expect(model.assignments.allSatisfy { $0.weight > 0 && $0.weight <= 1 })
    #expect(count == 0 || !model.themes.isEmpty)
  }

  @Test("of three subjects give three themes", arguments: [20, 30, 60])
  func three(count: Int) throws {
    let model = Self.find(Self.corpus(count))
    #expect(model.themes.count == 3)
    var subjects: [Int: Set<Int>] = [:]
    for row in model.assignments { subjects[row.theme, default: []].insert(row.post % 3) }
    #expect(subjects.values.allSatisfy { $0.count == 1 })
  }

  @Test(
    "of posts that all say the same have one theme of them all", arguments: [1, 4, 19, 20, 45, 300])
  func equal(count: Int) {
    let corpus = Corpus(
      posts: (0..<count).map { row in
        Post(
          id: PostID("p\(1000 + row)"), thread: "t",
          text: "The ferry to the island sails on Sundays.",
          language: "en")
      })
    let model = Self.find(corpus, ThemeOptions(residue: 0))
    #expect(model.themes.count == 1)
    #expect(Set(model.assignments.map(\.post)).count == count)
  }

  @Test("of posts without words assign none, or all where all are asked for")
  func wordless() {
    let corpus = Corpus(
      posts: (0..<6).map { Post(id: PostID("p\($0)"), thread: "t", text: $0 < 3 ? "!" : "and") })
    #expect(Self.find(corpus).assignments.isEmpty)
    let mixed = Corpus(
      posts: (0..<12).map { row in
        Post(
          id: PostID("p\(row < 10 ? "0" : "")\(row)"), thread: "t",
          text: row == 5 ? "+1" : "cats chase mice number \(row)")
      })
    let all = Self.find(mixed, ThemeOptions(residue: 0))
    #expect(Set(all.assignments.map(\.post)).count == 12 && all.residue.isEmpty)
  }

  @Test("no themes are looked for where none are wanted")
  func none() {
    let model = Self.find(Self.corpus(30), ThemeOptions(count: 0))
    #expect(model.themes.isEmpty && model.metrics.residue == 1)
  }
}
