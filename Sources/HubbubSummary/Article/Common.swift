internal import HubbubCorpus
internal import HubbubModel

/// What people on both sides of a theme support.
extension Article {
  /// The most claims, and the most posts, that are printed.
  private static let mostCommon = 3
  /// Of them, of one theme.
  private static let mostOfATheme = 2
  /// Sentences that a ledger's line shows besides the one printed.
  private static let mostAlike = 4
  /// Posts without a sentence that could stand alone are passed over; so many are looked at.
  private static let triedBridges = 24

  /// Themes with two camps whose people do not agree, the most divided first.
  private var sided: [Int] {
    mostDividedFirst { $0.camps.areTwo && $0.split.verdict != .agreed }
  }

  /// Claims and posts that both sides of a theme support, each printed nowhere else.
  mutating func commonPoints(
    _ stands: Stands, _ corpus: Corpus, sentences: (_ row: Int) -> [Candidate]
  ) -> [CommonPoint] {
    var points: [CommonPoint] = []
    for place in sided { addClaims(of: place, to: &points) }
    let most = points.count + Self.mostCommon
    for place in sided {
      let tally = survey.themes[place]
      let bridges = Bridges.find(tally.members, tally.camps, stands, survey)
      if !bridges.isEmpty { commonThemes.insert(tally.theme.id) }
      var left = Self.mostOfATheme
      for bridge in bridges.prefix(Self.triedBridges) where left > 0 && points.count < most {
        let claims = sentences(bridge.row).filter { Self.isPoint($0.text) }
        guard let candidate = shelf.choose(1, of: claims).first else { continue }
        left -= 1
        points.append(
          point(
            .bridge, place, candidate, bridge.ground, at: points.count,
            beside: bridge.replies.prefix(Self.mostAlike).compactMap {
              Self.agreement(in: corpus[$0])
            }))
      }
    }
    return points
  }

  /// What people of both sides of a theme write in their own words.
  private mutating func addClaims(of place: Int, to points: inout [CommonPoint]) {
    let tally = survey.themes[place]
    let survey = survey
    let claims = SharedClaims.find(candidates.claims[tally.index], tally.camps) { survey.voice($0) }
    if !claims.isEmpty { commonThemes.insert(tally.theme.id) }
    var left = Self.mostOfATheme
    for claim in claims
    where left > 0 && points.count < Self.mostCommon && shelf.isFree(claim.candidate) {
      for candidate in [claim.candidate] + claim.alike { shelf.take(candidate) }
      left -= 1
      points.append(
        point(
          .claim, place, claim.candidate, claim.ground, at: points.count,
          beside: claim.alike.prefix(Self.mostAlike).map { shelf.evidence($0) }))
    }
  }

  /// The sentence in which a reply says that it agrees.
  private static func agreement(in post: Post) -> Evidence? {
    guard let (reading, sentences) = Stances.reading(of: post),
      let cue = reading.cues.first(where: \.kind.isAnswer)
    else { return nil }
    let range = sentences[cue.sentence]
    return Evidence(
      text: String(decoding: Array(post.text.utf8)[range], as: UTF8.self), post: post.id,
      start: range.lowerBound, end: range.upperBound)
  }

  private mutating func point(
    _ kind: CommonPoint.Kind, _ place: Int, _ candidate: Candidate, _ ground: CommonGround,
    at index: Int, beside: [Evidence]
  ) -> CommonPoint {
    let path = "split.common[\(index)]"
    var facts = Facts()
    facts["label"] = labels[place]
    facts["for"] = Slot(
      Wording.number(ground.favour.supporting), count: ground.favour.supporting,
      at: "\(path).for.supporting")
    facts["against"] = Slot(
      Wording.number(ground.against.supporting), count: ground.against.supporting,
      at: "\(path).against.supporting")
    facts.flag("opposed", ground.favour.objecting + ground.against.objecting > 0)
    facts.basis = [.quote(shelf.evidence(candidate))] + beside.map { .quote($0) }
    return CommonPoint(
      theme: survey.themes[place].theme.id, kind: kind,
      sentence: written("split.\(kind.rawValue)", facts), quote: shelf.quote(candidate),
      favour: ground.favour, against: ground.against, consensus: ground.consensus)
  }
}
