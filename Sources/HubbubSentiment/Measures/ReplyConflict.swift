/// How often replies have the opposite sign of what they answer, against chance.
public struct ReplyConflict: Hashable, Sendable {
  /// Edges whose two posts are both scored and not neutral.
  public let edges: Int
  /// The share of these whose signs are opposite; nil if there are none.
  public let share: Double?
  /// The mean share if the replies' signs had been dealt out anew.
  public let expected: Double?
  /// How many of the 1,000 deals (and the real one) had at least that share: a one-sided p.
  public let p: Double?

  /// Measures replies.
  ///
  /// - Parameters:
  ///   - replies: the valence of each reply and of the post that it answers; nil if unscored.
  ///   - key: what the deals are drawn for.
  public static func measure(
    of replies: [(parent: Double?, reply: Double?)], key: String
  ) -> ReplyConflict {
    let band = MoodMeasure.neutralBand
    var parents: [Bool] = []
    var answers: [Bool] = []
    for edge in replies {
      guard let parent = edge.parent, let reply = edge.reply, abs(parent) > band, abs(reply) > band
      else { continue }
      parents.append(parent > 0)
      answers.append(reply > 0)
    }
    guard !parents.isEmpty else {
      return ReplyConflict(edges: 0, share: nil, expected: nil, p: nil)
    }
    let observed = zip(parents, answers).filter { $0 != $1 }.count
    let random = KeyedDraws(key: "replies " + key)
    var total = 0
    var atLeast = 1
    for draw in 0..<AuthorBootstrap.draws {
      let order = random.order(of: answers.count, draw: draw)
      var opposite = 0
      for (edge, parent) in parents.enumerated() where parent != answers[order[edge]] {
        opposite += 1
      }
      total += opposite
      if opposite >= observed { atLeast += 1 }
    }
    let count = Double(parents.count)
    let draws = Double(AuthorBootstrap.draws)
    return ReplyConflict(
      edges: parents.count, share: Double(observed) / count,
      expected: Double(total) / draws / count, p: Double(atLeast) / (draws + 1))
  }
}
