public import HubbubModel
internal import HubbubSystem

extension ReportCoding {
  /// Reads a report back from `report.json` and `ledger.jsonl`.
  ///
  /// Every sentence is taken from the ledger, and must read there as it reads in the report.
  /// - Throws: `ReportError` that names the field that is missing, of another kind or contradicted.
  public static func report(json: [UInt8], ledger: [UInt8]) throws(ReportError) -> Report {
    let root = JSONReader(try JSONReader.parse(json, "report/report.json"), "report/report.json")
    let version = try root["schema"].int()
    guard version == schema else {
      throw ReportError(
        at: root.place, "is of schema \(version), and this program reads schema \(schema)")
    }
    let sentences = Sentences(try Ledger(jsonLines: ledger))
    var themes: [ReportTheme] = []
    for reader in try root["themes"].list(same) { themes.append(try theme(reader, sentences)) }
    var takeaways: [Takeaway] = []
    for reader in try root["takeaways"].list(same) {
      takeaways.append(
        Takeaway(
          icon: try reader["icon"].text(),
          sentence: try sentences.one(reader["sentence"], printed: reader["text"]),
          people: try reader["people"].optional { reader throws(ReportError) in try reader.int() },
          score: try reader["score"].optional { reader throws(ReportError) in try reader.int() }))
    }
    var outlook: [OutlookItem] = []
    for reader in try root["outlook"].list(same) {
      outlook.append(
        OutlookItem(
          sentence: try sentences.one(reader["sentence"], printed: reader["text"]),
          probability: try reader["probability"].optional(number),
          quote: try quote(reader["quote"])))
    }
    var common: [CommonPoint] = []
    for reader in try root["split"]["common"].list(same) {
      let name = try reader["kind"].text()
      guard let kind = CommonPoint.Kind(rawValue: name) else {
        throw ReportError(at: reader.place, "no kind of support is called \(name)")
      }
      common.append(
        CommonPoint(
          theme: ThemeID(try reader["theme"].text()), kind: kind,
          sentence: try sentences.one(reader["sentence"], printed: reader["text"]),
          quote: try quote(reader["quote"]), favour: try side(reader["for"]),
          against: try side(reader["against"]), consensus: try reader["consensus"].number()))
    }
    var shared: [SharedPoint] = []
    for reader in try root["split"]["shared"].list(same) {
      shared.append(
        SharedPoint(
          sentence: try sentences.one(reader["sentence"], printed: reader["text"]),
          quote: try quote(reader["quote"]), people: try reader["people"].int()))
    }
    var digests: [ReportDigest] = []
    for reader in try root["digests"].list(same) {
      digests.append(
        ReportDigest(
          thread: ThreadID(try reader["thread"].text()), title: try reader["title"].optional(text),
          posts: try reader["posts"].int(), authors: try reader["authors"].int(),
          sentence: try sentences.one(reader["sentence"], printed: reader["text"]),
          quotes: try reader["quotes"].list(quote)))
    }
    let replies = root["split"]["replies"]
    let ids = root["sentences"]
    return Report(
      title: try sentences.one(ids["title"], printed: root["title"]),
      lede: try sentences.all(ids["lede"], printed: root["lede"]),
      source: try source(root["source"]), conservation: try conservation(root["conservation"]),
      calendar: try root["calendar"].list(moment), themes: themes, takeaways: takeaways,
      split: SplitSection(
        overall: try split(root["split"]["overall"]),
        themes: try root["split"]["themes"].list(text).map { ThemeID($0) },
        sentences: try sentences.all(root["split"]["sentences"], printed: root["split"]["text"]),
        quotes: try root["split"]["quotes"].list(quote),
        replies: ReplyStands(
          agreeing: try replies["agreeing"].int(), objecting: try replies["objecting"].int()),
        shared: shared, common: common),
      outlook: outlook, parallels: try root["parallels"].list(quote),
      parallelSentences: try sentences.all(ids["parallels"], printed: root["parallels_text"]),
      residuePosts: try root["residue"]["posts"].int(),
      residueShare: try root["residue"]["share"].number(),
      method: try sentences.all(ids["method"], printed: root["method"]),
      names: try root["names"].list(name),
      nameSentences: try sentences.all(ids["names"], printed: root["names_text"]),
      digests: digests)
  }

  /// The ledger's sentences by id.
  private struct Sentences {
    var byID: [String: Sentence] = [:]

    init(_ ledger: Ledger) {
      for entry in ledger.entries { byID[entry.id] = entry.sentence }
    }

    func one(_ id: JSONReader, printed: JSONReader?) throws(ReportError) -> Sentence {
      let name = try id.text()
      guard let sentence = byID[name] else {
        throw ReportError(at: id.place, "report/ledger.jsonl has no sentence \(name)")
      }
      if let printed, try printed.text() != sentence.text {
        throw ReportError(at: printed.place, "reads otherwise than sentence \(name) of the ledger")
      }
      return sentence
    }

    func all(_ ids: JSONReader, printed: JSONReader?) throws(ReportError) -> [Sentence] {
      var found: [Sentence] = []
      for id in try ids.list(same) { found.append(try one(id, printed: nil)) }
      if let printed, try printed.text() != found.map(\.text).joined(separator: " ") {
        throw ReportError(at: printed.place, "reads otherwise than its sentences in the ledger")
      }
      return found
    }
  }

