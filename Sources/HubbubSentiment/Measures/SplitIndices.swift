/// Indices of division over ordered categories and over values.
public enum SplitIndices {
  /// Above this the bimodality coefficient speaks for two peaks: that of a uniform distribution.
  public static let bimodalityCut = 5.0 / 9

  /// van der Eijk's agreement A (Quality & Quantity 35, 2001, doi:10.1023/A:1010374114305).
  ///
  /// The frequencies are peeled into layers of equal height; a layer's agreement is U(1 − (S−1)/(K−1))
  /// with S the number of categories that it fills, K of all, and U its unimodality from all triples
  /// of categories; layers weigh by their mass.
  /// - Returns: −1 (two camps at the ends) … 0 (uniform) … 1 (one category); nil if nothing is counted
  ///   or there are fewer than two categories.
  public static func agreement(_ counts: [Double]) -> Double? {
    let total = counts.reduce(0, +)
    guard counts.count > 1, total > 0 else { return nil }
    var rest = counts
    var sum = 0.0
    while let height = rest.filter({ $0 > 0 }).min() {
      let pattern = rest.map { $0 > 0 }
      let filled = pattern.filter { $0 }.count
      sum += height * Double(filled) / total * agreement(ofLayer: pattern, filled: filled)
      for index in rest.indices where pattern[index] {
        rest[index] -= height
        // What is left after taking a category's own height away is nothing.
        if rest[index] < total * 1e-12 { rest[index] = 0 }
      }
    }
    return sum
  }

  private static func agreement(ofLayer pattern: [Bool], filled: Int) -> Double {
    let count = pattern.count
    if filled == 1 { return 1 }
    if filled == count { return 0 }
    // Triples read 110 or 011 agree, those read 101 disagree.
    var agreeing = 0
    var disagreeing = 0
    for low in 0..<count {
      for middle in (low + 1)..<max(count, low + 1) {
        for high in (middle + 1)..<max(count, middle + 1) {
          switch (pattern[low], pattern[middle], pattern[high]) {
          case (true, true, false), (false, true, true): agreeing += 1
          case (true, false, true): disagreeing += 1
          default: break
          }
        }
      }
    }
    guard agreeing + disagreeing > 0 else { return 1 - Double(filled - 1) / Double(count - 1) }
    let k = Double(count)
    let unimodality =
      ((k - 2) * Double(agreeing) - (k - 1) * Double(disagreeing))
      / ((k - 2) * Double(agreeing + disagreeing))
    return unimodality * (1 - Double(filled - 1) / (k - 1))
  }

  /// Sarle's bimodality coefficient with the correction for small samples: (g² + 1) / (k + 3(n−1)²/((n−2)(n−3))).
  ///
  /// - Returns: nil for fewer than four values or values that are all alike.
  public static func bimodality(_ values: [Double]) -> Double? {
    let n = Double(values.count)
    guard values.count > 3 else { return nil }
    let mean = values.reduce(0, +) / n
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    for value in values {
      let difference = value - mean
      second += difference * difference
      third += difference * difference * difference
      fourth += difference * difference * difference * difference
    }
    guard second > 0 else { return nil }
    let variance = second / n
    let skewness =
      third / n / (variance * variance.squareRoot()) * (n * (n - 1)).squareRoot() / (n - 2)
    let excess = fourth / n / (variance * variance) - 3
    let kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6)
    return (skewness * skewness + 1) / (kurtosis + 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)))
  }
}

extension SplitIndices {
  /// Esteban and Ray's polarisation Σᵢ Σⱼ πᵢ^(1+a) πⱼ |yᵢ − yⱼ| (Econometrica 62, 1994).
  ///
  /// - Parameters:
  ///   - shares: each group's share of the people; they sum to 1.
  ///   - positions: where each group stands.
  ///   - a: how much a group's own size counts, 1 … 1.6.
  public static func estebanRay(
    shares: [Double], positions: [Double], a: Double = 1.3
  ) -> Double {
    precondition(shares.count == positions.count, "every group stands somewhere")
    var sum = 0.0
    for (i, share) in shares.enumerated() where share > 0 {
      let weight = RealPower.power(share, 1 + a)
      for (j, other) in shares.enumerated() {
        sum += weight * other * abs(positions[i] - positions[j])
      }
    }
    return sum
  }
}
