import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import Testing

@testable import HubbubThemes

@Suite("Fellowship of terms")
struct TermFellowshipTests {
  /// Four posts of two words that stand together, four of one that stands alone.
  private static let corpus = Corpus(
    posts: (0..<8).map { row in
      Post(
        id: PostID("p\(row)"), thread: "t", text: row < 4 ? "Flour, yeast." : "Bonnet.",
        language: "en")
    })

  @Test("is the mean NPMI with a theme's words, by hand", arguments: [1, 3])
  func byHand(workers: Int) throws {
    let terms = TermIndexer.index(
      corpus: Self.corpus, options: TermOptions(unit: .post), workers: .one)
    func column(_ surface: String) throws -> Int {
      try #require(terms.surfaces.firstIndex { $0.lowercased() == surface })
    }
    let (flour, yeast, bonnet) = (try column("flour"), try column("yeast"), try column("bonnet"))
    let ranked: [(column: Int, weight: Double)] = [(flour, 2), (yeast, 1), (bonnet, 1)]
    let factors = TermFellowship(terms: terms, ranked: [ranked], workers: Workers(workers)).factors
    let found = factors[0]
    // Flour and yeast: ln(½ / ¼) / −ln ½ = 1; either and bonnet never meet: −1.
    let third = try #require(found[yeast])
    #expect(abs(third - 1.0 / 3) < 1e-12)
    #expect(found[flour] == TermFellowship.least, "1 and −1 of equal weight cancel out")
    #expect(found[bonnet] == TermFellowship.least)
  }
}
