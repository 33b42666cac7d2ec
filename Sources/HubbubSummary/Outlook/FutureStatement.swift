/// What a sentence says about the future.
struct FutureStatement: Hashable, Sendable {
  /// How clearly it is a forecast; at least 2.
  var strength: Double
  /// The odds that it states, if any.
  var odds: Odds?
  /// Whether it holds only under a condition that it names.
  var conditional: Bool
  /// Whether it says that something will not happen.
  var negated: Bool
  /// Whether it states odds in numbers, or names a time or a belief, or is as firm as `bound to`, and
  /// neither tells what its writer means to do nor what becomes of the writer or one reader.
  ///
  /// "Will" and "likely" alone are in many sentences that forecast nothing.
  var isAnchored: Bool
  /// Whether it names what it is about, and is no hope, apology or courtesy.
  var standsAlone: Bool

  /// Tells forecasts from other sentences by the phrase table of a language.
  struct Reader: Sendable {
    let books: PhraseBooks

    /// A sentence counts from this total of its marks' weights.
    static let threshold = 2.0

    /// What a sentence says about the future; nil where it is a question or no forecast.
    ///
    /// - Parameter year: the year in which it was written, against which dates are held.
    func read(_ sentence: String, year: Int?) -> FutureStatement? {
      read(Words.of(sentence), year: year)
    }

    /// What a sentence says about the future, from its words.
    func read(_ words: [Word], year: Int?) -> FutureStatement? {
      guard !Self.isQuestion(words) else { return nil }
      let words = Self.withoutAsides(words)
      let rows = books.future.candidates(for: words)
      var odds = Odds.Reader(books: books).odds(in: words)
      guard !rows.isEmpty || odds != nil else { return nil }
      let marks = marks(of: words, rows: rows, year: year)
      // "Likely" far from "will" is said of something else.
      if let stated = odds, stated.form == .word, let modal = marks.places["modal"],
        !Self.meet(stated.range, modal, words)
      {
        odds = nil
      }
      let modal = marks.weights["modal"] ?? 0
      let belief = marks.weights["belief"] ?? 0
      let horizon = marks.weights["horizon"] ?? 0
      let said = modal > 0 || belief > 0 || odds != nil || marks.dated
      let future = modal > 0 || horizon > 0 || belief >= 2
      // Odds alone may speak of what is ("I'm 90% sure it's the driver"): they are one mark.
      let total = modal + belief + horizon + (odds == nil ? 0 : 1)
      guard said, future, total >= Self.threshold else { return nil }
      let turns = matches("turn", words, year: year)
      let isNumeric = odds.map { $0.form != .word } ?? false
      // "Will never" alone is in many sentences about what never is.
      // So is a belief with no date in many about how things work, unless something turns.
      let believed =
        belief > 0 && modal >= 1 && (modal >= 2 || turns)
        && Self.governs(marks.places["belief"], marks.places["modal"], words)
      let firm = modal >= 2 && marks.weights["negation"] == nil || belief >= 2 || believed
      // "Eventually" and "soon" alone are in many sentences about how things go, and
      // "within a few years" in many about what has been.
      let timed =
        horizon >= 2 && (modal >= 1 || belief > 0 || isNumeric || marks.dated)
        || horizon > 0 && modal >= 1 && (belief > 0 || odds != nil || turns)
      // "I don't think anyone would" imagines more than it expects.
      let wouldBe = matches("wish", words, year: year)
      let low = odds.map { $0.form == .word && $0.probability < 0.5 } ?? false
      return FutureStatement(
        strength: total + (marks.planned ? 0 : 0.5 * horizon)
          + (odds.map { $0.form == .word ? 0.5 : 2 } ?? 0), odds: odds,
        conditional: marks.weights["condition"] != nil,
        negated: low || marks.weights["negation"] != nil,
        isAnchored: isNumeric && (future || marks.dated) && Self.selves(words) <= 2
          || !marks.planned && !Self.isPersonal(words) && (timed || firm && !wouldBe),
        standsAlone: !matches("idle", words, year: year) && !matches("bare", words, year: year))
    }

    /// A sentence without the belief that opens it: what "I think that" is followed by.
    func withoutBelief(_ words: [Word]) -> [Word] {
      var start = 0
      for index in books.future.candidates(for: words) {
        let row = books.future.rows[index]
        guard row.fields[0] == "belief",
          let match = row.pattern.firstMatch(in: words, year: nil, numbers: books.numbers),
          match.start < Self.opening
        else { continue }
        start = max(start, match.end)
      }
      while start < words.count, start > 0, Self.linking.contains(words[start].text) { start += 1 }
      return Array(words[start...])
    }

    /// A belief that begins within so many words opens a sentence.
    private static let opening = 3
    /// Words between a belief and what is believed.
    private static let linking: Set<String> = ["is", "that", ":", ","]

    /// A sentence without what stands in brackets; as it is where those do not come in pairs.
    private static func withoutAsides(_ words: [Word]) -> [Word] {
      guard words.contains(where: { $0.text == "(" }), Balance.holds(words) else { return words }
      var depth = 0
      return words.filter { word in
        if word.kind == .mark, word.text == "(" { depth += 1 }
        defer { if word.kind == .mark, word.text == ")" { depth -= 1 } }
        return depth == 0
      }
    }

