/// Forecasts of a target that also look at a mood: what the model missed before, regressed on it.
///
/// For each number of steps ahead, the errors that the plain model made from earlier origins are
/// regressed on the mood that was known at those origins, by ridge regression (Hoerl and Kennard
/// 1970, doi:10.2307/1267351); the expected error is added. Nothing later than an origin is used.
struct MoodRegression {
  /// The fewest earlier errors that a regression is fitted to; before, the plain forecast stands.
  static let fewestErrors = 10
  /// The weight of the ridge, in errors' worth of pull towards no effect.
  static let ridge = 8.0

  /// The plain model's forecasts from every origin, those to be scored and those before.
  private let plain: [Backtest.Point]
  private let mood: TimeSeries

  init(plain: Backtest, mood: TimeSeries) {
    self.plain = plain.points
    self.mood = mood
  }

  /// The forecasts from some origins, corrected by the mood.
  func backtest(origins: [Int]) -> Backtest {
    let wanted = Set(origins)
    return Backtest(
      points: plain.filter { wanted.contains($0.origin) }.map { point in
        var point = point
        point.forecast.mean += expectedError(origin: point.origin, step: point.step)
        return point
      })
  }

  /// The error that the mood before an origin lets expect.
  func expectedError(origin: Int, step: Int) -> Double {
    guard origin > 0, let now = mood.values[origin - 1] else { return 0 }
    // An error is known once its stretch is over: before the origin.
    let past = plain.filter { $0.step == step && $0.origin + step - 1 < origin }
    let pairs = past.compactMap { point in
      mood.values[point.origin - 1].map { ($0, point.actual - point.forecast.mean) }
    }
    guard pairs.count >= Self.fewestErrors else { return 0 }
    let n = Double(pairs.count)
    let center = pairs.reduce(0) { $0 + $1.0 } / n
    let bias = pairs.reduce(0) { $0 + $1.1 } / n
    let spread = (pairs.reduce(0) { $0 + ($1.0 - center) * ($1.0 - center) } / n).squareRoot()
    guard spread > 0 else { return 0 }
    var shared = 0.0
    for (mood, error) in pairs { shared += (mood - center) / spread * (error - bias) }
    // The bias of the plain model is not the mood's doing: only the slope is used.
    return shared / (n + Self.ridge) * (now - center) / spread
  }
}
