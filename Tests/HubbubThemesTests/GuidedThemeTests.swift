import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import HubbubThemes
import Testing

@Suite("Guided themes")
struct GuidedThemeTests {
  func find(_ guided: [GuidedTheme], count: Int? = 6) -> ThemeModel {
    Sample.find(ThemeOptions(count: count, guided: guided))
  }

  static let three = Sample.find(
    ThemeOptions(count: 6, guided: [gardening, hybrid, efficiency]))

  func members(_ model: ThemeModel) -> [Int: ThemeID] {
    var members: [Int: ThemeID] = [:]
    for row in model.assignments where members[row.post] == nil {
      members[row.post] = model.themes[row.theme].id
    }
    return members
  }

  static let efficiency = GuidedTheme(
    id: "efficiency", name: "Efficiency over expansion",
    terms: ["efficiency", "smaller models", "quantization", "scaling laws", "distillation"])
  static let hybrid = GuidedTheme(
    id: "hybrid", name: "Hybrid models", terms: ["hybrid", "inference at the edge", "edge box"])
  static let gardening = GuidedTheme(
    id: "gardening", name: "Gardening", terms: ["tulips", "compost heap"])

  @Test("come first under their ids, with no posts if none matched")
  func order() {
    let model = Self.three
    #expect(model.themes.prefix(3).map(\.id) == ["gardening", "hybrid", "efficiency"])
    #expect(model.themes.prefix(3).map(\.label).first == "Gardening")
    #expect(model.themes.enumerated().allSatisfy { $1.guided == ($0 < 3) })
    #expect(!model.assignments.contains { $0.theme == 0 })
    #expect(model.themes[0].gloss == nil && model.themes[0].terms.isEmpty)
  }

  @Test("gather what is about them")
  func gather() {
    let members = members(Self.three)
    for (id, label) in [("hybrid", "hybrid"), ("efficiency", "efficiency")] {
      let own = members.filter { $0.value == ThemeID(id) }.map { Sample.labels[$0.key] }
      let right = Double(own.count { $0 == label })
      let all = Double(Sample.labels.count { $0 == label })
      #expect(right / Double(own.count) >= 0.75, "precision of \(id): \(right) of \(own.count)")
      #expect(right / all >= 0.7, "recall of \(id): \(right) of \(all)")
    }
  }

  @Test("that have nothing to do with the rest move no other post")
  func unrelated() {
    let before = members(find([Self.efficiency]))
    let after = members(find([Self.efficiency, Self.gardening]))
    #expect(before == after)
    let narrow = GuidedTheme(id: "goats", name: "Goats", terms: ["goats"])
    let with = members(find([Self.efficiency, narrow]))
    let others = before.keys.filter { with[$0] != "goats" }
    // A theme that lost a member may be named otherwise: names are matched by what they share.
    var pairs: [ThemeID: [ThemeID: Int]] = [:]
    for post in others {
      if let old = before[post], let new = with[post] {
        pairs[old, default: [:]][new, default: 0] += 1
      }
    }
    let stayed = pairs.values.reduce(0) { $0 + ($1.values.max() ?? 0) }
    #expect(Double(stayed) >= 0.99 * Double(others.count), "\(stayed) of \(others.count)")
  }

  @Test("leave out what holds a must-not term")
  func not() {
    var strict = Self.efficiency
    strict.not = ["quantization"]
    let model = find([strict])
    for row in model.assignments where row.theme == 0 {
      #expect(!Sample.corpus[row.post].text.lowercased().contains("quantization"))
    }
  }

  @Test("match phrases by their stems, across one hyphen or line break, and not across marks")
  func phrases() {
    let theme = GuidedTheme(id: "laws", name: "Laws", terms: ["scaling laws"])
    let texts = [
      ("The scaling law holds.", true), ("Scaling-laws again", true), ("scaling\nlaws", true),
      ("Scale the laws", false), ("We like scaling. Laws are dull", false),
      ("Laws of scaling", false),
    ]
    let corpus = Corpus(
      posts: texts.enumerated().map {
        Post(id: PostID("p\($0)"), thread: "t", text: $1.0, language: "en")
      })
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    let model = ThemeFinder.find(
      corpus: corpus, terms: terms, options: ThemeOptions(count: 0, guided: [theme]),
      workers: .one)
    let found = Set(model.assignments.map(\.post))
    let expected = Set(texts.indices.filter { texts[$0].1 })
    #expect(found == expected)
  }

  @Test("are counted beside the number asked for")
  func count() {
    // Six were asked for, three are guided.
    #expect(Self.three.themes.count == 9)
  }
}
