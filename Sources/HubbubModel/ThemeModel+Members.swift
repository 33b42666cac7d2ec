extension ThemeModel {
  /// The share of a post from which on it counts for a theme that is not its heaviest.
  public static let memberWeight = 0.25

  /// The rows of the posts that count for a theme, in rising order.
  ///
  /// A post counts for every theme that makes up at least ``memberWeight`` of it, and for its
  /// heaviest theme however small that is; of equally heavy ones, the first in the list of themes.
  /// Whatever counts or averages the posts of a theme asks here, so that all figures agree. The
  /// weights of several passages of one post in one theme add up.
  ///
  /// - Complexity: O(a log a) in the assignments. For several themes use ``members()``.
  public func members(ofTheme theme: Int) -> [Int] {
    themes.indices.contains(theme) ? members()[theme] : []
  }

  /// The rows of the posts that count for each theme, in rising order; one list a theme.
  public func members() -> [[Int]] {
    var lists = [[Int]](repeating: [], count: themes.count)
    let rows = assignments.sorted {
      ($0.post, $0.theme, $0.passage) < ($1.post, $1.theme, $1.passage)
    }
    var start = 0
    while start < rows.count {
      let post = rows[start].post
      var shares: [(theme: Int, weight: Double)] = []
      var next = start
      while next < rows.count, rows[next].post == post {
        if let last = shares.indices.last, shares[last].theme == rows[next].theme {
          shares[last].weight += rows[next].weight
        } else {
          shares.append((rows[next].theme, rows[next].weight))
        }
        next += 1
      }
      var heaviest = 0
      for index in shares.indices where shares[index].weight > shares[heaviest].weight {
        heaviest = index
      }
      // A weight read back from a file may miss a quarter by a rounding error.
      for (index, share) in shares.enumerated()
      where index == heaviest || share.weight >= Self.memberWeight - 1e-9 {
        if lists.indices.contains(share.theme) { lists[share.theme].append(post) }
      }
      start = next
    }
    return lists
  }

  /// The themes that each post counts for, in rising order: ``members()`` the other way round.
  ///
  /// - Parameter posts: the number of posts of the corpus.
  public func memberships(posts: Int) -> [[Int]] {
    var lists = [[Int]](repeating: [], count: posts)
    for (theme, members) in members().enumerated() {
      for post in members { lists[post].append(theme) }
    }
    return lists
  }
}
