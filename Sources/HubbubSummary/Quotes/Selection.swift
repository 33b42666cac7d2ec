internal import HubbubModel
internal import HubbubSentiment

/// Sentences chosen for a place of their own.
extension Article {
  /// Marks the themes' glosses as printed; of two that say the same, the first.
  mutating func takeGlosses(_ themes: [Theme]) {
    let sought = Set(themes.compactMap(\.gloss?.post))
    var rows: [PostID: Int] = [:]
    for (row, post) in survey.rows.enumerated() where sought.contains(post.id) {
      rows[post.id] = row
    }
    for theme in themes {
      guard let gloss = theme.gloss, let row = rows[gloss.post], shelf.take(gloss, row: row)
      else { continue }
      glossed.insert(theme.id)
    }
  }

  /// The sentence that stands for the whole discussion: short, close to one of the large themes,
  /// and one that takes a stand.
  mutating func chooseEmblem() -> Candidate? {
    let scorer = SentimentScorer()
    var pool: [Candidate] = []
    for tally in survey.themes.prefix(4) {
      for candidate in candidates.themes[tally.index] {
        let words = Words.of(candidate.text)
        guard words.count <= Self.emblemWords, !QuoteValue.english.isPersonal(words),
          !words.contains(where: { $0.value != nil || $0.text == ":" || $0.text == "(" }),
          QuoteValue.english.factor(words) >= 1
        else { continue }
        var candidate = candidate
        let language = survey.rows[candidate.row].language
        let valence = scorer.score(candidate.text, language: language).valence ?? 0
        let takesAStand =
          abs(valence) >= Self.feeling || QuoteValue.english.factor(words) > 1
        guard takesAStand else { continue }
        candidate.score *= Float((1 + tally.share) * (0.7 + min(0.5, abs(valence))))
        pool.append(candidate)
      }
    }
    return shelf.choose(1, of: pool.sorted(by: Candidate.isBefore)).first
  }

  /// The valence from which on a sentence shows what its writer feels.
  private static let feeling = 0.3

  /// Short ones are remembered.
  private static let emblemWords = 24

  /// A sentence for each side of each theme whose voices are split; where none is, there are no
  /// sides to quote.
  ///
  /// The sentence must speak for the side by its own words, and its post must not speak for the
  /// other.
  mutating func chooseSides() -> [(candidate: Candidate, side: Quote.Side)] {
    let split = divided.split
    let scorer = SentimentScorer()
    var chosen: [(candidate: Candidate, side: Quote.Side)] = []
    for place in split {
      let pool = candidates.themes[survey.themes[place].index].map { candidate in
        let language = survey.rows[candidate.row].language
        let cues = StanceReader.english.read([Words.of(candidate.text)], isReply: false).towards
        return (
          candidate, cues ?? scorer.score(candidate.text, language: language).valence ?? 0
        )
      }
      for (side, sign) in [(Quote.Side.positive, 1.0), (.negative, -1.0)] {
        let speaking = pool.compactMap { candidate, stance -> Candidate? in
          guard stance * sign >= Self.plain,
            let whole = survey.stances.values[candidate.row], whole * sign > 0
          else { return nil }
          var candidate = candidate
          candidate.score *= Float(0.5 + abs(stance))
          return candidate
        }
        let beside = chosen.map(\.candidate)
        for pick in shelf.choose(1, of: speaking.sorted(by: Candidate.isBefore), beside: beside) {
          chosen.append((pick, side))
        }
      }
    }
    return chosen
  }

  /// The stance from which on a sentence speaks plainly for a side.
  private static let plain = 0.2
}
