import HubbubModel
import HubbubReport
import Testing

/// Which posts hold which names, as a table.
@Suite struct MentionsTests {
  private let mentions = [
    Mention(name: 0, post: "a,b"), Mention(name: 1, post: "=1+1"), Mention(name: 1, post: "c"),
  ]

  @Test func `the table reads back, whatever posts are called`() throws {
    #expect(try Mention.read(Mention.csv(mentions)) == mentions)
    #expect(throws: ReportError.self) { try Mention.read(Array("name\n".utf8)) }
    #expect(throws: ReportError.self) { try Mention.read(Array("name,post\nx,y\n".utf8)) }
  }

  @Test func `in public, a name that is withheld is not to be read off its posts`() {
    let key = Array("key".utf8)
    let report = Privacy.public.apply(to: SampleReport.report, key: key)
    let shown = Privacy.public.apply(to: mentions, of: report, key: key)
    // Maria Lund is the second name of the sample.
    #expect(shown.map(\.name) == [0])
    #expect(shown.first?.post != "a,b")
    #expect(Privacy.share.apply(to: mentions, of: report, key: key) == mentions)
  }
}
