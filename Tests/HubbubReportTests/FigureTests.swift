import HubbubModel
import Testing

@testable import HubbubReport

/// The map, the tree and the axis of time.
@Suite struct FigureTests {
  /// A likeness of themes that seed numbers make.
  static func likeness(_ n: Int, seed: Int) -> [[Double]] {
    (0..<n).map { i in
      (0..<n).map { j in
        i == j ? 1 : Double((min(i, j) * 31 + max(i, j) * 17 + seed * 7) % 89) / 100
      }
    }
  }

  @Test(arguments: 1...24)
  func `discs of a map do not overlap and lie within it`(n: Int) {
    let counts = (0..<n).map { 3 + ($0 * 37 + n * 11) % 160 }
    let layout = MapLayout(likeness: Self.likeness(n, seed: n), counts: counts)
    for (i, a) in layout.places.enumerated() {
      #expect(a.x - a.radius >= 0 && a.x + a.radius <= layout.width)
      #expect(a.y - a.radius >= 0 && a.y + a.radius <= layout.height)
      for b in layout.places[(i + 1)...] {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        #expect((dx * dx + dy * dy).squareRoot() >= a.radius + b.radius - 0.5, "\(n) themes")
      }
    }
    #expect(layout.width < 2_400 && layout.height < 2_000)
  }

  @Test func `themes of like words lie near each other`() {
    let likeness = [[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]]
    let places = MapLayout(likeness: likeness, counts: [9, 9, 9]).places
    func apart(_ i: Int, _ j: Int) -> Double {
      let (dx, dy) = (places[i].x - places[j].x, places[i].y - places[j].y)
      return (dx * dx + dy * dy).squareRoot()
    }
    #expect(apart(0, 1) < apart(0, 2) && apart(0, 1) < apart(1, 2))
  }

  @Test func `posts of a theme lie apart and within its disc`() {
    let layout = MapLayout(likeness: Self.likeness(2, seed: 1), counts: [300, 20])
    let spots = layout.spots(of: 0, count: 300)
    let place = layout.places[0]
    for (i, a) in spots.enumerated() {
      let (dx, dy) = (a.x - place.x, a.y - place.y)
      #expect((dx * dx + dy * dy).squareRoot() <= place.radius + 0.001)
      for b in spots[(i + 1)...] {
        let (dx, dy) = (a.x - b.x, a.y - b.y)
        #expect(dx * dx + dy * dy > layout.spacing * layout.spacing)
      }
    }
  }

  @Test func `the most alike are joined first`() throws {
    let tree = try #require(
      ThemeTree(likeness: [
        [1, 0.1, 0.8, 0.2], [0.1, 1, 0.1, 0.7], [0.8, 0.1, 1, 0.2], [0.2, 0.7, 0.2, 1],
      ]))
    guard case .joined(let first, let second, let likeness) = tree.root else {
      Issue.record("no joint at the root")
      return
    }
    #expect(first.themes == [0, 2] && second.themes == [1, 3])
    // Average linkage: the mean of the four likenesses between the pairs.
    #expect(abs(likeness - (0.1 + 0.2 + 0.1 + 0.2) / 4) < 1e-12)
    #expect(ThemeTree(likeness: [[1, 0], [0, 1]]) == nil)
  }

  @Test(arguments: [
    (["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"], ["Jan 2026", "Feb", "Mar", "Apr"]),
    (["2020-01-01", "2021-01-01", "2022-01-01"], ["2020", "2021", "2022"]),
    (
      ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"],
      ["2 Mar", "9 Mar", "16 Mar", "23 Mar"]
    ),
    (["2026-03-02"], ["2 Mar"]),
  ])
  func `an axis names what tells its dates apart`(days: [String], labels: [String]) {
    let calendar = days.compactMap { UTCDate(iso: "\($0)T00:00:00Z")?.seconds }
    #expect(TimeAxis(calendar).ticks.map(\.text) == labels)
  }

  @Test func `an axis of many stretches has few labels`() {
    let calendar = (0..<400).map { 1_500_000_000 + Int64($0) * 86_400 }
    #expect((2...4).contains(TimeAxis(calendar).ticks.count))
    #expect(TimeAxis([]).ticks.isEmpty)
  }

  @Test func `every figure has marks, a name and a table`() {
    let page = String(
      decoding: HTMLReport.render(SampleReport.report, posts: SamplePosts.posts), as: UTF8.self)
    #expect(page.components(separatedBy: "class=\"chart timeline\"") == 4)
    #expect(page.contains("<path class=\"dots positive-dots\" d=\"M"))
    #expect(page.components(separatedBy: "<details class=\"table\">") == 4)
    for part in page.split(separator: "<svg ").dropFirst() {
      let tag = part.prefix { $0 != ">" }
      let isNamed = ["aria-labelledby", "aria-label", "aria-hidden"].contains { tag.contains($0) }
      #expect(isNamed, "\(tag)")
    }
  }
}

extension String {
  /// How many parts a separator makes.
  fileprivate func components(separatedBy separator: String) -> Int {
    split(separator: separator, omittingEmptySubsequences: false).count
  }
}
