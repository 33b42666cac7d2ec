/// The numbers of the rules; `docs/METHOD.md` says where each is from.
enum RuleWeights {
  // Hutto and Gilbert 2014.
  static let negation = -0.74
  static let capitals = 0.733
  static let exclamation = 0.292
  static func boosterDecay(_ distance: Int) -> Double {
    distance == 0 ? 1 : distance == 1 ? 0.95 : 0.9
  }
  // Ours.
  /// "Not bad" is less than "good".
  static let negatedNegative = -0.5
  static let lengthened = 0.293
  static let beforeContrast = 0.5
  static let afterContrast = 1.5
  static let question = 0.5
  static let wish = 0.5
  static let concession = 0.5
  static let quoted = 0.0
  /// The second and further of the same sign in a row.
  static let repeatedSign = 0.2
  /// How many words a negation reaches over, and how many of those that count for nothing.
  static let reach = 3
  static let nearReach = 2
  static let longestReach = 7
  /// A sum x of valences counts as x / √(x² + normalizer + words).
  static let normalizer = 5.0
}
