/// Intervals as wide as a model's own earlier errors ask for, step by step.
///
/// A model's formula for its variance knows nothing of a level that drifts, of a trend that it lags
/// behind, or of what its fit to a short past hides. So the squared errors of its forecasts from
/// earlier origins, each in units of the deviation then expected, correct the deviation: scaled
/// residuals of rolling origins (Hyndman and Athanasopoulos 2021, 5.5 and 5.10; the scaling is that
/// of locally weighted conformal intervals, Lei and others 2018, doi:10.1080/01621459.2017.1307116).
struct IntervalCalibration {
  /// The most origins before the tested ones whose errors are gathered.
  static let earlierOrigins = 24
  /// How many errors of the expected size each step is taken to have had.
  static let prior = 4.0
  /// Errors of so many steps to each side count for a step.
  static let reach = 1

  private let points: [Backtest.Point]

  /// Gathers errors: uncalibrated forecasts of one model of one series.
  init(_ backtest: Backtest) { points = backtest.points }

  /// What to multiply the deviation of a forecast with, by what came before its origin.
  func factor(step: Int, origin: Int) -> Double {
    var squares = Self.prior
    var count = Self.prior
    for point in points
    where abs(point.step - step) <= Self.reach && point.origin + point.step - 1 < origin
      && point.forecast.deviation > 0
    {
      let error = (point.actual - point.forecast.mean) / point.forecast.deviation
      squares += error * error
      count += 1
    }
    return (squares / count).squareRoot()
  }

  /// The forecasts from some origins, calibrated.
  func calibrated(origins: [Int]) -> Backtest {
    let wanted = Set(origins)
    return Backtest(
      points: points.filter { wanted.contains($0.origin) }.map { point in
        var point = point
        point.forecast.deviation *= factor(step: point.step, origin: point.origin)
        return point
      })
  }

  /// Forecasts of the steps from an origin, calibrated.
  func calibrated(_ steps: [StepForecast], origin: Int) -> [StepForecast] {
    steps.enumerated().map { ahead, step in
      StepForecast(
        mean: step.mean, deviation: step.deviation * factor(step: ahead + 1, origin: origin))
    }
  }
}
