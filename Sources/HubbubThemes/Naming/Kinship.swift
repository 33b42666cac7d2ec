internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Which discovered themes belong together, and what their groups are called.
///
/// Guided themes are the user's own and stand alone.
struct Kinship: Sendable {
  /// For each theme the largest one of its group; nil for that one itself, and for one alone.
  let parent: [Int?]
  /// For each theme the largest one of its group, itself included; nil for one alone.
  private let head: [Int?]

  init(placing: Placing, space: ThemeSpace) {
    let alone = [Int?](repeating: nil, count: placing.guided)
    var members: [Int] = []
    var labels: [Int32] = []
    for (place, point) in space.fitted.enumerated() {
      let own = placing.theme[space.rows[point]] - placing.guided
      guard own >= 0 else { continue }
      members.append(place)
      labels.append(Int32(own))
    }
    let points = ThemeSpace.selecting(members, of: space.axes)
    let means = Partition(labels: labels, count: placing.discovered).means(of: points)
    head = alone + Kindred(means: means).head.map { $0.map { $0 + placing.guided } }
    parent = head.enumerated().map { theme, head in head == theme ? nil : head }
  }

  /// What the group of each theme is called, named as themes are; nil for one alone.
  ///
  /// - Parameters:
  ///   - labels: the themes' own names, which no group has too.
  ///   - theme: the theme of each passage; −1 for none.
  ///   - people: the columns of people's names.
  func names(
    avoiding labels: [String], scan: PhraseScan, terms: TermIndex, theme: [Int],
    coherence: [Float], language: String?, without people: Set<Int>, workers: Workers
  ) -> [String?] {
    let heads = head.enumerated().filter { $1 == $0 }.map(\.offset)
    guard !heads.isEmpty else { return head.map { _ in nil } }
    // Groups come first; each theme that stands alone is a group that is not named.
    var group = [Int](repeating: 0, count: head.count)
    var count = heads.count
    for own in head.indices {
      if let number = head[own].flatMap({ heads.firstIndex(of: $0) }) {
        group[own] = number
      } else {
        group[own] = count
        count += 1
      }
    }
    let weights = ThemeTerms(
      terms: terms, theme: theme.map { $0 < 0 ? -1 : group[$0] }, themes: count,
      coherence: coherence, without: people, workers: workers)
    var namer = Labels(
      scan: scan.joined(group, count: count), terms: terms, coherence: coherence,
      language: language, without: people)
    let taken = Set(labels.map { $0.lowercased() })
    let found = namer.labels(of: heads.indices, ranked: weights.ranked, avoiding: taken)
    let names = heads.indices.map { number -> String in
      let name = found[number]
      if let name, !taken.contains(name.lowercased()) { return name }
      // What has no name of its own is called by its two largest themes.
      let members = group.indices.filter { group[$0] == number }
      return members.prefix(2).map { labels[$0] }.joined(separator: ", ")
    }
    return group.map { $0 < names.count ? names[$0] : nil }
  }
}
