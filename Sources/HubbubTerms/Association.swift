#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How much more often two words stand side by side than chance would have it.
public struct Association: Sendable, Equatable {
  /// How often the pair occurs.
  public let pair: Int
  /// How often its first part occurs.
  public let first: Int
  /// How often its second part occurs.
  public let second: Int
  /// How many words there are in all.
  public let total: Int

  /// Creates a two-by-two table from its margins.
  public init(pair: Int, first: Int, second: Int, total: Int) {
    self.pair = pair
    self.first = first
    self.second = second
    self.total = total
  }

  /// Normalised pointwise mutual information, −1…1 (Bouma 2009).
  ///
  /// ln(p(xy) / (p(x) p(y))) / −ln p(xy); 1 for words that never occur apart.
  public var npmi: Double {
    guard pair > 0, total > pair else { return pair > 0 ? 1 : -1 }
    let n = Double(total)
    let joint = Double(pair) / n
    return log(joint / (Double(first) / n * (Double(second) / n))) / -log(joint)
  }

  /// The log-likelihood ratio −2 ln λ of independence (Dunning 1993, Computational Linguistics
  /// 19:61–74); 10.83 is the 0.001 point of χ² with one degree of freedom.
  public var logLikelihood: Double {
    let a = Double(pair)
    let b = Double(first - pair)
    let c = Double(second - pair)
    let d = Double(max(0, total - first - second + pair))
    let n = a + b + c + d
    func term(_ observed: Double, _ row: Double, _ column: Double) -> Double {
      observed > 0 ? observed * log(observed * n / (row * column)) : 0
    }
    return 2
      * (term(a, a + b, a + c) + term(b, a + b, b + d) + term(c, c + d, a + c)
        + term(d, c + d, b + d))
  }

  /// The least NPMI of a collocation.
  public static let leastNPMI = 0.3
  /// The least log-likelihood ratio of a collocation that NPMI alone does not admit.
  public static let leastLogLikelihood = 10.83

  /// Whether the words make a collocation: NPMI ≥ 0.3, or a log-likelihood ratio above 10.83
  /// where the pair is also above chance by half that NPMI.
  ///
  /// The ratio grows with the corpus: alone it would admit nearly every pair of a large one.
  public var isCollocation: Bool {
    let npmi = npmi
    return npmi >= Self.leastNPMI
      || (npmi >= Self.leastNPMI / 2 && logLikelihood > Self.leastLogLikelihood)
  }
}
