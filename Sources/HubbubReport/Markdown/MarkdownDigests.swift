internal import HubbubModel

/// The most discussed threads in brief.
extension MarkdownWriter {
  mutating func writeDigests() {
    guard !report.digests.isEmpty else { return }
    heading(2, words["digests"])
    for digest in report.digests {
      heading(3, digest.title.map(MarkdownText.line) ?? words["untitled"])
      block(MarkdownText.line(digest.sentence.text))
      block(
        digest.quotes.map { quote in
          let author = quote.author.map(MarkdownText.line) ?? words["unknown_author"]
          return "> **\(author)**: \(MarkdownText.line(quote.evidence.text))"
        }.joined(separator: "\n>\n"))
    }
  }
}
