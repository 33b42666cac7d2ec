import HubbubCorpus
import HubbubModel
import Testing

@testable import HubbubSummary

/// What replies say outright, in a report.
@Suite struct StandsTests {
  /// A town in which some posts answer others: reply, target, and how the reply begins.
  private static func town(_ replies: [(row: Int, target: Int, words: String)]) throws
    -> (inputs: HarbourTown.Inputs, posts: [Post])
  {
    let plain = HarbourTown.inputs(posts: 120, authors: 200, threads: 1, seed: 5)
    var posts = (0..<plain.corpus.count).map { plain.corpus[$0] }
    for (row, target, words) in replies {
      posts[row].parent = posts[target].id
      posts[row].text = words + " The office opens at nine, by the way, as it always has."
      posts[row].body = posts[row].text
      posts[row].spans = [Span(.own, 0, posts[row].text.utf8.count)]
    }
    posts[3].text = "A harbour without a ferry is a postcard with unpaid bills on its back."
    posts[3].body = posts[3].text
    posts[3].spans = [Span(.own, 0, posts[3].text.utf8.count)]
    return (HarbourTown.inputs(posts, plain.sentiment), posts)
  }

  @Test func `what several agree with is quoted, unless somebody objects`() throws {
    var replies = (10..<14).map { (row: $0, target: 3, words: "I agree.") }
    replies += (20..<30).map { (row: $0, target: 5, words: "I agree.") }
    replies.append((row: 31, target: 5, words: "I disagree."))
    let town = try Self.town(replies)
    let report = town.inputs.report()
    try ReportCheck(town.inputs, report).all()
    #expect(report.split.replies == ReplyStands(agreeing: 14, objecting: 1))
    let point = try #require(report.split.shared.first)
    #expect(report.split.shared.count == 1)
    #expect(point.people == 4)
    #expect(point.quote.evidence.post == town.posts[3].id)
    #expect(point.sentence.text == "Four people agree with this outright, and nobody objects.")
    #expect(
      report.split.sentences.last?.text
        == "Of the replies that take a stand outright, 14 agree with what they answer and one objects "
        + "to it.")
  }

  @Test func `few stands are not spoken of, and nobody agrees with himself`() throws {
    var town = try Self.town((10..<13).map { ($0, 3, "I agree.") })
    #expect(!town.inputs.report().split.sentences.contains { $0.rule == "split.replies" })
    var posts = town.posts
    for row in 10..<13 { posts[row].author = posts[3].author }
    town.inputs = HarbourTown.inputs(posts, town.inputs.sentiment)
    let report = town.inputs.report()
    #expect(report.split.replies == ReplyStands())
    #expect(report.split.shared.isEmpty)
  }
}
