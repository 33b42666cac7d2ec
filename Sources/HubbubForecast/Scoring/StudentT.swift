#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Student's t distribution.
enum StudentT {
  /// The probability of a value at least as far from zero, to either side.
  ///
  /// The regularised incomplete beta function I(ν/(ν+t²); ν/2, ½) by Lentz's continued fraction
  /// (DLMF 8.17.22, <https://dlmf.nist.gov/8.17>).
  static func twoSided(_ t: Double, freedom: Double) -> Double {
    guard t.isFinite else { return 0 }
    let x = freedom / (freedom + t * t)
    return min(1, max(0, incompleteBeta(x, freedom / 2, 0.5)))
  }

  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast on one side of the mean; the other is its mirror.
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(
      lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    return front * fraction(x, a, b) / a
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for m in 1...300 {
      let step = Double(m)
      let even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd =
        -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      let change = d * c
      result *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return result
  }
}

/// Probabilities of several tests at once.
enum Holm {
  /// The probabilities adjusted for their number (Holm 1979): at least as large, in the same order.
  static func adjusted(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    var adjusted = probabilities
    var least = 0.0
    for (rank, index) in order.enumerated() {
      least = max(least, min(1, probabilities[index] * Double(order.count - rank)))
      adjusted[index] = least
    }
    return adjusted
  }
}
