import Testing

@testable import HubbubForecast

/// Leads and lags: found where they are, and rarely where they are not.
@Suite struct LeadLagTests {
  @Test(arguments: [-3, 0, 2]) func aLeadIsFoundAtItsLag(lag: Int) throws {
    var draws = Draws(seed: 11)
    let first = draws.memory(120, weight: 0.6)
    let second = (0..<120).map { time in
      (first.indices.contains(time - lag) ? first[time - lag] : 0) + draws.normal() / 3
    }
    let table = LeadLag.adjusting(
      LeadLag.table(
        TimeSeries(id: "a", values: first, season: 1),
        TimeSeries(id: "b", values: second, season: 1), reach: 5))
    let best = try #require(table.max { abs($0.correlation) < abs($1.correlation) })
    #expect(best.lag == lag)
    #expect(best.adjusted < 1e-6)
    #expect(best.correlation > 0.7)
  }

  /// Series with a memory of their own, and nothing between them: without the filter about four in
  /// ten pairs would pass for linked (raw r of two AR(1), weight .8, n = 60).
  @Test func memoryAloneIsNoLink() {
    var linked = 0
    for seed in 1...200 {
      var draws = Draws(seed: seed)
      let table = LeadLag.table(
        TimeSeries(id: "a", values: draws.memory(60, weight: 0.8), season: 1),
        TimeSeries(id: "b", values: draws.memory(60, weight: 0.8), season: 1), reach: 0)
      linked += table.count { $0.probability < 0.05 }
    }
    #expect((2...22).contains(linked), "\(linked) of 200, and 10 are expected")
  }

  @Test func fewStretchesAreNotCompared() {
    let short = TimeSeries(id: "a", values: (0..<15).map { Double($0 % 4) }, season: 1)
    #expect(LeadLag.table(short, short, reach: 2).isEmpty)
  }
}
