import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// What a quote's markup says about its origin is believed where the thread bears it out.
@Suite struct QuoteTests {
  private static func post(_ number: Int, _ author: String, _ html: String) -> String {
    """
    {"post_number": \(number), "username": "\(author)", "post_type": 1,
     "created_at": "2026-03-01T0\(number):00:00Z", "cooked": "\(html)"}
    """
  }

  private static func quote(_ author: String, topic: Int, _ words: String) -> String {
    "<aside class='quote' data-username='\(author)' data-post='1' data-topic='\(topic)'>"
      + "<blockquote><p>\(words)</p></blockquote></aside>"
  }

  @Test func aNumberOfAnotherTopicIsNotThisOnes() throws {
    let folder = TemporaryFolder()
    let posts = [
      Self.post(1, "ada", "<p>The dough needs six hours at least.</p>"),
      Self.post(2, "bo", Self.quote("zoe", topic: 99, "Rye wants a sour start.") + "<p>Why?</p>"),
      Self.post(3, "cy", Self.quote("ada", topic: 5, "needs six hours") + "<p>Or eight.</p>"),
      // A member who has another name by now is still who wrote it.
      Self.post(
        4, "dan", Self.quote("ada_old", topic: 5, "The dough needs six hours") + "<p>Not mine.</p>"),
    ]
    try folder.write(
      "{\"id\": 5, \"title\": \"Dough\", \"slug\": \"dough\", \"post_stream\": {\"posts\": ["
        + posts.joined(separator: ",") + "]}}", to: "5.json")
    _ = try Ingest.run(
      inputs: [folder.path + "/5.json"], pages: OnePostPages(), fragments: HTMLFragments(),
      into: folder.path + "/corpus", workers: Workers(2))
    let found = try Corpus(folder: folder.path + "/corpus", workers: .one).map { post in
      post.spans.first { $0.kind == .quote }?.ref?.text
    }
    let first = try #require(found.last ?? nil)
    #expect(first.hasSuffix("#1"))
    #expect(found == [nil, nil, first, first])
  }
}
