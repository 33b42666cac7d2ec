/// Forecasts made from earlier origins, beside what came.
public struct Backtest: Sendable {
  /// One forecast of one step from one origin.
  public struct Point: Hashable, Sendable {
    /// The stretches known when it was made: the first step ahead is the stretch of this number.
    public var origin: Int
    /// The steps ahead, from 1.
    public var step: Int
    /// What was expected.
    public var forecast: StepForecast
    /// What came.
    public var actual: Double
    /// The mean absolute error of the naive forecast over what was known; nil where it is zero.
    public var scale: Double?
  }

  /// The fewest stretches with values before the first origin.
  static let fewestKnown = 8
  /// The longest stretch of the past that a model is fitted to.
  static let window = 520

  /// The forecasts, by origin and then by step; stretches without a value are not among them.
  public var points: [Point]
  /// The origins that gave any.
  public var origins: Int { Set(points.map(\.origin)).count }

  /// The origins of a series: the last ones that have something before them and after them.
  static func origins(of series: TimeSeries, most: Int) -> [Int] {
    var known = 0
    var candidates: [Int] = []
    for (time, value) in series.values.enumerated() {
      if known >= fewestKnown { candidates.append(time) }
      if value != nil { known += 1 }
    }
    return Array(candidates.suffix(most))
  }

  /// Forecasts of a model from rolling origins, each fitted to nothing later than its origin.
  ///
  /// Tashman 2000, doi:10.1016/S0169-2070(00)00065-0.
  /// - Complexity: O(origins · stretches).
  static func run(
    _ series: TimeSeries, model: ForecastModel, origins: [Int], horizon: Int
  ) -> Backtest {
    var points: [Point] = []
    for origin in origins {
      let known = series.known(before: origin).recent(window)
      guard let steps = model.forecast(known, horizon: horizon) else { continue }
      let scale = ForecastScore.scale(of: known)
      for (ahead, forecast) in steps.enumerated() {
        guard origin + ahead < series.values.count, let actual = series.values[origin + ahead]
        else { continue }
        points.append(
          Point(
            origin: origin, step: ahead + 1, forecast: forecast, actual: actual, scale: scale))
      }
    }
    return Backtest(points: points)
  }
}

extension TimeSeries {
  /// The last stretches, cut so that the seasons keep their places.
  func recent(_ most: Int) -> TimeSeries {
    guard values.count > most else { return self }
    let cut = (values.count - most + season - 1) / season * season
    return TimeSeries(id: id, values: Array(values.dropFirst(cut)), season: season, bounds: bounds)
  }
}
