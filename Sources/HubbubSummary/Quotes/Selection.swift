internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment

/// Sentences chosen for a place of their own.
extension Article {
  /// Takes the themes' glosses, each printed once; where one could not stand between quotation
  /// marks, holds for today only or tells of its writer, a claim of the theme takes its place: one
  /// that names the theme, or else one that holds one of its heaviest words.
  mutating func takeGlosses(_ themes: [Theme]) {
    for (index, theme) in themes.enumerated() {
      let given = theme.gloss.flatMap { gloss in
        survey.rowTable[gloss.post].flatMap { row in
          shelf.isQuotable(gloss, row: row) ? (gloss: gloss, row: row) : nil
        }
      }
      if let given, Self.isLasting(given.gloss.text), shelf.take(given.gloss, row: given.row) {
        glosses[theme.id] = given.gloss
        continue
      }
      guard theme.gloss != nil else { continue }
      if let claim = claim(of: index, naming: Self.name(of: theme), worth: 1)
        ?? claim(of: index, naming: Self.heavy(of: theme), worth: QuoteValue.leastShared)
      {
        glosses[theme.id] = claim
      } else if let given, shelf.take(given.gloss, row: given.row) {
        glosses[theme.id] = given.gloss
      }
    }
  }

  /// Looks for a gloss where a theme has none yet, among the sentences that no section took: a claim
  /// that names the theme, or else one that holds one of its heaviest words.
  mutating func takeOtherGlosses(_ themes: [Theme]) {
    for (index, theme) in themes.enumerated() where glosses[theme.id] == nil {
      glosses[theme.id] =
        claim(of: index, naming: Self.name(of: theme), worth: 1)
        ?? claim(of: index, naming: Self.heavy(of: theme), worth: QuoteValue.leastClaimed)
    }
  }

  private static func name(of theme: Theme) -> Set<String> {
    Set(Words.of(theme.label).map(\.text))
  }

  /// A theme's heaviest words, which stand for its name where no claim holds that.
  private static func heavy(of theme: Theme) -> Set<String> {
    let words = theme.terms.lazy.map { $0.term.lowercased() }.filter { !$0.contains(" ") }
    return Set(words.prefix(heavyWords))
  }

  /// Whether a sentence holds beyond today, whoever says it.
  private static func isLasting(_ text: String) -> Bool {
    let words = Words.of(text)
    return !QuoteValue.english.isPassing(words) && !QuoteValue.isOwnStory(words)
  }

  /// So many of a theme's heaviest words stand for its name where no claim holds that.
  private static let heavyWords = 5

  /// The best claim of a theme that holds one of some words; it is taken.
  ///
  /// - Parameter worth: the least factor of a sentence by how it speaks.
  private mutating func claim(of theme: Int, naming names: Set<String>, worth: Float) -> Evidence? {
    let claims = candidates.themes[theme].compactMap { candidate -> Candidate? in
      guard candidate.isOwn, candidate.future == nil, Self.isGloss(candidate.text, worth: worth),
        let generality = Self.generality(candidate.text, naming: names)
      else { return nil }
      var candidate = candidate
      candidate.score *= generality
      return candidate
    }
    return shelf.choose(1, of: claims.sorted(by: Candidate.isBefore)).first
      .map { shelf.evidence($0) }
  }

  /// How much a sentence speaks of a theme as a whole: it names the theme, best near its beginning, and
  /// tells neither of one thing beside it (figures, other names) nor of what is so today; nil if it does
  /// not name it.
  private static func generality(_ text: String, naming label: Set<String>) -> Float? {
    let words = Words.of(text).filter { $0.kind != .mark }
    guard let place = words.firstIndex(where: { label.contains($0.text) }) else { return nil }
    let naming: Float = place < 8 ? 1.3 : 1
    let value = QuoteValue.english
    let passing: Float = value.isPassing(words) || value.isTold(words) ? 0.6 : 1
    let single = words.dropFirst().count { word in
      word.kind != .word || word.capitalised && !label.contains(word.text)
    }
    return naming * passing / (1 + 0.2 * Float(single))
  }

  /// Whether a sentence says something of its theme rather than of its writer or a reader.
  private static func isGloss(_ text: String, worth: Float) -> Bool {
    let words = Words.of(text)
    return words.count <= glossWords && !QuoteValue.english.isPersonal(words)
      && !QuoteValue.english.isCaption(words) && !QuoteValue.breaksOff(words)
      && QuoteValue.english.factor(words) >= worth
  }

  /// The most words of a gloss, as those of themes are.
  private static let glossWords = 35

  /// A sentence for each side of each theme whose voices are split, or else of the whole, if that is;
  /// where nothing is, there are no sides to quote.
  ///
  /// The sentence must speak for the side by its own words, and its post must not speak for the
  /// other.
  mutating func chooseSides() -> [(candidate: Candidate, side: Quote.Side)] {
    var pools = divided.split.map { candidates.themes[survey.themes[$0].index] }
    if pools.isEmpty, survey.split.verdict == .split {
      pools = [filled.flatMap { candidates.themes[survey.themes[$0].index] }]
    }
    let scorer = SentimentScorer()
    var chosen: [(candidate: Candidate, side: Quote.Side)] = []
    for speakers in pools {
      let pool = speakers.map { candidate in
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
        // Where no sentence about the theme itself speaks for a side, one that stands beside it does.
        let ranked = speaking.sorted(by: Candidate.isBefore)
        let own = shelf.choose(1, of: ranked.filter(\.isOwn), beside: beside)
        for pick in own.isEmpty ? shelf.choose(1, of: ranked, beside: beside) : own {
          chosen.append((pick, side))
        }
      }
    }
    return chosen
  }

  /// The stance from which on a sentence speaks plainly for a side.
  private static let plain = 0.2
}
