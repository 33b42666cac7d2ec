/// Correlations of values over time, with gaps left out.
enum Correlation {
  /// The autocorrelation at a lag, about the mean of all values; nil where nothing varies.
  static func auto(_ values: [Double?], lag: Int) -> Double? {
    let present = values.compactMap { $0 }
    guard !present.isEmpty else { return nil }
    let mean = present.reduce(0, +) / Double(present.count)
    let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares > 0, values.count > lag else { return nil }
    var shared = 0.0
    for time in lag..<values.count {
      guard let now = values[time], let before = values[time - lag] else { continue }
      shared += (now - mean) * (before - mean)
    }
    return shared / squares
  }

  /// Pearson's r of pairs; nil for fewer than three, or where nothing varies.
  static func pearson(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count > 2 else { return nil }
    let n = Double(pairs.count)
    let left = pairs.reduce(0) { $0 + $1.0 } / n
    let right = pairs.reduce(0) { $0 + $1.1 } / n
    var (shared, lefts, rights) = (0.0, 0.0, 0.0)
    for (a, b) in pairs {
      shared += (a - left) * (b - right)
      lefts += (a - left) * (a - left)
      rights += (b - right) * (b - right)
    }
    guard lefts > 0, rights > 0 else { return nil }
    return min(1, max(-1, shared / (lefts * rights).squareRoot()))
  }
}
