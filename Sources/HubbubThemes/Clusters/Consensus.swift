internal import HubbubSystem
internal import HubbubVectors

/// Many k-means runs of various sizes, and the grouping that they agree upon.
///
/// Each run names a column for each of its groups; the left singular vectors of this table of
/// memberships (columns scaled by their size) are grouped by k-means fifteen times more, of which
/// the grouping is taken that is most like the others. Strehl and Ghosh
/// 2002, and Fred and Jain 2005 (doi:10.1109/TPAMI.2005.113), on evidence accumulation.
enum Consensus {
  /// How many runs are asked.
  ///
  /// The more of them, the less one that turns out otherwise for a post more or less says of the
  /// whole; of few points many cost little. In steps, so that a point more seldom changes it.
  static func runs(points: Int) -> Int { points <= 2500 ? 40 : points <= 4500 ? 24 : 12 }

  /// A run has K to this many times K groups.
  static let widest = 1.5
  /// Above this many groups a single run is as good.
  static let largest = 60
  /// So many points, drawn by their content, are asked; the others go to the nearest mean.
  static let asked = 6000

  static func partition(
    _ points: DenseMatrix, k: Int, keys: [UInt64], seed: UInt64, workers: Workers
  ) -> Partition {
    guard points.rows > asked else {
      return agreed(points, k: k, keys: keys, seed: seed, workers: workers)
    }
    let rows = ThemeSpace.drawn(asked, of: keys)
    let part = ThemeSpace.selecting(rows, of: points)
    let start = agreed(part, k: k, keys: rows.map { keys[$0] }, seed: seed, workers: workers)
    return partition(
      KMeans(points, from: start.means(of: part), iterations: 10, workers: workers))
  }

  private static func agreed(
    _ points: DenseMatrix, k: Int, keys: [UInt64], seed: UInt64, workers: Workers
  ) -> Partition {
    let k = min(k, points.rows)
    guard k > 1 else {
      return Partition(labels: Array(repeating: 0, count: points.rows), count: min(1, points.rows))
    }
    guard k <= largest else {
      return partition(
        KMeans(points, k: k, keys: keys, seed: seed, workers: workers))
    }
    let random = CounterGenerator(key: seed)
    let count = Self.runs(points: points.rows)
    let opinions = workers.map(count) { run in
      let groups = Int(Double(k) * (1 + (widest - 1) * random.unit(UInt64(run))))
      return partition(
        KMeans(
          points, k: min(groups, points.rows), keys: keys, seed: seed &+ UInt64(run) &+ 1,
          trials: 1, iterations: 30))
    }
    let memberships = table(opinions)
    let svd = TruncatedSVD(
      of: memberships, dimensions: min(k, max(1, memberships.columns - count)), workers: workers)
    let spots = svd.left.normalizingRows()
    // Of several draws of a seed the best would be taken by a hair's breadth, and another one where a
    // post is gone; the first of a race is first by far.
    let found = workers.map(candidates) { run in
      partition(
        KMeans(spots, k: k, keys: keys, seed: seed &* 1000 &+ UInt64(run), trials: 1))
    }
    return mostAgreed(found, workers: workers)
  }

  /// How many groupings of the table of memberships are made.
  private static let candidates = 15

  /// The grouping that is most like all others; the first of equals.
  ///
  /// The one with the least sum of squares is as good, but of two that are as good as each other a
  /// post more or less decides which one that is, and their groups differ much; most of the
  /// groupings are still of one kind.
  private static func mostAgreed(_ found: [Partition], workers: Workers) -> Partition {
    let pairs = found.indices.flatMap { a in (0..<a).map { (a, $0) } }
    let scores = workers.map(pairs.count) { pair in
      PartitionScores.ari(found[pairs[pair].0], found[pairs[pair].1])
    }
    var sums = [Double](repeating: 0, count: found.count)
    for (pair, score) in zip(pairs, scores) {
      sums[pair.0] += score
      sums[pair.1] += score
    }
    let best = sums.indices.max { sums[$0] < sums[$1] || sums[$0] == sums[$1] && $0 > $1 } ?? 0
    return found[best]
  }

  private static func partition(_ groups: KMeans) -> Partition {
    Partition(labels: groups.labels, count: groups.centroids.rows)
  }

  /// Rows = points, columns = the groups of all runs, each column of unit length.
  private static func table(_ opinions: [Partition]) -> CSRMatrix {
    let rows = opinions[0].labels.count
    var base: [Int32] = [0]
    var scale: [Float] = []
    for opinion in opinions {
      base.append(base[base.count - 1] + Int32(opinion.count))
      for size in opinion.sizes { scale.append(1 / Float(max(1, size)).squareRoot()) }
    }
    var indices: [Int32] = []
    indices.reserveCapacity(rows * opinions.count)
    for row in 0..<rows {
      for (number, opinion) in opinions.enumerated() {
        indices.append(base[number] + opinion.labels[row])
      }
    }
    return CSRMatrix(
      rows: rows, columns: scale.count, offsets: (0...rows).map { $0 * opinions.count },
      indices: indices, values: indices.map { scale[Int($0)] })
  }
}
