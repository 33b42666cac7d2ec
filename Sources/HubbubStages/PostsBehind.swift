internal import HubbubCorpus
internal import HubbubModel
internal import HubbubReport
internal import HubbubSentiment
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Collects the posts behind the numbers of a report.
struct PostsBehind {
  let corpus: Corpus
  let terms: TermIndex
  let model: ThemeModel
  let sentiment: [PostSentiment]
  /// The themes' ids in the order of the report.
  let shown: [ThemeID]
  /// The rows that hold each name of the report.
  var names: [[Int]] = []
  var workers = Workers.one

  /// The bytes of a post's words that a list shows: two or three lines.
  static let excerpt = 280
  /// The most threads that a table shows.
  static let threads = 1_000
  /// Above this many themes a map would be a crowd.
  static let mapped = 60

  /// The posts and threads; of more posts than `limit` the heaviest of each theme in turn.
  func collect(limit: Int) -> ReportPosts {
    let themesOf = themes()
    let (threads, places) = threads(themesOf)
    var assigned = [Bool](repeating: false, count: corpus.count)
    for assignment in model.assignments { assigned[assignment.post] = true }
    let rows = Array(order(themesOf).prefix(limit))
    var namesOf: [Int: [Int]] = [:]
    for (name, held) in names.enumerated() {
      for row in held { namesOf[row, default: []].append(name) }
    }
    let (held, hasTheme) = (namesOf, assigned)
    let posts = workers.map(rows.count) { place in
      let row = rows[place]
      let post = corpus[row]
      let (text, isWhole) = Self.beginning(of: post.text)
      return ReportPosts.Post(
        id: post.id, thread: places[post.thread], author: post.author, time: post.time,
        side: side(row), themes: themesOf[row].map(\.theme),
        weight: hasTheme[row] ? weight(themesOf[row]) : 0, text: text,
        isWhole: isWhole, url: post.url, names: held[row] ?? [])
    }
    return ReportPosts(
      all: corpus.count, allThreads: threads.all, posts: posts, threads: threads.listed,
      likeness: likeness())
  }

  /// How much of a post its first theme makes up; all of it where that theme is not shown.
  private func weight(_ themes: [(theme: Int, weight: Double)]) -> Double {
    ((themes.first?.weight ?? 1) * 1000).rounded() / 1000
  }

