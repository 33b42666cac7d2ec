import Testing

@testable import HubbubForecast

/// Scores and tests of forecasts: worked examples, and golden numbers of SciPy and statsmodels.
@Suite struct ScoringTests {
  /// `2 * scipy.stats.t.sf(abs(t), freedom)`.
  @Test(
    arguments: [
      (0, 5, 1), (1, 1, 0.5), (-2.5, 3, 0.0877066470080656), (2, 10, 0.0733880347707404),
      (0.1, 23, 0.921210874166445), (12, 4, 0.000276428548502973),
      (1.96, 1000, 0.0502731849557487), (-0.7, 2.5, 0.543404943189548),
    ] as [(Double, Double, Double)])
  func studentsTIsThatOfSciPy(t: Double, freedom: Double, golden: Double) {
    #expect(abs(StudentT.twoSided(t, freedom: freedom) - golden) < 1e-12)
  }

  /// `multipletests(p, method="holm")`.
  @Test func holmIsThatOfStatsmodels() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005, 0.5, 0.04])
    for (found, golden) in zip(adjusted, [0.05, 0.12, 0.12, 0.03, 0.5, 0.12]) {
      #expect(abs(found - golden) < 1e-12)
    }
  }

  /// The definition, in NumPy, with SciPy's t.
  @Test(
    arguments: [
      (1, -3.178497229658958, 0.00494685782495972), (3, -3.7262380484579456, 0.0014314953168696573),
    ])
  func dieboldAndMariano(step: Int, statistic: Double, probability: Double) throws {
    let first = (0..<20).map { Double(($0 * 3) % 7 - 3) / 2 }
    let second = (0..<20).map { Double(($0 * 5) % 9 - 4) / 2 }
    let found = try #require(DieboldMariano(first, second, step: step))
    #expect(abs(found.statistic - statistic) < 1e-9)
    #expect(abs(found.probability - probability) < 1e-9)
  }

  @Test func nothingIsSaidOfFewErrorsOrEqualOnes() {
    #expect(DieboldMariano([1, 2, 3], [3, 2, 1], step: 1) == nil)
    let errors = (0..<20).map(Double.init)
    #expect(DieboldMariano(errors, errors, step: 1) == nil)
  }

  @Test func scoresByHand() throws {
    // Known 1 2 4: the naive forecast errs by 1 and 2, 1.5 on average.
    let known = TimeSeries(id: "", values: [1, 2, 4], season: 1)
    let scale = try #require(ForecastScore.scale(of: known))
    #expect(scale == 1.5)
    let points = [(5.0, 8.0), (7.0, 4.0)].enumerated().map { step, pair in
      Backtest.Point(
        origin: 3, step: step + 1, forecast: StepForecast(mean: pair.0, deviation: 1),
        actual: pair.1, scale: scale)
    }
    let score = try #require(ForecastScore(points))
    #expect(score.scaledError == 2)  // (3 + 3) / 2 / 1.5
    #expect(abs(score.percentageError - 100 * (6.0 / 13 + 6.0 / 11) / 2) < 1e-9)
    #expect(score.coverage == [0, 0])
    // Of an error of 3 above: quantiles .5 at 0, ±1.2816 and ±1.9600 around the mean.
    let above =
      (0.5 * 3 + 0.1 * (3 + 1.2815515655) + 0.9 * (3 - 1.2815515655)
        + 0.025 * (3 + 1.9599639845) + 0.975 * (3 - 1.9599639845)) / 5
    #expect(abs(score.pinball - above) < 1e-9)
  }

  @Test func aSeriesThatNeverChangesHasNoScale() {
    #expect(ForecastScore.scale(of: TimeSeries(id: "", values: [2, 2, 2], season: 1)) == nil)
  }
}
