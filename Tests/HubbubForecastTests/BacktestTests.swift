import Testing

@testable import HubbubForecast

/// Tests from earlier origins: nothing later than an origin is used.
@Suite struct BacktestTests {
  private static func series(_ seed: Int, _ count: Int = 40) -> TimeSeries {
    var draws = Draws(seed: seed)
    return TimeSeries(id: "s", values: draws.memory(count, weight: 0.5), season: 4)
  }

  @Test(arguments: ForecastModel.allCases, 1...4)
  func whatComesLaterChangesNoForecast(model: ForecastModel, seed: Int) {
    let series = Self.series(seed)
    var other = series
    for time in 30..<40 { other.values[time] = 1000 }
    let origins = Backtest.origins(of: series, most: 100)
    let honest = Backtest.run(series, model: model, origins: origins, horizon: 3).points
    let edited = Backtest.run(other, model: model, origins: origins, horizon: 3).points
    let early = honest.filter { $0.origin <= 30 }
    #expect(early.count > 50)
    #expect(early.map(\.forecast) == edited.filter { $0.origin <= 30 }.map(\.forecast))
  }

  @Test func originsHaveValuesBeforeThem() {
    let values: [Double?] = (0..<12).map { $0 == 3 ? nil : Double($0) }
    let series = TimeSeries(id: "", values: values, season: 1)
    #expect(Backtest.origins(of: series, most: 24) == [9, 10, 11])
    #expect(Backtest.origins(of: series, most: 2) == [10, 11])
  }

  @Test func aGapIsNotScored() {
    var series = Self.series(3)
    series.values[38] = nil
    let points = Backtest.run(series, model: .smoothing, origins: [37], horizon: 3).points
    #expect(points.map(\.step) == [1, 3])
  }

  @Test func aMoodThatLeadsMakesForecastsBetter() throws {
    var draws = Draws(seed: 7)
    let mood = (0..<80).map { _ in draws.normal() / 3 }
    let target = TimeSeries(
      id: "target",
      values: (0..<80).map { time in
        50 + (time == 0 ? 0 : 6 * mood[time - 1]) + draws.normal() / 2
      }, season: 1)
    let moods = TimeSeries(id: "T1", values: mood, season: 1)
    let all = Backtest.origins(of: target, most: 200)
    let plain = Backtest.run(target, model: .smoothing, origins: all, horizon: 1)
    let origins = Array(all.suffix(24))
    let with = MoodRegression(plain: plain, mood: moods).backtest(origins: origins)
    let without = plain.points.filter { origins.contains($0.origin) }
    let scores = try (#require(ForecastScore(with.points)), #require(ForecastScore(without)))
    #expect(
      try #require(scores.0.scaledError) < 0.6 * #require(scores.1.scaledError),
      "\(scores.0) is not better than \(scores.1)")
  }

  @Test func aMoodIsReadNoLaterThanTheOrigin() {
    let target = Self.series(5, 60)
    var draws = Draws(seed: 9)
    let mood = TimeSeries(id: "T1", values: draws.memory(60, weight: 0), season: 1)
    var edited = mood
    for time in 45..<60 { edited.values[time] = 9 }
    let all = Backtest.origins(of: target, most: 200)
    let plain = Backtest.run(target, model: .theta, origins: all, horizon: 2)
    let origins = all.filter { $0 <= 45 }
    #expect(
      MoodRegression(plain: plain, mood: mood).backtest(origins: origins).points
        == MoodRegression(plain: plain, mood: edited).backtest(origins: origins).points)
  }
}
