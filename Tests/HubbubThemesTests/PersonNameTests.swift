import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

@Suite("Names of people")
struct PersonNameTests {
  /// Ten threads of four posts; two people answer in threads of their own.
  private static let corpus = Corpus(
    posts: (0..<40).map { row in
      let thread = row / 4
      let author = ["1vanK", "Rosemary Lee", "baker", "x\(row)"][row % 4]
      let bearer = row % 4 < 2 ? (row % 4 == 0 ? thread < 3 : thread > 6) : true
      let text: String
      switch thread {
      case 0..<3: text = "Thanks 1vanK, the shader compiles and the texture loads well now."
      case 7...: text = "Dear Rosemary, rosemary oil and thyme keep a shader of herbs fresh."
      default: text = "Add rosemary and thyme to the dough; @milo said the oven matters."
      }
      let digits = String(100 + row)
      return Post(
        id: PostID(digits), thread: ThreadID("t\(thread)"), author: bearer ? author : "y\(row)",
        text: text, language: "en")
    })

  @Test("are told from words that are written alike")
  func names() {
    let terms = TermIndexer.index(corpus: Self.corpus, workers: .one)
    let model = ThemeFinder.find(
      corpus: Self.corpus, terms: terms, options: ThemeOptions(count: 3, residue: 0),
      workers: .one)
    let words = Set(model.themes.flatMap(\.terms).map { $0.term.lowercased() })
    let labels = model.themes.map { $0.label.lowercased() }.joined(separator: " ")
    for name in ["1vank", "milo"] {
      #expect(!words.contains { $0.contains(name) } && !labels.contains(name), "\(name)")
    }
    // A herb is spoken of where nobody bears its name.
    #expect(words.contains { $0.contains("rosemary") } && words.contains { $0.contains("dough") })
  }

  @Test(
    "are odd where plain words are not",
    arguments: [
      ("1vanK", true), ("george_t", true), ("TheBaker", true), ("Rosemary", false),
      ("cadaver", false), ("UNIX", false),
    ])
  func odd(word: String, isOdd: Bool) {
    #expect(PersonNames.isOdd(word) == isOdd)
  }
}
