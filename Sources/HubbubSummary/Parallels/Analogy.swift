/// Tells sentences that hold a thing up against another one, mostly of the past.
struct AnalogyReader: Sendable {
  let books: PhraseBooks

  /// How clearly a sentence draws a parallel; nil below 2.
  ///
  /// - Parameter year: the year in which it was written, against which dates are held.
  func strength(_ sentence: String, year: Int?) -> Double? {
    strength(Words.of(sentence), year: year)
  }

  /// How clearly a sentence draws a parallel, from its words; nil below 2.
  func strength(_ words: [Word], year: Int?) -> Double? {
    guard !FutureStatement.Reader.isQuestion(words) else { return nil }
    var taken = Set<Int>()
    var total = 0.0
    var strong = false
    for index in books.analogies.candidates(for: words) {
      let row = books.analogies.rows[index]
      guard let weight = row.values[0] else { continue }
      var from = 0
      while let match = row.pattern.firstMatch(
        in: words, year: year, numbers: books.numbers, from: from)
      {
        from = match.start + 1
        guard taken.isDisjoint(with: match.start..<match.end) else { continue }
        taken.formUnion(match.start..<match.end)
        guard weight > 0 else { continue }
        total += weight
        if weight >= 2 { strong = true }
        break
      }
    }
    // Faint marks add up only to three of them: "every", "like" and a year are in many sentences.
    return strong || total >= 3 ? total : nil
  }
}
