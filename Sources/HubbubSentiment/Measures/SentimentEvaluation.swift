public import HubbubModel

/// How well scores agree with what people said of the same texts.
public struct SentimentEvaluation: Hashable, Sendable {
  /// What people said: a number, or a class.
  public enum Gold: Hashable, Sendable {
    /// A rating on any scale; only its linear agreement counts.
    case ratings([Double])
    /// A class each: 1 positive, 0 neutral, −1 negative.
    case classes([Int])
  }

  /// The number of texts.
  public let texts: Int
  /// Texts that could not be scored; they count as neutral.
  public let unscored: Int
  /// Pearson's correlation with the ratings, −1…1; nil for classes.
  public let pearson: Double?
  /// The share of texts whose class is right, 0…1; nil for ratings.
  public let accuracy: Double?
  /// The mean of the F1 scores of the three classes, 0…1; nil for ratings.
  public let macroF1: Double?

  /// Compares scores with what people said, text by text.
  public init(scores: [PostSentiment], gold: Gold) {
    texts = scores.count
    unscored = scores.count { !$0.isScored }
    let values = scores.map { $0.valence ?? 0 }
    switch gold {
    case .ratings(let ratings):
      precondition(ratings.count == scores.count, "a rating for each text")
      pearson = Self.correlation(values, ratings)
      accuracy = nil
      macroF1 = nil
    case .classes(let classes):
      precondition(classes.count == scores.count, "a class for each text")
      let found = values.map { value in
        value > MoodMeasure.neutralBand ? 1 : value < -MoodMeasure.neutralBand ? -1 : 0
      }
      pearson = nil
      let right = zip(found, classes).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
      accuracy = scores.isEmpty ? 0 : Double(right) / Double(scores.count)
      let f1 = [-1, 0, 1].map { Self.f1(of: $0, found, classes) }
      macroF1 = f1.reduce(0, +) / 3
    }
  }

  /// The class that a label names; nil if it names none.
  public static func valence(ofLabel label: String) -> Int? {
    switch label.lowercased() {
    case "positive", "pos", "1", "+1", "+": 1
    case "neutral", "neu", "0", "none": 0
    case "negative", "neg", "-1", "-": -1
    default: nil
    }
  }

  private static func f1(of kind: Int, _ found: [Int], _ gold: [Int]) -> Double {
    var both = 0
    var either = 0
    for (a, b) in zip(found, gold) {
      if a == kind, b == kind { both += 1 }
      either += (a == kind ? 1 : 0) + (b == kind ? 1 : 0)
    }
    return either == 0 ? 0 : 2 * Double(both) / Double(either)
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    guard a.count > 1 else { return nil }
    let n = Double(a.count)
    let meanA = a.reduce(0, +) / n
    let meanB = b.reduce(0, +) / n
    var products = 0.0
    var squaresA = 0.0
    var squaresB = 0.0
    for (x, y) in zip(a, b) {
      products += (x - meanA) * (y - meanB)
      squaresA += (x - meanA) * (x - meanA)
      squaresB += (y - meanB) * (y - meanB)
    }
    guard squaresA > 0, squaresB > 0 else { return nil }
    return products / (squaresA * squaresB).squareRoot()
  }
}
