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
    for (row, text) in [
      (3, "A harbour without a ferry is a postcard with unpaid bills on its back."),
      (4, "A ferry that nobody can afford is a bridge that stops in the water."),
      (6, "Every ferry that is paid for by its fares alone sails half empty."),
    ] {
      posts[row].text = text
      posts[row].body = text
      posts[row].spans = [Span(.own, 0, text.utf8.count)]
    }
    return (HarbourTown.inputs(posts, plain.sentiment), posts)
  }

  @Test func `what several agree with is quoted, unless somebody objects`() throws {
    var replies = (10..<14).map { (row: $0, target: 3, words: "I agree.") }
    replies += (20..<30).map { (row: $0, target: 5, words: "I agree.") }
    replies += (32..<35).map { (row: $0, target: 4, words: "I agree.") }
    replies += (36..<38).map { (row: $0, target: 6, words: "I agree.") }
    replies.append((row: 31, target: 5, words: "I disagree."))
    let town = try Self.town(replies)
    let report = town.inputs.report()
    try ReportCheck(town.inputs, report).all()
    #expect(report.split.replies == ReplyStands(agreeing: 19, objecting: 1))
    // The takeaways have one of each theme; the section on splits has the rest.
    let claims = report.takeaways.filter { $0.people != nil }
    #expect(!claims.isEmpty)
    #expect(claims.allSatisfy { $0.sentence.text.hasSuffix(" people agree outright.") })
    let points = report.split.shared
    #expect(Set(claims.compactMap(\.people) + points.map(\.people)).isSuperset(of: [2, 4]))
    #expect(
      points.allSatisfy {
        $0.sentence.text.hasSuffix(" people agree with this outright, and nobody objects.")
          || $0.sentence.text.hasSuffix(" people in open agreement, and none against it.")
      })
    #expect(
      report.split.sentences.last?.text
        == "Of the replies that take a stand outright, 19 agree with what they answer and one objects "
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
