internal import HubbubModel

/// Where the community is split.
extension Article {
  /// - Parameter sides: the sentences chosen for the two sides, with the side that each speaks for.
  mutating func splitSection(
    _ sides: [(candidate: Candidate, side: Quote.Side)], _ stands: Stands, shared: [SharedPoint],
    common: [CommonPoint]
  ) -> SplitSection {
    let (split, leaning) = divided
    var sentences: [Sentence] = []
    for (order, place) in split.enumerated() {
      var facts = theme(place)
      facts.flag("first", order == 0)
      facts.basis = [.report("themes[\(place)].split.verdict", "split")]
      sentences.append(written("split.theme", facts))
    }
    for place in leaning.prefix(split.isEmpty ? 2 : 1) {
      var facts = theme(place)
      facts.basis = [.report("themes[\(place)].split.verdict", "leaning")]
      sentences.append(written("split.theme", facts))
    }
    if sentences.isEmpty {
      var facts = Facts()
      if let agreement = survey.split.agreement {
        facts["agreement"] = Slot(Numbers.signed(agreement), at: "split.overall.agreement")
      }
      addSides(survey.split, at: "split.overall", to: &facts)
      facts.flag("agreed", survey.split.agrees)
      facts.flag("split", survey.split.verdict == .split)
      facts.flag("toofew", survey.split.verdict == .tooFew)
      facts.basis = [.report("split.overall.verdict", survey.split.verdict.rawValue)]
      sentences.append(written("split.none", facts))
    }
    if let closest, filled.count > 1,
      let sentence = writer.write("split.agreed", theme(closest))
    {
      sentences.append(sentence)
    }
    if let first = split.first,
      !commonThemes.contains(survey.themes[first].theme.id)
    {
      var facts = Facts()
      facts["label"] = labels[first]
      facts.basis = [.report("count(split.common)", Wording.number(common.count))]
      sentences.append(written("split.apart", facts))
    }
    sentences += replySentences(stands)
    return SplitSection(
      overall: survey.split, themes: (split + leaning).map { survey.themes[$0].theme.id },
      sentences: sentences, quotes: sides.map { shelf.quote($0.candidate, side: $0.side) },
      replies: stands.overall, shared: shared, common: common)
  }
}
