internal import HubbubModel

/// Words for probabilities: the calibrated scale of the IPCC.
///
/// Mastrandrea et al. 2010, "Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on
/// Consistent Treatment of Uncertainties", table 1.
enum Odds {
  /// The steps of the scale, likeliest first: the lowest probability of each and its words.
  static let steps: [(low: Double, key: String)] = [
    (0.99, "odds_6"), (0.9, "odds_5"), (0.66, "odds_4"), (0.33, "odds_3"), (0.1, "odds_2"),
    (0.01, "odds_1"), (0, "odds_0"),
  ]

  /// The words for a probability 0…1.
  static func words(_ probability: Double, _ words: Words) -> String {
    words[steps.first { probability >= $0.low }?.key ?? "odds_0"]
  }

  /// The scale as rows of a table: words and the range that they stand for.
  static func table(_ words: Words) -> [(words: String, range: String)] {
    steps.enumerated().map { index, step in
      let low = Numbers.percent(step.low)
      let range =
        index == 0
        ? words("odds_from", ["low": low])
        : step.low == 0
          ? words("odds_below", ["high": Numbers.percent(steps[index - 1].low)])
          : words("odds_between", ["low": low, "high": Numbers.percent(steps[index - 1].low)])
      return (words[step.key], range)
    }
  }
}

/// Words for a mood.
enum MoodWords {
  /// Warmest first: the mean from which each applies.
  private static let bands: [(low: Double, key: String)] = [
    (0.35, "mood_4"), (0.1, "mood_3"), (-0.1, "mood_2"), (-0.35, "mood_1"),
    (-Double.infinity, "mood_0"),
  ]

  /// One word for a mood; an interval that reaches both sides of zero by far says nothing.
  static func words(_ mood: Mood, _ words: Words) -> String {
    guard let mean = mood.mean else { return words["mood_none"] }
    if let low = mood.low, let high = mood.high, low < -0.1, high > 0.1 {
      return words["mood_open"]
    }
    return words[bands.first { mean >= $0.low }?.key ?? "mood_0"]
  }
}
