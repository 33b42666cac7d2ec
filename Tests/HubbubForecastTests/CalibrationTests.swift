import Testing

@testable import HubbubForecast

/// Intervals hold what they promise, on series whose mood drifts too.
@Suite struct CalibrationTests {
  /// How made-up moods move.
  enum Drift: CaseIterable, Sendable {
    case level, walk, slope, turn

    func series(_ seed: Int, _ count: Int) -> TimeSeries {
      var draws = Draws(seed: 1000 + seed)
      var walk = 0.0
      let values = (0..<count).map { (time: Int) -> Double? in
        let noise = draws.normal() / 10
        walk += draws.normal() / 12
        return switch self {
        case .level: noise
        case .walk: walk + noise
        case .slope: Double(time) / 30 + noise
        case .turn: Double(abs(time - count / 2)) / 30 + noise
        }
      }
      return TimeSeries(id: "s", values: values, season: 1)
    }
  }

  @Test(arguments: Drift.allCases, [24, 48])
  func intervalsHoldTheirShare(drift: Drift, count: Int) throws {
    let series = (0..<150).map { drift.series($0, count) }
    for scores in ForecastEvaluation.run(series, horizon: 4) {
      let share = try #require(scores.coverage.first)
      #expect(share >= 0.7 && share < 0.93, "\(scores.model.rawValue): \(share)")
      #expect(scores.coverage[1] > 0.86, "\(scores.model.rawValue): \(scores.coverage[1])")
    }
  }

  @Test(arguments: ForecastModel.allCases, 1...3)
  func whatComesLaterChangesNoInterval(model: ForecastModel, seed: Int) {
    let series = Drift.walk.series(seed, 40)
    var edited = series
    for time in 30..<40 { edited.values[time] = 1000 }
    func intervals(_ series: TimeSeries) -> [StepForecast] {
      let origins = Backtest.origins(of: series, most: 100)
      let gathered = Backtest.run(series, model: model, origins: origins, horizon: 3)
      return IntervalCalibration(gathered).calibrated(origins: origins.filter { $0 <= 30 }).points
        .map(\.forecast)
    }
    #expect(intervals(series) == intervals(edited))
    #expect(intervals(series).count > 50)
  }
}
