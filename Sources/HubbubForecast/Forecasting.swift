public import HubbubSystem

/// Series → backtest, forecast, lead-lag.
public enum Forecasting {
  /// The fewest values that a series is forecast from.
  public static let fewestValues = 8
  /// The most origins that errors are gathered from for a regression on moods.
  static let mostErrors = 200
  /// The most lags to each side.
  static let longestLag = 12

  /// Tests every model on every series from rolling origins, and forecasts from the end.
  ///
  /// - Parameter targets: the user's own series over the panel's calendar, which moods may lead.
  /// - Complexity: O(series · origins · stretches).
  public static func run(
    _ panel: Panel, targets: [TimeSeries] = [], options: ForecastOptions, workers: Workers
  ) -> ForecastResult {
    let horizon = options.horizon ?? max(1, min(panel.unit.horizon, panel.count / 3))
    var leftOut: [LeftOutSeries] = []
    var wanted: [(series: TimeSeries, isTarget: Bool)] = []
    for (series, isTarget) in targets.map({ ($0, true) }) + panel.series.map({ ($0, false) }) {
      if let reason = obstacle(series) {
        leftOut.append(LeftOutSeries(id: series.id, reason: reason))
      } else {
        wanted.append((series, isTarget))
      }
    }
    let moods = panel.series.filter { obstacle($0) == nil }
    let forecasts = workers.map(wanted.count) { [wanted] index in
      forecast(
        wanted[index].series, isTarget: wanted[index].isTarget, moods: moods, horizon: horizon,
        origins: options.origins)
    }
    return ForecastResult(
      horizon: horizon, origins: options.origins, forecasts: forecasts, leftOut: leftOut,
      leadLag: leadLag(
        targets.filter { obstacle($0) == nil }, moods, stretches: panel.count, workers))
  }

  /// Why a series cannot be forecast; nil if it can.
  private static func obstacle(_ series: TimeSeries) -> String? {
    let observed = series.observed
    if observed < fewestValues {
      return
        "\(observed) \(observed == 1 ? "stretch has" : "stretches have") a value, and "
        + "\(fewestValues) are needed"
    }
    let values = series.values.compactMap { $0 }
    return values.allSatisfy { $0 == values[0] } ? "its value never changes" : nil
  }

  // MARK: One series

  private static func forecast(
    _ series: TimeSeries, isTarget: Bool, moods: [TimeSeries], horizon: Int, origins: Int
  ) -> SeriesForecast {
    let tested = Backtest.origins(of: series, most: origins)
    let gathered = Backtest.origins(
      of: series, most: origins + IntervalCalibration.earlierOrigins)
    var trials: [MethodTrial] = []
    var calibrations: [ForecastModel: IntervalCalibration] = [:]
    for model in ForecastModel.allCases {
      let calibration = IntervalCalibration(
        Backtest.run(series, model: model, origins: gathered, horizon: horizon))
      calibrations[model] = calibration
      let backtest = calibration.calibrated(origins: tested)
      guard let score = ForecastScore(backtest.points, within: series.bounds) else { continue }
      var trial = MethodTrial(
        method: ForecastMethod(model: model, mood: nil), backtest: backtest, score: score)
      if model != .seasonalNaive, let naive = trials.first {
        trial.rival = naive.method.name
        trial.comparison = compare(trial.backtest, naive.backtest)
      }
      trials.append(trial)
    }
    let chosen = trials.min { error($0) < error($1) }?.method.model ?? .smoothing
    if isTarget, !trials.isEmpty {
      trials += withMoods(series, chosen, moods, horizon: horizon, tested: tested)
    }
    return SeriesForecast(
      series: series, isTarget: isTarget, trials: trials,
      steps: ForecastModel.allCases.compactMap { model in
        model.forecast(series.recent(Backtest.window), horizon: horizon).map { steps in
          (
            model,
            calibrations[model]?.calibrated(steps, origin: series.values.count) ?? steps
          )
        }
      },
      chosen: chosen)
  }

  private static func error(_ trial: MethodTrial) -> Double {
    trial.score.scaledError ?? trial.score.pinball
  }

  /// The chosen model with each mood, over the same origins as without.
  private static func withMoods(
    _ series: TimeSeries, _ model: ForecastModel, _ moods: [TimeSeries], horizon: Int,
    tested: [Int]
  ) -> [MethodTrial] {
    let all = Backtest.origins(of: series, most: max(mostErrors, tested.count))
    let plain = IntervalCalibration(
      Backtest.run(series, model: model, origins: all, horizon: horizon)
    ).calibrated(origins: all)
    let wanted = Set(tested)
    let without = Backtest(points: plain.points.filter { wanted.contains($0.origin) })
    var trials = moods.compactMap { mood -> MethodTrial? in
      let backtest = MoodRegression(plain: plain, mood: mood).backtest(origins: tested)
      guard let score = ForecastScore(backtest.points, within: series.bounds) else { return nil }
      return MethodTrial(
        method: ForecastMethod(model: model, mood: mood.id), backtest: backtest, score: score,
        rival: model.rawValue, comparison: compare(backtest, without))
    }
    let compared = trials.indices.filter { trials[$0].comparison != nil }
    let adjusted = Holm.adjusted(compared.compactMap { trials[$0].comparison?.probability })
    for (index, probability) in zip(compared, adjusted) { trials[index].adjusted = probability }
    return trials
  }

  /// Holds the errors one step ahead against each other.
  private static func compare(_ first: Backtest, _ second: Backtest) -> DieboldMariano? {
    func errors(_ backtest: Backtest) -> [Double] {
      backtest.points.filter { $0.step == 1 }.map { $0.actual - $0.forecast.mean }
    }
    return DieboldMariano(errors(first), errors(second), step: 1)
  }

  // MARK: Pairs

  /// Each mood with each target, and the moods with each other but for `all`, which holds them.
  private static func leadLag(
    _ targets: [TimeSeries], _ moods: [TimeSeries], stretches: Int, _ workers: Workers
  ) -> [LeadLag] {
    let reach = min(longestLag, stretches / 4)
    let themes = moods.filter { $0.id != "all" }
    var pairs: [(TimeSeries, TimeSeries)] = []
    for target in targets { pairs += moods.map { ($0, target) } }
    for (index, theme) in themes.enumerated() {
      pairs += themes[(index + 1)...].map { (theme, $0) }
    }
    let tables = workers.map(pairs.count) { [pairs] index in
      LeadLag.table(pairs[index].0, pairs[index].1, reach: reach)
    }
    return LeadLag.adjusting(tables.flatMap { $0 })
  }
}
