public import HubbubCorpus
public import HubbubModel
public import HubbubSystem

/// Builds the sentiment series: a row for each theme, and for `all`, in each stretch of time.
public enum SeriesBuilder {
  /// The name of the series over all posts, whatever their theme.
  public static let all = "all"
  /// How many authors' worth of the theme's mean so far the shrunk mean is drawn by.
  public static let shrinkage = 5.0

  /// The rows, `all` first and then by theme in the model's order, each by time.
  ///
  /// The calendar runs from the first post's stretch to the last's without gaps; a stretch without
  /// posts has a row with no values. Posts without a time are in none: ``undatedPosts(in:)`` counts
  /// them.
  public static func build(
    corpus: Corpus, themes: ThemeModel, sentiment: [PostSentiment], bucket: SeriesBucket,
    workers: Workers
  ) -> [SeriesRow] {
    precondition(sentiment.count == corpus.count, "every post has a sentiment")
    let posts = datedPosts(corpus, sentiment, workers)
    let times = posts.compactMap { $0?.time }
    guard let first = times.min(), let last = times.max() else { return [] }
    let unit = bucket.resolved(first: first, last: last, posts: times.count)
    let bounds = unit.calendar(first: first, last: last)
    let everyone = stretches(posts.indices.map { $0 }, posts, bounds)
    let lists =
      [(all, everyone)]
      + zip(themes.themes.map(\.id.text), themes.members()).map { id, rows in
        (id, stretches(rows, posts, bounds))
      }
    return workers.map(lists.count) { index in
      rows(
        of: lists[index].0, lists[index].1, totals: everyone.map(\.count), bounds: bounds,
        last: last, isTheme: index > 0)
    }.flatMap { $0 }
  }

  /// How many posts no series holds, because the source does not say when they were written.
  public static func undatedPosts(in corpus: Corpus, workers: Workers = .one) -> Int {
    corpus.collect(reading: [], workers: workers) { _, post in
      post.time.map { CivilDate.seconds.contains($0) } ?? false
    }.count { !$0 }
  }

  // MARK: Posts

  private struct DatedPost: Sendable {
    var time: Int64
    /// The place of its voice among all, sorted by the bytes of their names.
    var voice: Int32
    /// Whether its author is known.
    var isSigned: Bool
    var score: Int?
    var valence: Double?
  }

  private static func datedPosts(
    _ corpus: Corpus, _ sentiment: [PostSentiment], _ workers: Workers
  ) -> [DatedPost?] {
    let read = corpus.collect(reading: [], workers: workers) { _, post in
      (
        time: post.time, voice: MoodMeasure.voice(of: post), isSigned: post.author != nil,
        score: post.score
      )
    }
    var ranks: [String: Int32] = [:]
    for post in read { ranks[post.voice] = 0 }
    let sorted = ranks.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for (rank, voice) in sorted.enumerated() { ranks[voice] = Int32(rank) }
    return read.enumerated().map { row, post in
      guard let time = post.time, CivilDate.seconds.contains(time) else { return nil }
      return DatedPost(
        time: time, voice: ranks[post.voice] ?? 0, isSigned: post.isSigned, score: post.score,
        valence: sentiment[row].valence)
    }
  }

  /// The posts of some rows by the stretch that they fall into.
  private static func stretches(
    _ rows: [Int], _ posts: [DatedPost?], _ bounds: [Int64]
  ) -> [[DatedPost]] {
    var stretches = [[DatedPost]](repeating: [], count: bounds.count - 1)
    for row in rows {
      guard let post = posts[row] else { continue }
      var low = 0
      var high = bounds.count - 1
      while high - low > 1 {
        let middle = (low + high) / 2
        if bounds[middle] <= post.time { low = middle } else { high = middle }
      }
      stretches[low].append(post)
    }
    return stretches
  }

  // MARK: Rows

  private static func rows(
    of theme: String, _ stretches: [[DatedPost]], totals: [Int], bounds: [Int64], last: Int64,
    isTheme: Bool
  ) -> [SeriesRow] {
    var soFar = RunningMeans()
    return stretches.indices.map { index in
      let posts = stretches[index]
      soFar.add(posts.lazy.map { (author: $0.voice, valence: $0.valence) })
      let end = bounds[index + 1]
      let isPartial = last < end - 1
      var row = SeriesRow(
        theme: theme, start: bounds[index], end: end, posts: posts.count,
        authors: Set(posts.lazy.filter(\.isSigned).map(\.voice)).count,
        share: totals[index] == 0 ? nil : Double(posts.count) / Double(totals[index]),
        mood: Mood(), split: nil, asOf: last,
        // Themes were found with all posts up to the last: before it nobody had them.
        availableAt: isTheme || isPartial ? last : end, isPartial: isPartial)
      guard !posts.isEmpty else { return row }
      let authors = AuthorMeans(ranked: posts.map { (author: $0.voice, valence: $0.valence) })
      row.mood = MoodMeasure.mood(
        of: authors, valences: posts.map(\.valence), key: "\(theme) \(bounds[index])")
      row.split = SplitMeter.agreement(of: authors)
      row.authorError = standardError(authors.means)
      row.naiveError = standardError(authors.valences.flatMap { $0 })
      row.engagementMean = engagementMean(posts)
      row.shrunk = authors.mean.map { mean in
        let own = Double(authors.means.count)
        let prior = soFar.mean ?? mean
        return (own * mean + shrinkage * prior) / (own + shrinkage)
      }
      return row
    }
  }

  /// The standard deviation over the root of n; nil for fewer than two values.
  private static func standardError(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / (n - 1) / n).squareRoot()
  }

  /// The mean over scored posts, each weighing one more than its score, and at least one.
  private static func engagementMean(_ posts: [DatedPost]) -> Double? {
    guard posts.contains(where: { $0.score != nil }) else { return nil }
    var sum = 0.0
    var weight = 0.0
    for post in posts {
      guard let valence = post.valence else { continue }
      let own = 1 + Double(max(0, post.score ?? 0))
      sum += own * valence
      weight += own
    }
    return weight > 0 ? sum / weight : nil
  }
}
