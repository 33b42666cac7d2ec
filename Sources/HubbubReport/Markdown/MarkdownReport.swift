public import HubbubModel

/// A report as Markdown that reads as an article.
public enum MarkdownReport {
  /// `report.md`: UTF-8 with a final line feed.
  public static func render(_ report: Report, _ rendering: Rendering = Rendering()) -> [UInt8] {
    var writer = MarkdownWriter(
      report: QuoteLimit.apply(rendering.quotes, to: report), words: .english,
      program: rendering.program)
    writer.writeArticle()
    return Array(writer.text.utf8)
  }
}

struct MarkdownWriter {
  let report: Report
  let words: Words
  let program: String
  private(set) var text = ""

  init(report: Report, words: Words, program: String) {
    self.report = report
    self.words = words
    self.program = program
  }

  mutating func writeArticle() {
    text = "# \(MarkdownText.line(report.title.text))\n"
    paragraph(report.lede)
    let line = SourceLine(report.source, words)
    block("*\(line.parts.joined(separator: " · "))*")
    writeTakeaways()
    writeThemes()
    writeNames()
    writeSplit()
    writeOutlook()
    writeParallels()
    writeDigests()
    heading(2, words["residue"])
    block(
      words(
        "residue_value",
        [
          "posts": words.count("posts", report.residuePosts),
          "share": Numbers.percent(report.residueShare),
        ]))
    writeMethod()
    writeBooks()
    block("---")
    block("*\(MarkdownText.line(words("made_by", ["program": program])))*")
  }

  mutating func block(_ markdown: String) { text += "\n\(markdown)\n" }

  mutating func heading(_ level: Int, _ title: String) {
    block(String(repeating: "#", count: level) + " " + title)
  }

  mutating func paragraph(_ sentences: [Sentence]) {
    guard !sentences.isEmpty else { return }
    block(sentences.map { MarkdownText.line($0.text) }.joined(separator: " "))
  }

  /// Rows of cells that are Markdown already; the first row is the head.
  ///
  /// Columns from the second on are numbers, set to the right, unless `texts` names them.
  mutating func table(_ rows: [[String]], texts: Set<Int> = [0]) {
    guard let head = rows.first else { return }
    var lines = ["| " + head.joined(separator: " | ") + " |"]
    lines.append(
      "| " + head.indices.map { texts.contains($0) ? "---" : "---:" }.joined(separator: " | ")
        + " |")
    for row in rows.dropFirst() { lines.append("| " + row.joined(separator: " | ") + " |") }
    block(lines.joined(separator: "\n"))
  }

  private mutating func writeTakeaways() {
    guard !report.takeaways.isEmpty else { return }
    heading(2, words["takeaways"])
    block(
      report.takeaways
        .map { "- \(MarkdownText.line($0.icon)) \(MarkdownText.line($0.sentence.text))" }
        .joined(separator: "\n"))
  }

  private mutating func writeThemes() {
    heading(2, words["themes"])
    // What the sources do not say, and what cannot be told of any theme, has no column.
    let hasAuthors = report.source.authors > 0
    let hasViews = report.themes.contains { $0.split.verdict != .tooFew }
    func row(_ cells: [String]) -> [String] {
      cells.indices.filter { ($0 != 2 || hasAuthors) && ($0 != 5 || hasViews) }.map { cells[$0] }
    }
    let head = ["col_theme", "col_posts", "col_authors", "col_share", "col_mood", "col_views"]
    var rows = [row(head.map { words[$0] })]
    for theme in report.themes {
      rows.append(
        row([
          MarkdownText.line(theme.theme.label), Numbers.grouped(theme.posts),
          Numbers.grouped(theme.authors), Numbers.percent(theme.share),
          theme.posts == 0 ? words["no_posts"] : MoodWords.words(theme.mood, words),
          Verdict.words(theme.split, words),
        ]))
    }
    table(rows, texts: hasAuthors ? [0, 4, 5] : [0, 3, 4])
    for theme in report.themes { write(theme) }
  }

  private mutating func write(_ theme: ReportTheme) {
    heading(3, MarkdownText.line(theme.theme.label))
    if let gloss = theme.gloss { block("*\(MarkdownText.line(gloss.text))*") }
    var facts = [words.count("posts", theme.posts)]
    if report.source.authors > 0 { facts.append(words.count("authors", theme.authors)) }
    facts.append(words("share_of_posts", ["share": Numbers.percent(theme.share)]))
    if theme.posts > 0 { facts.append(moodText(theme.mood)) }
    if theme.theme.guided { facts.append(words["guided_badge"]) }
    if let badge = ThemeBadge.split(theme.split, words) { facts.append("**\(badge)**") }
    block(facts.joined(separator: " · "))
    paragraph(theme.sentences)
    if !theme.theme.terms.isEmpty {
      let terms = theme.theme.terms.map { MarkdownText.line($0.term) }.joined(separator: ", ")
      block(words("terms_list", ["terms": terms]))
    }
    let named = ThemeNamed.entries(of: theme, in: report)
    if !named.isEmpty {
      let list = named.map {
        "\(MarkdownText.line(report.names[$0.place].name)) (\(Numbers.grouped($0.posts)))"
      }
      block(words("named_list", ["names": list.joined(separator: ", ")]))
    }
    for quote in theme.quotes { write(quote) }
  }

