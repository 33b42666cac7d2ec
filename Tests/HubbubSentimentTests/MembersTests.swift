import HubbubModel
import Testing

/// Which posts count for a theme.
@Suite struct MembersTests {
  private func model(_ rows: [(post: Int, theme: Int, weight: Double)]) -> ThemeModel {
    ThemeModel(
      themes: ["a", "b", "c"].map { Theme(id: ThemeID($0), label: $0) },
      assignments: rows.enumerated().map {
        Assignment(post: $1.post, passage: $0, theme: $1.theme, weight: $1.weight)
      },
      residue: [:],
      metrics: ThemeMetrics(npmi: 0, diversity: 1, stability: nil, residue: 0))
  }

  @Test func aQuarterOfAPostOrItsHeaviestThemeCounts() {
    let model = model([
      (0, 0, 1),
      (1, 1, 0.75), (1, 2, 0.25),
      (2, 0, 0.8), (2, 1, 0.2),
      (3, 0, 0.24), (3, 1, 0.24), (3, 2, 0.24),
    ])
    #expect(model.members() == [[0, 2, 3], [1], [1]])
    #expect(model.members(ofTheme: 2) == [1])
  }

  @Test func passagesOfOneThemeAddUpInAnyOrder() {
    let rows: [(post: Int, theme: Int, weight: Double)] = [
      (4, 2, 0.2), (4, 1, 0.6), (4, 2, 0.2),
    ]
    #expect(model(rows).members() == [[], [4], [4]])
    #expect(model(rows.reversed()).members() == [[], [4], [4]])
  }

  @Test func postsOfTheResidueAndUnknownThemesHaveNone() {
    #expect(model([]).members() == [[], [], []])
    #expect(model([(0, 0, 1)]).members(ofTheme: 7) == [])
  }
}
