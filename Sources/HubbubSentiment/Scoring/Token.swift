/// A word, an emoticon or an emoji of a text.
struct Token {
  /// The first byte.
  var start: Int32
  /// One past the last byte.
  var end: Int32
  /// The word's number in the lexicon, or the sign's; −1 for a word that the lexicon lacks.
  var number: Int32
  var traits: Traits

  /// What a scanner sees of a token.
  struct Traits: OptionSet {
    let rawValue: UInt16
    /// An emoticon or emoji.
    static let sign = Traits(rawValue: 1)
    /// Two letters or more, all capitals.
    static let capitals = Traits(rawValue: 2)
    /// Letters drawn out: "sooo".
    static let lengthened = Traits(rawValue: 4)
    /// A mark that ends a clause stands before it.
    static let clauseStart = Traits(rawValue: 8)
    /// Nothing but a comma (and a blank) stands before it.
    static let afterComma = Traits(rawValue: 16)
    /// It stands between quotation marks.
    static let quoted = Traits(rawValue: 32)
    /// A contraction with "n't" that the lexicon lacks.
    static let negating = Traits(rawValue: 64)
    /// The same sign stands before it.
    static let repeated = Traits(rawValue: 128)
    /// A capital begins it.
    static let capital = Traits(rawValue: 256)
  }
}

/// A sentence: its tokens and how it ends.
struct SentenceSpan {
  var firstToken: Int
  var endToken: Int
  var start: Int
  var end: Int
  /// Exclamation marks, at most 4.
  var exclamations = 0
  /// Whether it ends with a question mark.
  var isQuestion = false
  /// Whether some of its words, but not all, are in capitals.
  var mixesCapitals = false
}