  private static func theme(
    _ reader: JSONReader, _ sentences: Sentences
  ) throws(ReportError) -> ReportTheme {
    let identity = Theme(
      id: ThemeID(try reader["id"].text()), label: try reader["label"].text(),
      gloss: try reader["gloss_evidence"].optional(Ledger.evidence),
      guided: try reader["guided"].flag(),
      parent: try reader["parent"].optional(text).map { ThemeID($0) },
      group: try reader["group"].optional(text),
      terms: try reader["terms"].list(term))
    let glossed = reader["gloss_sentence"]
    var gloss: Sentence?
    if try glossed.optional(text) != nil {
      gloss = try sentences.one(glossed, printed: reader["gloss"])
    }
    return ReportTheme(
      theme: identity, gloss: gloss, posts: try reader["posts"].int(),
      authors: try reader["authors"].int(), share: try reader["share"].number(),
      mood: try mood(reader["sentiment"]), split: try split(reader["split"]),
      sentences: try sentences.all(reader["sentences"], printed: reader["text"]),
      quotes: try reader["quotes"].list(quote), trend: try reader["trend"].list(int))
  }

  private static func name(_ reader: JSONReader) throws(ReportError) -> ReportName {
    var kind: ReportNameKind?
    if let word = try reader["kind"].optional(text) {
      kind = ReportNameKind(rawValue: word)
      if kind == nil { throw ReportError(at: reader.place, "no kind of name is called \(word)") }
    }
    return ReportName(
      name: try reader["name"].text(), spellings: try reader["spellings"].list(text), kind: kind,
      posts: try reader["posts"].int(), authors: try reader["authors"].int(),
      threads: try reader["threads"].int(), mood: try mood(reader["sentiment"]),
      themes: try reader["themes"].list(share), quotes: try reader["quotes"].list(quote))
  }

  private static func share(_ reader: JSONReader) throws(ReportError) -> ReportName.Share {
    ReportName.Share(
      theme: ThemeID(try reader["theme"].text()), posts: try reader["posts"].int())
  }

  private static func source(_ reader: JSONReader) throws(ReportError) -> Report.Source {
    Report.Source(
      threads: try reader["threads"].int(), posts: try reader["posts"].int(),
      authors: try reader["authors"].int(), first: try reader["first"].optional(moment),
      last: try reader["last"].optional(moment))
  }

  private static func conservation(_ reader: JSONReader) throws(ReportError) -> Conservation {
    Conservation(
      seen: try reader["seen"].int(), used: try reader["used"].int(),
      dropped: try reader["dropped"].counts())
  }

  private static func mood(_ reader: JSONReader) throws(ReportError) -> Mood {
    Mood(
      mean: try reader["mean"].optional(number), low: try reader["low"].optional(number),
      high: try reader["high"].optional(number), positive: try reader["positive"].int(),
      neutral: try reader["neutral"].int(), negative: try reader["negative"].int(),
      unscored: try reader["unscored"].int())
  }

  private static func split(_ reader: JSONReader) throws(ReportError) -> SplitMeasure {
    let name = try reader["verdict"].text()
    guard let verdict = SplitMeasure.Verdict(rawValue: name) else {
      throw ReportError(at: reader.place, "no verdict is called \(name)")
    }
    return SplitMeasure(
      agreement: try reader["agreement"].optional(number),
      low: try reader["low"].optional(number), high: try reader["high"].optional(number),
      verdict: verdict, favour: try reader["for"].int(), between: try reader["neutral"].int(),
      against: try reader["against"].int(),
      bimodality: try reader["bimodality"].optional(number),
      polarisation: try reader["polarisation"].optional(number),
      tension: try reader["replies"].optional(tension))
  }

  private static func side(_ reader: JSONReader) throws(ReportError) -> CommonPoint.Side {
    CommonPoint.Side(
      supporting: try reader["supporting"].int(), objecting: try reader["objecting"].int())
  }

  private static func tension(_ reader: JSONReader) throws(ReportError) -> ReplyTension {
    ReplyTension(
      edges: try reader["edges"].int(), share: try reader["opposed"].number(),
      expected: try reader["expected"].number(), p: try reader["p"].number())
  }

  private static func quote(_ reader: JSONReader) throws(ReportError) -> Quote {
    let source = reader["source"]
    var side: Quote.Side?
    if let name = try reader["side"].optional(text) {
      side = Quote.Side(rawValue: name)
      if side == nil { throw ReportError(at: reader.place, "no side is called \(name)") }
    }
    return Quote(
      evidence: try Ledger.evidence(reader), author: try reader["author"].optional(text),
      time: try reader["time"].optional(moment), url: try reader["url"].optional(text),
      source: SourceRange(
        path: try source["path"].text(), start: try source["start"].int(),
        end: try source["end"].int()),
      side: side)
  }

  private static func term(_ reader: JSONReader) throws(ReportError) -> WeightedTerm {
    WeightedTerm(try reader["term"].text(), try reader["weight"].number())
  }

  // The accessors as functions, for `list` and `optional`.
  private static func same(_ reader: JSONReader) throws(ReportError) -> JSONReader { reader }
  private static func text(_ reader: JSONReader) throws(ReportError) -> String {
    try reader.text()
  }
  private static func int(_ reader: JSONReader) throws(ReportError) -> Int { try reader.int() }
  private static func number(_ reader: JSONReader) throws(ReportError) -> Double {
    try reader.number()
  }
  private static func moment(_ reader: JSONReader) throws(ReportError) -> Int64 {
    try reader.moment()
  }
}
