internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors

/// The numbers of themes that the data speak for.
///
/// A number speaks for itself by the modularity of its groups in the graph of neighbours: how many
/// more neighbours share a group than chance would have it. Modularity rises steeply with the
/// number of groups, stays nearly level, and falls where groups are cut that belong together; the
/// end of the level stretch says how finely the discussion can be told apart. See
/// `docs/METHOD.md`, "Number of themes".
struct Levels: Sendable {
  /// What was measured, by rising number of themes.
  let measured: [ThemeLevel]

  /// How many runs are made, each on a draw of its own.
  private static let runs = 3
  /// The share of the points in each draw, and the most points.
  private static let draw = (share: 0.8, most: 2000)
  /// The most points that modularity is measured on.
  private static let judged = 8000
  /// The largest number of groups tried where the data decide.
  static let highest = 80
  /// The share of the highest modularity that the level stretch keeps to.
  static let plateau = 0.99

  /// Measures numbers of themes.
  ///
  /// - Parameters:
  ///   - points: the fitted points on their principal axes.
  ///   - adjacency: the graph of their neighbours.
  ///   - count: the number to measure alone; nil tries all that the number of points allows.
  init(
    _ points: DenseMatrix, keys: [UInt64], adjacency: CSRMatrix, count: Int?, seed: UInt64,
    workers: Workers
  ) {
    let sizes = Self.sizes(rows: points.rows, count: count)
    guard !sizes.isEmpty else {
      measured = []
      return
    }
    let judged = ThemeSpace.drawn(Self.judged, of: keys)
    let isAll = judged.count == points.rows
    let field = isAll ? points : ThemeSpace.selecting(judged, of: points)
    let graph =
      isAll ? adjacency : adjacency.selectingRows(judged).selectingColumns(judged)
    let wanted = count.map { min($0, points.rows) }
    let runs = workers.map(Self.runs) { number -> [Partition] in
      let part = Self.sample(of: keys, number: number, seed: seed)
      let merging = Merging(
        ThemeSpace.selecting(part, of: points), keys: part.map { keys[$0] }, sizes: sizes,
        seed: seed &+ UInt64(number))
      return merging.levels.filter { wanted == nil || $0.rows == wanted }.map { means in
        Partition(labels: KMeans.nearest(field, to: means), count: means.rows)
      }
    }
    let kept = runs.map(\.count).min() ?? 0
    let found = workers.map(kept) { level -> ThemeLevel in
      var modularity = 0.0
      var agreement = 0.0
      var pairs = 0.0
      for (number, run) in runs.enumerated() {
        modularity += Self.modularity(of: run[level], graph)
        for other in runs[..<number] {
          agreement += PartitionScores.ari(run[level], other[level])
          pairs += 1
        }
      }
      return ThemeLevel(
        count: runs[0][level].count, stability: agreement / max(1, pairs),
        modularity: modularity / Double(runs.count))
    }
    measured = found.reversed()
  }

  /// What was measured before.
  init(measured: [ThemeLevel]) { self.measured = measured }

  /// The numbers tried, falling: from 2 √n (80 at most, a fifth of the points at most), in steps of
  /// a seventh down to 20, then every number down to 2; or from half as many again to one number.
  static func sizes(rows: Int, count: Int? = nil) -> [Int] {
    guard rows >= 4 else { return [] }
    let lowest = count ?? 2
    guard lowest > 1, lowest * 2 <= rows else { return [] }
    let root = Int(2 * Double(rows).squareRoot())
    let most =
      count.map { min($0 + $0 / 2 + 2, rows / 2) }
      ?? max(2, min(rows / 5, max(12, root), highest))
    var sizes = [max(most, lowest)]
    while let last = sizes.last, last > lowest {
      sizes.append(max(lowest, last > 20 ? max(20, last - last / 7) : last - 1))
    }
    return sizes
  }

  /// The finest number of themes of the level stretch: within 1 % of the highest modularity.
  ///
  /// - Returns: 1 if no number of groups is better than chance.
  var finest: Int {
    guard let best = measured.map(\.modularity).max(), best > 0 else { return 1 }
    return measured.last { $0.modularity >= Self.plateau * best }?.count ?? 1
  }

  /// Every point of a small corpus but a fifth; so many of a large one, drawn by their content.
  private static func sample(of keys: [UInt64], number: Int, seed: UInt64) -> [Int] {
    let draws = keys.map { CounterGenerator(key: $0).child(seed).unit(UInt64(number)) }
    let order = keys.indices.sorted { (draws[$0], $0) < (draws[$1], $1) }
    let wanted = min(Self.draw.most, Int(Self.draw.share * Double(keys.count)))
    return order.prefix(max(2, wanted)).sorted()
  }

  /// Newman's modularity (2006, doi:10.1073/pnas.0601602103) of a weighted graph.
  static func modularity(of partition: Partition, _ adjacency: CSRMatrix) -> Double {
    var degree = [Double](repeating: 0, count: partition.count)
    var total = 0.0
    var same = 0.0
    for row in 0..<adjacency.rows {
      let label = partition.labels[row]
      for entry in adjacency.range(of: row) {
        let weight = Double(adjacency.values[entry])
        total += weight
        degree[Int(label)] += weight
        if partition.labels[Int(adjacency.indices[entry])] == label { same += weight }
      }
    }
    guard total > 0 else { return 0 }
    var expected = 0.0
    for sum in degree { expected += (sum / total) * (sum / total) }
    return same / total - expected
  }
}
