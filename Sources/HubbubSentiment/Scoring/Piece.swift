/// What a scanner cuts a text into: a word, a number, an emoticon or an emoji.
struct Piece {
  /// The first byte.
  var start: Int32 = 0
  /// One past the last byte.
  var end: Int32 = 0
  /// What it is looked up by.
  var hash: UInt64 = 0
  var traits = Traits()

  /// What a scanner sees of a piece, and what the rules make of it.
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
    /// The same sign stands before it.
    static let repeated = Traits(rawValue: 64)
    /// More than one word.
    static let phrase = Traits(rawValue: 128)
    /// The rules turned it.
    static let negated = Traits(rawValue: 256)
    /// An odd number of negations reaches it.
    static let reached = Traits(rawValue: 512)
    /// A number, which no list has.
    static let number = Traits(rawValue: 1024)
    /// A contraction with "n't" that the lexicon lacks.
    static let negating = Traits(rawValue: 2048)
    /// A word with "'s", of which its owner is looked up.
    static let possessive = Traits(rawValue: 4096)
  }
}

/// A sentence: its pieces, and how it ends.
struct SentenceSpan {
  /// Its first piece, and one past its last.
  var first = 0
  var last = 0
  /// Its bytes.
  var start = 0
  var end = 0
  /// Exclamation marks, at most 4.
  var exclamations = 0
  /// Whether it ends with a question mark.
  var isQuestion = false
  /// How many of its words are in capitals, and how many words it has.
  var capitalWords = 0
  var words = 0

  var mixesCapitals: Bool { capitalWords > 0 && capitalWords < words }
}
