internal import HubbubModel

/// A report as the values that the page's templates show.
struct ReportView {
  let report: Report
  let posts: ReportPosts
  /// The quotations of the whole report, of which `report` may hold fewer.
  let allQuotes: Int
  let words: Words
  let rendering: Rendering
  let numbers: SentenceNumbers
  let entries: [Ledger.Entry]
  /// The label of each theme by its id.
  let labels: [ThemeID: String]

  init(report: Report, _ posts: ReportPosts, of allQuotes: Int, words: Words, rendering: Rendering)
  {
    self.report = report
    self.posts = posts
    self.allQuotes = allQuotes
    self.words = words
    self.rendering = rendering
    let (ids, entries) = SentenceNumbers.number(report)
    numbers = ids
    self.entries = entries
    labels = Dictionary(
      report.themes.map { ($0.theme.id, $0.theme.label) }, uniquingKeysWith: { first, _ in first })
  }

  /// The root object of `article.mustache`.
  func page(style: String, policy: String) -> TemplateObject {
    let shown = QuoteLimit.count(report)
    let values: [String: TemplateValue] = [
      "lang": .text(rendering.language),
      "policy": .text(policy),
      "style": .markup(Markup(html: style)),
      "program": .text(words("made_by", ["program": rendering.program])),
      "w": .object(
        TemplateObject(
          Dictionary(uniqueKeysWithValues: words.keys.map { ($0, .text(words[$0])) }))),
      "title_text": .text(Untrusted.line(report.title.text)),
      "title": .object(sentence(report.title, numbers.title)),
      "lede": .list(sentences(report.lede, numbers.lede)),
      "source_parts": .list(
        SourceLine(report.source, words).parts.enumerated().map { index, part in
          ["part": .text(part), "query": index < 2 ? .text(" ") : .object(.none)]
        }),
      "takeaways": .list(
        zip(report.takeaways, numbers.takeaways).map { takeaway, id in
          [
            "icon": .text(Untrusted.line(takeaway.icon)),
            "sentence": .object(sentence(takeaway.sentence, id)),
          ]
        }),
      "has_authors": .flag(report.source.authors > 0),
      "has_views": .flag(report.themes.contains { $0.split.verdict != .tooFew }),
      "has_takeaways": .flag(!report.takeaways.isEmpty),
      "themes": .list(themes()),
      "has_themes": .flag(!report.themes.isEmpty),
      "more_quotes": shown < allQuotes
        ? .object([
          "text": .text(
            words(
              "quotes_more",
              ["shown": Numbers.grouped(shown), "all": Numbers.grouped(allQuotes)]))
        ]) : .object(.none),
      "split": .object(split()),
      "outlook": .list(outlook()),
      "has_outlook": .flag(!report.outlook.isEmpty),
      "odds_table": .list(
        report.outlook.contains { $0.probability != nil }
          ? Odds.table(words).map { ["odds": .text($0.words), "range": .text($0.range)] } : []),
      "has_odds": .flag(report.outlook.contains { $0.probability != nil }),
      "parallel_sentences": .list(sentences(report.parallelSentences, numbers.parallels)),
      "parallels": .list(
        report.parallels.enumerated().map { quote($1, "qp\($0 + 1)") }),
      "has_parallels": .flag(!report.parallels.isEmpty || !report.parallelSentences.isEmpty),
      "residue": .text(
        words(
          "residue_value",
          [
            "posts": words.count("posts", report.residuePosts),
            "share": Numbers.percent(report.residueShare),
          ])),
      "residue_chart": .markup(
        Chart(
          id: "residue-size", title: words("size_title", ["theme": words["residue"]]),
          description: words(
            "size_desc",
            [
              "posts": Numbers.grouped(report.residuePosts),
              "all": Numbers.grouped(report.source.posts),
              "share": Numbers.percent(report.residueShare),
            ])
        ).size(share: report.residueShare)),
      "method": .list(sentences(report.method, numbers.method)),
      "has_method": .flag(!report.method.isEmpty),
      "books": .list(
        Books.rows(report.conservation, words).map {
          ["label": .text(Untrusted.line($0.label)), "count": .text(Numbers.grouped($0.count))]
        }),
      "ledger": .list(entries.map(entry)),
      "contents": .list(contents()),
    ]
    return TemplateObject(
      values.merging(wholeFigures()) { first, _ in first }
        .merging(names()) { first, _ in first }
        .merging(digests()) { first, _ in first })
  }

  /// The sections that a reader may go to.
  private func contents() -> [TemplateObject] {
    let sections = [
      ("overview", !report.themes.isEmpty), ("themes", !report.themes.isEmpty),
      ("names", report.names.contains(where: Self.isShown)), ("split", true),
      ("outlook", !report.outlook.isEmpty),
      ("parallels", !report.parallels.isEmpty || !report.parallelSentences.isEmpty),
      ("digests", !report.digests.isEmpty), ("posts", true), ("method", true), ("ledger", true),
    ]
    return sections.filter(\.1).map { anchor, _ in
      ["anchor": .text(anchor), "name": .text(words["nav_\(anchor)"])]
    }
  }

  func sentences(_ sentences: [Sentence], _ ids: [String]) -> [TemplateObject] {
    zip(sentences, ids).map { sentence($0, $1) }
  }

  func sentence(_ sentence: Sentence, _ id: String) -> TemplateObject {
    let number = String(id.dropFirst())
    return [
      "id": .text(id), "isolated": .markup(BidiText.markup(Untrusted.line(sentence.text))),
      // A gloss is a quotation and nothing else; all other sentences are in English.
      "direction": .text(sentence.rule == "theme.gloss" ? "auto" : "ltr"), "number": .text(number),
      "label": .text(words("ref_label", ["n": number])),
    ]
  }

