internal import HubbubModel
internal import HubbubSentiment

/// The headline and the opening paragraph.
extension Article {
  /// Places of the themes that are split, and that lean, most divided first.
  var divided: (split: [Int], leaning: [Int]) {
    func places(_ verdict: SplitMeasure.Verdict) -> [Int] {
      survey.themes.indices.filter { survey.themes[$0].split.verdict == verdict }
        .sorted { a, b in
          let (x, y) = (survey.themes[a].split.agreement, survey.themes[b].split.agreement)
          return (x ?? 1, a) < (y ?? 1, b)
        }
    }
    return (places(.split), places(.leaning))
  }

  /// The place of the theme whose voices come closest to one opinion, if any may be called agreed.
  var closest: Int? {
    survey.themes.indices.filter { survey.themes[$0].split.agrees }
      .min { a, b in
        let (x, y) = (survey.themes[a].split.agreement, survey.themes[b].split.agreement)
        return (-(x ?? -1), a) < (-(y ?? -1), b)
      }
  }

  /// Themes that hold posts, in order.
  var filled: [Int] { survey.themes.indices.filter { !survey.themes[$0].members.isEmpty } }

  mutating func title() -> Sentence {
    var facts = general()
    let split = divided.split.first
    var named = filled.filter { $0 != split }.prefix(3).map { labels[$0] }
    while named.count > 1, named.reduce(0, { $0 + $1.text.count }) > Self.headlineLetters {
      named.removeLast()
    }
    facts["labels"] = Wording.headline(named)
    facts["split"] = split.map { labels[$0] }
    let order = filled.prefix(2).map { labels[$0] }
    facts["first"] = order.first
    facts["second"] = order.dropFirst().first
    facts.flag("split_first", split != nil && split == filled.first)
    facts.flag("labels", !named.isEmpty)
    facts.flag("many", order.count > 1)
    facts.flag("split_theme", split != nil)
    facts.flag("split", split != nil || survey.split.verdict == .split)
    if survey.source.posts == 0 { facts.basis.append(.report("source.posts", "no")) }
    if split == nil, survey.split.verdict == .split {
      facts.basis.append(.report("split.overall.verdict", "split"))
    } else if let split {
      facts.basis.append(.report("themes[\(split)].split.verdict", "split"))
    }
    return written("title", facts)
  }

  /// Letters of theme names that a headline has room for.
  private static let headlineLetters = 70

  mutating func lede() -> [Sentence] {
    var sentences = [written("lede.size", general())]
    guard survey.source.posts > 0 else { return sentences }
    sentences.append(written("lede.themes", ledeThemes()))
    guard !filled.isEmpty else { return sentences }
    sentences += writer.write("lede.split", ledeSplit()).map { [$0] } ?? []
    var mood = general()
    addMood(survey.mood, at: "", to: &mood)
    let band = MoodMeasure.neutralBand
    for (name, test) in [("positive", "valence>\(band)"), ("negative", "valence<-\(band)")] {
      for key in [name, "n_\(name)"] {
        guard let slot = mood[key] else { continue }
        mood[key]?.basis = [
          .figure(artifact: "sentiment/posts.csv", path: "count(\(test))", value: slot.text)
        ]
      }
    }
    sentences += writer.write("lede.mood", mood).map { [$0] } ?? []
    return sentences
  }

  private func ledeThemes() -> Facts {
    var facts = general()
    let names = filled.prefix(3).map { labels[$0] }
    for (key, name) in zip(["first", "second", "third"], names) { facts[key] = name }
    if let first = filled.first {
      facts["share"] = Wording.percent(survey.themes[first].share, at: "themes[\(first)].share")
    }
    facts.flag(["none", "one", "two", "three"][names.count], true)
    return facts
  }

  private func ledeSplit() -> Facts {
    var facts = Facts()
    let (split, leaning) = divided
    facts["split"] = Wording.list(split.prefix(3).map { labels[$0] })
    facts["leaning"] = Wording.list(leaning.prefix(2).map { labels[$0] })
    facts["agreed"] = closest.map { labels[$0] }
    facts.flag("split_one", split.count == 1)
    facts.flag("split_many", split.count > 1)
    facts.flag("leaning", !leaning.isEmpty)
    facts.flag("agreed_one", closest != nil)
    facts.flag("toofew", !survey.themes.contains { $0.split.verdict != .tooFew })
    facts.basis = (split.prefix(3) + leaning.prefix(2) + (closest.map { [$0] } ?? [])).map {
      .report("themes[\($0)].split.verdict", survey.themes[$0].split.verdict.rawValue)
    }
    if facts.basis.isEmpty {
      facts.basis = [.report("split.overall.verdict", survey.split.verdict.rawValue)]
    }
    return facts
  }

  /// A sentence that a report cannot be without.
  mutating func written(_ rule: String, _ facts: Facts) -> Sentence {
    guard let sentence = writer.write(rule, facts) else {
      preconditionFailure("no template of \(rule) fits \(facts.flags.sorted())")
    }
    return sentence
  }
}

extension SplitMeasure {
  /// Whether the voices are close enough to one opinion to be named for it: a verdict of `agreed`
  /// may also stand for voices on one side and in the middle.
  var agrees: Bool {
    verdict == .agreed && agreement.map { $0 >= SplitMeter.agreedCut } ?? false
  }
}
