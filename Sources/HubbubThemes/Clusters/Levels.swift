#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubModel
internal import HubbubSystem
internal import HubbubVectors

/// The numbers of themes that the data speak for.
///
/// Each number of a grid is scored by √stability × modularity × silhouette of k-means over
/// subsamples; see `docs/METHOD.md`, "Number of themes".
enum Levels {
  /// How many subsamples vote.
  static let samples = 4
  /// The share of the points in each.
  static let share = 0.8
  /// At most so many points are looked at.
  static let most = 3000
  /// The largest number of groups tried.
  static let highest = 60

  /// The score of each number of groups tried, by rising number.
  ///
  /// - Parameter counts: the numbers to try; nil is the grid for the number of points.
  static func measured(
    _ space: ThemeSpace, counts: [Int]? = nil, seed: UInt64, workers: Workers
  ) -> [ThemeLevel] {
    let core = space.core
    let coreKeys = space.fitted.map { space.keys[$0] }
    let rows = base(coreKeys)
    let points = ThemeSpace.selecting(rows, of: core)
    let keys = rows.map { coreKeys[$0] }
    let adjacency = space.graph.adjacency.selectingRows(rows).selectingColumns(rows)
    let samples = (0..<samples).map { sample(of: keys, number: $0, seed: seed) }
    let numbers = counts ?? grid(rows: rows.count)
    return numbers.filter { $0 > 1 && $0 * 2 <= rows.count }.map { k in
      let labellings = workers.map(samples.count) { number -> [Int32] in
        let part = samples[number]
        return KMeans.best(
          of: 2, ThemeSpace.selecting(part, of: points), k: k, keys: part.map { keys[$0] },
          seed: seed &+ UInt64(number), iterations: 50, workers: .one
        ).predict(points)
      }
      var agreement = 0.0
      var pairs = 0.0
      for first in labellings.indices {
        for second in labellings.indices where second > first {
          agreement += PartitionScores.ari(labellings[first], labellings[second])
          pairs += 1
        }
      }
      let partition = Partition(labels: labellings[0], count: k)
      let stability = agreement / pairs
      let modularity = modularity(of: partition, adjacency)
      let silhouette = silhouette(of: partition, points, workers)
      return ThemeLevel(
        count: k, stability: stability, modularity: modularity, silhouette: silhouette,
        score: max(0, stability).squareRoot() * max(0, modularity) * max(0, silhouette))
    }
  }

  /// The numbers tried: all up to 12, then in steps of a half, up to 2 √n and a fifth of n.
  static func grid(rows: Int) -> [Int] {
    let most = min(max(2, rows / 5), max(12, Int(2 * Double(rows).squareRoot())), highest)
    var grid = Array(2...min(12, most))
    while let last = grid.last, last >= 12 {
      let next = last + last / 2
      guard next <= most else { break }
      grid.append(next)
    }
    return grid
  }

  /// The number of themes to show: the finest level of at most `most` that is nearly the best.
  ///
  /// A coarse level is often as stable as a fine one, and says less. Of the local maxima with at
  /// most `most` themes, those within a tenth of the highest score count; the finest is taken.
  /// - Returns: 1 if no number of groups is better than none.
  static func chosen(of levels: [ThemeLevel], most: Int) -> Int {
    let shown = levels.filter { $0.count <= max(1, most) }
    guard let best = shown.map(\.score).max(), best > 0 else { return 1 }
    var chosen = 1
    for (place, level) in shown.enumerated() {
      let isPeak =
        (place == 0 || shown[place - 1].score <= level.score)
        && (place + 1 == shown.count || shown[place + 1].score <= level.score)
      if isPeak && level.score >= 0.9 * best { chosen = level.count }
    }
    return chosen
  }

  private static func base(_ keys: [UInt64]) -> [Int] {
    guard keys.count > most else { return Array(keys.indices) }
    return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.prefix(most).sorted()
  }

  /// Four fifths of the points, drawn by their content.
  private static func sample(of keys: [UInt64], number: Int, seed: UInt64) -> [Int] {
    let draws = keys.map { CounterGenerator(key: $0).child(seed).unit(UInt64(number)) }
    let order = keys.indices.sorted { (draws[$0], $0) < (draws[$1], $1) }
    return order.prefix(max(2, Int(share * Double(keys.count)))).sorted()
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

  /// How much nearer points are to their own group's mean direction than to the next, 0…1.
  ///
  /// The simplified silhouette (Hruschka et al. 2006) with cosine distance:
  /// (own − next) / (1 − next), on average.
  static func silhouette(
    of partition: Partition, _ points: DenseMatrix, _ workers: Workers
  ) -> Double {
    guard partition.count > 1, points.rows > 0 else { return 0 }
    let means = partition.means(of: points).normalizingRows()
    let likeness = points.times(means.transposed(), workers: workers)
    var sum = 0.0
    for row in 0..<points.rows {
      let label = Int(partition.labels[row])
      let own = likeness[row, label]
      var next = -Float.infinity
      for group in 0..<partition.count where group != label {
        next = max(next, likeness[row, group])
      }
      sum += Double((own - next) / max(1 - next, 1e-6))
    }
    return sum / Double(points.rows)
  }
}
