public import HubbubModel

/// How a text's valence came about: the words that felt, and what the rules made of each.
public struct SentimentTrace: Hashable, Sendable {
  /// A word, phrase, emoticon or emoji that feels.
  public struct Word: Hashable, Sendable {
    /// It as it stands in the text.
    public let text: String
    /// Its first byte in the text's UTF-8.
    public let start: Int
    /// One past its last byte.
    public let end: Int
    /// Its valence in the word lists, −4 … +4.
    public let base: Double
    /// What the rules made of it; a sentence's value is the sum.
    public let value: Double
    /// Why they differ.
    public let effects: SentimentEffects
  }

  /// A sentence of the text.
  public struct Sentence: Hashable, Sendable {
    /// Its first byte in the text's UTF-8.
    public let start: Int
    /// One past its last byte.
    public let end: Int
    /// The sum of its words' values.
    public let value: Double
    /// The words that feel, in their order.
    public let words: [Word]
  }

  /// A word of which something was learned.
  public struct LearnedWord: Hashable, Sendable {
    /// It as it stands in the text.
    public let text: String
    /// Its first byte in the text's UTF-8.
    public let start: Int
    /// One past its last byte.
    public let end: Int
    /// What it adds to the sum of the sentences' values; turned, if a negation stands before it.
    public let value: Double
    /// What it adds to `feeling`.
    public let feeling: Double
  }

  /// What came out.
  ///
  /// With x the values of all words added up, the valence is x / √(x² + 5 + `wordCount`), brought
  /// within ±0.05 where `feeling` is not above 0.
  public let sentiment: PostSentiment
  /// Every sentence; one without a word that feels has none.
  public let sentences: [Sentence]
  /// The valence by the rules alone.
  public let rules: Double
  /// The words of which something was learned, in their order.
  public let learned: [LearnedWord]
  /// The log odds that the text feels anything at all; not above 0: it is taken for neutral.
  public let feeling: Double
  /// Whether a sign, a phrase, or a word negated or drawn out makes it likely that something is felt.
  public let isSure: Bool
  /// How many words the text has.
  public let wordCount: Int
  /// Each word that the rules leave to what is learned, in small letters, with 1 or, after a
  /// negation, less than 0: what `scripts/train-sentiment.py` learns from.
  public let openWords: [OpenWord]

  /// A word that the rules leave to what is learned.
  public struct OpenWord: Hashable, Sendable {
    /// The word, in small letters, with a straight apostrophe.
    public let text: String
    /// 1, or less than 0 after a negation.
    public let factor: Double
  }

  /// The sum of the rules' values.
  public var sum: Double { sentences.reduce(0) { $0 + $1.value } }
}
