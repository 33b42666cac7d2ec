import HubbubModel
import Testing

@testable import HubbubReport

@Suite struct LimitTests {
  static func report(quotes count: Int) -> Report {
    var report = SampleReport.report
    for index in report.themes.indices.dropLast() {
      report.themes[index].quotes = (0..<count).map { n in
        SampleReport.quote(
          "Quotation number \(n) says \(String(repeating: "something long ", count: 8))",
          by: "author_\(n % 97)", post: PostID("p\(n)"), at: 1_770_000_000 + Int64(n))
      }
    }
    return report
  }

  @Test func `no rendering shows more quotations than its limit, and the page says so`() {
    let report = Self.report(quotes: 120)
    let page = PageReader(HTMLReport.render(report, Rendering(quotes: 50)))
    #expect(page.skeleton.filter { $0.hasPrefix("<blockquote") }.count <= 50)
    #expect(page.texts.contains { $0.text.contains("of 371 quotations shown") })
    let markdown = String(
      decoding: MarkdownReport.render(report, Rendering(quotes: 50)), as: UTF8.self)
    #expect(markdown.split(separator: "\n").filter { $0.hasPrefix("> —") }.count <= 50)
    #expect(QuoteLimit.count(QuoteLimit.apply(3, to: report)) <= 3 + report.outlook.count)
  }

  @Test func `a page is cut to its bytes by leaving out quotations`() {
    let report = Self.report(quotes: 80)
    let all = HTMLReport.render(report)
    let cut = HTMLReport.render(report, Rendering(bytes: all.count / 2))
    #expect(cut.count <= all.count / 2)
    #expect(cut.count > all.count / 4)
  }

  @Test func `a report without anything is still a page`() {
    let report = Report(
      title: Sentence("Nothing was said.", rule: "title.empty", basis: []), lede: [],
      source: Report.Source(threads: 0, posts: 0, authors: 0, first: nil, last: nil),
      conservation: Conservation(), calendar: [], themes: [], takeaways: [],
      split: SplitSection(overall: SplitMeasure(), themes: [], sentences: [], quotes: []),
      outlook: [], parallels: [], parallelSentences: [], residuePosts: 0, residueShare: 0,
      method: [])
    let page = PageReader(HTMLReport.render(report))
    #expect(page.texts.contains { $0.text == "Nothing was said." })
    #expect(MarkdownReport.render(report).count > 100)
  }
}
