public import HubbubSystem

/// Rows grouped around k centroids, the sum of squared distances made small.
///
/// Lloyd's iteration (1982, doi:10.1109/TIT.1982.1056489) from greedy k-means++ seeds (Arthur and
/// Vassilvitskii 2007). Seeds are drawn by an exponential race keyed by each row's content: a row
/// wins with a probability proportional to its squared distance, and its draw does not depend on
/// where it stands or on what stands beside it.
public struct KMeans: Sendable {
  /// The group of each row, 0..<k.
  public private(set) var labels: [Int32]
  /// The centroids, `k × columns`.
  public private(set) var centroids: DenseMatrix
  /// The sum of squared distances to the nearest centroid.
  public private(set) var inertia: Double

  /// Groups rows.
  ///
  /// - Parameters:
  ///   - points: `rows × columns`.
  ///   - k: the number of groups, at least 1 and at most the number of rows.
  ///   - keys: a hash of each row's content, which decides the seeds.
  ///   - seed: which of the possible draws.
  ///   - trials: among so many draws of a seed the best is taken; nil is 2 and the logarithm of k.
  ///   - iterations: at most so many rounds; it stops when no row changes its group.
  /// - Complexity: O(iterations × rows × columns × k).
  public init(
    _ points: DenseMatrix, k: Int, keys: [UInt64], seed: UInt64, trials: Int? = nil,
    iterations: Int = 100, workers: Workers = .one
  ) {
    precondition(keys.count == points.rows, "a key for each row")
    let seeds = Self.seeds(
      points, k: min(max(1, k), max(1, points.rows)), keys: keys, seed: seed, trials: trials)
    var start = DenseMatrix(rows: seeds.count, columns: points.columns)
    start.values = seeds.flatMap { points.row($0) }
    self.init(points, from: start, iterations: iterations, workers: workers)
  }

  /// Groups rows, starting from given centroids.
  public init(
    _ points: DenseMatrix, from start: DenseMatrix, iterations: Int = 100, workers: Workers = .one
  ) {
    centroids = start
    labels = []
    inertia = 0
    let squares = Kernels.plainSquares(points)
    for _ in 0..<max(1, iterations) {
      let (new, cost, sums, counts, worst) = Self.assign(
        points, squares, to: centroids, workers: workers)
      let same = new == labels
      labels = new
      inertia = cost
      if same { break }
      move(sums, counts, worst, points)
    }
  }

  /// The nearest centroid of each row; the lowest number of equals.
  public static func nearest(
    _ points: DenseMatrix, to centroids: DenseMatrix, workers: Workers = .one
  ) -> [Int32] {
    assign(points, Kernels.plainSquares(points), to: centroids, workers: workers).labels
  }

  // MARK: Lloyd

  private mutating func move(
    _ sums: [Double], _ counts: [Int], _ worst: [Int], _ points: DenseMatrix
  ) {
    let width = points.columns
    var new = centroids.values
    var spare = worst.makeIterator()
    for group in 0..<centroids.rows {
      if counts[group] > 0 {
        let factor = 1 / Double(counts[group])
        for place in 0..<width {
          new[group * width + place] = Float(sums[group * width + place] * factor)
        }
      } else if let row = spare.next() {
        // An empty group starts again from the row that fits worst where it is.
        for place in 0..<width { new[group * width + place] = points.values[row * width + place] }
      }
    }
    centroids.values = new
  }

  private static func assign(
    _ points: DenseMatrix, _ squares: [Float], to centroids: DenseMatrix, workers: Workers
  ) -> (labels: [Int32], inertia: Double, sums: [Double], counts: [Int], worst: [Int]) {
    let k = centroids.rows
    let width = points.columns
    let panel = Panel(centroids.transposed())
    let halves = (0..<k).map { Kernels.plainSquare(centroids.values, centroids.range(of: $0)) / 2 }
    let parts = Workers.batches(of: 512, in: points.rows)
    let results = workers.map(parts.count) { number in
      assign(points, squares, rows: parts[number], panel, halves, k: k)
    }
    var labels: [Int32] = []
    labels.reserveCapacity(points.rows)
    var distances: [Float] = []
    distances.reserveCapacity(points.rows)
    var sums = [Double](repeating: 0, count: k * width)
    var counts = [Int](repeating: 0, count: k)
    for result in results {
      labels += result.labels
      distances += result.distances
      for place in sums.indices { sums[place] += Double(result.sums[place]) }
    }
    var inertia = 0.0
    for row in labels.indices {
      counts[Int(labels[row])] += 1
      inertia += Double(distances[row])
    }
    var worst: [Int] = []
    let empty = counts.count { $0 == 0 }
    if empty > 0 {
      worst = labels.indices.sorted {
        distances[$0] != distances[$1] ? distances[$0] > distances[$1] : $0 < $1
      }
      worst = Array(worst.prefix(empty))
    }
    return (labels, inertia, sums, counts, worst)
  }

