import HubbubCorpus
import HubbubModel
import HubbubThemes
import Testing

@Suite("Explanations")
struct ExplanationTests {
  static let explainer = ThemeExplainer(model: Sample.auto, terms: Sample.terms)

  @Test("words add up to the likeness, and themes come by falling likeness")
  func sums() throws {
    for post in stride(from: 0, to: Sample.corpus.count, by: 9) {
      for explanation in Self.explainer.explain(post: post, words: .max) {
        for claim in explanation.claims {
          let sum = claim.words.reduce(0) { $0 + $1.weight }
          #expect(abs(sum - claim.likeness) < 1e-9 && claim.likeness <= 1.000001)
        }
        let likeness = explanation.claims.map(\.likeness)
        #expect(likeness == likeness.sorted(by: >))
        #expect(explanation.runnerUp?.theme != explanation.theme || explanation.theme == nil)
      }
    }
  }

  @Test("words alone agree with most placements")
  func agreement() {
    var right = 0
    var all = 0
    for post in 0..<Sample.corpus.count {
      for explanation in Self.explainer.explain(post: post) where explanation.theme != nil {
        all += 1
        if explanation.claims.first?.theme == explanation.theme { right += 1 }
      }
    }
    #expect(Double(right) >= 0.8 * Double(all), "\(right) of \(all)")
  }

  @Test("name words that the post holds")
  func held() throws {
    let row = try #require(Sample.corpus.firstIndex { $0.text.contains("fifteen years of forum") })
    let explanation = try #require(Self.explainer.explain(post: row).first)
    let words = explanation.own?.words.map { $0.term.lowercased() } ?? []
    #expect(words.contains("cuda") && words.contains("moat"))
    let theme = try #require(explanation.theme)
    let typical = Self.explainer.typical(ofTheme: theme)
    #expect(typical.count == 5 && typical.map(\.likeness) == typical.map(\.likeness).sorted(by: >))
  }
}
