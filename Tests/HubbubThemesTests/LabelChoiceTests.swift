import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

@Suite("Choice of labels")
struct LabelChoiceTests {
  @Test("what a theme has for itself names it, though another word is commoner")
  func evidence() {
    // 40 of 100 passages and 1 of 1,000 others, against 45 and 100.
    #expect(Labels.evidence(40, 100, 1, 1000) > Labels.evidence(45, 100, 100, 1000))
    #expect(Labels.logOdds(40, 100, 1, 1000) < Labels.logOdds(45, 100, 100, 1000))
    #expect(Labels.evidence(10, 100, 100, 1000) == 0, "as common elsewhere")
    #expect(Labels.evidence(5, 100, 100, 1000) == 0)
    #expect(Labels.evidence(40, 100, 0, 0) > 0, "a discussion of one theme")
  }

  @Test("evenness is the number of different values beside that of a random draw, by hand")
  func evenness() {
    // Two of four drawn: a value of two members is among them with 1 − (1 − ½)² = ¾.
    #expect(ValueSizes(["a", "a", "b", "b"]).evenness(of: ["a", "a"]) == 1 / 1.5)
    #expect(ValueSizes(["a", "a", "b", "b"]).evenness(of: ["a", "b"]) == 2 / 1.5)
    #expect(ValueSizes(["a", "b"]).evenness(of: ["a", "b"]) == 1)
    #expect(ValueSizes([String]()).evenness(of: [String]()) == 1, "nobody is known")
  }

  /// Names of the themes of posts about baking and about cars, most of the former with words added.
  private static func labels(
    language: (Int) -> String = { _ in "en" }, adding: (Int) -> String
  ) -> [String] {
    let corpus = Corpus(
      posts: (0..<80).map { row in
        let words = row % 2 == 0 ? SmallCorpusTests.bread : SmallCorpusTests.cars
        let some = (0..<4).map { words[(row / 2 * 5 + $0 * 3 + row % 5) % 8] }
        let text = "The " + some.joined(separator: " and the ") + "."
        let digits = String(100 + row)
        return Post(
          id: PostID(digits), thread: ThreadID("t\(digits)"), author: "a\(row % 20)",
          text: row % 2 == 0 ? "\(text) \(adding(row / 2))" : text, language: language(row))
      })
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    return ThemeFinder.find(
      corpus: corpus, terms: terms, options: ThemeOptions(count: 2, residue: 0), workers: .one
    ).themes.map { $0.label.lowercased() }
  }

  @Test(
    "a word stands out in a theme of one subject more than in one of two; names reach their posts")
  func focus() throws {
    func themes(_ count: Int) -> [Theme] {
      let corpus = Corpus(
        posts: (0..<120).map { row in
          // Three subjects of two words each, among words that all of them use.
          let own = [["kiln", "glaze"], ["rudder", "keel"], ["fugue", "oboe"]][row % 3]
          let text = "The \(own[row / 3 % 2]) of the \(own[(row / 3 + 1) % 2]) and the work."
          return Post(
            id: PostID(String(100 + row)), thread: ThreadID("t\(row)"), author: "a\(row % 30)",
            text: text, language: "en")
        })
      let terms = TermIndexer.index(corpus: corpus, workers: .one)
      let options = ThemeOptions(count: count, residue: 0)
      return ThemeFinder.find(
        corpus: corpus, terms: terms, options: options, workers: .one
      ).themes
    }
    for theme in themes(3) {
      #expect(try #require(theme.focus) > 0.9, "\(theme.label)")
      #expect(try #require(theme.reach) > 0.9, "\(theme.label)")
    }
    // One theme of two subjects of the three: each of its words is in half of it.
    let lowest = try #require(themes(2).compactMap(\.focus).min())
    #expect(lowest < 0.7)
  }

  @Test("a signature names no theme, but the word that many posts hold each in its own way does")
  func signatures() {
    let signed = Self.labels { row in
      row % 3 == 0 ? "\nGordon Banks, cadet of the chastity of the intellect." : ""
    }
    #expect(!signed.contains { $0.contains("banks") || $0.contains("cadet") }, "\(signed)")
    let spoken = Self.labels { row in
      let after = ["morning", "supper", "Sunday", "winter", "guests", "children", "market"]
      return "A baguette for the \(after[row % 7]) of the \(after[row * 3 % 5]) is a baguette."
    }
    #expect(spoken.contains { $0.contains("baguette") }, "\(spoken)")
  }

  @Test("adjectives name no theme")
  func adjectives() {
    let labels = Self.labels { row in
      row % 2 == 0
        ? "The smell was very scrumptious." : "And it looks scrumptious."
    }
    #expect(!labels.contains { $0.contains("scrumptious") }, "\(labels)")
  }

  @Test("function words of another language of the discussion name no theme")
  func functionWords() {
    let labels = Self.labels(language: { $0 % 4 == 3 ? "fr" : "en" }) { row in
      "Il faut que les autres soient dans le four avec nous."
    }
    let words = Set(labels.flatMap { $0.split(separator: " ").map(String.init) })
    #expect(words.isDisjoint(with: ["les", "que", "dans", "avec", "nous"]), "\(labels)")
  }

  @Test(
    "a gloss claims what holds whoever speaks",
    arguments: [
      "I took my dough and my yeast and my flour to the oven yesterday.",
      "The dough and the yeast and the flour was in the oven yesterday.",
      "Dough, yeast, flour, crust, sourdough, loaf and the oven are for sale.",
      "Thanks for the dough and the yeast and the flour in the oven.",
    ])
  func glosses(other: String) throws {
    let claim = "A dough needs yeast and flour and time before the oven is hot."
    let corpus = Corpus(
      posts: (0..<40).map { row in
        let words = row % 2 == 0 ? SmallCorpusTests.bread : SmallCorpusTests.cars
        let some = (0..<5).map { words[(row / 2 * 5 + $0 * 3 + row % 5) % 8] }
        let text = some.joined(separator: " and the ")
        return Post(
          id: PostID(String(100 + row)), thread: ThreadID("t\(row)"),
          text: row == 10 ? claim : row == 12 ? other : text, language: "en")
      })
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    let model = ThemeFinder.find(
      corpus: corpus, terms: terms, options: ThemeOptions(count: 2, residue: 0), workers: .one)
    #expect(model.themes.contains { $0.gloss?.text == claim })
  }
}
