import HubbubModel
import Testing

@testable import HubbubIngest

@Suite struct ThreadLinesTests {
  @Test func postsHeadingsAndQuotedLinesAreTold() {
    let line =
      #"Name: "Ada Low"   Email: "ada@example.org"   To: b@example.org   Subject: "The "late" boat"            It should run late.      Ada               </s>Name: "Ben"   Email: "b@example.org"   To: x   Subject: "Re: boat"            > It should run late.      Who pays for it?   </s>Plain words."#
    let posts = ThreadLines.posts(of: line, 0)
    #expect(posts.map(\.author) == ["Ada Low", "Ben", nil])
    #expect(posts.first?.title == #"The "late" boat"#)
    #expect(posts.first?.text == "It should run late.\n\nAda")
    #expect(posts.dropFirst().first?.text == "Who pays for it?")
    #expect(posts.last?.text == "Plain words.")
  }
}
