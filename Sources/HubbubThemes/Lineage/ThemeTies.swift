internal import HubbubCorpus
internal import HubbubModel

/// How much earlier and later themes have in common.
struct ThemeTies {
  /// From this share on one theme's posts count as being in another.
  static let match = 0.5
  /// Below so many posts that both runs know, words are compared instead.
  static let fewest = 5

  private let earlier: [Theme]
  private let later: [Theme]
  /// Posts in both themes, a row for each earlier theme.
  private var shared: [[Int]]
  /// The posts of each theme that both runs know.
  private var known: (earlier: [Int], later: [Int])
  private let likeness: [[Double]]

  init(
    earlier: ThemeModel, of earlierCorpus: Corpus, later: ThemeModel, of laterCorpus: Corpus
  ) {
    self.earlier = earlier.themes
    self.later = later.themes
    shared = Array(
      repeating: Array(repeating: 0, count: later.themes.count), count: earlier.themes.count)
    known = (
      Array(repeating: 0, count: earlier.themes.count),
      Array(repeating: 0, count: later.themes.count)
    )
    likeness = earlier.themes.map { a in later.themes.map { Self.cosine(a.terms, $0.terms) } }
    let now = later.memberships(posts: laterCorpus.count)
    let then = earlier.memberships(posts: earlierCorpus.count)
    let rows = laterCorpus.rows()
    earlierCorpus.forEach(in: 0..<earlierCorpus.count) { row, post in
      guard let place = rows[post.id] else { return }
      for a in then[row] { known.earlier[a] += 1 }
      for b in now[place] {
        known.later[b] += 1
        for a in then[row] { shared[a][b] += 1 }
      }
    }
  }

  private static func cosine(_ a: [WeightedTerm], _ b: [WeightedTerm]) -> Double {
    let weights = Dictionary(b.map { ($0.term, $0.weight) }, uniquingKeysWith: { x, _ in x })
    let product = a.reduce(0) { $0 + $1.weight * (weights[$1.term] ?? 0) }
    func square(_ terms: [WeightedTerm]) -> Double {
      terms.reduce(0) { $0 + $1.weight * $1.weight }
    }
    let size = (square(a) * square(b)).squareRoot()
    return size == 0 ? 0 : product / size
  }

  private func sharesPosts(_ a: Int, _ b: Int) -> Bool {
    known.earlier[a] >= Self.fewest && known.later[b] >= Self.fewest
  }

  private func given(_ a: Int, _ b: Int) -> Double {
    Double(shared[a][b]) / Double(known.earlier[a])
  }
  private func taken(_ a: Int, _ b: Int) -> Double { Double(shared[a][b]) / Double(known.later[b]) }

  /// How strongly two themes are one, 0…1: the larger part of either must be in the other.
  private func strength(_ a: Int, _ b: Int) -> Double {
    guard sharesPosts(a, b) else { return likeness[a][b] }
    return min(given(a, b), taken(a, b))
  }

  /// For each later theme the earlier one that it is.
  func matches() -> [Int?] {
    var matches = [Int?](repeating: nil, count: later.count)
    var pairs: [(strength: Double, a: Int, b: Int)] = []
    for a in earlier.indices {
      for b in later.indices where later[b].guided || earlier[a].guided {
        // What the user names is the same under the same name, and nothing else is.
        if later[b].guided, earlier[a].id == later[b].id { matches[b] = a }
      }
      for b in later.indices where !later[b].guided && !earlier[a].guided {
        let strength = strength(a, b)
        if strength >= Self.match { pairs.append((strength, a, b)) }
      }
    }
    pairs.sort {
      $0.strength == $1.strength ? ($0.a, $0.b) < ($1.a, $1.b) : $0.strength > $1.strength
    }
    var isTaken = Set<Int>()
    for pair in pairs where matches[pair.b] == nil && isTaken.insert(pair.a).inserted {
      matches[pair.b] = pair.a
    }
    return matches
  }

  /// The earlier themes whose larger part is in a later one.
  func sources(of b: Int) -> [Int] {
    earlier.indices.filter { sharesPosts($0, b) && given($0, b) >= Self.match }
  }

  /// The earlier theme that the larger part of a later one is from.
  func parent(of b: Int) -> Int? {
    earlier.indices.first { sharesPosts($0, b) && taken($0, b) >= Self.match }
  }

  func tie(_ a: Int, _ b: Int) -> Lineage.Tie {
    let hasPosts = sharesPosts(a, b)
    return Lineage.Tie(
      theme: earlier[a].id, label: earlier[a].label, posts: shared[a][b],
      given: hasPosts ? given(a, b) : nil, taken: hasPosts ? taken(a, b) : nil,
      likeness: likeness[a][b])
  }
}
