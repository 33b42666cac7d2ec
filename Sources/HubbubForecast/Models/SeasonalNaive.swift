/// The naive forecast: the next cycle is as the last one was.
///
/// Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed. 2021, 5.2 and 5.5.
enum SeasonalNaive {
  static func forecast(_ series: TimeSeries, horizon: Int) -> [StepForecast] {
    let season = series.naiveSeason
    let values = series.values
    var latest = [Int?](repeating: nil, count: season)
    var errors: [Double] = []
    for (time, value) in values.enumerated() {
      guard let value else { continue }
      if let before = latest[time % season], let last = values[before] {
        // A step over a gap has as many cycles' worth of variance as it spans.
        let cycles = Double((time - before) / season)
        errors.append((value - last) / cycles.squareRoot())
      }
      latest[time % season] = time
    }
    let deviation = Errors.deviation(errors, spent: 0)
    let newest = values.lastIndex { $0 != nil } ?? 0
    return (0..<horizon).map { step in
      let time = values.count + step
      // A part of the cycle that never had a value: the newest value stands for it.
      let source = latest[time % season] ?? newest
      let cycles = max(1, (time - source + season - 1) / season)
      return StepForecast(
        mean: values[source] ?? 0, deviation: deviation * Double(cycles).squareRoot())
    }
  }
}
