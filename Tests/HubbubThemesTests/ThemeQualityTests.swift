import HubbubModel
import Testing

@testable import HubbubThemes

@Suite("Measures")
struct ThemeQualityTests {
  @Test("NPMI of two words by hand")
  func npmi() {
    // 10 passages; words in {0…3} and {2…5}: p = .4, .4, both .2.
    let value = ThemeQuality.npmi([0, 1, 2, 3], [2, 3, 4, 5], total: 10)
    // ln(.2 / .16) / −ln .2
    #expect(abs(value - 0.138646883853) < 1e-9)
    #expect(ThemeQuality.npmi([0, 1], [2, 3], total: 10) == -1, "never together")
    #expect(abs(ThemeQuality.npmi([0, 1], [0, 1], total: 10) - 1) < 1e-12, "always together")
    let free = ThemeQuality.npmi([0, 1, 2, 3, 4], [0, 1, 5, 6], total: 10)
    #expect(abs(free) < 1e-12, "as often as chance has it")
  }

  @Test("log-odds grow with evidence and vanish where both sides agree")
  func logOdds() {
    #expect(abs(Labels.logOdds(10, 100, 20, 200)) < 0.2)
    #expect(Labels.logOdds(20, 40, 5, 200) > Labels.logOdds(4, 40, 1, 200))
    #expect(Labels.logOdds(5, 200, 20, 40) < 0)
  }

  @Test("the number of themes is the finest of nearly equal peaks, and 1 where none is good")
  func chosen() {
    func levels(_ scores: [Double]) -> [ThemeLevel] {
      scores.enumerated().map {
        ThemeLevel(count: $0 + 2, stability: 1, modularity: 1, silhouette: 1, score: $1)
      }
    }
    #expect(Levels.chosen(of: levels([0.1, 0.5, 0.3, 0.48, 0.2]), most: 12) == 5)
    #expect(Levels.chosen(of: levels([0.1, 0.5, 0.3, 0.4, 0.2]), most: 12) == 3)
    #expect(Levels.chosen(of: levels([0.1, 0.2, 0.3, 0.4, 0.5]), most: 4) == 4)
    #expect(Levels.chosen(of: levels([0, 0]), most: 12) == 1)
    #expect(Levels.chosen(of: [], most: 12) == 1)
  }

  @Test("the grid has all small numbers and stays below a fifth of the passages")
  func grid() {
    #expect(Levels.grid(rows: 20) == [2, 3, 4])
    #expect(Levels.grid(rows: 214) == Array(2...12) + [18, 27])
    #expect(Levels.grid(rows: 20_000) == Array(2...12) + [18, 27, 40, 60])
    #expect(Levels.grid(rows: 3) == [2])
  }

  @Test(
    "ids are labels in lower case, never twice",
    arguments: [
      ("Edge inference and hybrid systems", "edge-inference-and-hybrid-systems"),
      ("CUDA's moat", "cudas-moat"), ("C++ / Rust", "c-rust"), ("Ärger über Öl", "ärger-über-öl"),
      ("…", "theme"),
    ])
  func ids(label: String, id: String) {
    var taken: Set<String> = []
    #expect(ThemeNames.id(of: label, taken: &taken).text == id)
    #expect(ThemeNames.id(of: label, taken: &taken).text == id + "-2")
  }

  @Test(
    "sentences that stand alone",
    arguments: [
      ("A hybrid model is one where training stays central and inference runs nearby.", true),
      ("Is a hybrid model one where training stays central and inference runs nearby?", false),
      ("It is one where training stays central and inference runs near the person.", false),
      ("a model where training stays central and inference runs near the person.", false),
      ("Too short to say anything.", false),
      ("Training stays central, and inference runs near the person who asked for it…", false),
    ])
  func stands(sentence: String, expected: Bool) {
    #expect(Glosses.stands(sentence, LabelWords.of("en")) == expected)
  }
}
