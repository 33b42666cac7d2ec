/// What a forecast is asked for.
public struct ForecastOptions: Sendable {
  /// The steps ahead; nil lets the calendar decide.
  public var horizon: Int?
  /// The most origins that the models are tested from.
  public var origins: Int

  /// Creates options.
  public init(horizon: Int? = nil, origins: Int = 24) {
    self.horizon = horizon
    self.origins = origins
  }
}

/// A model, and the mood that it looks at beside the series itself.
public struct ForecastMethod: Hashable, Sendable {
  /// The model.
  public var model: ForecastModel
  /// The series whose mood corrects it; nil for none.
  public var mood: String?

  /// `theta`, or `theta + mood of T3`.
  public var name: String { model.rawValue + (mood.map { " + mood of \($0)" } ?? "") }
}

/// How a method did on a series.
public struct MethodTrial: Sendable {
  /// The method.
  public var method: ForecastMethod
  /// Its forecasts from earlier origins.
  public var backtest: Backtest
  /// Their score.
  public var score: ForecastScore
  /// What it is held against: the naive forecast, or the same model without the mood.
  public var rival: String?
  /// Whether it beats the rival by more than chance, one step ahead; nil for too few origins.
  public var comparison: DieboldMariano?
  /// The comparison's probability, adjusted for all moods tried on the series (Holm).
  public var adjusted: Double?
}

/// The forecast of one series.
public struct SeriesForecast: Sendable {
  /// The series.
  public var series: TimeSeries
  /// Whether it is a target that the user gave.
  public var isTarget: Bool
  /// Every method, the plain ones first.
  public var trials: [MethodTrial]
  /// What each plain model expects next.
  public var steps: [(model: ForecastModel, steps: [StepForecast])]
  /// The plain model with the least scaled error; simple exponential smoothing if none was tested.
  public var chosen: ForecastModel
}

/// A series that cannot be forecast, and why.
public struct LeftOutSeries: Hashable, Sendable {
  /// The series.
  public var id: String
  /// The reason, for people.
  public var reason: String
}

/// All that a forecast found.
public struct ForecastResult: Sendable {
  /// The steps ahead.
  public var horizon: Int
  /// The most origins asked for.
  public var origins: Int
  /// The series forecast, in the panel's order, targets first.
  public var forecasts: [SeriesForecast]
  /// The series that could not be.
  public var leftOut: [LeftOutSeries]
  /// Correlations of one series with another at lags, probabilities adjusted for all of them.
  public var leadLag: [LeadLag]
}
