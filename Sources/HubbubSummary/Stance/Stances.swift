internal import HubbubModel
internal import HubbubSentiment
internal import HubbubText

/// Where each post of a corpus stands, −1 (against) … +1 (for).
struct Stances: Sendable {
  /// A post's stance; nil where nothing in it takes one.
  private(set) var values: [Double?]
  /// Whether cues say so, and not the mood of a judgement alone.
  private(set) var isPlain: [Bool]
  /// The row of the post that each one speaks to.
  private(set) var targets: [Int?]
  /// What each reply says outright of the post that it speaks to; nil if nothing, or both.
  private(set) var replies: [ReplyStance?]

  /// How much a judgement's mood counts beside cues.
  static let moodWeight = 0.4

  /// What a post's cues say, and the bytes of its sentences; nil in a language without a table.
  static func reading(of post: Post) -> (reading: StanceReading, sentences: [Range<Int>])? {
    guard PhraseBooks.of(post.language) != nil else { return nil }
    let bytes = Array(post.text.utf8)
    let ranges = Sentences.ranges(in: post.text, language: post.language)
    let words = ranges.map { Words.of(Array(bytes[$0])) }
    return (StanceReader.english.read(words, isReply: post.parent != nil), ranges)
  }

  /// The post that a reply speaks to: the one that it quotes before its own words, where that is
  /// known, else its parent.
  static func target(of post: Post) -> PostID? {
    guard let parent = post.parent else { return nil }
    return post.spans.prefix { $0.kind != .own }.compactMap(\.ref).last ?? parent
  }

  /// Takes stances as they are.
  init(
    values: [Double?], isPlain: [Bool], targets: [Int?], replies: [ReplyStance?]? = nil
  ) {
    self.values = values
    self.isPlain = isPlain
    self.targets = targets
    self.replies = replies ?? Array(repeating: nil, count: values.count)
  }

  /// How often the replies among some posts stand across from what they answer.
  func tension(among members: [Int], key: String) -> ReplyTension? {
    var isInside = [Bool](repeating: false, count: targets.count)
    for row in members { isInside[row] = true }
    let replies = members.compactMap { row -> (parent: Double?, reply: Double?)? in
      guard let target = targets[row], isInside[target] else { return nil }
      return (values[target], values[row])
    }
    let found = ReplyConflict.measure(of: replies, key: key)
    guard let share = found.share, let expected = found.expected, let p = found.p else {
      return nil
    }
    return ReplyTension(edges: found.edges, share: share, expected: expected, p: p)
  }

  /// Combines what was read: cues, the answer to a post that stands somewhere (replies stand where
  /// it stands, or across from it), and mood.
  init(readings: [StanceReading?], targets: [Int?], valences: [Double?]) {
    self.targets = targets
    replies = readings.map { $0?.stance }
    values = [Double?](repeating: nil, count: readings.count)
    isPlain = [Bool](repeating: false, count: readings.count)
    var isDone = [Bool](repeating: false, count: readings.count)
    for first in readings.indices where !isDone[first] {
      // What a post answers comes first; the trees of a corpus have no circles, and a path that
      // met one would end where it began.
      var path = [first]
      isDone[first] = true
      while let last = path.last, let target = targets[last], !isDone[target] {
        isDone[target] = true
        path.append(target)
      }
      for row in path.reversed() { place(row, readings[row], valences[row]) }
    }
  }

  private mutating func place(_ row: Int, _ reading: StanceReading?, _ valence: Double?) {
    guard let reading else { return }
    var answered: Double?
    if let answer = reading.answer, let target = targets[row], let stance = values[target],
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
