internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment
internal import HubbubSystem
internal import HubbubText

/// Where each post of a corpus stands, −1 (against) … +1 (for).
struct Stances: Sendable {
  /// A post's stance; nil where nothing in it takes one.
  private(set) var values: [Double?]
  /// Whether cues say so, and not the mood of a judgement alone.
  private(set) var isPlain: [Bool]
  /// The row of the post that each one answers.
  private(set) var parents: [Int?]

  /// How much a judgement's mood counts beside cues.
  private static let moodWeight = 0.4

  /// Reads every post, then lets replies stand where what they answer stands, or across from it.
  static func read(
    _ corpus: Corpus, _ sentiment: [PostSentiment], workers: Workers
  ) -> Stances {
    let reader = StanceReader.english
    let batches = Workers.batches(of: 256, in: corpus.count)
    let parts = workers.map(batches.count) { batch in
      var found: [(reading: StanceReading?, parent: PostID?, id: PostID)] = []
      corpus.forEach(in: batches[batch]) { _, post in
        guard PhraseBooks.of(post.language) != nil else {
          found.append((nil, post.parent, post.id))
          return
        }
        let bytes = Array(post.text.utf8)
        let sentences = Sentences.ranges(in: post.text, language: post.language).map {
          Words.of(Array(bytes[$0]))
        }
        found.append(
          (reader.read(sentences, isReply: post.parent != nil), post.parent, post.id))
      }
      return found
    }
    let posts = parts.flatMap { $0 }
    var rows: [PostID: Int] = [:]
    rows.reserveCapacity(posts.count)
    for (row, post) in posts.enumerated() { rows[post.id] = row }
    return Stances(
      readings: posts.map(\.reading), parents: posts.map { $0.parent.flatMap { rows[$0] } },
      valences: sentiment.map(\.valence))
  }

  /// Takes stances as they are.
  init(values: [Double?], isPlain: [Bool], parents: [Int?]) {
    self.values = values
    self.isPlain = isPlain
    self.parents = parents
  }

  /// How often the replies among some posts stand across from what they answer.
  func tension(among members: [Int], key: String) -> ReplyTension? {
    let inside = Set(members)
    let replies = members.compactMap { row -> (parent: Double?, reply: Double?)? in
      guard let parent = parents[row], inside.contains(parent) else { return nil }
      return (values[parent], values[row])
    }
    let found = ReplyConflict.measure(of: replies, key: key)
    guard let share = found.share, let expected = found.expected, let p = found.p else {
      return nil
    }
    return ReplyTension(edges: found.edges, share: share, expected: expected, p: p)
  }

  /// Combines what was read: cues, the answer to a post that stands somewhere, and mood.
  init(readings: [StanceReading?], parents: [Int?], valences: [Double?]) {
    self.parents = parents
    values = [Double?](repeating: nil, count: readings.count)
    isPlain = [Bool](repeating: false, count: readings.count)
    var isDone = [Bool](repeating: false, count: readings.count)
    for first in readings.indices where !isDone[first] {
      // What a post answers comes first; the trees of a corpus have no circles, and a path that
      // met one would end where it began.
      var path = [first]
      isDone[first] = true
      while let last = path.last, let parent = parents[last], !isDone[parent] {
        isDone[parent] = true
        path.append(parent)
      }
      for row in path.reversed() { place(row, readings[row], valences[row]) }
    }
  }

  private mutating func place(_ row: Int, _ reading: StanceReading?, _ valence: Double?) {
    guard let reading else { return }
    var answered: Double?
    if let answer = reading.answer, let parent = parents[row], let stance = values[parent],
      abs(stance) > MoodMeasure.neutralBand
    {
      answered = stance > 0 ? answer : -answer
    }
    guard reading.towards != nil || answered != nil || reading.judges else { return }
    let cues = (reading.towards ?? 0) + (answered ?? 0)
    let stance = cues + Self.moodWeight * (valence ?? 0)
    values[row] = min(1, max(-1, (stance * 1e6).rounded() / 1e6))
    isPlain[row] = abs(cues) > MoodMeasure.neutralBand
  }
}
