internal import HubbubModel

/// Posts that people of both sides of a theme stand behind: they wrote it, or agree with it outright.
struct Bridges {
  /// A post, who stands behind it, and the replies that say so.
  struct Bridge {
    var row: Int
    var ground: CommonGround
    var replies: [Int]
  }

  /// The bridging posts among a theme's, those of most consensus first.
  ///
  /// Where somebody stands is what they wrote elsewhere: a reply that agrees stands with the post that
  /// it answers, and would be on its side by that alone. Who wrote the post stands where it stands.
  static func find(
    _ members: [Int], _ camps: Camps, _ stands: Stands, _ survey: Survey
  ) -> [Bridge] {
    let inside = Set(members)
    var bridges: [Bridge] = []
    for (row, target) in stands.targets where inside.contains(row) && !target.agreeing.isEmpty {
      let replies = Set(target.replies)
      let author = camps.side(of: survey.voice(row), besides: replies)
      let ground = CommonGround(
        supporting: target.agreeing.subtracting(target.objecting)
          .compactMap { camps.side(of: $0, besides: replies) } + [author].compactMap { $0 },
        objecting: target.objecting.compactMap { camps.side(of: $0, besides: replies) })
      guard ground.isShared else { continue }
      bridges.append(
        Bridge(
          row: row, ground: ground,
          replies: target.replies.filter {
            survey.stances.replies[$0] == .agrees
              && camps.side(of: survey.voice($0), besides: replies) != nil
          }))
    }
    return bridges.sorted { a, b in
      if CommonGround.isBefore(a.ground, b.ground) { return true }
      if CommonGround.isBefore(b.ground, a.ground) { return false }
      let (first, second) = (survey.engagement(a.row), survey.engagement(b.row))
      return first != second ? first > second : a.row < b.row
    }
  }
}
