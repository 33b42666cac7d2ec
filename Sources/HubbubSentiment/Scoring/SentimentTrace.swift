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

  /// A word with a learned weight.
  public struct LearnedWord: Hashable, Sendable {
    /// It as it stands in the text.
    public let text: String
    /// Its first byte in the text's UTF-8.
    public let start: Int
    /// One past its last byte.
    public let end: Int
    /// Its weight; turned, if a negation stands before it.
    public let weight: Double
    /// What it adds to the valence.
    public internal(set) var value: Double
  }

  /// What came out: the rules' valence and the learned words' values added up, nothing beyond ±1.
  ///
  /// Where the rules are silent and the learned words say little it is drawn into the neutral band.
  public let sentiment: PostSentiment
  /// Every sentence; one without a word that feels has none.
  public let sentences: [Sentence]
  /// The valence by the rules alone.
  public let rules: Double
  /// The words with learned weights, in their order.
  public let learned: [LearnedWord]
}
