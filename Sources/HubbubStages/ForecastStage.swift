internal import HubbubForecast
internal import HubbubIngest
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSentiment
internal import HubbubSystem

/// Series → tests of models, forecasts, and which series moves before which.
struct ForecastStage: Stage {
  let name = "forecast"
  let summary = "test models on the series, forecast them, and look for leads and lags"
  let version = 2
  let parameters = [
    Parameter(
      "horizon", .wholeOrAuto(1...365), .auto,
      "how many stretches to look ahead; auto goes by their length"),
    Parameter(
      "column", .choice(SeriesColumn.allCases.map(\.rawValue)), .text(SeriesColumn.mood.rawValue),
      "which numbers of series/sentiment.csv to forecast: the mood y, the share, or n_posts"),
    Parameter(
      "origins", .whole(1...200), .whole(24), "from how many earlier origins to test the models"),
    Parameter(
      "target", .location, .location(""),
      "a table (CSV) of your own to forecast beside them, with and without the moods"),
    Parameter("target-date", .text, .text("ds"), "the target's column with dates"),
    Parameter("target-value", .text, .text("y"), "the target's column with values"),
    Parameter(
      "target-series", .text, .text("unique_id"),
      "the target's column that tells several series apart; may be missing"),
  ]
  let reads = [Artifacts.series]
  let writes = Artifacts.forecast

  func fingerprint(
    of inputs: [String], _ values: ParameterValues, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] {
    guard let target = values.location("target") else { return [] }
    return [
      (path: "target", digest: try Self.reading(target) { try Digest(ofFile: $0) }.description)
    ]
  }

  func run(_ job: StageJob) throws -> StageOutcome {
    let column = job.parameters.text("column").flatMap(SeriesColumn.init) ?? .mood
    let path = job.workspace.path(Artifacts.series)
    guard let panel = Panel(try SeriesFile.read(path), column: column) else {
      throw RunError(
        .badData, "\(path) holds no series: no post says when it was written, so nothing has a past"
      )
    }
    let (target, bytes) = try target(job, panel)
    let result = Forecasting.run(
      panel, targets: target.series,
      options: ForecastOptions(
        horizon: job.parameters.whole("horizon"),
        origins: job.parameters.whole("origins") ?? ForecastOptions().origins),
      workers: job.workers)
    guard !result.forecasts.isEmpty else { throw Self.nothing(result, panel) }
    // A copy, so that the workspace holds all that the tables came from.
    try AtomicFile.write(bytes, to: job.workspace.path(Artifacts.forecastTarget))
    for series in result.leftOut { job.note("\(series.id) is left out: \(series.reason)") }
    try ForecastFiles.write(
      result, panel: panel, column: column, to: job.workspace.path("forecast"))
    return StageOutcome(counts: [
      "series": result.forecasts.count, "left-out": result.leftOut.count,
      "lead-lag": result.leadLag.count, "target-rows-unreadable": target.unreadable,
      "target-rows-outside": target.outside,
    ])
  }

  private static func nothing(_ result: ForecastResult, _ panel: Panel) -> RunError {
    let reason = result.leftOut.first.map { "\($0.id): \($0.reason)" } ?? "there is no series"
    let finer =
      switch panel.unit.rawValue {
      case "day": ""
      case "week": "run the pipeline with `--set series.bucket=day` to cut time finer, or "
      default: "run the pipeline with `--set series.bucket=week` or `day` to cut time finer, or "
      }
    return RunError(
      .badData,
      "nothing can be forecast (\(reason)). The posts span \(panel.count) whole stretches of a "
        + "\(panel.unit.rawValue); \(finer)bring posts of a longer time.")
  }

  /// Reads the target, if there is one, and the bytes of its file.
  private func target(
    _ job: StageJob, _ panel: Panel
  ) throws -> (Target, bytes: [UInt8]) {
    guard let path = job.parameters.location("target") else { return (Target([], on: panel), []) }
    let bytes = try Self.reading(path) { try Files.read($0) }
    let rows = try Self.rows(path, job.parameters)
    let target = Target(rows, on: panel)
    guard target.series.contains(where: { $0.observed > 0 }) else {
      throw RunError(
        .badData,
        "\(path): none of its \(rows.count) rows has a date and a value within the posts' time"
          + (target.unreadable > 0
            ? "; \(target.unreadable) could not be read (dates are like 2026-01-31)" : ""))
    }
    if let sparse = target.series.first(where: Target.isSparser) {
      job.note(
        "the target \(sparse.id) has a value in few of the stretches, which last a "
          + "\(panel.unit.rawValue): a run with `--set series.bucket=month`, say, may suit it better"
      )
    }
    return (target, bytes)
  }

  private static func rows(
    _ path: String, _ values: ParameterValues
  ) throws -> [(id: String, date: String, value: String)] {
    let date = values.text("target-date") ?? "ds"
    let value = values.text("target-value") ?? "y"
    let series = values.text("target-series") ?? ""
    do {
      if try LabelledTable.header(path).contains(series) {
        return try LabelledTable.read(path, columns: [series, date, value])
          .map { ($0[0], $0[1], $0[2]) }
      }
      return try LabelledTable.read(path, columns: [date, value]).map { ("target", $0[0], $0[1]) }
    } catch let error as IngestError {
      throw RunError(
        .badData,
        "\(error). Name its columns with --set forecast.target-date=… and forecast.target-value=…")
    }
  }

  private static func reading<T>(_ path: String, _ read: (String) throws -> T) throws -> T {
    do {
      return try read(path)
    } catch {
      throw RunError(.noInput, "\(error). --target names a table (CSV) with a date and a value.")
    }
  }
}
