internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors

/// The groups that were found without being named.
///
/// All passages are grouped, also those that guided themes take, so that a guided theme which has
/// nothing to do with the others leaves them as they are. A group of which guided themes take
/// more than half is not shown; the one that has most of it is heir to the rest.
struct Discovery: Sendable {
  /// The group of each point; the nearest one for points of groups that are not shown, −1 where
  /// there is none.
  let labels: [Int32]
  /// The guided theme that took over each point's group; nil for points of groups that are shown.
  let heirs: [Int?]
  /// How near each point is to its group's mean, −1…1.
  let likeness: [Float]
  /// The number of groups that are shown.
  let count: Int
  /// The numbers of groups that were tried.
  let levels: [ThemeLevel]
  /// How alike groupings of subsamples are; nil where too few posts allow none.
  let stability: Double?

  init(space: ThemeSpace, guidance: Guidance, options: ThemeOptions, workers: Workers) {
    guard options.count != 0, !space.rows.isEmpty else {
      labels = space.rows.map { _ in -1 }
      likeness = space.rows.map { _ in 0 }
      heirs = space.rows.map { _ in nil }
      (count, levels, stability) = (0, [], nil)
      return
    }
    let core = Core(
      points: space.axes,
      mixture: Mixture(
        points: space.points, counts: space.core, coherence: space.coherence, workers: workers),
      keys: space.fitted.map { space.keys[$0] },
      owners: space.fitted.map { guidance.theme[$0] }, seed: options.seed, workers: workers)
    let tried = Levels(
      space.axes, keys: space.fitted.map { space.keys[$0] }, adjacency: space.graph.adjacency,
      count: options.count, seed: options.seed, workers: workers)
    let wanted: Int
    if let count = options.count {
      wanted = count
      levels = []
    } else {
      levels = tried.measured
      wanted = min(tried.finest, max(1, options.most))
    }
    let least = options.count == nil ? Self.leastShare * Double(core.points.rows) : 0
    var groups = wanted
    var partition = core.partition(groups)
    var kept = core.kept(partition, least: least)
    // A number that the user asked for counts what is left beside the guided themes.
    while options.count != nil, kept.count < wanted, groups < wanted + options.guided.count {
      groups += 1
      partition = core.partition(groups)
      kept = core.kept(partition, least: least)
    }
    let placed = Self.placed(space, partition, kept: kept, space.points, workers)
    labels = placed.labels
    heirs = core.heirs(partition, kept: kept, of: space)
    likeness = placed.likeness
    count = kept.count
    stability = tried.measured.first { $0.count == wanted }?.stability
  }

  /// The fitted points and how they are grouped.
  private struct Core {
    let points: DenseMatrix
    let mixture: Mixture
    let keys: [UInt64]
    let owners: [Int?]
    let seed: UInt64
    let workers: Workers

    func partition(_ k: Int) -> Partition {
      let rough = Consensus.partition(points, k: k, keys: keys, seed: seed, workers: workers)
      return mixture.settled(rough)
    }

    /// The groups that are large enough, and of which guided themes took no more than half.
    func kept(_ partition: Partition, least: Double) -> [Int] {
      var gone = [Int](repeating: 0, count: partition.count)
      for (label, owner) in zip(partition.labels, owners) where owner != nil {
        gone[Int(label)] += 1
      }
      let sizes = partition.sizes
      return sizes.indices.filter {
        sizes[$0] > 0 && Double(sizes[$0]) >= least && gone[$0] * 2 <= sizes[$0]
      }
    }

    /// The guided theme that has most of each fitted point's group, if the group is not shown.
    func heirs(_ partition: Partition, kept: [Int], of space: ThemeSpace) -> [Int?] {
      var counts = [[Int: Int]](repeating: [:], count: partition.count)
      for (label, owner) in zip(partition.labels, owners) {
        if let owner { counts[Int(label)][owner, default: 0] += 1 }
      }
      let heir = partition.sizes.indices.map { group -> Int? in
        kept.contains(group)
          ? nil : counts[group].min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
      }
      var heirs = [Int?](repeating: nil, count: space.rows.count)
      for (place, row) in space.fitted.enumerated() {
        heirs[row] = heir[Int(partition.labels[place])]
      }
      return heirs
    }
  }

  /// Where the data decide, a group of a smaller share of the passages is no theme.
  private static let leastShare = 0.004

  /// The group of each point, and how near it is.
  ///
  /// Fitted points keep their groups if these are shown. Others go to the nearest mean; those
  /// that were not fitted are compared with means of points before smoothing, and their nearness
  /// is scaled to what smoothing makes of it on average.
  private static func placed(
    _ space: ThemeSpace, _ partition: Partition, kept: [Int], _ core: DenseMatrix,
    _ workers: Workers
  ) -> (labels: [Int32], likeness: [Float]) {
    var labels = [Int32](repeating: -1, count: space.rows.count)
    var likeness = [Float](repeating: 0, count: space.rows.count)
    guard !kept.isEmpty else { return (labels, likeness) }
    var number = [Int32](repeating: -1, count: partition.count)
    for (new, old) in kept.enumerated() { number[old] = Int32(new) }
    let near = nearness(core, partition.means(of: core), kept, workers)
    for (place, row) in space.fitted.enumerated() {
      let own = number[Int(partition.labels[place])]
      let best = own >= 0 ? Int(own) : nearest(near, place)
      labels[row] = Int32(best)
      likeness[row] = near[place, best]
    }
    guard !space.others.isEmpty else { return (labels, likeness) }
    let plainMeans = partition.means(of: space.plain)
    let plainNear = nearness(space.plain, plainMeans, kept, workers)
    var smooth = 0.0
    var plain = 0.0
    for (place, row) in space.fitted.enumerated() {
      smooth += Double(likeness[row])
      plain += Double(plainNear[place, Int(labels[row])])
    }
    let scale = plain > 0 ? Float(smooth / plain) : 1
    let far = space.mapOthers(workers: workers) { part, points in
      let near = nearness(points, plainMeans, kept, .one)
      return (0..<part.count).map { row -> (best: Int32, likeness: Float) in
        let best = nearest(near, row)
        return (Int32(best), near[row, best])
      }
    }
    for (row, found) in zip(space.others, far.joined()) {
      labels[row] = found.best
      likeness[row] = min(1, scale * found.likeness)
    }
    return (labels, likeness)
  }

  /// The cosine of each point with the mean of each group that is shown.
  private static func nearness(
    _ points: DenseMatrix, _ means: DenseMatrix, _ kept: [Int], _ workers: Workers
  ) -> DenseMatrix {
    let shown = ThemeSpace.selecting(kept, of: means.normalizingRows())
    return points.times(shown.transposed(), workers: workers)
  }

  private static func nearest(_ near: DenseMatrix, _ row: Int) -> Int {
    var best = 0
    for group in 1..<max(1, near.columns) where near[row, group] > near[row, best] { best = group }
    return best
  }
}
