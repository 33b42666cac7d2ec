/// From pieces of a text to the words and phrases that the rules read.
extension SentenceRules {
  /// What a sentence's tokens are and do, all together.
  struct All {
    var marks = WordMarks()
    var traits = Piece.Traits()
    var learned = LearnedSum()
    /// The first token with which a phrase may begin; −1 if none.
    var firstPair = -1
  }

  /// Looks every piece up.
  func lookUp(
    _ sentence: SentenceSpan, _ pieces: Span<Piece>, _ bytes: Span<UInt8>,
    _ tokens: inout MutableSpan<Token>, _ all: inout All
  ) {
    let words = lexicon.words
    let entries = words.entries.span
    let pairs = lexicon.pairs
    var before = 0
    for index in 0..<count {
      let piece = pieces[sentence.first &+ index]
      var token = Token(start: piece.start, end: piece.end, traits: piece.traits)
      if piece.traits.isDisjoint(with: [.sign, .number]) {
        let number = words.number(piece.hash)
        token.take(entries[number], number)
        if number == 0, piece.end &- piece.start > 2 { guess(&token, bytes) }
        all.learned.add(token.facts.learned)
      } else if piece.traits.contains(.sign) {
        let number = lexicon.signs.number(piece.hash)
        token.take(lexicon.signs.entries[number], 0)
      }
      tokens[index] = token
      all.marks.formUnion(token.marks)
      all.traits.formUnion(token.traits)
      let number = Int(token.number)
      if pairs.mayHold(before, number), all.firstPair < 0 { all.firstPair = index &- 1 }
      before = number
    }
  }

  /// A word that the lexicon lacks may be drawn out.
  private func guess(_ token: inout Token, _ bytes: Span<UInt8>) {
    if token.traits.contains(.possessive) { return }
    if token.traits.contains(.negating) { token.marks.insert(.negator) }
    let word = bytes.extracting(Int(token.start)..<Int(token.end))
    guard DrawnOut.holds(word) else { return }
    for keep in [2, 1] {
      let number = lexicon.words.number(DrawnOut.hash(word, keep: keep))
      if lexicon.words.entries[number].marks.contains(.ruled) {
        token.traits.insert(.lengthened)
        token.take(lexicon.words.entries[number], number)
        return
      }
    }
  }

  // MARK: Phrases

  /// Makes one token of the words of each phrase; says how many tokens there are then.
  func joinPhrases(_ tokens: inout MutableSpan<Token>, _ all: inout All) -> Int {
    let pairs = lexicon.pairs
    var at = all.firstPair
    var kept = at
    while at < count {
      var token = tokens[at]
      var width = 1
      let next = at + 1 < count ? Int(tokens[at + 1].number) : 0
      if pairs.mayHold(Int(token.number), next), let phrase = phrase(at, tokens) {
        width = Int(phrase.count) + 1
        token.end = tokens[at + width - 1].end
        token.facts = phrase.facts
        token.marks = phrase.marks
        token.traits.insert(.phrase)
        all.marks.formUnion(token.marks)
      }
      tokens[kept] = token
      kept += 1
      at += width
    }
    if kept < count { all.learned = openWords(tokens, kept) }
    return kept
  }

  /// The longest phrase that begins with a token and that no mark cuts.
  private func phrase(_ at: Int, _ tokens: borrowing MutableSpan<Token>) -> PhraseEntry? {
    phrases: for index in lexicon.phrasesOfWord[Int(tokens[at].number)] {
      let phrase = lexicon.phrases[Int(index)]
      guard at + Int(phrase.count) < count else { continue }
      for offset in 0..<Int(phrase.count) {
        let token = tokens[at + 1 + offset]
        guard token.number == lexicon.phraseWords[Int(phrase.first) + offset],
          token.traits.isDisjoint(with: [.sign, .clauseStart])
        else { continue phrases }
      }
      return phrase
    }
    return nil
  }

  /// Words of phrases and between quotation marks say nothing of their own.
  func openWords(_ tokens: borrowing MutableSpan<Token>, _ count: Int) -> LearnedSum {
    var sum = LearnedSum()
    for index in 0..<count where tokens[index].isOpen { sum.add(tokens[index].facts.learned) }
    return sum
  }
}
