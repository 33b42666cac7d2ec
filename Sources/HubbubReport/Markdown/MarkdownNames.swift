internal import HubbubModel

/// Who and what is talked about, as a table and a quotation for each of the first.
extension MarkdownWriter {
  /// More quotations than these in a row are a list nobody reads.
  private static let quotedNames = 6

  mutating func writeNames() {
    let names = report.names.filter(ReportView.isShown)
    guard !names.isEmpty else { return }
    heading(2, words["names"])
    paragraph(report.nameSentences)
    let labels = Dictionary(
      report.themes.map { ($0.theme.id, $0.theme.label) }, uniquingKeysWith: { first, _ in first })
    var rows = [
      ["col_name", "col_posts", "col_authors", "col_mood", "col_themes"].map { words[$0] }
    ]
    for name in names {
      let kind = name.kind.map { " · \(words["name_\($0.rawValue)"])" } ?? ""
      rows.append([
        MarkdownText.line(name.name) + kind, Numbers.grouped(name.posts),
        Numbers.grouped(name.authors), MarkdownText.line(NameMood.text(name.mood, words)),
        name.themes.prefix(2).compactMap { labels[$0.theme].map(MarkdownText.line) }
          .joined(separator: " · "),
      ])
    }
    table(rows, texts: [0, 3, 4])
    for name in names.filter({ !$0.quotes.isEmpty }).prefix(Self.quotedNames) {
      block("**\(MarkdownText.line(name.name))**")
      for quote in name.quotes.prefix(1) { write(quote) }
    }
  }
}
