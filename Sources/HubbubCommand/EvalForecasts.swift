internal import ArgumentParser
internal import HubbubKit

extension EvalCommand {
  /// `hubbub eval forecasts`.
  struct Forecasts: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Forecasts of series whose ends are known: MASE, sMAPE, coverage.",
      discussion: """
        The last values of each series are held back, forecast once from those before, and scored. \
        Rows of a series stand in the order of time; an empty value is a gap.

        Example:
          hubbub eval forecasts m3-monthly.csv --horizon 18 --season 12
        """)
    @Argument(help: "A CSV file in long format.") var file: String
    @Option(help: "The column that tells series apart.") var series = "unique_id"
    @Option(help: "The column with the value.") var value = "y"
    @Option(help: "How many values are held back.") var horizon: Int
    @Option(help: "The steps of one cycle, 1 for none.") var season = 1

    func validate() throws {
      if horizon < 1 { throw ValidationError("--horizon must be at least 1, not \(horizon)") }
      if season < 1 { throw ValidationError("--season must be at least 1, not \(season)") }
    }

    func run() throws {
      var all: [TimeSeries] = []
      for (row, fields) in try LabelledTable.read(file, columns: [series, value]).enumerated() {
        let number = Double(fields[1])
        guard fields[1].isEmpty || number?.isFinite == true else {
          throw RunError(.badData, "\(file), row \(row + 1): `\(fields[1])` is not a number")
        }
        if all.last?.id != fields[0] {
          all.append(TimeSeries(id: fields[0], values: [], season: season))
        }
        all[all.count - 1].values.append(number)
      }
      let scores = ForecastEvaluation.run(all, horizon: horizon)
      Terminal.print([
        "series": .integer(Int64(all.count)), "horizon": .integer(Int64(horizon)),
        "season": .integer(Int64(season)),
        "models": .array(
          scores.map { score in
            [
              "model": .string(score.model.rawValue), "scored": .integer(Int64(score.series)),
              "mase": .number(score.scaledError), "smape": .number(score.percentageError),
              "coverage_80": .number(score.coverage[0]),
              "coverage_95": .number(score.coverage[1]),
            ]
          }),
      ])
    }
  }
}
