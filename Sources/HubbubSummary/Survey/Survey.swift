internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment
internal import HubbubSystem

/// What is counted before anything is written: posts, people, threads, themes, time.
struct Survey: Sendable {
  /// What is known of each post, by row, without its text.
  struct Row: Sendable {
    var author: String?
    var time: Int64?
    var thread: Int
    var score: Int
    var replies: Int
    var language: String?
    var id: PostID
  }

  /// A thread: its id and title.
  struct Thread: Sendable {
    var id: ThreadID
    var title: String?
    var posts: Int
  }

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

  let rows: [Row]
  /// Where each post stands.
  let stances: Stances
  let threads: [Thread]
  let source: Report.Source
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
    corpus: Corpus, model: ThemeModel, sentiment: [PostSentiment], series: [SeriesRow],
    options: SummaryOptions, measures: Measures, workers: Workers
  ) {
    let read = Self.read(corpus, workers)
    rows = read.rows
    threads = read.threads
    let times = rows.compactMap(\.time)
    source = Report.Source(
      threads: threads.count, posts: rows.count,
      authors: Set(rows.compactMap(\.author)).count, first: times.min(), last: times.max())

    let everything = series.filter { $0.theme == "all" }.sorted { $0.start < $1.start }
    let calendar = everything.map(\.start)
    self.calendar = calendar
    traffic = everything.map(\.posts)
    bucketLength = everything.first.map { $0.end - $0.start } ?? 0
    var trends: [String: [Int64: Int]] = [:]
    for row in series { trends[row.theme, default: [:]][row.start] = row.posts }

    let stances = measures.stances(corpus, sentiment, workers)
    self.stances = stances
    let rows = rows
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
    themes = workers.map(shown.count) { position in
      let index = shown[position]
      let theme = model.themes[index]
      let posts = members[index]
      let voices = voices(posts)
      let trend = counted[theme.id.text] ?? [:]
      return Tally(
        index: index, theme: theme, members: posts,
        authors: Set(posts.compactMap { rows[$0].author }).count,
        share: rows.isEmpty ? 0 : Double(posts.count) / Double(rows.count),
        mood: measures.mood(voices, theme.id.text),
        split: split(posts, theme.id.text),
        camps: Camps(posts, stances) { Self.voice(of: rows[$0]) },
        trend: calendar.map { trend[$0] ?? 0 })
    }
    mood = measures.mood(voices(Array(rows.indices)), "all")
    self.split = split(Array(rows.indices), "all")
    var held = [Bool](repeating: false, count: rows.count)
    for list in members { for row in list { held[row] = true } }
    residuePosts = held.reduce(0) { $1 ? $0 : $0 + 1 }
  }

  /// Whether enough authors on each side say plainly where they stand: moods alone make no camps.
  private static func isClaimed(_ members: [Int], _ rows: [Row], _ stances: Stances) -> Bool {
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
  static func voice(of row: Row) -> String { row.author ?? "\u{0}\(row.id.text)" }

  /// Whom a post counts for.
  func voice(_ row: Int) -> String { Self.voice(of: rows[row]) }

  /// What a batch of posts holds; threads that go on in the next batch are joined there.
  private struct Part: Sendable {
    var rows: [Row] = []
    var threads: [Thread] = []
    var replies: [PostID: Int] = [:]
  }

  private static func read(
    _ corpus: Corpus, _ workers: Workers
  ) -> (rows: [Row], threads: [Thread]) {
    let batches = Workers.batches(of: 4096, in: corpus.count)
    let parts = workers.map(batches.count) { number in
      var part = Part()
      corpus.forEach(in: batches[number], reading: []) { _, post in
        if part.threads.last?.id != post.thread {
          part.threads.append(Thread(id: post.thread, title: nil, posts: 0))
        }
        let last = part.threads.count - 1
        part.threads[last].posts += 1
        if part.threads[last].title == nil { part.threads[last].title = post.title }
        if let parent = post.parent { part.replies[parent, default: 0] += 1 }
        part.rows.append(
          Row(
            author: post.author, time: post.time, thread: last, score: post.score ?? 0, replies: 0,
            language: post.language, id: post.id))
      }
      return part
    }
    var rows: [Row] = []
    rows.reserveCapacity(corpus.count)
    var threads: [Thread] = []
    var replies: [PostID: Int] = [:]
    for part in parts { replies.merge(part.replies, uniquingKeysWith: +) }
    for part in parts {
      var first = threads.count
      for (place, thread) in part.threads.enumerated() {
        if place == 0, let last = threads.indices.last, threads[last].id == thread.id {
          first = last
          threads[last].posts += thread.posts
          threads[last].title = threads[last].title ?? thread.title
        } else {
          threads.append(thread)
        }
      }
      for row in part.rows {
        var row = row
        row.thread += first
        row.replies = replies[row.id] ?? 0
        rows.append(row)
      }
    }
    return (rows, threads)
  }

  /// The themes shown, the largest first; of equal size, in the order of the model.
  ///
  /// Guided themes stand among the others, but are never left out.
  private static func shown(_ themes: [Theme], _ members: [[Int]], most: Int?) -> [Int] {
    let ranked = themes.indices.sorted { a, b in
      members[a].count != members[b].count ? members[a].count > members[b].count : a < b
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
