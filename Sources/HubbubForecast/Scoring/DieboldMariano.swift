/// Whether one forecast's errors are smaller than another's by more than chance.
public struct DieboldMariano: Hashable, Sendable {
  /// The statistic; below zero the first forecast is the better one.
  public var statistic: Double
  /// The probability of one at least as far from zero if both are equally good.
  public var probability: Double

  /// The fewest pairs of errors that are tested.
  static let fewestPairs = 8

  /// Compares squared errors of the same outcomes, in the order of time.
  ///
  /// Diebold and Mariano 1995 (doi:10.1080/07350015.1995.10524599), with the correction for small
  /// samples and Student's t of Harvey, Leybourne and Newbold 1997
  /// (doi:10.1016/S0169-2070(96)00719-4).
  /// - Parameter step: how many steps ahead the forecasts look: errors overlap by one less.
  /// - Returns: nil for fewer than eight pairs, where the errors are the same, or where their
  ///   variance cannot be told from zero.
  public init?(_ first: [Double], _ second: [Double], step: Int) {
    precondition(first.count == second.count, "errors come in pairs")
    let n = Double(first.count)
    guard first.count >= Self.fewestPairs, step >= 1, step < first.count else { return nil }
    let losses = zip(first, second).map { $0 * $0 - $1 * $1 }
    let mean = losses.reduce(0, +) / n
    var variance = 0.0
    for lag in 0..<step {
      var shared = 0.0
      for time in lag..<losses.count {
        shared += (losses[time] - mean) * (losses[time - lag] - mean)
      }
      variance += (lag == 0 ? 1 : 2) * shared / n
    }
    guard variance > 1e-18 else { return nil }
    let h = Double(step)
    let correction = (n + 1 - 2 * h + h * (h - 1) / n) / n
    guard correction > 0 else { return nil }
    statistic = mean / (variance / n).squareRoot() * correction.squareRoot()
    probability = StudentT.twoSided(statistic, freedom: n - 1)
  }
}