  func quote(_ quote: Quote, _ id: String) -> TemplateObject {
    let link = Untrusted.link(quote.url)
    let date = quote.time.map(UTCDate.init)
    return [
      "id": .text(id), "text": .text(Untrusted.shown(quote.evidence.text)),
      "author": .text(quote.author.map(Untrusted.line) ?? words["unknown_author"]),
      "date": date.map { date in
        .object(["iso": .text(date.iso), "text": .text(date.text)])
      } ?? .object(.none),
      "link": link.map { .object(["url": .text($0)]) } ?? .object(.none),
      "url_text": link == nil ? .optional(quote.url.map(Untrusted.line)) : .object(.none),
      "post": .text(Untrusted.line(quote.evidence.post.text)),
      "bytes": .text(
        words(
          "context_bytes",
          ["start": String(quote.evidence.start), "end": String(quote.evidence.end)])),
      "source": quote.source.path.isEmpty
        ? .object(.none)
        : .object([
          "text": .text(
            words(
              "context_source_bytes",
              [
                "path": Untrusted.line(quote.source.path), "start": String(quote.source.start),
                "end": String(quote.source.end),
              ]))
        ]),
      "side": .text(quote.side?.rawValue ?? "none"),
    ]
  }

  private func split() -> TemplateObject {
    let measure = report.split.overall
    let sides: [TemplateObject] = [Quote.Side.positive, .negative, .neutral].compactMap { side in
      let quotes = report.split.quotes.enumerated().filter {
        ($0.element.side ?? .neutral) == side
      }
      guard !quotes.isEmpty else { return nil }
      return [
        "side_name": .text(words["side_\(side.rawValue)"]), "side_class": .text(side.rawValue),
        "quotes": .list(quotes.map { quote($0.element, "qs\($0.offset + 1)") }),
      ]
    }
    return [
      "sentences": .list(sentences(report.split.sentences, numbers.split)),
      "has_sentences": .flag(!report.split.sentences.isEmpty),
      "sides": .list(sides), "has_sides": .flag(!sides.isEmpty),
      "has_common": .flag(!report.split.common.isEmpty),
      "common": .list(
        report.split.common.enumerated().map { index, point in
          [
            "sentences": .list(sentences([point.sentence], [numbers.common[index]])),
            "quotes": .list([quote(point.quote, "qc\(index + 1)")]),
          ]
        }),
      "has_shared": .flag(!report.split.shared.isEmpty),
      "shared": .list(
        report.split.shared.enumerated().map { index, point in
          [
            "sentences": .list(sentences([point.sentence], [numbers.shared[index]])),
            "quotes": .list([quote(point.quote, "qa\(index + 1)")]),
          ]
        }),
      "verdict": .text(
        words("agreement_overall", ["verdict": Verdict.words(measure, words)])),
      "agreement": agreement(measure, of: words["all_posts"], id: "split-agreement"),
    ]
  }

  /// The agreement with its chart; none where nobody is scored.
  func agreement(_ measure: SplitMeasure, of name: String, id: String) -> TemplateValue {
    guard let agreement = measure.agreement else { return .object(.none) }
    let value = Numbers.signed(agreement)
    let low = measure.low.map(Numbers.signed) ?? "–"
    let high = measure.high.map(Numbers.signed) ?? "–"
    let chart = Chart(
      id: id, title: words("agreement_title", ["theme": name]),
      description: words(
        "agreement_desc", ["agreement": value, "low": low, "high": high]))
    return .object([
      "chart": .markup(chart.agreement(measure)),
      "value": .text(
        measure.low == nil
          ? value : words("agreement_value", ["agreement": value, "low": low, "high": high])),
    ])
  }

  private func outlook() -> [TemplateObject] {
    zip(report.outlook, numbers.outlook).enumerated().map { index, pair in
      let (item, id) = pair
      var odds = TemplateValue.object(.none)
      if let probability = item.probability {
        let percent = Numbers.percent(probability)
        let word = Odds.words(probability, words)
        let chart = Chart(
          id: "odds-\(index + 1)", title: words["odds_title"],
          description: words("odds_desc", ["percent": percent, "words": word]))
        odds = .object([
          "chart": .markup(chart.odds(probability)), "percent": .text(percent),
          "odds": .text(word),
        ])
      }
      return [
        "sentence": .object(sentence(item.sentence, id)), "stated": odds,
        "quote": .object(quote(item.quote, "qo\(index + 1)")),
      ]
    }
  }

  private func entry(_ entry: Ledger.Entry) -> TemplateObject {
    let number = String(entry.id.dropFirst())
    return [
      "id": .text(entry.id), "number": .text(number),
      "text": .text(Untrusted.line(entry.sentence.text)),
      "rule": .text(words("rule", ["rule": Untrusted.line(entry.sentence.rule)])),
      "back": .text(words("back_label", ["n": number])),
      "evidence": .list(
        entry.sentence.basis.map { basis in
          switch basis {
          case .quote(let evidence):
            let place = words(
              "quote_place",
              [
                "post": Untrusted.line(evidence.post.text), "start": String(evidence.start),
                "end": String(evidence.end),
              ])
            return [
              "said": .object(["text": .text(Untrusted.line(evidence.text))]),
              "place": .text(place), "query": .object(.none),
            ]
          case .figure(let artifact, let path, let value):
            let place = words(
              "figure_value",
              [
                "artifact": Untrusted.line(artifact), "path": Untrusted.line(path),
                "value": Untrusted.line(value),
              ])
            return [
              "said": .object(.none), "place": .text(place),
              "query": Self.query(figure: path, of: artifact).map {
                .text($0.isEmpty ? " " : $0)
              } ?? .object(.none),
            ]
          }
        }),
    ]
  }
}
