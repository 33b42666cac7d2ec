/// Simple exponential smoothing, its weight and its start chosen by the squared errors one step ahead.
///
/// For a given weight the errors are linear in the start, so that the best one has a closed form. The
/// level stays as it is over a gap. Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential
/// Smoothing", 2008, 2.3 and table 6.1 (variance).
enum Smoothing {
  /// The weights tried: below, a short series is fitted by its start alone.
  static let weights: ClosedRange<Double> = 0.1...0.99

  /// What smoothing left behind.
  struct Fit {
    /// The weight of the newest value.
    var weight: Double
    /// The level after the last stretch.
    var level: Double
    /// The errors one step ahead, in order.
    var errors: [Double]
  }

  static func forecast(_ series: TimeSeries, horizon: Int) -> [StepForecast] {
    let fit = fit(series.values)
    let deviation = Errors.deviation(fit.errors, spent: 2)
    return (0..<horizon).map { step in
      StepForecast(mean: fit.level, deviation: deviation * growth(step, weight: fit.weight))
    }
  }

  /// How the deviation grows with the steps ahead, the first being 0.
  static func growth(_ step: Int, weight: Double) -> Double {
    (1 + Double(step) * weight * weight).squareRoot()
  }

  /// Smooths with the weight that has the least squared error.
  ///
  /// A grid finds the valley, a golden-section search its floor: the same steps for any input.
  static func fit(_ values: [Double?]) -> Fit {
    let present = values.compactMap { $0 }
    let steps = Int((weights.upperBound - weights.lowerBound) / 0.01 + 0.5)
    var best = weights.lowerBound
    var least = Double.infinity
    for step in 0...steps {
      let weight = weights.lowerBound + Double(step) / 100
      let loss = loss(present, weight)
      if loss < least { (best, least) = (weight, loss) }
    }
    var low = max(weights.lowerBound, best - 0.01)
    var high = min(weights.upperBound, best + 0.01)
    let ratio = (5.0.squareRoot() - 1) / 2
    for _ in 0..<24 {
      let left = high - ratio * (high - low)
      let right = low + ratio * (high - low)
      if loss(present, left) <= loss(present, right) { high = right } else { low = left }
    }
    let weight = (low + high) / 2
    return smooth(present, loss(present, weight) <= least ? weight : best)
  }

  /// The start with the least squared error: errors from 0, regressed on how a start fades.
  private static func start(_ values: [Double], _ weight: Double) -> Double {
    var level = 0.0
    var fading = 1.0
    var shared = 0.0
    var squares = 0.0
    for value in values {
      let error = value - level
      shared += error * fading
      squares += fading * fading
      level += weight * error
      fading *= 1 - weight
    }
    return squares > 0 ? shared / squares : 0
  }

  private static func loss(_ values: [Double], _ weight: Double) -> Double {
    var level = start(values, weight)
    var sum = 0.0
    for value in values {
      let error = value - level
      sum += error * error
      level += weight * error
    }
    return sum
  }

  private static func smooth(_ values: [Double], _ weight: Double) -> Fit {
    var fit = Fit(weight: weight, level: start(values, weight), errors: [])
    for value in values {
      let error = value - fit.level
      fit.errors.append(error)
      fit.level += weight * error
    }
    return fit
  }
}
