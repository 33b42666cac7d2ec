internal import HubbubModel
internal import HubbubSentiment

/// The headline and the opening paragraph.
extension Article {
  /// Places of the themes that are split, and that lean, most divided first.
  var divided: (split: [Int], leaning: [Int]) {
    func places(_ verdict: SplitMeasure.Verdict) -> [Int] {
      mostDividedFirst { $0.split.verdict == verdict }
    }
    return (places(.split), places(.leaning))
  }

  /// Places of themes, those of least agreement first.
  func mostDividedFirst(where isWanted: (Survey.Tally) -> Bool) -> [Int] {
    survey.themes.indices.filter { isWanted(survey.themes[$0]) }.sorted { a, b in
      let (x, y) = (survey.themes[a].split.agreement, survey.themes[b].split.agreement)
      return (x ?? 1, a) < (y ?? 1, b)
    }
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

  /// Themes that a headline can name.
  ///
  /// What one person alone writes about, however much, is no subject of a discussion where the
  /// sources name people; nor is what gathers several subjects, and a name that hardly any of its
  /// posts hold tells none. Where no theme is left, all count that several people take part in.
  var prominent: [Int] {
    let voiced = filled.filter { survey.themes[$0].authors >= Self.fewestVoices }
    let shared = survey.source.authors == 0 || voiced.isEmpty ? filled : voiced
    let clear = shared.filter { survey.themes[$0].theme.isClear }
    return clear.isEmpty ? shared : clear
  }

  private static let fewestVoices = 3

  mutating func title() -> Sentence {
    var facts = general()
    let split = divided.split.first
    let hasTitle = facts["thread"] != nil
    var named = prominent.filter { $0 != split }.prefix(3).map { labels.brief($0) }
    let room = hasTitle ? Self.headlineLetters / 2 : Self.headlineLetters
    while named.count > 1, named.reduce(0, { $0 + $1.text.count }) > room { named.removeLast() }
    facts["labels"] = Wording.list(named)
    facts["split"] = split.map { labels[$0] }
    facts.flag("labels", !named.isEmpty)
    facts.flag("split_theme", split != nil)
    facts.flag("split", split != nil || survey.split.verdict == .split)
    addContrast(to: &facts)
    if survey.source.posts == 0 { facts.basis.append(.report("source.posts", "no")) }
    if split == nil, survey.split.verdict == .split {
      facts.basis.append(.report("split.overall.verdict", "split"))
    } else if let split {
      facts.basis.append(.report("themes[\(split)].split.verdict", "split"))
    }
    return written("title", facts)
  }

  /// The warmest and the coldest theme, where each is surely so.
  private func addContrast(to facts: inout Facts) {
    guard let warm = warmest, let cold = coldest else { return }
    for (key, place) in [("warm", warm), ("cold", cold)] {
      facts[key] = labels.brief(place)
      let mood = survey.themes[place].mood
      for (side, n) in [("positive", mood.positive), ("negative", mood.negative)] {
        facts[key]?.basis.append(
          .report("themes[\(place)].sentiment.\(side)", Wording.number(n)))
      }
    }
    facts.flags.insert("contrast")
  }

  /// The place of the theme of the warmest words, if they surely are: the whole interval is warm, and
  /// so are most of its posts.
  var warmest: Int? {
    prominent.filter { place in
      let mood = survey.themes[place].mood
      return survey.themes[place].members.count >= Self.few
        && (mood.low ?? 0) > MoodMeasure.neutralBand
        && mood.positive >= 2 * mood.negative
    }.max { (survey.themes[$0].mood.mean ?? 0, -$0) < (survey.themes[$1].mood.mean ?? 0, -$1) }
  }

  /// The place of the theme of the hardest words, if they surely are.
  var coldest: Int? {
    prominent.filter { place in
      let mood = survey.themes[place].mood
      return survey.themes[place].members.count >= Self.few
        && (mood.high ?? 0) < -MoodMeasure.neutralBand
        && 2 * mood.negative >= 3 * mood.positive
    }.min { (survey.themes[$0].mood.mean ?? 0, $0) < (survey.themes[$1].mood.mean ?? 0, $1) }
  }

  /// Letters of theme names that a headline has room for.
  private static let headlineLetters = 70

  /// - Parameter names: who and what is talked about, and in how many posts.
  mutating func lede(_ names: NameIndex) -> [Sentence] {
    var size = general()
    size["themes"] = labels.listed(prominent.prefix(3))
    size.flag("named", size["themes"] != nil)
    var sentences = [written("lede.size", size)]
    guard survey.source.posts > 0 else { return sentences }
    guard !filled.isEmpty else {
      var none = general()
      none.flags.insert("none")
      return sentences + [written("lede.themes", none)]
    }
    var mood = general()
    // Of a handful of posts "one of one reads warm" says nothing of a tone.
    if survey.source.posts >= Self.few { addMood(survey.mood, at: "", to: &mood) }
    let band = MoodMeasure.neutralBand
    for (name, test) in [("positive", "valence>\(band)"), ("negative", "valence<-\(band)")] {
      for key in [name, "n_\(name)"] {
        guard let slot = mood[key] else { continue }
        mood[key]?.basis = [
          .figure(artifact: "sentiment/posts.csv", path: "count(\(test))", value: slot.text)
        ]
      }
    }
    for (rule, facts) in [
      ("lede.names", ledeNames(names)), ("lede.split", ledeSplit()), ("lede.mood", mood),
    ] {
      if let sentence = writer.write(rule, facts) { sentences.append(sentence) }
    }
    return sentences
  }

  private func ledeNames(_ names: NameIndex) -> Facts {
    var facts = Facts()
    let often = names.groups.prefix(3).prefix { $0.rows.count >= Self.few }
    for (place, key) in ["first", "second", "third"].enumerated() where place < often.count {
      facts[key] = Slot(often[place].spellings[0], at: "names[\(place)].name")
    }
    if often.count > 1 { facts.flags.insert(often.count == 2 ? "two" : "three") }
    return facts
  }

  private func ledeSplit() -> Facts {
    var facts = Facts()
    let (split, leaning) = divided
    facts["split"] = labels.listed(split.prefix(3))
    let leans = leaning.prefix(2)
    let balances = leans.map { survey.themes[$0].split.favour - survey.themes[$0].split.against }
    for (key, sign) in [("favoured", 1), ("opposed", -1)] {
      let places = zip(leans, balances).filter { $1.signum() == sign }.map(\.0)
      facts[key] = labels.listed(places)
      facts.flag(key, !places.isEmpty)
    }
    facts.flag("split_any", !split.isEmpty)
    facts.flag("split_whole", split.isEmpty && survey.split.verdict == .split)
    facts.flag("authored", survey.source.authors > 0)
    addSides(survey.split, at: "split.overall", to: &facts)
    facts.basis = (split.prefix(3) + leans).map {
      .report("themes[\($0)].split.verdict", survey.themes[$0].split.verdict.rawValue)
    }
    for place in leans {
      let split = survey.themes[place].split
      facts.basis += [
        .report("themes[\(place)].split.for", Wording.number(split.favour)),
        .report("themes[\(place)].split.against", Wording.number(split.against)),
      ]
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
