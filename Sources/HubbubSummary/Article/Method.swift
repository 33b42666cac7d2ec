internal import HubbubModel

/// How the report was made, and its limits.
extension Article {
  mutating func method(quotes: Int, outlook: Int, unscored: Int) -> [Sentence] {
    var list = [books()]
    guard survey.source.posts > 0 else { return list }
    var themes = Facts()
    themes["residue"] = Wording.count(survey.residuePosts, .post, at: "residue.posts")
    themes["share"] = Wording.percent(
      Double(survey.residuePosts) / Double(survey.source.posts), at: "residue.share")
    themes.basis = [.report("residue.posts", Wording.number(survey.residuePosts))]
    themes.flag("none", filled.isEmpty)
    themes.flag("residue", survey.residuePosts > 0)
    list.append(written("method.themes", themes))

    var mood = Facts()
    mood["unscored"] = Slot(
      "\(Wording.number(unscored)) \(unscored == 1 ? "post" : "posts")", count: unscored,
      basis: [
        .figure(
          artifact: "sentiment/posts.csv", path: "count(scored=0)", value: Wording.number(unscored))
      ])
    mood.basis = mood["unscored"]?.basis ?? []
    mood.flag("unscored", unscored > 0)
    list.append(written("method.mood", mood))

    var split = Facts()
    split["splits"] = Wording.count(
      divided.split.count + divided.leaning.count, .theme, at: "count(split.themes)")
    list.append(written("method.split", split))

    var shown = Facts()
    shown["quotes"] = Wording.count(
      quotes, Noun("quotation", "quotations"), at: "count(themes[].quotes[])")
    shown.flag("many", quotes > 1)
    shown.flag("one", quotes == 1)
    shown.basis = shown["quotes"]?.basis ?? []
    list.append(written("method.quotes", shown))
    if outlook == 0 {
      var none = Facts()
      none.basis = [.report("count(outlook)", "no")]
      list.append(written("method.outlook", none))
    }
    return list
  }

  /// What was read, and what was left out and why.
  private mutating func books() -> Sentence {
    var facts = Facts()
    facts["seen"] = Slot(
      Numbers.grouped(conservation.seen), count: conservation.seen, at: "conservation.seen")
    facts["used"] = Slot(
      Wording.number(conservation.used), count: conservation.used, at: "conservation.used")
    facts.flag("single", conservation.seen == 1)
    facts.flag("unread", conservation.used != conservation.seen)
    let dropped = conservation.dropped.filter { $0.value > 0 }.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
    }
    facts.flag("dropped", !dropped.isEmpty)
    var reasons: [Slot] = []
    for (code, n) in dropped {
      var reason = Facts()
      reason["n"] = Slot(
        Wording.number(n), count: n, at: "conservation.dropped[\"\(code)\"]")
      reason["code"] = Slot(code, basis: [])
      reasons.append(writer.phrase("reason.\(code)", or: "reason.other", reason))
    }
    facts["reasons"] = Wording.list(reasons)
    return written("method.books", facts)
  }
}
