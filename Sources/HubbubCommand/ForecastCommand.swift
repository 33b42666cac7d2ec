internal import ArgumentParser
internal import HubbubKit

/// `hubbub forecast`: series → backtest, forecast, lead-lag.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Test models on the series, forecast them, and look for leads and lags.",
    discussion: """
      Writes forecast/forecast.csv, backtest.csv, scores.csv, lead-lag.csv and forecast.json into \
      the workspace, and prints what it found. Stages before it whose results the workspace lacks \
      are run first.

      With --target, a table (CSV) with the columns ds and y, and unique_id if it holds several \
      series, is forecast too, with and without each mood, from the same origins.

      With --as-of, nothing later than that day is used, the themes included: posts up to it are \
      clustered anew, in a workspace of their own under forecast/as-of-DATE.

      Examples:
        hubbub forecast report
        hubbub forecast report --target sales.csv --set forecast.target-value=units --horizon 3
        hubbub forecast report --as-of 2026-01-31

      Parameters for --set:
      \(ParameterHelp.text(of: "forecast"))
      """)

  @Argument(help: "The workspace.") var folder: String
  @Option(
    help: ArgumentHelp("A series of your own to forecast beside the moods.", valueName: "file"))
  var target: String?
  @Option(help: "How many stretches to look ahead.") var horizon: Int?
  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("Use nothing later than this day, 2026-01-31, in UTC.", valueName: "date"))
  var asOf: String?
  @OptionGroup var options: RunOptions

  func validate() throws {
    if let horizon, !(1...365).contains(horizon) {
      throw ValidationError("--horizon must be 1 to 365, not \(horizon)")
    }
    if let asOf, EarlierTime(asOf) == nil {
      throw ValidationError("--as-of must be a day such as 2026-01-31, not `\(asOf)`")
    }
  }

  func run() throws {
    let console = options.talk.console
    var workspace = try Workspace(withCorpusIn: folder)
    let whole = workspace
    if let time = asOf.flatMap(EarlierTime.init) {
      workspace = try earlier(than: time, of: whole, console)
    }
    guard let stages = Stages.upTo("forecast", in: workspace) else {
      preconditionFailure("forecast is one of the stages")
    }
    let pipeline = try Pipeline(
      name: "forecast", stages: stages, recordedIn: whole, settings: settings + options.settings)
    var quiet = options
    quiet.json = false
    try Execution.run(pipeline, in: workspace, inputs: [], quiet)
    let summary = try Files.read(workspace.path("forecast/forecast.json"))
    if options.json {
      Terminal.print(String(decoding: summary, as: UTF8.self))
    } else {
      ForecastTable.print(try JSONParser().parse(summary))
      Terminal.print(workspace.path("forecast"))
    }
  }

  private var settings: [String] {
    (target.map { ["forecast.target=\($0)"] } ?? [])
      + (horizon.map { ["forecast.horizon=\($0)"] } ?? [])
  }

  /// The workspace of the posts up to a time.
  private func earlier(
    than time: EarlierTime, of whole: Workspace, _ console: Console
  ) throws -> Workspace {
    let workspace = Workspace(folder: whole.path("forecast/as-of-\(time.name)"))
    let books: EarlierCorpus.Books
    do {
      books = try EarlierCorpus.write(
        of: whole, until: time.last, to: workspace, workers: options.workers)
    } catch let error as FileError {
      throw RunError(.cannotCreate, "\(error). --as-of works in \(workspace.folder).")
    }
    console.say(
      "as of \(time.name): \(books.kept) posts, \(books.later) later and \(books.undated) undated "
        + "left out")
    guard books.kept > 0 else {
      throw RunError(.badData, "no post of \(folder) is dated \(time.name) or before")
    }
    return workspace
  }
}

/// A day, or a second, that nothing later than is used.
struct EarlierTime {
  /// How the user wrote it.
  let name: String
  /// The last second.
  let last: Int64

  /// Reads `2026-01-31`, all of that day included, or `2026-01-31T09:00:00Z`.
  init?(_ text: String) {
    guard let seconds = CivilDate.seconds(of: text) else { return nil }
    name = text
    last = text.utf8.count == 10 ? seconds + CivilDate.secondsOfDay - 1 : seconds
  }
}

/// What a forecast found, for people.
enum ForecastTable {
  static func print(_ summary: JSONValue) {
    let names = ((summary["series"]?.elements ?? []) + (summary["left_out"]?.elements ?? []))
      .map { $0["unique_id"]?.string?.count ?? 0 }
    let width = names.max() ?? 0
    for series in summary["series"]?.elements ?? [] {
      let name = series["unique_id"]?.string ?? ""
      let model = series["model"]?.string ?? ""
      let error = series["mase"]?.number.map { "MASE \(fixed($0))" } ?? "untested"
      let next = series["next"]?.elements.first
      let range = [next?["lo_80"], next?["hi_80"]].compactMap { $0?.number.map(fixed) }
      let expected = next?["y_hat"]?.number.map(fixed) ?? ""
      Terminal.print(
        "\(padded(name, width)) \(padded(model, 14)) \(padded(error, 10))  \(next?["ds"]?.string ?? "")"
          + "  \(expected) (80 %: \(range.joined(separator: " to ")))")
      for mood in series["moods"]?.elements ?? [] {
        guard let chance = mood["dm_p_adjusted"]?.number, chance < 0.05,
          let with = mood["mase"]?.number, let without = series["mase"]?.number
        else { continue }
        Terminal.print(
          "  \(with < without ? "better" : "worse") with the mood of "
            + "\(mood["mood"]?.string ?? ""): MASE \(fixed(with)), p \(fixed(chance)) (adjusted)")
      }
    }
    for link in summary["lead_lag"]?.elements ?? [] {
      let lag = link["lag"]?.integer ?? 0
      let how = lag > 0 ? "leads by \(lag)" : lag < 0 ? "follows by \(-lag)" : "moves with"
      Terminal.print(
        "\(link["leader"]?.string ?? "") \(how): \(link["follower"]?.string ?? ""), r "
          + "\(fixed(link["r"]?.number ?? 0)), p \(fixed(link["p_adjusted"]?.number ?? 0)) (adjusted)"
      )
    }
    for left in summary["left_out"]?.elements ?? [] {
      Terminal.print(
        "\(padded(left["unique_id"]?.string ?? "", width)) left out: \(left["reason"]?.string ?? "")"
      )
    }
    for caution in summary["cautions"]?.elements ?? [] {
      Terminal.print("note: \(caution.string ?? "")")
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func fixed(_ value: Double) -> String {
    // Adding zero turns a negative zero into one without a sign.
    let thousandths = (value * 1000).rounded() / 1000 + 0
    return "\(thousandths)"
  }
}
