import HubbubCorpus
import HubbubModel
import HubbubThemes
import Testing

/// What became of the themes of an earlier run.
@Suite struct LineageTests {
  /// A run: themes by id with their posts' numbers, and their words.
  private struct Run {
    var corpus: Corpus
    var model: ThemeModel

    init(
      posts: Range<Int>, _ groups: [(id: String, posts: Range<Int>)],
      words: [String: [String]] = [:],
      guided: Set<String> = []
    ) {
      corpus = Corpus(
        posts: posts.map { Post(id: PostID("p\($0)"), thread: "t", text: "post \($0)") })
      model = ThemeModel(
        themes: groups.map { group in
          Theme(
            id: ThemeID(group.id), label: group.id.uppercased(), guided: guided.contains(group.id),
            terms: (words[group.id] ?? [group.id]).map { WeightedTerm($0, 1) })
        },
        assignments: groups.enumerated().flatMap { theme, group in
          group.posts.map {
            Assignment(
              post: $0 - posts.lowerBound, passage: $0 - posts.lowerBound, theme: theme, weight: 1)
          }
        }, residue: [:],
        metrics: ThemeMetrics(npmi: 0, diversity: 1, stability: nil, residue: 0))
    }
  }

  /// `id fate from…` for each of today's themes, and the ids of those gone.
  private func trace(_ before: Run, _ after: Run) -> (
    today: [String], gone: [String], ids: [String]
  ) {
    var model = after.model
    let lineage = Lineage.trace(&model, of: after.corpus, from: before.model, of: before.corpus)
    return (
      lineage.entries.map { entry in
        ([entry.theme.text, entry.fate.rawValue] + entry.from.map(\.theme.text))
          .joined(separator: " ")
      }, lineage.gone.map(\.theme.text), model.themes.map(\.id.text)
    )
  }

  @Test func themesOfTheSamePostsKeepTheirIds() {
    let before = Run(posts: 0..<60, [("a", 0..<20), ("b", 20..<40), ("c", 40..<60)])
    let after = Run(posts: 0..<70, [("x", 20..<45), ("y", 0..<18), ("z", 45..<70)])
    let result = trace(before, after)
    #expect(result.today == ["b kept b", "a kept a", "c kept c"])
    #expect(result.gone == [])
    #expect(result.ids == ["b", "a", "c"])
  }

  @Test func aThemeFallsApart() {
    let before = Run(posts: 0..<60, [("a", 0..<40), ("b", 40..<60)])
    let after = Run(posts: 0..<60, [("x", 0..<25), ("y", 25..<40), ("b", 40..<60)])
    let result = trace(before, after)
    #expect(result.today == ["a kept a", "y split a", "b kept b"])
    #expect(result.gone == [])
  }

  @Test func aThemeFallsIntoEqualParts() {
    let before = Run(posts: 0..<60, [("a", 0..<60)])
    let after = Run(posts: 0..<60, [("x", 0..<20), ("y", 20..<40), ("z", 40..<60)])
    #expect(trace(before, after).today == ["x split a", "y split a", "z split a"])
    #expect(trace(before, after).gone == [])
  }

  @Test func themesBecomeOne() {
    let before = Run(posts: 0..<60, [("a", 0..<30), ("b", 30..<50), ("c", 50..<60)])
    let after = Run(posts: 0..<60, [("x", 0..<50), ("c", 50..<60)])
    let result = trace(before, after)
    #expect(result.today == ["a merged a b", "c kept c"])
    #expect(result.gone == [])
  }

  @Test func themesComeAndGo() {
    let before = Run(posts: 0..<40, [("a", 0..<20), ("b", 20..<40)])
    let after = Run(posts: 0..<60, [("a", 0..<20), ("b", 40..<60)], words: ["b": ["soup"]])
    let result = trace(before, after)
    // Today's b has nothing to do with the earlier one: an id never means two things.
    #expect(result.today == ["a kept a", "b-2 new"])
    #expect(result.gone == ["b"])
  }

  @Test func whereNoPostsAreSharedWordsDecide() {
    let words = [
      "a": ["trust", "verify", "node"], "b": ["grid", "power", "cooling"],
      "x": ["grid", "cooling", "cable"], "y": ["soup", "bread", "salt"],
    ]
    let before = Run(posts: 0..<40, [("a", 0..<20), ("b", 20..<40)], words: words)
    let after = Run(posts: 40..<80, [("x", 40..<60), ("y", 60..<80)], words: words)
    let result = trace(before, after)
    #expect(result.today == ["b kept b", "y new"])
    #expect(result.gone == ["a"])
  }

  @Test func guidedThemesKeepTheUsersIds() {
    let before = Run(posts: 0..<40, [("mine", 0..<20), ("b", 20..<40)], guided: ["mine"])
    let after = Run(posts: 0..<40, [("mine", 20..<40), ("x", 0..<20)], guided: ["mine"])
    let result = trace(before, after)
    #expect(result.ids.first == "mine")
    #expect(Set(result.ids).count == 2)
    #expect(!result.ids.dropFirst().contains("b"))
  }

  /// Every id is unique, and every earlier theme is told of, whatever the groups.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func everyThemeIsAccountedFor(_ seed: UInt64) {
    var random = Seeded(state: seed)
    func groups(_ names: [String]) -> [(id: String, posts: Range<Int>)] {
      var cuts = (0..<names.count - 1).map { _ in Int(random.next() % 100) }.sorted()
      cuts = [0] + cuts + [100]
      return names.enumerated().map { ($1, cuts[$0]..<cuts[$0 + 1]) }
    }
    let before = Run(posts: 0..<100, groups(["a", "b", "c", "d"]))
    let after = Run(posts: 0..<100, groups(["d", "x", "a", "y", "z"]))
    var model = after.model
    let lineage = Lineage.trace(&model, of: after.corpus, from: before.model, of: before.corpus)
    #expect(Set(model.themes.map(\.id)).count == 5)
    #expect(lineage.entries.map(\.theme) == model.themes.map(\.id))
    let told = Set(lineage.entries.flatMap { $0.from.map(\.theme) } + lineage.gone.map(\.theme))
    #expect(told == Set(before.model.themes.map(\.id)))
    for entry in lineage.entries where entry.fate == .kept {
      #expect(entry.from.map(\.theme) == [entry.theme])
    }
    for entry in lineage.entries { #expect(entry.from.isEmpty == (entry.fate == .new)) }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct Seeded {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
