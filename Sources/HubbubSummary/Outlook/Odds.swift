/// Odds that a sentence states.
struct Odds: Hashable, Sendable {
  /// How they are stated.
  enum Form: String, Hashable, Sendable {
    case percent, range, fraction, ratio, on, against, word
  }
  /// The probability, 0…1.
  var probability: Double
  /// How they are stated.
  var form: Form
  /// For words: the term of the printed scale that they stand for.
  var term: String?
  /// The bytes of the sentence that state them.
  var range: Range<Int>

  /// Reads odds from numbers (`70%`, `two in three`, `3 to 1 on`) or else from words of the scale.
  struct Reader: Sendable {
    let books: PhraseBooks

    /// The odds that a sentence states; nil where it names none.
    ///
    /// Numbers go before words wherever they stand; among equals the first in the sentence wins.
    func odds(in words: [Word]) -> Odds? {
      var taken = Set<Int>()
      var best: (odds: Odds, order: Int)?
      for index in books.odds.candidates(for: words) {
        let row = books.odds.rows[index]
        var from = 0
        while let match = row.pattern.firstMatch(
          in: words, year: nil, numbers: books.numbers, from: from)
        {
          from = match.start + 1
          let span = match.start..<match.end
          guard taken.isDisjoint(with: span) else { continue }
          if row.fields[0] == "none" {
            taken.formUnion(span)
            continue
          }
          guard let odds = Self.odds(row, match, words) else { continue }
          taken.formUnion(span)
          let order = (odds.form == .word ? 1 << 20 : 0) + words[match.start].start
          if best.map({ order < $0.order }) ?? true { best = (odds, order) }
        }
      }
      return best?.odds
    }

    private static func odds(_ row: PhraseTable.Row, _ match: PhraseMatch, _ words: [Word])
      -> Odds?
    {
      guard let form = Form(rawValue: row.fields[0]) else {
        preconditionFailure("odds table: unknown form '\(row.fields[0])'")
      }
      guard let probability = probability(form, row, match.values), (0...1).contains(probability)
      else { return nil }
      return Odds(
        probability: probability, form: form, term: form == .word ? row.fields[2] : nil,
        range: words[match.start].start..<words[match.end - 1].end)
    }

    private static func probability(
      _ form: Form, _ row: PhraseTable.Row, _ values: [Double]
    ) -> Double? {
      // A gap may have been crossed by an earlier number; the last ones are those of the odds.
      switch (form, values.count) {
      case (.word, _): return row.values[1]
      case (.percent, 1...): return values[values.count - 1] / 100
      case (.fraction, 1...):
        let value = values[values.count - 1]
        return value > 0 && value < 1 ? value : nil
      case (.range, 2...):
        let pair = values.suffix(2)
        return pair.reduce(0, +) / 200
      case (.ratio, 2...):
        let pair = Array(values.suffix(2))
        return pair[1] >= 2 && pair[0] <= pair[1] ? pair[0] / pair[1] : nil
      case (.on, 2...), (.against, 2...):
        let pair = Array(values.suffix(2))
        guard pair[0] + pair[1] > 0 else { return nil }
        return (form == .on ? pair[0] : pair[1]) / (pair[0] + pair[1])
      default: return nil
      }
    }
  }
}
