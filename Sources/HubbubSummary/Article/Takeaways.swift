internal import HubbubModel

/// What to take away: at most three lines, each of another kind.
extension Article {
  private static let icons: [String: String] = {
    var icons: [String: String] = [:]
    for line in PhraseBooks.text(PackageResources.icons_tsv).split(separator: "\n")
    where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t")
      if fields.count == 2 { icons[String(fields[0])] = String(fields[1]) }
    }
    return icons
  }()

  /// - Parameters:
  ///   - claims: what others confirm, best first; where there is nothing, nobody is quoted.
  ///   - outlook: statements about the future, best first.
  ///   - names: who and what is talked about.
  mutating func takeaways(
    claims: [Confirmed], outlook: [Candidate], names: NameIndex
  ) -> [Takeaway] {
    guard survey.source.posts > 0 else { return [] }
    guard let largest = prominent.first else {
      return [takeaway("none", written("takeaway.none", general()))]
    }
    var list = claims.prefix(1).map { takeaway($0, at: 0) }
    list += [standing(), odds(outlook)].compactMap { $0 }
    for claim in claims.dropFirst() where list.count < 3 {
      list.append(takeaway(claim, at: list.count))
    }
    for next in [trend(), name(names), takeaway("size", written("takeaway.size", theme(largest)))] {
      if list.count < 3, let next { list.append(next) }
    }
    return Array(list.prefix(3))
  }

  /// A split where there is one, else a theme whose mood surely stands out.
  private mutating func standing() -> Takeaway? {
    if let split = divided.split.first {
      var facts = theme(split)
      facts["split"] = labels[split]
      facts.flag("one", true)
      return takeaway("split", written("takeaway.split", facts))
    }
    if let coldest { return takeaway("cold", written("takeaway.cold", theme(coldest))) }
    guard prominent.count > 1, let warmest else { return nil }
    return takeaway("warm", written("takeaway.warm", theme(warmest)))
  }

  /// The first forecast that somebody puts a number on.
  private mutating func odds(_ outlook: [Candidate]) -> Takeaway? {
    for (index, candidate) in outlook.enumerated() {
      guard let odds = candidate.future?.odds, odds.form != .word, let place = place(of: candidate)
      else { continue }
      var facts = theme(place)
      facts["odds"] = Wording.percent(odds.probability, at: "outlook[\(index)].probability")
      return takeaway("outlook", written("takeaway.outlook", facts))
    }
    return nil
  }

  private mutating func trend() -> Takeaway? {
    let trends = prominent.map { place in
      (place, Trend(survey.themes[place].trend, beside: survey.traffic))
    }.filter { $0.1.shape != nil }
    let plainest = trends.max { ($0.1.surprise, -$0.0) < ($1.1.surprise, -$1.0) }
    return plainest.flatMap { writer.write("takeaway.trend", theme($0.0)) }
      .map { takeaway("trend", $0) }
  }

  private mutating func name(_ names: NameIndex) -> Takeaway? {
    guard let first = names.groups.first, first.rows.count >= 2 * Self.few,
      names.groups.count < 2 || names.groups[1].rows.count < first.rows.count
    else { return nil }
    var facts = Facts()
    facts["name"] = Slot(first.spellings[0], at: "names[0].name")
    facts["posts"] = Wording.count(first.rows.count, .post, at: "names[0].posts")
    let authors = Set(first.rows.compactMap { survey.rows[$0].author }).count
    guard authors > 0 else { return nil }
    facts["authors"] = Wording.count(authors, .person, at: "names[0].authors")
    return takeaway("name", written("takeaway.name", facts))
  }

  private mutating func takeaway(_ claim: Confirmed, at place: Int) -> Takeaway {
    var facts = Facts()
    facts["quote"] = Self.quoted(shelf.evidence(claim.candidate))
    let path = "takeaways[\(place)]"
    var line = Takeaway(
      icon: Self.icons["quote"] ?? "", sentence: Sentence("", rule: "", basis: []))
    switch claim.support {
    case .people(let people):
      facts["people"] = Wording.count(people, .person, at: "\(path).people")
      facts.flag("people", true)
      line.people = people
    case .asker:
      facts.flag("asker", true)
      line.people = 1
    case .score(let score):
      facts["score"] = Wording.bare(score, at: "\(path).score")
      facts.flag("score", true)
      line.score = score
    }
    line.sentence = written("takeaway.claim", facts)
    return line
  }

  private func takeaway(_ kind: String, _ sentence: Sentence) -> Takeaway {
    Takeaway(icon: Self.icons[kind] ?? "", sentence: sentence)
  }
}
