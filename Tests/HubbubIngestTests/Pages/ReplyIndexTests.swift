import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Mailman's pages name what they answer only sometimes; the month's `thread.html` always does.
@Suite struct ReplyIndexTests {
  private static func message(
    _ number: Int, _ author: String, _ words: String, subject: String = "Kettles"
  ) -> String {
    """
    <HTML><HEAD><TITLE>[Tea] Kettles</TITLE><LINK REL="made" HREF="mailto:tea@example.org?Subject=Re%3A%20Kettles&In-Reply-To=%3Cm\(number)@example.org%3E"></HEAD>
    <BODY><H1>[Tea] \(subject)</H1><B>\(author)</B> <A HREF="mailto:tea@example.org">x</A><BR>
    <I>Thu Jun  7 22:\(10 + number):06 UTC 2012</I><P><UL><LI>Next message: <A HREF="0.html">x</A></li>
    <a href="date.html#\(number)">[ date ]</a> <a href="thread.html#\(number)">[ thread ]</a></UL><HR>
    <PRE>\(words)</PRE></BODY></HTML>
    """
  }

  private static func entry(_ number: Int, _ comment: String, _ below: String = "") -> String {
    """
    <!--\(comment) -->
    <LI><A HREF="00000\(number).html">[Tea] Kettles
    </A><A NAME="\(number)">&nbsp;</A>
    <I>Somebody</I>
    \(below.isEmpty ? "" : "<UL>\(below)</UL>")
    """
  }

  private static let words = [
    "Which kettle should I buy for a small boat?", "One of copper lasts for years on the water.",
    "Copper is dear; steel does as well and is light.", "Steel rusts sooner or later, I am afraid.",
    "Mine never rusted in the eleven years that I had it.",
  ]

  private func ingest(
    _ index: String, subjects: [Int: String] = [:]
  ) throws -> [String: String] {
    let folder = TemporaryFolder()
    for (number, words) in Self.words.enumerated() {
      try folder.write(
        Self.message(
          number + 1, "Person \(number)", words, subject: subjects[number + 1] ?? "Kettles"),
        to: "in/00000\(number + 1).html")
    }
    try folder.write(
      """
      <html><head><title>The Tea June 2012 Archive by thread</title></head><body>
      <a name="start"></A><h1>June 2012 Archives by thread</h1>
      <ul><li><a href="date.html#start">[ date ]</a></li></ul><ul>\(index)</ul>
      <a name="end">x</a></body></html>
      """, to: "in/thread.html")
    let result = try Ingest.run(
      inputs: [folder.path + "/in"], pages: PageParser(layouts: Layout.shelf),
      fragments: HTMLFragments(), into: folder.path + "/corpus", workers: Workers(2))
    #expect(result.quarantine.isEmpty && result.documents.used == 6)
    let lines = try Files.read(folder.path + "/corpus/utterances.jsonl")
      .split(separator: UInt8(ascii: "\n"))
    var answers: [String: String] = [:]
    for line in lines {
      let post = try JSONParser().parse(Array(line))
      let findings = post["meta"]?["findings"]?.elements.compactMap(\.string) ?? []
      guard !findings.contains("reply-to-thread"), let id = post["id"]?.string else { continue }
      answers[String(id.prefix(2))] = post["reply-to"]?.string.map { String($0.prefix(2)) }
    }
    return answers
  }

  @Test func anEntryAnswersTheOneAroundIt() throws {
    let index =
      Self.entry(1, "x", Self.entry(2, "x", Self.entry(3, "x")) + Self.entry(4, "x"))
      + Self.entry(5, "x")
    #expect(try ingest(index) == ["m2": "m1", "m3": "m2", "m4": "m1"])
  }

  @Test func aReplyUnderAnotherSubjectIsOne() throws {
    let index = Self.entry(1, "x", Self.entry(2, "x", Self.entry(3, "x")) + Self.entry(4, "x"))
    let subjects = [2: "Copper (was: Kettles)", 3: "Copper (was: Kettles)", 4: "Steel", 5: "Steel"]
    #expect(
      try ingest(index + Self.entry(5, "x"), subjects: subjects)
        == ["m2": "m1", "m3": "m2", "m4": "m1"])
  }

  @Test func aChainTellsMoreThanTheIndentation() throws {
    func chain(_ numbers: Int...) -> String {
      "\(numbers.count - 1) " + numbers.map { "0133.\($0)-" }.joined()
    }
    let deep = Self.entry(4, chain(1, 2, 3, 4)) + Self.entry(5, chain(1, 2, 3, 4, 5))
    let index = Self.entry(
      1, chain(1), Self.entry(2, chain(1, 2), Self.entry(3, chain(1, 2, 3), deep)))
    #expect(try ingest(index) == ["m2": "m1", "m3": "m2", "m4": "m3", "m5": "m4"])
  }

  /// hypermail's pages say which page they answer, whatever the subjects of both.
  @Test func aPageThatNamesAnotherPageAnswersItsPost() throws {
    let template = String(
      decoding: try Files.read("\(EngineTests.folder)/hypermail.html"), as: UTF8.self)
    let folder = TemporaryFolder()
    let first = template.replacing("start41", with: "start38").replacing(
      "Elin Strand", with: "Gerd"
    )
    .replacing(
      "[ <a href=\"./0038.html\" title=\"Message to which this message replies\">In reply to</a> ]",
      with: ""
    )
    .replacing("Twice a day, by the harbour master.", with: "Is the gauge read by hand?")
    try folder.write(first, to: "in/0038.html")
    try folder.write(
      template.replacing("Gauge at the pier", with: "Harbour masters"), to: "in/0041.html")
    _ = try Ingest.run(
      inputs: [folder.path + "/in"], pages: PageParser(layouts: Layout.shelf),
      fragments: HTMLFragments(), into: folder.path + "/corpus", workers: Workers(2))
    let posts = try Files.read(folder.path + "/corpus/utterances.jsonl")
      .split(separator: UInt8(ascii: "\n")).map { try JSONParser().parse(Array($0)) }
    #expect(Set(posts.compactMap { $0["conversation_id"]?.string }).count == 1)
    #expect(posts.count == 2 && posts[1]["reply-to"]?.string == posts[0]["id"]?.string)
    #expect(posts[1]["meta"]?["findings"]?.elements.isEmpty != false)
  }
}