  /// The themes that each post counts for, by their places in the report, heaviest first.
  private func themes() -> [[(theme: Int, weight: Double)]] {
    let places = Dictionary(
      shown.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let placeOf = model.themes.map { places[$0.id] }
    // The assignments of each post side by side, in their order.
    var starts = [Int](repeating: 0, count: corpus.count + 1)
    for assignment in model.assignments { starts[assignment.post + 1] += 1 }
    for row in 0..<corpus.count { starts[row + 1] += starts[row] }
    var byPost = [Int32](repeating: 0, count: model.assignments.count)
    var next = starts
    for (number, assignment) in model.assignments.enumerated() {
      byPost[next[assignment.post]] = Int32(number)
      next[assignment.post] += 1
    }
    var result: [[(theme: Int, weight: Double)]] = Array(repeating: [], count: corpus.count)
    for (theme, members) in model.members().enumerated() {
      guard let place = placeOf[theme] else { continue }
      for row in members {
        let weight = byPost[starts[row]..<starts[row + 1]].reduce(0) { sum, number in
          let assignment = model.assignments[Int(number)]
          return assignment.theme == theme ? sum + assignment.weight : sum
        }
        result[row].append((place, weight))
      }
    }
    for row in result.indices {
      result[row].sort { ($0.weight, -$0.theme) > ($1.weight, -$1.theme) }
    }
    return result
  }

  /// The rows, the heaviest of each theme in turn; what has no theme takes turns with them.
  private func order(_ themesOf: [[(theme: Int, weight: Double)]]) -> [Int] {
    var queues: [[Int]] = Array(repeating: [], count: shown.count + 1)
    for row in themesOf.indices {
      queues[themesOf[row].first?.theme ?? shown.count].append(row)
    }
    for theme in queues.indices.dropLast() {
      queues[theme].sort { a, b in
        let (x, y) = (themesOf[a][0].weight, themesOf[b][0].weight)
        return x != y ? x > y : a < b
      }
    }
    var rows: [Int] = []
    var turn = 0
    while rows.count < corpus.count {
      for queue in queues where turn < queue.count { rows.append(queue[turn]) }
      turn += 1
    }
    return rows
  }

  private func side(_ row: Int) -> Quote.Side? {
    guard let valence = sentiment[row].valence else { return nil }
    return valence > MoodMeasure.neutralBand
      ? .positive : valence < -MoodMeasure.neutralBand ? .negative : .neutral
  }

  /// What is being counted of a thread.
  private struct Tally: Sendable {
    var thread: ReportPosts.Thread
    var authors: Set<String> = []
    var themes: [Int: Int] = [:]

    init(_ id: ThreadID) {
      thread = ReportPosts.Thread(
        id: id, title: nil, url: nil, posts: 0, authors: 0, first: nil, last: nil, positive: 0,
        neutral: 0, negative: 0, theme: nil)
    }

    mutating func add(_ post: Post, side: Quote.Side?) {
      thread.posts += 1
      thread.title = thread.title ?? post.title
      if post.parent == nil { thread.url = post.url }
      authors.insert(MoodMeasure.voice(of: post))
      if let time = post.time {
        thread.first = min(thread.first ?? time, time)
        thread.last = max(thread.last ?? time, time)
      }
      switch side {
      case .positive?: thread.positive += 1
      case .neutral?: thread.neutral += 1
      case .negative?: thread.negative += 1
      case nil: break
      }
    }

    /// Adds what was counted of the thread's later posts.
    mutating func add(_ later: Tally) {
      thread.posts += later.thread.posts
      thread.title = thread.title ?? later.thread.title
      thread.url = later.thread.url ?? thread.url
      authors.formUnion(later.authors)
      thread.first = [thread.first, later.thread.first].compactMap { $0 }.min()
      thread.last = [thread.last, later.thread.last].compactMap { $0 }.max()
      thread.positive += later.thread.positive
      thread.neutral += later.thread.neutral
      thread.negative += later.thread.negative
      themes.merge(later.themes, uniquingKeysWith: +)
    }
  }

  /// The largest threads, and where each stands among them.
  private func threads(
    _ themesOf: [[(theme: Int, weight: Double)]]
  ) -> (threads: (all: Int, listed: [ReportPosts.Thread]), places: [ThreadID: Int]) {
    let batches = Workers.batches(of: 4096, in: corpus.count)
    let parts = workers.map(batches.count) { batch in
      var tallies: [Tally] = []
      corpus.forEach(in: batches[batch], reading: []) { row, post in
        if tallies.last?.thread.id != post.thread { tallies.append(Tally(post.thread)) }
        let last = tallies.count - 1
        tallies[last].add(post, side: side(row))
        for theme in themesOf[row] { tallies[last].themes[theme.theme, default: 0] += 1 }
      }
      return tallies
    }
    // A thread may go on in the next batch.
    var tallies: [ThreadID: Tally] = [:]
    for tally in parts.joined() {
      if tallies[tally.thread.id] == nil {
        tallies[tally.thread.id] = tally
      } else {
        tallies[tally.thread.id]?.add(tally)
      }
    }
    let sorted = tallies.values.map { tally in
      var thread = tally.thread
      thread.authors = tally.authors.count
      thread.theme = tally.themes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
      return thread
    }.sorted { $0.posts != $1.posts ? $0.posts > $1.posts : $0.id < $1.id }
    let listed = Array(sorted.prefix(Self.threads))
    let places = Dictionary(
      listed.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ((sorted.count, listed), places)
  }

  /// The beginning of a text on one line, cut after a whole word.
  static func beginning(of text: String) -> (text: String, isWhole: Bool) {
    var result = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if result.utf8.count + word.utf8.count + 1 > excerpt {
        if result.isEmpty { result = String(word.prefix(excerpt / 4)) }
        return (result, false)
      }
      result += (result.isEmpty ? "" : " ") + word
    }
    return (result, true)
  }

  /// The cosine of the themes' mean rows, to three decimals; empty where a map would be a crowd.
  private func likeness() -> [[Double]] {
    guard !shown.isEmpty, shown.count <= Self.mapped else { return [] }
    let places = Dictionary(
      shown.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let width = terms.tfidf.columns
    var means = [[Double]](
      repeating: [Double](repeating: 0, count: width), count: shown.count)
    let values = terms.tfidf.values
    for assignment in model.assignments {
      guard let place = places[model.themes[assignment.theme].id] else { continue }
      let range =
        terms.tfidf.offsets[assignment.passage]..<terms.tfidf.offsets[assignment.passage + 1]
      for at in range {
        means[place][Int(terms.tfidf.indices[at])] += Double(values[at]) * assignment.weight
      }
    }
    let lengths = means.map { row in row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    return means.indices.map { i in
      means.indices.map { j in
        guard lengths[i] > 0, lengths[j] > 0 else { return i == j ? 1 : 0 }
        var dot = 0.0
        for (a, b) in zip(means[i], means[j]) { dot += a * b }
        return (dot / (lengths[i] * lengths[j]) * 1000).rounded() / 1000
      }
    }
  }
}
