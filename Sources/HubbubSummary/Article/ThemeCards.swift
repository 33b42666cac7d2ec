internal import HubbubModel

/// The themes one by one.
extension Article {
  /// The themes with their sentences and quotations.
  mutating func themeCards() -> [ReportTheme] {
    survey.themes.indices.map { card($0) }
  }

  private mutating func card(_ position: Int) -> ReportTheme {
    let tally = survey.themes[position]
    let facts = theme(position)
    var sentences: [Sentence] = []
    if tally.members.isEmpty {
      var empty = facts
      empty["no_posts"] = facts["posts"]
      sentences = [written("theme.empty", empty)]
    } else {
      let rules =
        tally.members.count < Self.few ? [] : ["theme.mixed", "theme.trend", "theme.mood"]
      sentences = (["theme.size"] + rules).compactMap { writer.write($0, facts) }
    }
    let quotes = themeQuotes(candidates.themes[tally.index].filter(\.isOwn))
    return ReportTheme(
      theme: tally.theme, gloss: gloss(tally.theme), posts: tally.members.count,
      authors: tally.authors, share: tally.share, mood: tally.mood, split: tally.split,
      sentences: sentences, quotes: quotes.map { shelf.quote($0) }, trend: tally.trend)
  }

  /// The sentences that say best what is said of a theme; where hardly any claims something, a few
  /// of the others.
  private mutating func themeQuotes(_ pool: [Candidate]) -> [Candidate] {
    let claims = pool.filter { $0.value >= QuoteValue.leastClaimed }
    var quotes = shelf.cover(options.quotes, of: claims)
    let most = min(options.quotes, Self.fewestQuotes)
    if quotes.count < most {
      quotes += shelf.cover(
        most - quotes.count, of: pool.filter { $0.value >= QuoteValue.leastTold }, beside: quotes)
    }
    return quotes
  }

  /// So many quotations a theme has, whatever they claim.
  private static let fewestQuotes = 2

  /// The sentence of a post that says what the theme claims.
  private mutating func gloss(_ theme: Theme) -> Sentence? {
    guard let evidence = glosses[theme.id] else { return nil }
    var facts = Facts()
    facts["quote"] = Self.quoted(evidence)
    return writer.write("theme.gloss", facts)
  }

  /// The words of a quotation inside a sentence, verbatim; renderings fold its line breaks.
  static func quoted(_ evidence: Evidence) -> Slot {
    Slot(evidence.text, basis: [.quote(evidence)])
  }
}
