/// What a word says beyond the rules, learned from labelled texts; in thousandths.
struct LearnedWeight: Hashable, Sendable {
  /// What it adds to the sum of the rules, in the units of the word lists.
  var valence: Int16 = 0
  /// How much it tells that its text feels anything at all, good or bad; below 0: that it does not.
  var feeling: Int16 = 0

  var isZero: Bool { valence == 0 && feeling == 0 }
}

/// What was learned of a text's words, added up; whole numbers, so in any order the same.
struct LearnedSum: Hashable, Sendable {
  private var plain = 0
  private var negated = 0
  private var felt = 0

  @inline(__always)
  mutating func add(_ word: LearnedWeight) {
    plain &+= Int(word.valence)
    felt &+= Int(word.feeling)
  }

  mutating func add(_ other: LearnedSum) {
    plain += other.plain
    negated += other.negated
    felt += other.felt
  }

  /// A word that was added is negated.
  mutating func turn(_ word: LearnedWeight) {
    plain -= Int(word.valence)
    negated += Int(word.valence)
  }

  /// What the words add to the sum of the rules; those negated are turned.
  var valence: Double { (Double(plain) + Double(negated) * RuleWeights.negation) / 1000 }
  /// How much they tell that their text feels.
  var feeling: Double { Double(felt) / 1000 }
}

/// Whether a text feels at all: a logistic model of its words, its length and its valence.
struct FeelingModel: Hashable, Sendable {
  /// What every text starts from.
  var constant = 0.0
  /// What shortness adds: it counts over √words.
  var shortness = 0.0
  /// What a valence of ±1 adds.
  var valence = 0.0
  /// What it adds that the rules are sure of a feeling; see `Hit.isSure`.
  var sureness = 0.0

  /// The log odds that a text feels.
  ///
  /// - Parameters:
  ///   - words: the sum of its words' weights.
  ///   - length: its number of words.
  ///   - valence: its valence before the decision, −1 … +1.
  ///   - isSure: whether the rules are sure of a feeling.
  func logOdds(words: Double, length: Int, valence: Double, isSure: Bool) -> Double {
    constant + (words + shortness) / Double(max(1, length)).squareRoot()
      + self.valence * abs(valence) + (isSure ? sureness : 0)
  }

  /// Takes the number that the table gives for a name; false if it knows none of that name.
  mutating func set(_ name: Substring, _ number: Double) -> Bool {
    switch name {
    case "*constant": constant = number
    case "*shortness": shortness = number
    case "*valence": valence = number
    case "*sureness": sureness = number
    default: return false
    }
    return true
  }
}
