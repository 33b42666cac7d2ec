public import HubbubModel

/// Measures whether the authors of a group of posts disagree, and says what may be said of it.
public enum SplitMeter {
  /// The bounds between the categories that authors' mean valences are sorted into.
  ///
  /// The middle category is the neutral band of ``MoodMeasure``.
  public static let bounds = [-0.05, 0.05]
  /// A group is split only if the whole interval of A lies below this: more divided than if every
  /// category held as many.
  public static let splitCut = 0.0
  /// A group agrees if A is at least this.
  public static let agreedCut = 0.5
  /// Fewest authors on each of the two sides of a split.
  public static let fewestOnASide = 5
  /// Fewest authors of whom anything is said.
  public static let fewestAuthors = 10

  /// The measure of a group of posts.
  ///
  /// - Parameters:
  ///   - posts: each post's author and valence; nil if it is unscored.
  ///   - key: what the samples are drawn for, such as the theme's id.
  public static func measure(
    of posts: [(author: String, valence: Double?)], key: String
  ) -> SplitMeasure {
    let means = AuthorMeans(posts).means
    let categories = means.map(category(of:))
    let counts = histogram(categories)
    guard let agreement = SplitIndices.agreement(counts) else { return SplitMeasure() }
    func interval(_ statistic: ([Double]) -> Double?) -> (low: Double, high: Double)? {
      AuthorBootstrap.interval(
        authors: categories.count, share: 0.9, key: "split " + key
      ) { drawn in
        var sample = [Double](repeating: 0, count: bounds.count + 1)
        for (author, count) in drawn.enumerated() { sample[categories[author]] += Double(count) }
        return statistic(sample)
      }
    }
    let agreed = interval(SplitIndices.agreement)
    let balance = interval { ($0[2] - $0[0]) / $0.reduce(0, +) }
    let total = counts.reduce(0, +)
    return SplitMeasure(
      agreement: agreement, low: agreed?.low, high: agreed?.high,
      verdict: verdict(agreement: agreement, interval: agreed, balance: balance, counts: counts),
      favour: Int(counts[2]), between: Int(counts[1]), against: Int(counts[0]),
      bimodality: SplitIndices.bimodality(means),
      polarisation: SplitIndices.estebanRay(
        shares: counts.map { $0 / total }, positions: [0, 0.5, 1]))
  }

  /// Agreement A over authors' means; nil if nobody is scored.
  static func agreement(of authors: AuthorMeans) -> Double? {
    SplitIndices.agreement(histogram(authors.means.map(category(of:))))
  }

  /// The rule for what may be said; `docs/METHOD.md` prints it.
  ///
  /// - Parameters:
  ///   - interval: of agreement A.
  ///   - balance: the interval of (for − against) / all.
  static func verdict(
    agreement: Double, interval: (low: Double, high: Double)?,
    balance: (low: Double, high: Double)?, counts: [Double]
  ) -> SplitMeasure.Verdict {
    guard counts.reduce(0, +) >= Double(fewestAuthors), let interval, let balance else {
      return .tooFew
    }
    let bothSides = min(counts[0], counts[2]) >= Double(fewestOnASide)
    if bothSides, interval.high < splitCut { return .split }
    let takesSides = max(counts[0], counts[2]) > counts[1]
    if takesSides, agreement >= agreedCut, interval.low > splitCut { return .agreed }
    return balance.low > 0 || balance.high < 0 ? .leaning : .tooFew
  }

  /// How many authors stand in each category.
  static func histogram(_ categories: [Int]) -> [Double] {
    var counts = [Double](repeating: 0, count: bounds.count + 1)
    for category in categories { counts[category] += 1 }
    return counts
  }

  /// The category of a valence; one on a bound belongs to the one nearer to neutral.
  static func category(of valence: Double) -> Int {
    bounds.filter { $0 < 0 ? valence >= $0 : valence > $0 }.count
  }
}
