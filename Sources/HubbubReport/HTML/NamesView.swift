internal import HubbubModel

/// The table of who and what is talked about.
extension ReportView {
  /// The values of `names.mustache`, and of the filter's list of names.
  func names() -> [String: TemplateValue] {
    let shown = report.names.enumerated().filter { Self.isShown($0.element) }
    return [
      "has_names": .flag(!shown.isEmpty),
      "names": .list(shown.map { name($0.offset, $0.element) }),
      "name_sentences": .list(sentences(report.nameSentences, numbers.names)),
      "has_name_sentences": .flag(!report.nameSentences.isEmpty),
    ]
  }

  /// Whether a name may be shown: one that the privacy level withholds keeps its place only.
  static func isShown(_ name: ReportName) -> Bool { name.name != Privacy.withheld }

  /// More themes than these are no answer to where a name belongs.
  private static let themesOfName = 2

  private func name(_ index: Int, _ name: ReportName) -> TemplateObject {
    let places = Dictionary(
      report.themes.enumerated().map { ($1.theme.id, $0) }, uniquingKeysWith: { first, _ in first })
    return [
      "index": .text(String(index)), "name": .text(Untrusted.line(name.name)),
      "kind": .optional(name.kind.map { words["name_\($0.rawValue)"] }),
      "spelled": .optional(
        name.spellings.isEmpty
          ? nil
          : words(
            "name_spelled",
            ["spellings": name.spellings.map(Untrusted.line).joined(separator: ", ")])),
      "post_count": .text(Numbers.grouped(name.posts)),
      "post_count_value": .text(String(name.posts)),
      "author_count": .text(Numbers.grouped(name.authors)),
      "author_count_value": .text(String(name.authors)),
      "mood_value": .text(name.mood.mean.map { Numbers.coordinate($0 * 100) } ?? ""),
      "mood_strip": name.mood.mean == nil ? .object(.none) : .markup(Chart.strip(name.mood)),
      "mood": .text(NameMood.text(name.mood, words)),
      "themes": .list(
        name.themes.prefix(Self.themesOfName).compactMap { share in
          guard let place = places[share.theme] else { return nil }
          return [
            "rank": .text(String(place + 1)),
            "label": .text(Untrusted.line(report.themes[place].theme.label)),
            "query": .text("theme=\(place) name=\(index)"),
            "count": .text(Numbers.grouped(share.posts)),
          ]
        }),
      "quote": name.quotes.first.map { quote in
        .object([
          "text": .text(Untrusted.shown(quote.evidence.text)),
          "author": .text(quote.author.map(Untrusted.line) ?? words["unknown_author"]),
          "link": Untrusted.link(quote.url).map { .object(["url": .text($0)]) } ?? .object(.none),
        ])
      } ?? .object(.none),
    ]
  }
}

/// The mood of those who speak of a name, in words.
enum NameMood {
  static func text(_ mood: Mood, _ words: Words) -> String {
    guard let mean = mood.mean else { return words["name_few"] }
    let posts = words.count("posts", mood.positive + mood.neutral + mood.negative)
    let word = MoodWords.words(mood, words)
    guard let low = mood.low, let high = mood.high else {
      return words(
        "name_mood_plain", ["word": word, "mean": Numbers.signed(mean), "posts": posts])
    }
    return words(
      "name_mood",
      [
        "word": word, "mean": Numbers.signed(mean), "low": Numbers.signed(low),
        "high": Numbers.signed(high), "posts": posts,
      ])
  }
}
