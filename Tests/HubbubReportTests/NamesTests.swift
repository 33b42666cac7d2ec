import HubbubModel
import Testing

@testable import HubbubReport

/// Who and what is talked about, as renderings and privacy levels show it.
@Suite struct NamesTests {
  private static let report = SampleReport.report

  @Test func `a name's numbers open its posts, and too few voices have no mood`() {
    let page = String(
      decoding: HTMLReport.render(Self.report, posts: SamplePosts.posts), as: UTF8.self)
    #expect(page.contains("data-posts=\"name=0\">23</a>"))
    #expect(page.contains("data-posts=\"theme=1 name=0\">15</a>"))
    #expect(page.contains("critical, −0.22 (−0.40 to −0.05) in 23 posts"))
    #expect(page.split(separator: "too few voices to tell").count == 3)
    #expect(page.contains("<option value=\"2\">OpenGrid</option>"))
    let text = String(decoding: MarkdownReport.render(Self.report), as: UTF8.self)
    #expect(text.contains("| Northcloud · organisation | 23 | 14 |"))
    #expect(text.contains("> Northcloud raised its prices twice"))
  }

  @Test(arguments: [
    ("names[2].posts", "name=2"), ("names[0].authors", "name=0"), ("names[0].threads", "name=0"),
    ("names[0].name", nil), ("names[0].sentiment.mean", nil), ("names[x].posts", nil),
    ("names]0[.posts", nil),
  ])
  func `figures of names lead to their posts`(_ path: String, _ query: String?) {
    #expect(ReportView.query(figure: path, of: "report/report.json") == query)
  }

  @Test func `a report without names has no section and no filter for them`() {
    var report = Self.report
    (report.names, report.nameSentences) = ([], [])
    let page = String(decoding: HTMLReport.render(report, posts: SamplePosts.posts), as: UTF8.self)
    #expect(!page.contains("id=\"names\""))
    #expect(!page.contains("<select name=\"name\">"))
    #expect(!String(decoding: MarkdownReport.render(report), as: UTF8.self).contains("## Who and"))
  }

  @Test func `in public people are withheld, and keep their place`() throws {
    let shown = Privacy.public.apply(to: Self.report, key: PrivacyTests.key)
    #expect(shown.names.map(\.posts) == [23, 3, 2])
    #expect(shown.names[1].name == Privacy.withheld)
    #expect(shown.names[1].spellings == [])
    #expect(shown.names[0].name == "Northcloud")
    #expect(shown.nameSentences == [])
    let everything = PrivacyTests.everything(shown)
    #expect(!everything.contains("Lund"))
    let page = String(decoding: HTMLReport.render(shown), as: UTF8.self)
    #expect(!page.contains("<bdi>\(Privacy.withheld)</bdi>"))
    let shared = Privacy.share.apply(to: Self.report, key: PrivacyTests.key)
    #expect(shared.names[1].name == "Maria Lund")
    #expect(!PrivacyTests.everything(shared).contains("quiet_quorum"))
  }

  @Test func `quotations of names are left out first where room is short`() {
    let all = QuoteLimit.count(Self.report)
    let cut = QuoteLimit.apply(all - 1, to: Self.report)
    #expect(cut.names.flatMap(\.quotes).isEmpty)
    #expect(cut.themes.map(\.quotes) == Self.report.themes.map(\.quotes))
    #expect(QuoteLimit.apply(all, to: Self.report) == Self.report)
  }
}