  private static func assign(
    _ points: DenseMatrix, _ squares: [Float], rows: Range<Int>, _ panel: Panel,
    _ halves: [Float], k: Int
  ) -> (labels: [Int32], distances: [Float], sums: [Float]) {
    let width = points.columns
    let scores = panel.product(of: points.values.span, rows: rows, inner: width)
    var labels = [Int32](repeating: 0, count: rows.count)
    var distances = [Float](repeating: 0, count: rows.count)
    var sums = [Float](repeating: 0, count: k * width)
    let from = points.values.span
    var to = sums.mutableSpan
    for row in 0..<rows.count {
      var best = 0
      var bestScore = -Float.infinity
      for group in 0..<k {
        let score = scores[row * panel.width + group] - halves[group]
        if score > bestScore {
          bestScore = score
          best = group
        }
      }
      labels[row] = Int32(best)
      let at = (rows.lowerBound + row) * width
      for place in 0..<width { to[best * width + place] += from[at + place] }
      distances[row] = max(0, squares[rows.lowerBound + row] - 2 * bestScore)
    }
    return (labels, distances, sums)
  }

  // MARK: Seeds

  /// The rows to start from.
  static func seeds(
    _ points: DenseMatrix, k: Int, keys: [UInt64], seed: UInt64, trials: Int? = nil
  ) -> [Int] {
    guard points.rows > 0 else { return [] }
    let n = points.rows
    let random = keys.map { CounterGenerator(key: $0).child(seed) }
    let squares = Kernels.plainSquares(points)
    let first = (0..<n).min { random[$0].bits(0) < random[$1].bits(0) } ?? 0
    var chosen = [first]
    var nearest = distances(points, squares, to: [first])[0]
    let trials =
      trials ?? min(8, 2 + (Int.bitWidth - 1 - max(1, k).leadingZeroBitCount))
    for step in 1..<max(k, 1) {
      var race: [(time: Double, row: Int)] = []
      for row in 0..<n where nearest[row] > 0 {
        // −ln u is at least 1 − u: most rows are too late by that alone.
        if race.count == trials {
          let least = (1 - random[row].unit(UInt64(step))) / Double(nearest[row])
          if least * (1 - 1e-9) > race[trials - 1].time { continue }
        }
        let time = random[row].exponential(UInt64(step)) / Double(nearest[row])
        if race.count < trials || time < race[race.count - 1].time {
          let place = race.firstIndex { $0.time > time } ?? race.count
          race.insert((time, row), at: place)
          if race.count > trials { race.removeLast() }
        }
      }
      guard !race.isEmpty else { break }
      let candidates = race.map(\.row)
      let all = distances(points, squares, to: candidates)
      var best = 0
      var bestCost = Double.infinity
      var bestNearest = nearest
      for (number, far) in all.enumerated() {
        var cost = 0.0
        var merged = nearest
        for row in 0..<n {
          if far[row] < merged[row] { merged[row] = far[row] }
          cost += Double(merged[row])
        }
        if cost < bestCost {
          bestCost = cost
          best = number
          bestNearest = merged
        }
      }
      nearest = bestNearest
      chosen.append(candidates[best])
    }
    return chosen
  }

  /// The squared distances of all rows to some of them.
  private static func distances(
    _ points: DenseMatrix, _ squares: [Float], to chosen: [Int]
  ) -> [[Float]] {
    let width = points.columns
    let some = DenseMatrix(
      rows: chosen.count, columns: width, values: chosen.flatMap { points.row($0) })
    let panel = Panel(some.transposed())
    var result = chosen.map { _ in [Float](repeating: 0, count: points.rows) }
    for part in Workers.batches(of: 512, in: points.rows) {
      let scores = panel.product(of: points.values.span, rows: part, inner: width)
      for number in chosen.indices {
        let square = squares[chosen[number]]
        var place = number
        var distances = result[number].mutableSpan
        for row in part {
          // Rounding leaves about 1e-6 of a row's distance to itself.
          let both = squares[row] + square
          let distance = both - 2 * scores[place]
          distances[row] = distance < 2e-6 * both ? 0 : distance
          place += panel.width
        }
      }
    }
    return result
  }
}

extension Kernels {
  /// The sum of squares of each row: a chain of additions too slow to walk at every iteration.
  static func plainSquares(_ points: DenseMatrix) -> [Float] {
    (0..<points.rows).map { plainSquare(points.values, points.range(of: $0)) }
  }

  /// The sum of squares from left to right.
  static func plainSquare(_ values: [Float], _ range: Range<Int>) -> Float {
    var sum: Float = 0
    for place in range { sum += values[place] * values[place] }
    return sum
  }
}
