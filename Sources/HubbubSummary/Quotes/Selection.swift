internal import HubbubModel

/// Sentences chosen for a place of their own.
extension Article {
  /// The sentence that stands for the whole discussion: close to one of the large themes, and one
  /// that moved others.
  mutating func chooseEmblem() -> Candidate? {
    var pool: [Candidate] = []
    for tally in survey.themes.prefix(4) {
      for candidate in candidates.themes[tally.index].prefix(40) {
        var candidate = candidate
        candidate.score *= Float(1 + tally.share)
        pool.append(candidate)
      }
    }
    // Short ones are remembered.
    pool = pool.filter { Words.of($0.text).count <= 24 }.sorted(by: Candidate.isBefore)
    return shelf.choose(1, of: pool).first
  }

  /// A sentence for each side of each theme whose voices are split.
  ///
  /// The side is that of the whole post: it must be well clear of neutral.
  mutating func chooseSides(
    _ sentiment: [PostSentiment]
  ) -> [(candidate: Candidate, side: Quote.Side)] {
    var chosen: [(candidate: Candidate, side: Quote.Side)] = []
    for place in divided.split {
      let pool = candidates.themes[survey.themes[place].index]
      for (side, sign) in [(Quote.Side.positive, 1.0), (.negative, -1.0)] {
        let speaking = pool.compactMap { candidate -> Candidate? in
          guard let valence = sentiment[candidate.row].valence, valence * sign >= 0.2 else {
            return nil
          }
          var candidate = candidate
          candidate.score *= Float(0.5 + abs(valence))
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
}