    /// Whether odds and a mark of tense stand within eight words of each other, and in one clause.
    private static func meet(_ odds: Range<Int>, _ modal: Range<Int>, _ words: [Word]) -> Bool {
      let stated = words.indices.filter { odds.overlaps(words[$0].start..<words[$0].end) }
      guard let first = stated.first, let last = stated.last else { return false }
      let between =
        last < modal.lowerBound
        ? last + 1..<modal.lowerBound : min(modal.upperBound, first)..<first
      return between.count <= 8
        && !between.contains { words[$0].kind == .mark && parting.contains(words[$0].text) }
    }

    /// Whether a belief stands before a mark of tense, within twelve words and in one sentence.
    private static func governs(
      _ belief: Range<Int>?, _ modal: Range<Int>?, _ words: [Word]
    ) -> Bool {
      guard let belief, let modal, belief.lowerBound <= modal.lowerBound else { return false }
      let between = min(belief.upperBound, modal.lowerBound)..<modal.lowerBound
      return between.count <= 12
        && !between.contains {
          words[$0].kind == .mark && parting.contains(words[$0].text) && words[$0].text != ","
        }
    }

    /// Marks that part clauses.
    private static let parting: Set<String> = [",", ";", ":", ".", "!", "—", "–", "…"]

    /// The heaviest mark of each kind in a sentence and the words that it covers; whether a year after its own is named as the
    /// time, and whether it tells a plan.
    private func marks(
      of words: [Word], rows: [Int], year: Int?
    ) -> (weights: [String: Double], places: [String: Range<Int>], dated: Bool, planned: Bool) {
      var weights: [String: Double] = [:]
      var places: [String: Range<Int>] = [:]
      var taken: [String: Set<Int>] = [:]
      var dated = false
      var planned = false
      for index in rows {
        let row = books.future.rows[index]
        let kind = row.fields[0]
        guard let weight = row.values[1] else { continue }
        var from = 0
        while let match = row.pattern.firstMatch(
          in: words, year: year, numbers: books.numbers, from: from)
        {
          from = match.start + 1
          guard let group = Self.groups[kind] else { break }
          guard taken[group, default: []].isDisjoint(with: match.start..<match.end) else {
            continue
          }
          if Self.excluding.contains(kind) {
            if kind == "plan" { planned = true }
            taken[group, default: []].formUnion(match.start..<match.end)
            continue
          }
          if weight > weights[kind] ?? -1 { places[kind] = match.start..<match.end }
          weights[kind] = max(weights[kind] ?? 0, weight)
          if kind == "horizon", weight >= 2, row.pattern.elements.contains(.later) { dated = true }
          break
        }
      }
      return (weights, places, dated, planned)
    }

    /// Kinds of rows that take words out, and the group of kinds that they take them from.
    private static let excluding: Set<String> = ["skip", "plan", "nocond", "nonegation"]
    private static let groups: [String: String] = [
      "skip": "future", "plan": "future", "modal": "future", "belief": "future",
      "horizon": "future", "nocond": "condition", "condition": "condition",
      "nonegation": "negation", "negation": "negation",
    ]

    private func matches(_ kind: String, _ words: [Word], year: Int?) -> Bool {
      books.future.candidates(for: words).contains { index in
        let row = books.future.rows[index]
        return row.fields[0] == kind
          && row.pattern.firstMatch(in: words, year: year, numbers: books.numbers) != nil
      }
    }

    /// Odds of a sentence that does nothing but state them for the sentence before it
    /// ("I'd put it at 95%.").
    func attachedOdds(_ words: [Word], year: Int?) -> Odds? {
      guard matches("attach", words, year: year),
        let odds = Odds.Reader(books: books).odds(in: words), odds.form != .word
      else { return nil }
      // "that …" brings a statement of its own.
      if words.contains(where: { $0.text == "that" && $0.end >= odds.range.upperBound }) {
        return nil
      }
      return odds
    }

    /// Whether a sentence only asks for odds ("Probability?").
    func asksForOdds(_ words: [Word], year: Int?) -> Bool {
      words.count <= 5 && Self.isQuestion(words) && matches("ask", words, year: year)
    }

    /// Whether a sentence is about its writer, or for one reader: "I don't think my parents will let
    /// me", "It will be a stretch with your scores".
    ///
    /// One `I` is who expects something.
    private static func isPersonal(_ words: [Word]) -> Bool {
      selves(words) > 1 || words.contains { personal.contains($0.text) }
    }

    /// How often a sentence names its writer.
    private static func selves(_ words: [Word]) -> Int {
      words.count { writer.contains($0.text) }
    }

    private static let writer: Set<String> = ["i", "i'm", "i'd", "i'll", "my", "our"]
    private static let personal: Set<String> = [
      "me", "mine", "myself", "i've", "you", "you're", "you'll", "you'd", "you've", "your", "yours",
    ]

    /// Whether the last mark that ends a sentence is a question mark.
    static func isQuestion(_ words: [Word]) -> Bool {
      for word in words.reversed() where word.kind == .mark {
        if word.text == "?" { return true }
        if word.text == "." || word.text == "!" { return false }
      }
      return false
    }
  }
}
