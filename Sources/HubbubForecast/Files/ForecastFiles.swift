internal import HubbubModel
internal import HubbubSystem

/// `forecast/`: the tables of a forecast, in long format, and what they say in one JSON file.
///
/// Values have at most six digits after the point; what was not measured is empty.
public enum ForecastFiles {
  /// The names of the files.
  public static let names = [
    "forecast.csv", "backtest.csv", "scores.csv", "lead-lag.csv", "forecast.json",
  ]

  /// Writes all files into a folder.
  public static func write(
    _ result: ForecastResult, panel: Panel, column: SeriesColumn, to folder: String
  ) throws {
    try write(forecastHeader, forecast(result, panel), "\(folder)/forecast.csv")
    try write(backtestHeader, backtest(result, panel), "\(folder)/backtest.csv")
    try write(scoresHeader, scores(result), "\(folder)/scores.csv")
    try write(leadLagHeader, leadLag(result), "\(folder)/lead-lag.csv")
    try AtomicFile.write(
      summary(result, panel: panel, column: column).utf8(pretty: true) + [10],
      to: "\(folder)/forecast.json")
  }

  private static func write(_ header: [String], _ rows: [[String]], _ path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(header.joined(separator: ",") + "\n")
    for row in rows { try file.write(row.joined(separator: ",") + "\n") }
    try file.commit()
  }

  private static let intervals = ["lo_80", "hi_80", "lo_95", "hi_95"]
  private static let forecastHeader =
    ["unique_id", "ds", "step", "model", "y_hat"] + intervals + ["chosen"]
  private static let backtestHeader =
    ["unique_id", "model", "cutoff", "ds", "step", "y", "y_hat"] + intervals
  private static let scoresHeader = [
    "unique_id", "model", "origins", "n", "mase", "smape", "pinball", "coverage_80", "coverage_95",
    "rival", "dm", "dm_p", "dm_p_adjusted", "chosen",
  ]
  private static let leadLagHeader = [
    "leader", "follower", "lag", "n", "r", "p", "p_adjusted",
  ]

  // MARK: Rows

  private static func values(_ forecast: StepForecast, _ series: TimeSeries) -> [String] {
    let mean = series.bounds.map {
      min(max(forecast.mean, $0.lowerBound), $0.upperBound)
    }
    return [CSVLines.number(mean ?? forecast.mean)]
      + IntervalCoverage.allCases.flatMap { coverage in
        let interval = forecast.interval(coverage, within: series.bounds)
        return [CSVLines.number(interval.lowerBound), CSVLines.number(interval.upperBound)]
      }
  }

  private static func forecast(_ result: ForecastResult, _ panel: Panel) -> [[String]] {
    result.forecasts.flatMap { forecast in
      forecast.steps.flatMap { model, steps in
        steps.enumerated().map { ahead, step in
          [
            CSVLines.field(forecast.series.id),
            CivilDate.text(ofDay: panel.start(of: panel.count + ahead)), String(ahead + 1),
            model.rawValue,
          ] + values(step, forecast.series) + [model == forecast.chosen ? "1" : "0"]
        }
      }
    }
  }

  private static func backtest(_ result: ForecastResult, _ panel: Panel) -> [[String]] {
    result.forecasts.flatMap { forecast in
      forecast.trials.flatMap { trial in
        trial.backtest.points.map { point in
          [
            CSVLines.field(forecast.series.id), CSVLines.field(trial.method.name),
            CivilDate.text(ofDay: panel.start(of: point.origin - 1)),
            CivilDate.text(ofDay: panel.start(of: point.origin + point.step - 1)),
            String(point.step), CSVLines.number(point.actual),
          ] + values(point.forecast, forecast.series)
        }
      }
    }
  }

  private static func scores(_ result: ForecastResult) -> [[String]] {
    result.forecasts.flatMap { forecast in
      forecast.trials.map { trial in
        [
          CSVLines.field(forecast.series.id), CSVLines.field(trial.method.name),
          String(trial.backtest.origins), String(trial.score.forecasts),
          CSVLines.number(trial.score.scaledError), CSVLines.number(trial.score.percentageError),
          CSVLines.number(trial.score.pinball),
        ] + trial.score.coverage.map { CSVLines.number($0) } + [
          CSVLines.field(trial.rival ?? ""), CSVLines.number(trial.comparison?.statistic),
          CSVLines.number(trial.comparison?.probability), CSVLines.number(trial.adjusted),
          trial.method.mood == nil && trial.method.model == forecast.chosen ? "1" : "0",
        ]
      }
    }
  }

  private static func leadLag(_ result: ForecastResult) -> [[String]] {
    result.leadLag.map { row in
      [
        CSVLines.field(row.leader), CSVLines.field(row.follower), String(row.lag),
        String(row.pairs), CSVLines.number(row.correlation), CSVLines.number(row.probability),
        CSVLines.number(row.adjusted),
      ]
    }
  }
}
