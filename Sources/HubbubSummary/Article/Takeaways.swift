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

  /// - Parameter claims: what others confirm, best first; where there is nothing, nobody is quoted.
  mutating func takeaways(claims: [Confirmed]) -> [Takeaway] {
    guard survey.source.posts > 0 else { return [] }
    guard let largest = filled.first else {
      return [takeaway("none", written("takeaway.none", general()))]
    }
    var list: [Takeaway] = []
    for claim in claims { list.append(takeaway(claim, at: list.count)) }
    if list.isEmpty { list.append(takeaway("size", written("takeaway.size", theme(largest)))) }
    list += contrast()
    return Array(list.prefix(3))
  }

  /// A split where there is one, else the theme whose mood stands out; then the busiest time.
  private mutating func contrast() -> [Takeaway] {
    let plain = filled.filter { survey.themes[$0].members.count >= Self.few }
    let busiest = plain.filter { theme($0)["peak"] != nil }.max {
      ((survey.themes[$0].trend.max() ?? 0), -$0) < ((survey.themes[$1].trend.max() ?? 0), -$1)
    }
    let trend = busiest.flatMap { writer.write("takeaway.trend", theme($0)) }
      .map { takeaway("trend", $0) }
    return [standing(plain), trend].compactMap { $0 }
  }

  private mutating func standing(_ plain: [Int]) -> Takeaway? {
    if let split = divided.split.first {
      var facts = theme(split)
      facts["split"] = labels[split]
      facts.flag("one", true)
      return takeaway("split", written("takeaway.split", facts))
    }
    func mean(_ place: Int) -> Double { survey.themes[place].mood.mean ?? 0 }
    func stands(_ place: Int) -> Bool {
      let mood = survey.themes[place].mood
      return mood.band != .open && mood.band != .none && mood.band != .balanced
    }
    let warmest = plain.filter(stands).max { (mean($0), -$0) < (mean($1), -$1) }
    let coldest = plain.filter(stands).min { (mean($0), $0) < (mean($1), $1) }
    if let coldest, mean(coldest) <= -0.1 {
      return takeaway("cold", written("takeaway.cold", theme(coldest)))
    }
    if plain.count > 1, let warmest, mean(warmest) >= 0.1 {
      return takeaway("warm", written("takeaway.warm", theme(warmest)))
    }
    return nil
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
