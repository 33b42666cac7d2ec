internal import HubbubModel

/// Who agrees with whom, and who objects.
struct Stands: Sendable {
  /// The people who take a stand on one post.
  struct Target: Sendable {
    var agreeing: Set<String> = []
    var objecting: Set<String> = []
    /// The replies that do.
    var replies: [Int] = []
  }

  /// The posts that others take a stand on, by row.
  let targets: [Int: Target]
  /// Replies by what they say, over all posts.
  let overall: ReplyStands

  /// Counts stands; what people say of posts of their own is left out.
  init(_ survey: Survey) {
    var targets: [Int: Target] = [:]
    var overall = ReplyStands()
    for (row, stance) in survey.stances.replies.enumerated() {
      guard let stance, let target = survey.stances.targets[row],
        survey.voice(target) != survey.voice(row)
      else { continue }
      targets[target, default: Target()].replies.append(row)
      switch stance {
      case .agrees:
        targets[target, default: Target()].agreeing.insert(survey.voice(row))
        overall.agreeing += 1
      case .objects:
        targets[target, default: Target()].objecting.insert(survey.voice(row))
        overall.objecting += 1
      }
    }
    self.targets = targets
    self.overall = overall
  }

  /// Posts that at least two people agree with and nobody objects to: those of most people first.
  func shared(_ survey: Survey) -> [(row: Int, people: Int)] {
    targets.filter { $0.value.objecting.isEmpty && $0.value.agreeing.count >= 2 }
      .map { (row: $0.key, people: $0.value.agreeing.count) }
      .sorted { a, b in
        if a.people != b.people { return a.people > b.people }
        let (first, second) = (survey.engagement(a.row), survey.engagement(b.row))
        return first != second ? first > second : a.row < b.row
      }
  }
}

/// What replies say outright.
extension Article {
  /// Fewer replies than this that take a stand say nothing of a discussion.
  private static let fewestStands = 10

  /// What the replies that take a stand add up to; nothing where they are few.
  mutating func replySentences(_ stands: Stands) -> [Sentence] {
    let overall = stands.overall
    guard overall.agreeing + overall.objecting >= Self.fewestStands else { return [] }
    var facts = Facts()
    facts["agreeing"] = Slot(
      Wording.number(overall.agreeing), count: overall.agreeing, at: "split.replies.agreeing")
    facts["objecting"] = Slot(
      Wording.number(overall.objecting), count: overall.objecting, at: "split.replies.objecting")
    facts.flag("none", overall.objecting == 0)
    return [writer.write("split.replies", facts)].compactMap { $0 }
  }

  /// At most three sentences whose posts others agree with outright, each with how many they are.
  mutating func sharedPoints(
    _ stands: Stands, sentences: (_ row: Int) -> [Candidate]
  ) -> [SharedPoint] {
    var points: [SharedPoint] = []
    for (row, people) in stands.shared(survey).prefix(Self.triedPoints) where points.count < 3 {
      let claims = sentences(row).filter { Self.isPoint($0.text) }
      guard let candidate = shelf.choose(1, of: claims).first else { continue }
      var facts = Facts()
      facts["people"] = Wording.count(people, .person, at: "split.shared[\(points.count)].people")
      facts.basis = [.quote(shelf.evidence(candidate))]
      points.append(
        SharedPoint(
          sentence: written("split.shared", facts), quote: shelf.quote(candidate), people: people))
    }
    return points
  }

  /// Whether a sentence is one that several people could say: no story or plan of its writer.
  static func isPoint(_ text: String) -> Bool {
    let words = Words.of(text)
    return !QuoteValue.isOwnStory(words)
      && QuoteValue.english.factor(words) >= QuoteValue.leastShared
  }

  /// Many posts hold no sentence that could stand alone; so many are looked at.
  private static let triedPoints = 24
}
