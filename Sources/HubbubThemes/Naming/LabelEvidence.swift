#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubTerms

/// How surely phrases belong to themes, by the passages that hold them.
extension Labels {
  /// How surely a phrase belongs to a theme: the geometric mean of the z-score of its log-odds and
  /// of the signed root of G² (Dunning 1993).
  ///
  /// A few passages outside are all that the z-score's variance knows of a phrase that the theme
  /// has nearly for itself, so that it ranks "keys" far before "encryption"; G² alone ranks what
  /// is rare too high.
  static func evidence(_ inside: Double, _ own: Double, _ outside: Double, _ others: Double)
    -> Double
  {
    let z = logOdds(inside, own, outside, others)
    // In a discussion of one theme what is commonest names it.
    guard others > 0 else { return inside.squareRoot() }
    guard z > 0, inside * others > outside * own else { return 0 }
    let association = Association(
      pair: Int(inside), first: Int(own), second: Int(inside + outside), total: Int(own + others))
    return (z * max(0, association.logLikelihood).squareRoot()).squareRoot()
  }

  /// The weight of the prior, in passages.
  private static let prior = 10.0

  /// The z-score of a phrase's log-odds in `inside` of `own` passages against the others.
  static func logOdds(_ inside: Double, _ own: Double, _ outside: Double, _ others: Double)
    -> Double
  {
    let background = prior * (inside + outside + 0.5) / (own + others + 1)
    let a = inside + background
    let b = outside + background
    let restA = max(own + prior - a, 0.5)
    let restB = max(others + prior - b, 0.5)
    return (log(a / restA) - log(b / restB)) / (1 / a + 1 / b).squareRoot()
  }
}
