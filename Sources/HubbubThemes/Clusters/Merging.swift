internal import HubbubSystem
internal import HubbubVectors

/// Groupings of every size from one fine one: the two groups whose union adds least to the sum of
/// squares are joined, and Lloyd's iteration settles the rest before the next two are.
///
/// Ward's criterion (1963, doi:10.1080/01621459.1963.10500845) on the groups of a k-means run.
/// Neighbouring sizes differ by one join, so that what is measured on them changes smoothly with
/// their number, unlike runs that each start anew.
struct Merging {
  /// The means of the groups at each size, by falling size.
  private(set) var levels: [DenseMatrix] = []

  /// Rounds of the first run, and after each join.
  private static let rounds = (first: 20, next: 6)

  /// Joins groups step by step.
  ///
  /// - Parameters:
  ///   - sizes: the sizes to stop at, falling; the first is where the run starts.
  init(_ points: DenseMatrix, keys: [UInt64], sizes: [Int], seed: UInt64) {
    guard let finest = sizes.first else { return }
    var groups = KMeans(
      points, k: finest, keys: keys, seed: seed, iterations: Self.rounds.first)
    levels.append(groups.centroids)
    for size in sizes.dropFirst() {
      groups = KMeans(
        points, from: Self.joined(groups, to: size), iterations: Self.rounds.next)
      levels.append(groups.centroids)
    }
  }

  /// The means that are left when the nearest groups are joined, two by two, until there are
  /// `size`; empty groups go first.
  static func joined(_ groups: KMeans, to size: Int) -> DenseMatrix {
    let width = groups.centroids.columns
    var counts = [Double](repeating: 0, count: groups.centroids.rows)
    for label in groups.labels { counts[Int(label)] += 1 }
    var means = counts.indices.map { group in groups.centroids.row(group).map(Double.init) }
    func cost(_ a: Int, _ b: Int) -> Double {
      guard counts[a] > 0, counts[b] > 0 else { return -1 }
      var far = 0.0
      for place in 0..<width {
        let difference = means[a][place] - means[b][place]
        far += difference * difference
      }
      return far * counts[a] * counts[b] / (counts[a] + counts[b])
    }
    var costs = counts.indices.map { a in (0..<a).map { cost(a, $0) } }
    var alive = Array(counts.indices)
    while alive.count > max(1, size) {
      var best = (cost: Double.infinity, a: 0, b: 0)
      for (place, a) in alive.enumerated() {
        for b in alive[..<place] where costs[a][b] < best.cost { best = (costs[a][b], a, b) }
      }
      let (kept, gone) = (best.b, best.a)
      let total = counts[kept] + counts[gone]
      if total > 0 {
        for place in 0..<width {
          means[kept][place] =
            (means[kept][place] * counts[kept] + means[gone][place] * counts[gone]) / total
        }
      }
      counts[kept] = total
      alive.removeAll { $0 == gone }
      for other in alive where other != kept {
        costs[max(kept, other)][min(kept, other)] = cost(kept, other)
      }
    }
    return DenseMatrix(
      rows: alive.count, columns: width,
      values: alive.flatMap { means[$0].map { Float($0) } })
  }
}
