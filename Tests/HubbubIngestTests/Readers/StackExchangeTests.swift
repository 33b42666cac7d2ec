import HubbubModel
import Testing

@testable import HubbubIngest

/// A small site: what its tables say about its posts reaches the posts.
@Suite struct StackExchangeTests {
  private static func site(scores: Bool) throws -> Ingested {
    let folder = TemporaryFolder()
    func table(_ name: String, _ rows: [String]) throws {
      try folder.write(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<\(name.lowercased())>\n"
          + rows.map { "  <row \($0) />\n" }.joined() + "</\(name.lowercased())>",
        to: "\(name).xml")
    }
    let score = scores ? " Score=\"7\"" : ""
    let date = "CreationDate=\"2014-01-21T20:58:43.500\""
    try table(
      "Posts",
      [
        "Id=\"1\" PostTypeId=\"1\" \(date)\(score) Body=\"How warm?\" OwnerUserId=\"5\" Title=\"Warm\""
          + " ClosedDate=\"2014-02-01T00:00:00.000\"",
        "Id=\"2\" PostTypeId=\"2\" ParentId=\"1\" \(date)\(score) Body=\"Quite warm.\" OwnerUserId=\"6\"",
        "Id=\"3\" PostTypeId=\"1\" \(date)\(score) Body=\"How cold?\" OwnerUserId=\"6\" Title=\"Cold\"",
      ])
    try table(
      "Votes",
      [(1, 2), (1, 2), (1, 3), (2, 3), (2, 1), (1, 5)].enumerated().map {
        "Id=\"\($0)\" PostId=\"\($1.0)\" VoteTypeId=\"\($1.1)\""
      } + ["Id=\"9\" VoteTypeId=\"2\""])
    try table(
      "PostLinks",
      [
        "Id=\"1\" PostId=\"3\" RelatedPostId=\"1\" LinkTypeId=\"3\"",
        "Id=\"2\" PostId=\"1\" RelatedPostId=\"3\" LinkTypeId=\"1\"",
        "Id=\"3\" PostId=\"1\" RelatedPostId=\"3\" LinkTypeId=\"1\"",
      ])
    try table(
      "PostHistory",
      [(1, 2), (1, 5), (1, 8), (2, 2), (1, 6)].enumerated().map {
        "Id=\"\($0)\" PostHistoryTypeId=\"\($1.1)\" PostId=\"\($1.0)\" Text=\"&lt;p&gt;\""
      })
    try table("Users", ["Id=\"5\" DisplayName=\"Ann\"", "Id=\"6\" DisplayName=\"Ben\""])
    try table("Comments", [])
    try table("Badges", ["Id=\"1\" UserId=\"5\" Name=\"Teacher\""])
    return try Ingested([folder.path])
  }

  @Test func votesGiveScoresWherePostsHaveNone() throws {
    let found = try Self.site(scores: false)
    #expect(found.posts.map(\.score) == [1, -1, nil])
    #expect(found.posts.map(\.author) == ["Ann", "Ben", "Ben"])
    // A vote that names no post is told.
    #expect(found.result.quarantine.map(\.reason) == ["malformed-record"])
    #expect(found.result.conservation.balances)
    #expect(found.result.documents.passedOver == 1)
  }

  @Test func scoresOfPostsStand() throws {
    let found = try Self.site(scores: true)
    #expect(found.posts.map(\.score) == [7, 7, 7])
    // Neither the votes nor the badges are asked.
    #expect(found.result.documents.passedOver == 2)
    #expect(found.result.quarantine.isEmpty)
  }

  @Test func linksAndEditsAreFacts() throws {
    let found = try Self.site(scores: true)
    let site = try #require(found.posts.first?.thread.text.split(separator: "/").first)
    #expect(
      found.posts.map { $0.findings.filter { $0 != "reply-to-thread" } } == [
        ["closed", "edits:2", "links-to:\(site)/Posts/3"], [],
        ["duplicate-of:\(site)/Posts/1"],
      ])
    #expect(found.result.findings["links-to"] == 1)
  }

  /// What is more than a post carries is told by its number.
  @Test func linksThatAreLeftOutAreCounted() {
    var facts = StackExchangeFacts()
    let limit = Int32(StackExchangeFacts.linkLimit)
    facts.add(
      (1...limit + 3).map { StackExchangeFacts.Row(post: 900, type: 1, other: $0) }
        + [StackExchangeFacts.Row(post: 900, type: 1, other: 1)]
        + (1...limit).map { StackExchangeFacts.Row(post: 901, type: 1, other: $0) },
      of: .postlinks)
    let findings = facts.findings(of: 900, site: "s")
    #expect(findings.filter { $0.hasPrefix("links-to:") }.count == Int(limit))
    #expect(findings.last == "links-left-out:3")
    #expect(facts.findings(of: 901, site: "s").last == "links-to:s/Posts/\(limit)")
  }
}
