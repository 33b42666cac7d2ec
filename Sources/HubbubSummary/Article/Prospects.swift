internal import HubbubModel

/// What people expect, and the parallels that they drew.
extension Article {
  /// - Parameter chosen: statements about the future, best first.
  mutating func outlook(_ chosen: [Candidate]) -> [OutlookItem] {
    chosen.enumerated().map { index, candidate in
      let future = candidate.future
      var facts = Facts()
      facts.basis = [.quote(shelf.evidence(candidate))]
      facts["label"] = place(of: candidate).map { labels[$0] }
      facts.flag("label", facts["label"] != nil)
      if let odds = future?.odds {
        if odds.form == .word, let term = odds.term {
          facts["term"] = Slot(term, basis: [])
          facts.flags.insert("words")
        } else {
          facts["odds"] = Wording.percent(odds.probability, at: "outlook[\(index)].probability")
          facts.flags.insert("number")
        }
      }
      facts.flag("conditional", future?.conditional ?? false)
      facts.flag("negated", future?.negated ?? false)
      return OutlookItem(
        sentence: written("outlook", facts), probability: future?.odds?.probability,
        quote: shelf.quote(candidate))
    }
  }

  /// The place of the largest shown theme that a sentence's passage belongs to.
  func place(of candidate: Candidate) -> Int? {
    survey.themes.firstIndex { candidate.themes.first == Int32($0.index) }
      ?? survey.themes.firstIndex { candidate.themes.contains(Int32($0.index)) }
  }

  /// - Parameter chosen: parallels, best first.
  mutating func parallels(_ chosen: [Candidate]) -> (quotes: [Quote], sentences: [Sentence]) {
    var facts = Facts()
    facts["n"] = Wording.bare(chosen.count, at: "count(parallels)")
    facts["none"] = facts["n"]
    facts.flag("none", chosen.isEmpty)
    facts.flag("one", chosen.count == 1)
    facts.basis = [.report("count(parallels)", Wording.bare(chosen.count, at: "").text)]
    return (chosen.map { shelf.quote($0) }, [written("parallels", facts)])
  }
}
