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
  ///
  /// A bound belongs to the step away from the middle: "unlikely" is told as 33%, "likely" as 66%.
  static func words(_ probability: Double, _ words: Words) -> String {
    let step = steps.first { $0.low > 0.5 ? probability >= $0.low : probability > $0.low }
    return words[step?.key ?? "odds_0"]
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
  /// One word for a mood.
  static func words(_ mood: Mood, _ words: Words) -> String {
    switch mood.band {
    case .none: words["mood_none"]
    case .open: words["mood_open"]
    case let band: words["mood_\(band.rawValue)"]
    }
  }
}
