internal import HubbubModel

extension ReportView {
  /// The objects of `theme.mustache`, and of the table of all themes.
  func themes() -> [TemplateObject] {
    zip(report.themes, numbers.themes).enumerated().map { index, pair in
      theme(pair.0, pair.1, rank: index + 1)
    }
  }

  private func theme(
    _ entry: ReportTheme, _ ids: SentenceNumbers.Theme, rank: Int
  ) -> TemplateObject {
    let label = Untrusted.line(entry.theme.label)
    let split = ThemeBadge.split(entry.split, words)
    return [
      "rank": .text(String(rank)), "index": .text(String(rank - 1)),
      "post_count_value": .text(String(entry.posts)),
      "author_count_value": .text(String(entry.authors)),
      "share_value": .text(Numbers.coordinate(entry.share * 1000)),
      "mood_value": .text(entry.mood.mean.map { Numbers.coordinate($0 * 100) } ?? ""),
      "mood_strip": .markup(Chart.strip(entry.mood)),
      "split_value": .text(
        entry.split.agreement.map { Numbers.coordinate($0 * 100) } ?? ""),
      "label": .text(label),
      "theme_id": .text(Untrusted.line(entry.theme.id.text)),
      "gloss": entry.gloss.flatMap { gloss in
        ids.gloss.map { .object(["sentence": .object(sentence(gloss, $0))]) }
      } ?? .object(.none),
      "guided": .flag(entry.theme.guided),
      "few": .flag(
        entry.posts > 0 && report.source.authors > 0 && entry.authors < ThemeBadge.fewAuthors),
      "divided": split.map {
        .object(["badge": .text($0), "badge_class": .text(entry.split.verdict.rawValue)])
      } ?? .object(.none),
      "part_of": .optional(
        entry.theme.group.map {
          words("part_of", ["theme": Untrusted.line($0)])
        }),
      "posts": .text(words.count("posts", entry.posts)),
      "post_count": .text(Numbers.grouped(entry.posts)),
      "authors": .text(words.count("authors", entry.authors)),
      "author_count": .text(Numbers.grouped(entry.authors)),
      "share": .text(Numbers.percent(entry.share)),
      "share_text": .text(words("share_of_posts", ["share": Numbers.percent(entry.share)])),
      "has_posts": .flag(entry.posts > 0),
      "size": .markup(size(entry, label, rank)),
      "mood": entry.posts == 0 ? .object(.none) : .object(mood(entry.mood, label, rank)),
      "mood_word": .text(
        entry.posts == 0 ? words["no_posts"] : MoodWords.words(entry.mood, words)),
      "verdict": .text(Verdict.words(entry.split, words)),
      "side_counts": .list(sideCounts(entry.mood, rank)),
      "measures": .list(
        [
          entry.mood.mean.map(Numbers.signed) ?? "–",
          interval(entry.mood.low, entry.mood.high),
          entry.split.agreement.map(Numbers.signed) ?? "–",
          interval(entry.split.low, entry.split.high),
        ].map { ["value": .text($0)] }),
      "trend": trend(entry, label, rank),
      "agreement": entry.split.verdict == .tooFew
        ? .object(.none)
        : agreement(entry.split, of: label, id: "theme-\(rank)-agreement"),
      "sentences": .list(sentences(entry.sentences, ids.sentences)),
      "has_sentences": .flag(!entry.sentences.isEmpty),
      "terms": .list(
        entry.theme.terms.prefix(Self.terms).map {
          [
            "term": .text(Untrusted.line($0.term)),
            "bar": .markup(Chart.bar($0.weight / (entry.theme.terms.first?.weight ?? 1))),
          ]
        }),
      "has_terms": .flag(!entry.theme.terms.isEmpty),
      "named": namedHere(rank - 1),
      "quotes": .list(entry.quotes.enumerated().map { quote($1, "q\(rank)-\($0 + 1)") }),
    ]
  }

  /// More words than these tell a reader nothing new; `report.json` holds the rest.
  private static let terms = 12

  private func size(_ entry: ReportTheme, _ label: String, _ rank: Int) -> Markup {
    Chart(
      id: "theme-\(rank)-size", title: words("size_title", ["theme": label]),
      description: words(
        "size_desc",
        [
          "posts": Numbers.grouped(entry.posts), "all": Numbers.grouped(report.source.posts),
          "share": Numbers.percent(entry.share),
        ])
    ).size(share: entry.share)
  }

  /// The posts of each mood, with the query that opens them.
  private func sideCounts(_ mood: Mood, _ rank: Int) -> [TemplateObject] {
    [mood.negative, mood.neutral, mood.positive, mood.unscored].enumerated().map { side, count in
      [
        "query": .text("theme=\(rank - 1) side=\(side)"), "count": .text(Numbers.grouped(count)),
      ]
    }
  }

  private func interval(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "–" }
    return words("interval", ["low": Numbers.signed(low), "high": Numbers.signed(high)])
  }

  private func mood(_ mood: Mood, _ label: String, _ rank: Int) -> TemplateObject {
    let counts: KeyValuePairs = [
      "negative": Numbers.grouped(mood.negative), "neutral": Numbers.grouped(mood.neutral),
      "positive": Numbers.grouped(mood.positive), "unscored": Numbers.grouped(mood.unscored),
      "mean": mood.mean.map(Numbers.signed) ?? "–", "low": mood.low.map(Numbers.signed) ?? "–",
      "high": mood.high.map(Numbers.signed) ?? "–",
    ]
    let chart = Chart(
      id: "theme-\(rank)-mood", title: words("mood_title", ["theme": label]),
      description: mood.mean == nil ? words["mood_desc_none"] : words("mood_desc", counts))
    return [
      "chart": .markup(chart.mood(mood)),
      "word": .text(words("mood_is", ["word": MoodWords.words(mood, words)])),
      "mean": mood.mean == nil
        ? .object(.none)
        : .text(words(mood.low == nil ? "mood_mean" : "mood_short", counts)),
      "counts": .list(
        mood.mean == nil
          ? []
          : [("negative", mood.negative), ("neutral", mood.neutral), ("positive", mood.positive)]
            .enumerated().map { side, count in
              let (kind, n) = count
              return [
                "kind": .text(kind), "query": .text("theme=\(rank - 1) side=\(side)"),
                "count": .text(words("mood_\(kind)", ["n": Numbers.grouped(n)])),
              ]
            }),
      "has_counts": .flag(mood.mean != nil),
      "unscored": mood.unscored == 0
        ? .object(.none)
        : .text(words("mood_unscored", ["n": Numbers.grouped(mood.unscored)])),
    ]
  }

  private func trend(_ entry: ReportTheme, _ label: String, _ rank: Int) -> TemplateValue {
    guard entry.trend.count > 1, entry.trend.count == report.calendar.count,
      let peak = entry.trend.max(), peak > 0, let first = report.calendar.first,
      let lastStart = report.calendar.last
    else { return .object(.none) }
    let last = max(lastStart, report.source.last ?? lastStart)
    let chart = Chart(
      id: "theme-\(rank)-trend", title: words("trend_title", ["theme": label]),
      description: trendDescription(entry.trend))
    return .object([
      "chart": .markup(chart.trend(entry.trend)),
      "range": .text(
        words(
          "trend_range", ["first": UTCDate(first).shortText, "last": UTCDate(last).shortText])),
      "peak": .text(words("trend_peak", ["peak": words.count("posts", peak)])),
    ])
  }
}
