internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment
internal import HubbubSystem

/// What is counted before anything is written: posts, people, threads, themes, time.
struct Survey: Sendable {
  /// A theme, counted.
  struct Tally: Sendable {
    /// Its index in the model.
    var index: Int
    var theme: Theme
    /// The rows of its posts.
    var members: [Int]
    var authors: Int
    var share: Double
    var mood: Mood
    var split: SplitMeasure
    /// Who plainly stands where.
    var camps: Camps
    /// Posts for each bucket of the calendar.
    var trend: [Int]
  }

  private let census: PostCensus
  /// Where each post stands.
  let stances: Stances
  let calendar: [Int64]
  /// Seconds of a bucket of the calendar; 0 without one.
  let bucketLength: Int64
  /// Posts of the whole discussion for each bucket of the calendar.
  let traffic: [Int]
  /// The themes that are shown, in order.
  let themes: [Tally]
  let mood: Mood
  let split: SplitMeasure
  let residuePosts: Int

  init(
    _ census: PostCensus, stances: Stances, model: ThemeModel, sentiment: [PostSentiment],
    series: [SeriesRow], options: SummaryOptions, measures: Measures, workers: Workers
  ) {
    self.census = census
    self.stances = stances
    let rows = census.rows

    let everything = series.filter { $0.theme == "all" }.sorted { $0.start < $1.start }
    let calendar = everything.map(\.start)
    self.calendar = calendar
    traffic = everything.map(\.posts)
    bucketLength = everything.first.map { $0.end - $0.start } ?? 0
    var trends: [String: [Int64: Int]] = [:]
    for row in series { trends[row.theme, default: [:]][row.start] = row.posts }

    @Sendable func voices(_ members: [Int]) -> [Measures.Voice] {
      members.map { row in
        (Self.voice(of: rows[row]), sentiment[row].valence)
      }
    }
    @Sendable func split(_ members: [Int], _ key: String) -> SplitMeasure {
      let positions = members.map { row in
        Measures.Voice(Self.voice(of: rows[row]), stances.values[row])
      }
      var split = measures.split(positions, key)
      if split.verdict == .split, !Self.isClaimed(members, rows, stances) {
        split.verdict = .tooFew
      }
      split.tension = stances.tension(among: members, key: key)
      return split
    }
    let counted = trends
    let members = model.members()
    let shown = Self.shown(model.themes, members, most: options.themes)
    // All posts together are the longest work: they come first.
    let tallies = workers.map(shown.count + 1) { place -> Measured in
      let key = place == 0 ? "all" : model.themes[shown[place - 1]].id.text
      let posts = place == 0 ? Array(rows.indices) : members[shown[place - 1]]
      let measured = (mood: measures.mood(voices(posts), key), split: split(posts, key))
      guard place > 0 else { return Measured(mood: measured.mood, split: measured.split) }
      let trend = counted[key] ?? [:]
      return Measured(
        mood: measured.mood, split: measured.split,
        tally: Tally(
          index: shown[place - 1], theme: model.themes[shown[place - 1]], members: posts,
          authors: Set(posts.compactMap { rows[$0].author }).count,
          share: rows.isEmpty ? 0 : Double(posts.count) / Double(rows.count),
          mood: measured.mood, split: measured.split,
          camps: Camps(posts, stances) { Self.voice(of: rows[$0]) },
          trend: calendar.map { trend[$0] ?? 0 }))
    }
    themes = tallies.compactMap(\.tally)
    mood = tallies[0].mood
    self.split = tallies[0].split
    var held = [Bool](repeating: false, count: rows.count)
    for list in members { for row in list { held[row] = true } }
    residuePosts = held.reduce(0) { $1 ? $0 : $0 + 1 }
  }

  /// What was measured of some posts, and what else is counted of those of a theme.
  private struct Measured: Sendable {
    var mood: Mood
    var split: SplitMeasure
    var tally: Tally?
  }

  /// What is known of each post, without its text.
  var rows: [PostCensus.Row] { census.rows }
  /// The threads, in the order of the corpus.
  var threads: [PostCensus.Thread] { census.threads }
  /// How many posts, people and threads there are, and from when to when.
  var source: Report.Source { census.source }
  /// The row of each post.
  var rowTable: PostRows { census.rowTable }

  /// Whether enough authors on each side say plainly where they stand: moods alone make no camps.
  private static func isClaimed(
    _ members: [Int], _ rows: [PostCensus.Row], _ stances: Stances
  ) -> Bool {
    var sides: [Bool: Set<String>] = [:]
    for row in members where stances.isPlain[row] {
      guard let stance = stances.values[row], abs(stance) > MoodMeasure.neutralBand else {
        continue
      }
      sides[stance > 0, default: []].insert(voice(of: rows[row]))
    }
    return [true, false].allSatisfy { sides[$0, default: []].count >= SplitMeter.fewestOnASide }
  }

  /// Posts without a known author count as voices of their own.
  static func voice(of row: PostCensus.Row) -> String { row.author ?? "\u{0}\(row.id.text)" }

  /// Whom a post counts for.
  func voice(_ row: Int) -> String { Self.voice(of: rows[row]) }

  /// The themes shown, the largest first; of equal size, in the order of the model.
  ///
  /// What gathers several subjects comes after those that are one: nobody opens an article with what
  /// is left over. Guided themes stand among the others, but are never left out.
  private static func shown(_ themes: [Theme], _ members: [[Int]], most: Int?) -> [Int] {
    let ranked = themes.indices.sorted { a, b in
      if themes[a].isMixed != themes[b].isMixed { return themes[b].isMixed }
      return members[a].count != members[b].count ? members[a].count > members[b].count : a < b
    }
    guard let most else { return ranked.filter { themes[$0].guided || !members[$0].isEmpty } }
    var room = most
    return ranked.filter { index in
      if themes[index].guided { return true }
      guard room > 0, !members[index].isEmpty else { return false }
      room -= 1
      return true
    }
  }

  /// How much a post moved others: votes and replies, on a scale that grows ever more slowly.
  func engagement(_ row: Int) -> Double {
    let post = rows[row]
    return 1 + 0.1 * Survey.log2(1 + Double(max(0, post.score)))
      + 0.1 * Survey.log2(1 + Double(post.replies))
  }

  /// The logarithm's whole part and a straight line between powers of two: equal bits everywhere,
  /// which the C library's `log` does not promise.
  static func log2(_ x: Double) -> Double {
    guard x > 1 else { return 0 }
    return Double(x.exponent) + (x.significand - 1)
  }
}
