import HubbubModel
import Testing

@testable import HubbubSummary

@Suite struct ThreadDigestTests {
  private static func post(_ number: Int, _ author: String, _ text: String) -> Post {
    Post(
      id: PostID("p\(number)"), thread: ThreadID("t"), author: author,
      title: "Longer ferry hours", text: text, language: "en")
  }

  private static let thread = [
    post(
      1, "ada", "Hi all,\n\nThe ferry should run until midnight on Fridays. Nothing else helps."),
    post(2, "ben", "Midnight ferries cost the harbour more than the fares bring in."),
    post(3, "cem", "My cat is asleep on the keyboard again, lovely creature that she is."),
    post(4, "dee", "A later ferry on Fridays pays for itself if the fare rises a little."),
  ]

  @Test func linesAreVerbatimInOrderAndWithinTheLength() {
    for words in [12, 20, 30, 60] {
      let digest = ThreadDigester.english.digest(Self.thread, words: words)
      #expect(!digest.lines.isEmpty)
      var last = (post: -1, start: -1)
      var length = 0
      for line in digest.lines {
        let bytes = Array(Self.thread[line.post].text.utf8)
        #expect(String(decoding: bytes[line.range], as: UTF8.self) == line.text)
        #expect((line.post, line.range.lowerBound) > last)
        last = (line.post, line.range.lowerBound)
        length += line.text.split(whereSeparator: \.isWhitespace).count
      }
      #expect(length <= words + 8)
    }
  }

  @Test func aThreadIsToldByWhatItIsAbout() {
    let digest = ThreadDigester.english.digest(Self.thread, words: 30)
    #expect(digest.lines.first?.text == "The ferry should run until midnight on Fridays.")
    #expect(!digest.lines.contains { $0.post == 2 })
    #expect(digest.printed(Self.thread).hasPrefix("ada: The ferry should run"))
  }

  @Test func aListsTagIsNoPartOfATitle() {
    let titles = ["[ferry] Fares", "[ferry] Re: berths", "[ferry]", "Ropes"]
    let tag = Article.commonTag(titles)
    #expect(
      titles.map { Article.untagged($0, tag) } == ["Fares", "Re: berths", "[ferry]", "Ropes"])
    #expect(Article.commonTag(["[a] b", "[c] d", "[e] f", "[g] h"]) == nil)
    #expect(Article.untagged("[a] b", nil) == "[a] b")
  }

  @Test func nothingIsMadeOfNothing() {
    #expect(ThreadDigester.english.digest([], words: 77).lines.isEmpty)
    let greeting = [Self.post(1, "ada", "Thanks a lot!")]
    #expect(ThreadDigester.english.digest(greeting, words: 77).lines.isEmpty)
  }
}
