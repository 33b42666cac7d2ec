/// What changed a word's valence.
public struct SentimentEffects: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt16
  /// Creates a set of effects.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A negation turned it.
  public static let negated = SentimentEffects(rawValue: 1)
  /// A word such as "very" made it stronger.
  public static let boosted = SentimentEffects(rawValue: 2)
  /// A word such as "slightly" made it weaker.
  public static let dampened = SentimentEffects(rawValue: 4)
  /// It is in capitals, its neighbours are not.
  public static let capitals = SentimentEffects(rawValue: 8)
  /// Its letters are drawn out.
  public static let lengthened = SentimentEffects(rawValue: 16)
  /// A "but" follows: half.
  public static let beforeContrast = SentimentEffects(rawValue: 32)
  /// A "but" stands before it: one and a half times.
  public static let afterContrast = SentimentEffects(rawValue: 64)
  /// Its sentence asks: half.
  public static let question = SentimentEffects(rawValue: 128)
  /// It is wished for, not had: half.
  public static let wish = SentimentEffects(rawValue: 256)
  /// It stands between quotation marks: nothing.
  public static let quoted = SentimentEffects(rawValue: 512)
  /// Exclamation marks made it stronger.
  public static let exclaimed = SentimentEffects(rawValue: 1024)

  /// The effects' names, in the order of their bits.
  public var names: [String] {
    Self.allNames.enumerated().filter { rawValue & (1 << UInt16($0.offset)) != 0 }.map(\.element)
  }

  private static let allNames = [
    "negated", "boosted", "dampened", "capitals", "lengthened", "before but", "after but",
    "question", "wish", "quoted", "exclamation",
  ]
}

/// A word, phrase or sign that feels, and what the rules made of it.
struct Hit {
  /// Where it stands among the text's tokens.
  var token: Int
  /// What the lexicon says.
  var base: Double
  /// What the rules made of it.
  var value: Double
  /// How it is written.
  var traits: Piece.Traits
  var effects: SentimentEffects = []

  /// Whether it says more than a word by itself, which may stand there in another sense: it is a
  /// sign or a phrase, or a negation or drawn-out letters make sure that it is meant.
  var isSure: Bool {
    value != 0
      && (!traits.isDisjoint(with: [.sign, .phrase])
        || !effects.isDisjoint(with: [.negated, .lengthened]))
  }
}
