internal import HubbubModel
internal import HubbubSystem

extension ForecastFiles {
  /// What a forecast says, for people and programs: `forecast.json`.
  static func summary(_ result: ForecastResult, panel: Panel, column: SeriesColumn) -> JSON {
    [
      "schema": "hubbub-forecast/1",
      "column": .string(column.rawValue),
      "as_of": .optional(panel.asOf.map(CivilDate.text(ofSecond:))),
      "bucket": .string(panel.unit.rawValue),
      "stretches": .integer(Int64(panel.count)),
      "horizon": .integer(Int64(result.horizon)),
      "origins": .integer(Int64(result.origins)),
      "series": .array(result.forecasts.map { series($0, panel) }),
      "left_out": .array(
        result.leftOut.map { ["unique_id": .string($0.id), "reason": .string($0.reason)] }),
      "lead_lag": .array(result.leadLag.filter { $0.adjusted < 0.05 }.map(link)),
      "cautions": .array(cautions(result, panel).map(JSON.string)),
    ]
  }

  private static func series(_ forecast: SeriesForecast, _ panel: Panel) -> JSON {
    let chosen = forecast.trials.first {
      $0.method == ForecastMethod(model: forecast.chosen, mood: nil)
    }
    let steps = forecast.steps.first { $0.model == forecast.chosen }?.steps ?? []
    return [
      "unique_id": .string(forecast.series.id),
      "is_target": .boolean(forecast.isTarget),
      "observed": .integer(Int64(forecast.series.observed)),
      "model": .string(forecast.chosen.rawValue),
      "mase": .optional(chosen?.score.scaledError.map(rounded)),
      "coverage_80": .optional(chosen?.score.coverage.first.map(rounded)),
      "next": .array(
        steps.enumerated().map { ahead, step in
          let interval = step.interval(.eighty, within: forecast.series.bounds)
          return [
            "ds": .string(CivilDate.text(ofDay: panel.start(of: panel.count + ahead))),
            "y_hat": .number(rounded(step.mean)), "lo_80": .number(rounded(interval.lowerBound)),
            "hi_80": .number(rounded(interval.upperBound)),
          ]
        }),
      "moods": .array(
        forecast.trials.filter { $0.method.mood != nil }.map { trial in
          [
            "mood": .optional(trial.method.mood),
            "mase": .optional(trial.score.scaledError.map(rounded)),
            "dm_p_adjusted": .optional(trial.adjusted.map(rounded)),
          ]
        }),
    ]
  }

  private static func link(_ row: LeadLag) -> JSON {
    [
      "leader": .string(row.leader), "follower": .string(row.follower),
      "lag": .integer(Int64(row.lag)), "r": .number(rounded(row.correlation)),
      "p_adjusted": .number(rounded(row.adjusted)),
    ]
  }

  /// What a reader has to know before relying on the numbers.
  private static func cautions(_ result: ForecastResult, _ panel: Panel) -> [String] {
    var cautions: [String] = []
    if result.forecasts.contains(where: { !$0.isTarget && $0.series.id != "all" }) {
      cautions.append(
        "The themes were found with all posts up to as_of, so tests from earlier origins know what "
          + "would become a theme; a forecast --as-of an earlier date does not.")
    }
    if panel.leftOutPartial {
      cautions.append(
        "The last stretch was not over at the last post: it is forecast, not learned from.")
    }
    let untested = result.forecasts.filter { $0.trials.isEmpty }.map(\.series.id)
    if !untested.isEmpty {
      cautions.append(
        "Too short to test models on: \(untested.joined(separator: ", ")). Simple exponential "
          + "smoothing stands for them.")
    }
    if !result.leadLag.isEmpty {
      cautions.append("That one series moves before another does not say that it moves it.")
    }
    return cautions
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 1_000_000).rounded() / 1_000_000
  }
}
