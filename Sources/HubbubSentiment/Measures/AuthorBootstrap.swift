/// Intervals by drawing authors with replacement (Efron and Tibshirani 1993, percentile method).
enum AuthorBootstrap {
  /// How many samples are drawn.
  static let draws = 1000

  /// The interval that holds the given share of a statistic over samples of 0..<authors.
  ///
  /// - Parameters:
  ///   - share: 0.95 for the interval from the 2.5th to the 97.5th percentile.
  ///   - statistic: called with how often each author was drawn; nil if it cannot be told.
  /// - Returns: nil if fewer than two authors, or hardly any sample, allow the statistic.
  static func interval(
    authors: Int, share: Double, key: String, _ statistic: ([Int]) -> Double?
  ) -> (low: Double, high: Double)? {
    guard authors > 1 else { return nil }
    let random = KeyedDraws(key: key)
    var values: [Double] = []
    values.reserveCapacity(draws)
    var counts = [Int](repeating: 0, count: authors)
    for draw in 0..<draws {
      for author in counts.indices { counts[author] = 0 }
      let stream = random.stream(of: draw)
      for index in 0..<authors {
        counts[KeyedDraws.pick(index, from: stream, below: authors)] += 1
      }
      if let value = statistic(counts) { values.append(value) }
    }
    guard values.count * 2 > draws else { return nil }
    values.sort()
    let tail = (1 - share) / 2
    return (quantile(values, tail), quantile(values, 1 - tail))
  }

  /// The quantile of sorted values, between neighbours by straight line (Hyndman and Fan's type 7).
  static func quantile(_ sorted: [Double], _ probability: Double) -> Double {
    let place = probability * Double(sorted.count - 1)
    let below = min(max(Int(place), 0), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }
}