  private func moodText(_ mood: Mood) -> String {
    let word = MoodWords.words(mood, words)
    guard let mean = mood.mean else { return words("mood_is", ["word": word]) }
    var measure = words("mood_mean", ["mean": Numbers.signed(mean)])
    if let low = mood.low, let high = mood.high {
      measure = words(
        "mood_interval",
        [
          "mean": Numbers.signed(mean), "low": Numbers.signed(low), "high": Numbers.signed(high),
        ])
    }
    return words("mood_is_measured", ["word": word, "measure": measure])
  }

  mutating func write(_ quote: Quote) {
    var lines = MarkdownText.lines(quote.evidence.text).map { $0.isEmpty ? ">" : "> \($0)" }
    lines.append(">")
    lines.append("> — \(attribution(quote))")
    // Two blanks at a line's end keep a break between sentences; one within a sentence is where a
    // mail program wrapped the line.
    for index in 0..<max(0, lines.count - 3) where ".!?…:”\"".contains(lines[index].last ?? " ") {
      lines[index] += "  "
    }
    block(lines.joined(separator: "\n"))
  }

  private func attribution(_ quote: Quote) -> String {
    let who = quote.author.map { "**\(MarkdownText.line($0))**" } ?? words["unknown_author"]
    let when = quote.time.map { UTCDate($0).text } ?? words["undated"]
    let place = words(
      "quote_place",
      [
        "post": MarkdownText.line(quote.evidence.post.text), "start": String(quote.evidence.start),
        "end": String(quote.evidence.end),
      ])
    return "\(who), \(when), \(MarkdownText.link(place, to: quote.url))"
  }

  private mutating func writeSplit() {
    heading(2, words["split"])
    paragraph(report.split.sentences)
    if let agreement = report.split.overall.agreement {
      var value = Numbers.signed(agreement)
      if let low = report.split.overall.low, let high = report.split.overall.high {
        value = words(
          "agreement_value",
          ["agreement": value, "low": Numbers.signed(low), "high": Numbers.signed(high)])
      }
      let verdict = Verdict.words(report.split.overall, words)
      block("\(words("agreement_overall", ["verdict": verdict])) · \(value)")
    }
    for side in [Quote.Side.positive, .negative, .neutral] {
      let quotes = report.split.quotes.filter { ($0.side ?? .neutral) == side }
      guard !quotes.isEmpty else { continue }
      heading(3, words["side_\(side.rawValue)"])
      for quote in quotes { write(quote) }
    }
    if !report.split.common.isEmpty {
      heading(3, words["common"])
      block(words["common_note"])
    }
    for point in report.split.common {
      block(MarkdownText.line(point.sentence.text))
      write(point.quote)
    }
    if !report.split.shared.isEmpty { heading(3, words["shared"]) }
    for point in report.split.shared {
      block(MarkdownText.line(point.sentence.text))
      write(point.quote)
    }
  }

  private mutating func writeOutlook() {
    guard !report.outlook.isEmpty else { return }
    heading(2, words["outlook"])
    for item in report.outlook {
      let odds = item.probability.map {
        words(
          "odds_value",
          ["words": Odds.words($0, words), "percent": Numbers.percent($0)])
      }
      block("\(MarkdownText.line(item.sentence.text)) *\(odds ?? words["odds_none"])*")
      write(item.quote)
    }
  }

  private mutating func writeParallels() {
    guard !report.parallels.isEmpty || !report.parallelSentences.isEmpty else { return }
    heading(2, words["parallels"])
    paragraph(report.parallelSentences)
    for quote in report.parallels { write(quote) }
  }

  private mutating func writeMethod() {
    heading(2, words["method"])
    paragraph(report.method)
    guard report.outlook.contains(where: { $0.probability != nil }) else { return }
    block(words["odds_caption"])
    table(
      [[words["col_words"], words["col_odds"]]]
        + Odds.table(words).map { [$0.words, MarkdownText.line($0.range)] }, texts: [0, 1])
  }

  private mutating func writeBooks() {
    heading(2, words["conservation"])
    table(
      [[words["col_what"], words["col_count"]]]
        + Books.rows(report.conservation, words).map {
          [MarkdownText.line($0.label), Numbers.grouped($0.count)]
        })
  }
}
