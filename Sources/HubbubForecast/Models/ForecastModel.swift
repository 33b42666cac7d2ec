/// The models that forecast a series from itself alone.
///
/// Simple ones on purpose: series of moods are short, and these are hard to beat on short series
/// (Makridakis and Hibon 2000, the M3 competition, doi:10.1016/S0169-2070(00)00057-1). The files of
/// a forecast open in libraries with richer ones.
public enum ForecastModel: String, CaseIterable, Sendable {
  /// The value of one cycle ago.
  case seasonalNaive = "seasonal-naive"
  /// Simple exponential smoothing: a level that follows the values.
  case smoothing = "ses"
  /// The theta method: half the trend, half the smoothed rest, seasons taken out before.
  case theta

  /// The fewest values that a model is fitted to.
  static let fewestValues = 4

  /// What the model expects of the steps after the last value's stretch.
  ///
  /// - Parameter horizon: how many steps, at least 1.
  /// - Returns: a forecast for each step; nil for fewer than four values.
  /// - Complexity: O(n) in the stretches, times the trials of a smoothing weight.
  public func forecast(_ series: TimeSeries, horizon: Int) -> [StepForecast]? {
    precondition(horizon >= 1, "a forecast looks at least one step ahead")
    guard series.observed >= Self.fewestValues else { return nil }
    return switch self {
    case .seasonalNaive: SeasonalNaive.forecast(series, horizon: horizon)
    case .smoothing: Smoothing.forecast(series, horizon: horizon)
    case .theta: Theta.forecast(series, horizon: horizon)
    }
  }
}

/// Standard deviations of errors.
enum Errors {
  /// The root of the mean square, with some degrees of freedom spent on the fit.
  static func deviation(_ errors: [Double], spent: Int) -> Double {
    guard errors.count > spent else { return 0 }
    return (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count - spent)).squareRoot()
  }
}
