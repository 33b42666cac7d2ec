/// A word, phrase, emoticon or emoji of a sentence, as the lexicon has it.
struct Token {
  /// The first byte.
  var start: Int32 = 0
  /// One past the last byte.
  var end: Int32 = 0
  /// How it feels.
  var facts = WordFacts()
  /// The word's number in the lexicon; 0 for a sign and for a word that the lexicon lacks.
  var number: Int32 = 0
  /// What it does.
  var marks = WordMarks()
  /// How it is written.
  var traits = Piece.Traits()

  /// Whether it is left to what was learned: a word by itself, the author's own.
  var isOpen: Bool { traits.isDisjoint(with: [.sign, .quoted, .phrase]) }

  /// Takes what the lexicon holds of it.
  @inline(__always)
  mutating func take(_ entry: WordTable.Entry, _ number: Int) {
    self.number = Int32(truncatingIfNeeded: number)
    marks = entry.marks
    facts = entry.facts
  }
}

/// Finds the tokens of a sentence that do something.
///
/// Sixty-four are looked at without a branch that depends on them, as processors guess those badly.
struct MarkedTokens {
  private let marks: WordMarks
  private var next = 0
  private var base = 0
  private var found: UInt64 = 0

  init(_ marks: WordMarks) { self.marks = marks }

  @inline(__always)
  mutating func next(_ tokens: borrowing MutableSpan<Token>, _ count: Int) -> Int? {
    while found == 0 {
      guard next < count else { return nil }
      base = next
      next = min(base &+ 64, count)
      for index in base..<next {
        let isMarked: UInt64 = tokens[index].marks.isDisjoint(with: marks) ? 0 : 1
        found |= isMarked &<< UInt64(truncatingIfNeeded: index &- base)
      }
    }
    let index = base &+ found.trailingZeroBitCount
    found &= found &- 1
    return index
  }
}
