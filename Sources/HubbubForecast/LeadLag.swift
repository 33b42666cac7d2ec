#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Whether one series moves before another.
///
/// Both are filtered by an autoregression of the first, so that the memory of each does not pass
/// for a link between them (prewhitening: Box, Jenkins, Reinsel and Ljung, "Time Series Analysis",
/// 5th ed. 2015, 12.1); then correlated at each lag.
public struct LeadLag: Hashable, Sendable {
  /// The series that would lead.
  public var leader: String
  /// The series that would follow.
  public var follower: String
  /// The stretches by which it leads; below zero, by which it follows.
  public var lag: Int
  /// The pairs of stretches compared.
  public var pairs: Int
  /// Pearson's r of the filtered values.
  public var correlation: Double
  /// The probability of an r at least as far from zero if there is no link, of this lag alone.
  public var probability: Double
  /// The same, adjusted for all lags and pairs of the table (Holm).
  public var adjusted: Double

  /// The fewest pairs that are correlated.
  static let fewestPairs = 16
  /// The highest order of the autoregression.
  static let highestOrder = 3

  /// The correlations at all lags from −`reach` to `reach`; none where values are too few.
  static func table(_ leader: TimeSeries, _ follower: TimeSeries, reach: Int) -> [LeadLag] {
    guard let filter = Autoregression(leader.values, highestOrder: highestOrder) else { return [] }
    let first = filter.residuals(of: leader.values)
    let second = filter.residuals(of: follower.values)
    return (-reach...reach).compactMap { lag in
      var pairs: [(Double, Double)] = []
      for time in first.indices {
        guard second.indices.contains(time + lag), let a = first[time], let b = second[time + lag]
        else { continue }
        pairs.append((a, b))
      }
      guard pairs.count >= fewestPairs, let r = Correlation.pearson(pairs) else { return nil }
      let freedom = Double(pairs.count - 2)
      let t = r * (freedom / max(1e-12, 1 - r * r)).squareRoot()
      let probability = StudentT.twoSided(t, freedom: freedom)
      return LeadLag(
        leader: leader.id, follower: follower.id, lag: lag, pairs: pairs.count, correlation: r,
        probability: probability, adjusted: probability)
    }
  }

  /// The same table with probabilities adjusted for all its rows.
  static func adjusting(_ table: [LeadLag]) -> [LeadLag] {
    zip(table, Holm.adjusted(table.map(\.probability))).map { row, probability in
      var row = row
      row.adjusted = probability
      return row
    }
  }
}

/// An autoregression by least squares, its order chosen by AIC (Akaike 1974).
struct Autoregression {
  private let mean: Double
  private let weights: [Double]

  /// Fits orders from 0; nil for fewer values than a correlation needs.
  init?(_ values: [Double?], highestOrder: Int) {
    let present = values.compactMap { $0 }
    guard present.count >= LeadLag.fewestPairs else { return nil }
    let mean = present.reduce(0, +) / Double(present.count)
    let centred = values.map { $0.map { $0 - mean } }
    var best: [Double] = []
    var least = Double.infinity
    for order in 0...highestOrder {
      // All orders are held against the same stretches.
      guard let fit = Self.fit(centred, order: order, from: highestOrder) else { break }
      guard fit.error > 0 else { break }
      let criterion = fit.count * log(fit.error / fit.count) + 2 * Double(order)
      if criterion < least - 1e-12 { (best, least) = (fit.weights, criterion) }
    }
    self.mean = mean
    weights = best
  }

  /// What the autoregression does not explain; nil where a value that it needs is missing.
  func residuals(of values: [Double?]) -> [Double?] {
    let present = values.compactMap { $0 }
    let own = present.isEmpty ? 0 : present.reduce(0, +) / Double(present.count)
    return values.indices.map { time in
      guard time >= weights.count, let value = values[time] else { return nil }
      var rest = value - own
      for (lag, weight) in weights.enumerated() {
        guard let before = values[time - lag - 1] else { return nil }
        rest -= weight * (before - own)
      }
      return rest
    }
  }

  private static func fit(
    _ values: [Double?], order: Int, from start: Int
  ) -> (weights: [Double], error: Double, count: Double)? {
    var rows: [(past: [Double], now: Double)] = []
    for time in values.indices.dropFirst(start) {
      guard let now = values[time] else { continue }
      let past = stride(from: 1, through: order, by: 1).compactMap { values[time - $0] }
      if past.count == order { rows.append((past, now)) }
    }
    guard rows.count > order + 2 else { return nil }
    var matrix = [[Double]](
      repeating: [Double](repeating: 0, count: order + 1), count: order)
    for row in rows {
      for i in 0..<order {
        for j in 0..<order { matrix[i][j] += row.past[i] * row.past[j] }
        matrix[i][order] += row.past[i] * row.now
      }
    }
    guard let weights = solve(&matrix) else { return nil }
    let error = rows.reduce(0) { sum, row in
      let rest = row.now - zip(weights, row.past).reduce(0) { $0 + $1.0 * $1.1 }
      return sum + rest * rest
    }
    return (weights, error, Double(rows.count))
  }

  /// Gauss's elimination with pivoting; nil for a matrix without an inverse.
  private static func solve(_ matrix: inout [[Double]]) -> [Double]? {
    let n = matrix.count
    for column in 0..<n {
      guard
        let pivot = (column..<n).max(by: { abs(matrix[$0][column]) < abs(matrix[$1][column]) }),
        abs(matrix[pivot][column]) > 1e-12
      else { return nil }
      matrix.swapAt(column, pivot)
      for row in 0..<n where row != column {
        let factor = matrix[row][column] / matrix[column][column]
        for k in column...n { matrix[row][k] -= factor * matrix[column][k] }
      }
    }
    return (0..<n).map { matrix[$0][n] / matrix[$0][$0] }
  }
}
