/// Values at even steps of time, with gaps where nothing was measured.
public struct TimeSeries: Hashable, Sendable {
  /// The name: a theme's id, `all`, or what a target calls itself.
  public var id: String
  /// A value a stretch of the calendar; nil where nothing was measured, never 0.
  public var values: [Double?]
  /// The stretches of one cycle of the calendar, such as 12 of months; 1 for none.
  public var season: Int
  /// The values that can be at all, which intervals are cut to; nil for any.
  public var bounds: ClosedRange<Double>?

  /// Creates a series.
  public init(id: String, values: [Double?], season: Int, bounds: ClosedRange<Double>? = nil) {
    precondition(season >= 1, "a cycle has at least one stretch")
    self.id = id
    self.values = values
    self.season = season
    self.bounds = bounds
  }

  /// How many stretches have a value.
  public var observed: Int { values.count { $0 != nil } }

  /// Whether two whole cycles lie between the first and the last value: fewer show no season.
  var showsSeason: Bool {
    guard season > 1, let first = values.firstIndex(where: { $0 != nil }),
      let last = values.lastIndex(where: { $0 != nil })
    else { return false }
    return last - first + 1 >= 2 * season
  }

  /// The cycle that errors are scaled by and that the naive forecast repeats.
  var naiveSeason: Int { showsSeason ? season : 1 }

  /// The series up to an origin: what was known then.
  func known(before origin: Int) -> TimeSeries {
    TimeSeries(
      id: id, values: Array(values[..<origin]), season: season, bounds: bounds)
  }
}

/// What a model expects of one step ahead.
public struct StepForecast: Hashable, Sendable {
  /// The mean.
  public var mean: Double
  /// The standard deviation of the error to be expected.
  public var deviation: Double

  /// Creates a forecast.
  public init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  /// The interval of a coverage, under a normal distribution, cut to what values can be.
  public func interval(
    _ coverage: IntervalCoverage, within bounds: ClosedRange<Double>?
  ) -> ClosedRange<Double> {
    let reach = coverage.normalQuantile * deviation
    let low = bounds.map { min(max(mean - reach, $0.lowerBound), $0.upperBound) } ?? mean - reach
    let high = bounds.map { min(max(mean + reach, $0.lowerBound), $0.upperBound) } ?? mean + reach
    return low...high
  }
}

/// The shares of outcomes that intervals are made to hold.
public enum IntervalCoverage: Int, CaseIterable, Sendable {
  case eighty = 80
  case ninetyFive = 95

  /// The share, 0…1.
  public var share: Double { Double(rawValue) / 100 }

  /// How many standard deviations the interval reaches to each side.
  var normalQuantile: Double {
    switch self {
    case .eighty: 1.281_551_565_544_600_4
    case .ninetyFive: 1.959_963_984_540_054
    }
  }
}
