import Testing

@testable import HubbubForecast

/// The models: golden numbers of statsforecast 2.1.1, and properties.
@Suite struct ModelTests {
  /// 100 + 2t + a season of four + a saw.
  static let seasonal = TimeSeries(
    id: "seasonal",
    values: (0..<40).map { (t: Int) -> Double? in
      let season = [0, 20, 0, -20][t % 4]
      let saw = 3 * ((7 * t) % 11 - 5)
      return Double(100 + 2 * t + season + saw)
    }, season: 4)
  /// 10 + t/10 + a saw.
  static let plain = TimeSeries(
    id: "plain",
    values: (0..<30).map { (t: Int) -> Double? in
      let saw = Double((7 * t) % 11 - 5)
      return 10 + 0.1 * Double(t) + 0.3 * saw
    }, season: 1)

  @Test func theSeasonalNaiveForecastIsThatOfStatsforecast() throws {
    let steps = try #require(ForecastModel.seasonalNaive.forecast(Self.seasonal, horizon: 6))
    #expect(steps.map(\.mean) == [187, 197, 167, 170, 187, 197])
  }

  /// `Theta(season_length).forecast(y, h)`; its optimiser stops elsewhere in a flat valley, and its
  /// seasons go by statsmodels' moving average.
  @Test(
    arguments: [
      (
        seasonal, 0.012,
        [
          181.58068018186881, 208.2380068060994, 182.80769126958535, 155.01434222442114,
          185.78039225543498, 213.02657800989215,
        ]
      ),
      (
        plain, 0.002,
        [12.692294376712772, 12.746499048570392, 12.800703720428013, 12.854908392285633]
      ),
    ] as [(TimeSeries, Double, [Double])])
  func thetaIsThatOfStatsforecast(series: TimeSeries, tolerance: Double, golden: [Double]) throws {
    let steps = try #require(ForecastModel.theta.forecast(series, horizon: golden.count))
    for (step, mean) in zip(steps, golden) {
      #expect(abs(step.mean - mean) <= tolerance * mean, "\(step.mean) is not \(mean)")
    }
  }

  /// No weight of a fine grid, with any start of a fine grid, errs less.
  @Test(arguments: 1...8) func smoothingHasTheLeastSquaredError(seed: Int) {
    var draws = Draws(seed: seed)
    let values = draws.memory(30, weight: 0.7)
    let fit = Smoothing.fit(values)
    let least = fit.errors.reduce(0) { $0 + $1 * $1 }
    for weight in stride(from: 0.1, through: 0.99, by: 0.005) {
      for start in stride(from: -3.0, through: 3, by: 0.05) {
        var level = start
        var sum = 0.0
        for value in values {
          sum += (value - level) * (value - level)
          level += weight * (value - level)
        }
        #expect(sum >= least - 1e-6, "weight \(weight) from \(start)")
      }
    }
  }

  @Test(arguments: ForecastModel.allCases) func aLevelIsForecastAsItIs(model: ForecastModel) throws
  {
    let values: [Double?] = [5, nil, 5, 5, nil, nil, 5, 5, 5, nil]
    let steps = try #require(
      model.forecast(TimeSeries(id: "level", values: values, season: 1), horizon: 3))
    for step in steps {
      #expect(abs(step.mean - 5) < 1e-9)
      #expect(step.deviation < 1e-9)
    }
  }

  @Test(arguments: ForecastModel.allCases) func intervalsWidenWithTheSteps(model: ForecastModel)
    throws
  {
    let steps = try #require(model.forecast(Self.plain, horizon: 8))
    for (near, far) in zip(steps, steps.dropFirst()) { #expect(far.deviation >= near.deviation) }
    #expect(steps.allSatisfy { $0.deviation > 0 })
  }

  @Test(arguments: ForecastModel.allCases) func tooFewValuesGiveNothing(model: ForecastModel) {
    #expect(
      model.forecast(TimeSeries(id: "", values: [1, nil, 2, 3], season: 1), horizon: 1) == nil)
  }

  @Test func aGapIsNoZero() throws {
    var gapped = Self.plain
    gapped.values[20] = nil
    gapped.values[28] = nil
    for model in ForecastModel.allCases {
      let whole = try #require(model.forecast(Self.plain, horizon: 1))
      let holed = try #require(model.forecast(gapped, horizon: 1))
      #expect(abs(whole[0].mean - holed[0].mean) < 1, "\(model)")
    }
  }

  @Test func intervalsKeepToWhatValuesCanBe() {
    let step = StepForecast(mean: 0.9, deviation: 1)
    #expect(step.interval(.ninetyFive, within: -1...1).upperBound == 1)
    #expect(step.interval(.eighty, within: nil).upperBound > 2)
  }
}
