internal import HubbubModel
internal import HubbubSentiment

/// Who and what the discussion talks about.
extension Article {
  /// Fewer voices than these have no mood of their own.
  private static let fewestVoices = 5
  /// The most quotations of a name.
  private static let quotesOfName = 2

  mutating func nameCards(
    _ index: NameIndex, _ readings: [NameReader.Reading], _ measures: Measures
  ) -> [ReportName] {
    var held: [Int: [Int]] = [:]
    for (place, tally) in survey.themes.enumerated() {
      for row in tally.members { held[row, default: []].append(place) }
    }
    var cards: [ReportName] = []
    for (group, reading) in zip(index.groups, readings) {
      var counts: [Int: Int] = [:]
      for row in group.rows { for place in held[row] ?? [] { counts[place, default: 0] += 1 } }
      let themes = counts.keys.sorted { a, b in
        let (x, y) = (counts[a] ?? 0, counts[b] ?? 0)
        return x != y ? x > y : a < b
      }
      let quotes = shelf.choose(Self.quotesOfName, of: reading.candidates)
      let name = group.spellings[0]
      cards.append(
        ReportName(
          name: name, spellings: Array(group.spellings.dropFirst().prefix(Self.spellings)),
          kind: group.kind, posts: group.rows.count,
          authors: Set(group.rows.compactMap { survey.rows[$0].author }).count,
          threads: Set(group.rows.map { survey.rows[$0].thread }).count,
          mood: mood(reading.voices, name, measures),
          themes: themes.map {
            ReportName.Share(theme: survey.themes[$0].theme.id, posts: counts[$0] ?? 0)
          },
          quotes: quotes.map { shelf.quote($0) }))
    }
    return cards
  }

  /// More spellings than these are typing errors.
  private static let spellings = 6

  /// The mood of those who speak of a name; without a mean where they are too few.
  private func mood(_ voices: [Measures.Voice], _ name: String, _ measures: Measures) -> Mood {
    var mood = measures.mood(voices, "name \(name)")
    let scored = Set(voices.filter { $0.valence != nil }.map(\.author)).count
    if scored < Self.fewestVoices { (mood.mean, mood.low, mood.high) = (nil, nil, nil) }
    return mood
  }

  /// Whether a mood is told in a sentence: one that has a name, not of a person.
  private func isTold(_ name: ReportName) -> Bool {
    name.kind != .person
      && [.warm, .ratherWarm, .critical, .ratherCritical].contains(name.mood.band)
  }

  /// What the names come to: the most frequent, and those spoken of most warmly and most critically.
  mutating func nameSentences(_ names: [ReportName]) -> [Sentence] {
    guard !names.isEmpty else { return [] }
    var facts = Facts()
    for (place, key) in ["first", "second", "third"].enumerated() where place < names.count {
      facts[key] = Slot(names[place].name, at: "names[\(place)].name")
      facts["\(key)_posts"] = Wording.count(
        names[place].posts, .post, at: "names[\(place)].posts")
      facts["\(key)_count"] = Wording.bare(names[place].posts, at: "names[\(place)].posts")
    }
    facts.flag(["one", "two", "three"][min(names.count, 3) - 1], true)
    facts.flag("level", names.count > 1 && names[0].posts == names[1].posts)
    var sentences = [written("names.most", facts)]
    func mean(_ place: Int) -> Double { names[place].mood.mean ?? 0 }
    // Only where the interval leaves no doubt on which side the mean stands.
    let warm = names.indices.filter { (names[$0].mood.low ?? 0) > 0 && isTold(names[$0]) }
      .max { (mean($0), -$0) < (mean($1), -$1) }
    let cold = names.indices.filter { (names[$0].mood.high ?? 0) < 0 && isTold(names[$0]) }
      .min { (mean($0), $0) < (mean($1), $1) }
    var moods = Facts()
    for (key, place) in [("warm", warm), ("cold", cold)] {
      guard let place else { continue }
      moods[key] = Slot(names[place].name, at: "names[\(place)].name")
      moods["\(key)_mean"] = Slot(
        Numbers.signed(mean(place)), at: "names[\(place)].sentiment.mean")
      moods.flag(key, true)
    }
    if warm != nil || cold != nil, let sentence = writer.write("names.mood", moods) {
      sentences.append(sentence)
    }
    return sentences
  }
}
