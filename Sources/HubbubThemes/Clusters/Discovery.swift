internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors

/// The groups that were found without being named.
///
/// All passages are grouped, also those that guided themes take, so that a guided theme which has
/// nothing to do with the others leaves them as they are. A group of which guided themes take
/// more than half is theirs, and is not shown.
struct Discovery: Sendable {
  /// The group of each point; −1 in groups that guided themes took over.
  let labels: [Int32]
  /// The number of groups that are left.
  let count: Int
  /// Each group's mean, of unit length.
  let centroids: DenseMatrix
  /// The numbers of groups that were tried.
  let levels: [ThemeLevel]
  /// How alike groupings of subsamples are; nil where too few posts allow none.
  let stability: Double?

  init(space: ThemeSpace, taken: [Bool], options: ThemeOptions, workers: Workers) {
    let empty = DenseMatrix(rows: 0, columns: space.points.columns)
    guard options.count != 0, !space.rows.isEmpty else {
      self.init(
        labels: space.rows.map { _ in -1 }, count: 0, centroids: empty, levels: [], stability: nil)
      return
    }
    var levels: [ThemeLevel] = []
    let wanted: Int
    if let count = options.count {
      wanted = count
    } else {
      levels = Levels.measured(space, seed: options.seed, workers: workers)
      wanted = Levels.chosen(of: levels, most: options.most)
    }
    var groups = wanted
    var partition = Self.partition(space, groups, options.seed, workers)
    var kept = Self.kept(partition, taken)
    // A number that the user asked for counts what is left beside the guided themes.
    while options.count != nil, kept.count < wanted, groups < wanted + options.guided.count {
      groups += 1
      partition = Self.partition(space, groups, options.seed, workers)
      kept = Self.kept(partition, taken)
    }
    var number = [Int32](repeating: -1, count: partition.count)
    for (new, old) in kept.enumerated() { number[old] = Int32(new) }
    let means = partition.means(of: space.points).normalizingRows()
    let measured =
      levels.first { $0.count == wanted }
      ?? Levels.measured(space, counts: [wanted], seed: options.seed, workers: workers).first
    self.init(
      labels: partition.labels.map { number[Int($0)] }, count: kept.count,
      centroids: ThemeSpace.selecting(kept, of: means), levels: levels,
      stability: measured?.stability)
  }

  private init(
    labels: [Int32], count: Int, centroids: DenseMatrix, levels: [ThemeLevel], stability: Double?
  ) {
    self.labels = labels
    self.count = count
    self.centroids = centroids
    self.levels = levels
    self.stability = stability
  }

  private static func partition(
    _ space: ThemeSpace, _ k: Int, _ seed: UInt64, _ workers: Workers
  ) -> Partition {
    let rough = Consensus.partition(
      space.points, k: k, keys: space.keys, seed: seed, workers: workers)
    return Fisher.sharpened(rough, points: space.points, workers: workers).compacted()
  }

  /// The groups of which guided themes took no more than half.
  private static func kept(_ partition: Partition, _ taken: [Bool]) -> [Int] {
    var gone = [Int](repeating: 0, count: partition.count)
    for (label, isTaken) in zip(partition.labels, taken) where isTaken { gone[Int(label)] += 1 }
    let sizes = partition.sizes
    return sizes.indices.filter { sizes[$0] > 0 && gone[$0] * 2 <= sizes[$0] }
  }
}
