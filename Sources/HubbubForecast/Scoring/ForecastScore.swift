/// How far forecasts were from what came.
public struct ForecastScore: Hashable, Sendable {
  /// The forecasts with an outcome.
  public var forecasts: Int
  /// The mean absolute error over the naive forecast's on what was known (MASE, below 1 is better
  /// than naive); nil where the naive forecast never errs.
  public var scaledError: Double?
  /// The symmetric mean absolute percentage error, 0…200 (sMAPE as in the M3 competition).
  public var percentageError: Double
  /// The mean pinball loss over the quantiles .025, .1, .5, .9 and .975.
  public var pinball: Double
  /// The shares of outcomes within the intervals, by coverage.
  public var coverage: [Double]

  /// Scores forecasts; nil if there are none.
  ///
  /// MASE: Hyndman and Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001. sMAPE: Makridakis and
  /// Hibon 2000. Pinball: Koenker and Bassett 1978, doi:10.2307/1913643.
  public init?(_ points: [Backtest.Point], within bounds: ClosedRange<Double>? = nil) {
    guard !points.isEmpty else { return nil }
    let n = Double(points.count)
    forecasts = points.count
    var scaled: [Double] = []
    var percentages = 0.0
    var losses = 0.0
    var hits = [Int](repeating: 0, count: IntervalCoverage.allCases.count)
    for point in points {
      let error = point.actual - point.forecast.mean
      if let scale = point.scale { scaled.append(abs(error) / scale) }
      let size = abs(point.actual) + abs(point.forecast.mean)
      if size > 0 { percentages += 200 * abs(error) / size }
      losses += Self.pinball(point, bounds)
      for (index, coverage) in IntervalCoverage.allCases.enumerated()
      where point.forecast.interval(coverage, within: bounds).contains(point.actual) {
        hits[index] += 1
      }
    }
    scaledError = scaled.isEmpty ? nil : scaled.reduce(0, +) / Double(scaled.count)
    percentageError = percentages / n
    pinball = losses / n
    coverage = hits.map { Double($0) / n }
  }

  /// The mean loss over the quantiles that the intervals' ends and the mean stand for.
  private static func pinball(_ point: Backtest.Point, _ bounds: ClosedRange<Double>?) -> Double {
    var losses = [loss(point.actual, point.forecast.mean, 0.5)]
    for coverage in IntervalCoverage.allCases {
      let interval = point.forecast.interval(coverage, within: bounds)
      let tail = (1 - coverage.share) / 2
      losses.append(loss(point.actual, interval.lowerBound, tail))
      losses.append(loss(point.actual, interval.upperBound, 1 - tail))
    }
    return losses.reduce(0, +) / Double(losses.count)
  }

  private static func loss(_ actual: Double, _ quantile: Double, _ level: Double) -> Double {
    actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual)
  }

  /// The mean absolute difference of values a cycle apart; nil where it is zero or there are none.
  static func scale(of known: TimeSeries) -> Double? {
    let season = known.naiveSeason
    var sum = 0.0
    var count = 0
    for time in known.values.indices.dropFirst(season) {
      guard let now = known.values[time], let before = known.values[time - season] else { continue }
      sum += abs(now - before)
      count += 1
    }
    return sum > 0 ? sum / Double(count) : nil
  }
}
