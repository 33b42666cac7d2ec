/// The theta method with two lines, 0 and 2.
///
/// Assimakopoulos and Nikolopoulos 2000, doi:10.1016/S0169-2070(00)00066-2: seasons are taken out if
/// they show, the line 0 is the straight trend, the line 2 doubles what departs from it and is
/// smoothed; the forecast is their mean, seasons put back. Variance as of smoothing with drift
/// (Hyndman and Billah 2003, doi:10.1016/S0169-2070(01)00143-1).
enum Theta {
  static func forecast(_ series: TimeSeries, horizon: Int) -> [StepForecast] {
    let seasons = Seasons(series)
    let adjusted = series.values.enumerated().map { time, value in
      value.map { seasons.without($0, at: time) }
    }
    let trend = Line(fittedTo: adjusted)
    let doubled = adjusted.enumerated().map { time, value in
      value.map { 2 * $0 - trend[time] }
    }
    let fit = Smoothing.fit(doubled)
    // An error of the doubled line is twice the error of the mean of both lines.
    let deviation = Errors.deviation(fit.errors.map { $0 / 2 }, spent: 3)
    return (0..<horizon).map { step in
      let time = series.values.count + step
      let mean = (trend[time] + fit.level) / 2
      return StepForecast(
        mean: seasons.with(mean, at: time),
        deviation: deviation * Smoothing.growth(step, weight: fit.weight)
          * seasons.stretch(at: time))
    }
  }
}

/// A straight line over time.
struct Line {
  /// The value at stretch 0.
  var start: Double
  /// The rise of one stretch.
  var slope: Double

  /// The least-squares line through the values there are.
  init(fittedTo values: [Double?]) {
    var count = 0.0
    var times = 0.0
    var sum = 0.0
    for (time, value) in values.enumerated() {
      guard let value else { continue }
      count += 1
      times += Double(time)
      sum += value
    }
    let middle = times / count
    let mean = sum / count
    var shared = 0.0
    var squares = 0.0
    for (time, value) in values.enumerated() {
      guard let value else { continue }
      shared += (Double(time) - middle) * (value - mean)
      squares += (Double(time) - middle) * (Double(time) - middle)
    }
    slope = squares > 0 ? shared / squares : 0
    start = mean - slope * middle
  }

  /// The line at a stretch.
  subscript(time: Int) -> Double { start + slope * Double(time) }
}
