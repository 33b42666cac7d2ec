import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// The pages of `Fixtures`, each with the posts that a reader sees on it.
@Suite struct EngineTests {
  static let folder = "\(Floors.testFolder)/Fixtures"
  static let pages = ((try? Files.names(in: folder)) ?? []).filter { $0.hasSuffix(".html") }

  /// One line of a table: id, author, time, post answered, own words with `|` for a line break.
  static func row(_ post: ParsedPost) -> String {
    let parent = if case .post(let id) = post.parent { id } else { "-" }
    let time = post.time.map { Date(timeIntervalSince1970: Double($0)).ISO8601Format() } ?? "-"
    let own = OwnWords.text(
      of: post.spans.map { Span($0.kind, $0.start, $0.end) }, in: post.body)
    return [
      post.localID, post.author ?? "-", time, parent, own.replacing("\n", with: "|"),
    ].joined(separator: "\t")
  }

  @Test(arguments: pages)
  func aPageGivesThePostsThatAReaderSees(page: String) throws {
    let name = String(page.dropLast(5))
    let outcome = PageParser(layouts: Layout.shelf).outcome(
      try Files.read("\(Self.folder)/\(page)"), path: page)
    let table = String(decoding: try Files.read("\(Self.folder)/\(name).tsv"), as: UTF8.self)
    let rows = outcome.document.threads.flatMap(\.posts).map(Self.row)
    #expect(rows == table.split(separator: "\n").map(String.init))
    // A second page of an engine carries its name with something behind it.
    let engine = try #require(outcome.engine)
    #expect(name == engine || name.hasPrefix("\(engine)-"))
    #expect(outcome.document.threads.count == 1)
    for post in outcome.document.threads.flatMap(\.posts) {
      #expect(post.source.start < post.source.end)
    }
  }

  /// Boxes around posts and menus beside them are no posts that were left out.
  @Test(arguments: ["vbulletin3-flat.html", "smf-1.1.html", "mybb-1.4.html"])
  func nothingButPostsIsCounted(page: String) throws {
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/\(page)"), path: page)
    #expect(document.dropped.isEmpty && document.seen == 2)
  }

  @Test(arguments: [
    "mybb.html": "Patching a tent", "smf-1.1.html": "Knots for hammocks", "xenforo2.html": "Tyres",
    "xenforo1.html": "Bees in the wall", "smf-print.html": "Hot water",
    "phpbb3-print.html": "Hot water", "vbulletin4-print.html": "Hot water",
  ])
  func aThreadHasItsTitle(page: String, title: String) throws {
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/\(page)"), path: page)
    #expect(document.threads.first?.title == title)
  }

  @Test(arguments: Layout.shelf.map(\.engine))
  func everyEngineHasAPage(engine: String) {
    #expect(Self.pages.contains("\(engine).html"))
  }

  /// Words that the site hides are no words of their author, whose post stands all the same.
  @Test func whatIsFlaggedAwayIsAPostWithoutWords() throws {
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/hackernews.html"), path: "x")
    let flagged = try #require(document.threads[0].posts.first { $0.localID == "1004" })
    #expect(flagged.body == "[flagged]" && flagged.spans.map(\.kind) == [.boilerplate])
    #expect(flagged.findings.contains("withheld"))
    // What nobody is named for is gone, as before.
    #expect(document.dropped == ["deleted": 1])
  }

  /// An element around posts is none itself, and no post that was left out either.
  @Test func aBoxAroundPostsIsNotCounted() {
    func comment(_ number: Int) -> String {
      """
      <div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c\(number)"><b itemprop="author">Ann</b>
      <time itemprop="datePublished" datetime="2026-01-0\(number)T10:00:00Z">x</time><p itemprop="text">Words \(number)</p></div>
      """
    }
    let page = """
      <html><body><div itemscope itemtype="https://schema.org/DiscussionForumPosting"><h1>Kettles</h1>
      \(comment(1))\(comment(2))</div></body></html>
      """
    let document = PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x.html")
    #expect(document.threads[0].posts.map(\.localID) == ["c1", "c2"])
    #expect(document.dropped.isEmpty)
  }

  @Test func permalinksStartFromThePagesBase() throws {
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/xenforo1.html"), path: "x")
    let links = document.threads.flatMap(\.posts).compactMap(\.url)
    #expect(links.last == "https://hive.example/threads/bees-in-the-wall.311/#post-5507")
  }

  @Test(arguments: [
    ("discourse", "ada", "1", "six hours"), ("phpbb3", "Carla", "501", "Bowline or clove hitch?"),
    ("xenforo2", "Eve", "31", "Budget is tight."),
  ])
  func quotesNameTheirOrigin(engine: String, author: String, post: String, text: String) throws {
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/\(engine).html"), path: engine)
    let posts = try #require(document.threads.first?.posts)
    let reply = try #require(posts.last { $0.spans.contains { $0.quoted != nil } })
    let quote = try #require(reply.spans.first { $0.kind == .quote })
    #expect(quote.attribution == author && quote.quoted == post)
    let body = Array(reply.body.utf8)
    #expect(String(decoding: body[quote.start..<quote.end], as: UTF8.self).contains(text))
  }

  @Test(arguments: [
    (
      "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
      "block-page"
    ),
    (
      "<html id='XF' data-template=login><body><h1>Log in</h1><form><input type=password></form></body></html>",
      "login-wall"
    ),
    (
      "<html><head><meta name=generator content='Discourse 3'></head><body><div id=data-preloaded></div></body></html>",
      "script-shell"
    ),
    ("<p>A page like any other, about nothing.</p>", "unknown-layout"), ("   \n", "empty-document"),
    ("<a \((0..<600).map { "a\($0)=1" }.joined(separator: " "))>x</a>", "attribute-flood"),
    (String(repeating: "<div>", count: 6000), "nesting-bomb"),
  ])
  func pagesThatAreNoThreadsAreNamed(page: String, reason: String) {
    let document = PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x.html")
    #expect(document.quarantine.map(\.reason) == [reason])
    #expect(document.threads.isEmpty && document.seen == 0)
  }

  /// Pages of `Fixtures/no-threads`, and what each is: named, and not mined.
  @Test(
    arguments: String(
      decoding: (try? Files.read("\(folder)/no-threads/pages.tsv")) ?? [], as: UTF8.self
    ).split(separator: "\n").map(String.init))
  func listsLoginsAndRefusalsAreNamed(line: String) throws {
    let cells = line.split(separator: "\t").map(String.init)
    let document = PageParser(layouts: Layout.shelf).parse(
      try Files.read("\(Self.folder)/no-threads/\(cells[0]).html"), path: "x.html")
    #expect(document.quarantine.map(\.reason) == [cells[1]])
    #expect(document.threads.isEmpty && document.seen == 0)
  }

  @Test func aListOfTopicsIsNoThread() {
    let rows = (1...12).map {
      """
      <tr class="row"><td><a class="topictitle" href="./viewtopic.php?t=\($0)">A topic with a title \($0)</a>
      <span class="author">by <a class="username">Ann</a></span> <time datetime="2020-01-0\($0 % 9 + 1)T00:00:00Z">Jan</time>
      <p>Some description of the topic that is long enough to look like a body of a post.</p></td></tr>
      """
    }
    let page = "<html><body><table>\(rows.joined())</table></body></html>"
    let document = PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x.html")
    #expect(document.threads.isEmpty)
    #expect(document.quarantine.count == 1)
  }

  @Test func anIndexOfForumsIsNoThread() {
    let rows = (1...12).map {
      """
      <div class="board"><p><a href="/b/\($0)">Board number \($0)</a> What this board is about, and what \
      else belongs here rather than elsewhere.</p><div>Last: <a class="username" href="/user/a\($0)">Ann\($0)</a>
      <time datetime="2020-01-0\($0 % 9 + 1)T00:00:00Z">Jan</time></div></div>
      """
    }
    let page = "<html><body>\(rows.joined())</body></html>"
    let document = PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x.html")
    #expect(document.threads.isEmpty)
    #expect(document.quarantine.map(\.reason) == ["unknown-layout"])
  }

  @Test func aBoardsFrontPageIsAListing() {
    let rows = (1...9).map {
      """
      <tr><td><a href="forumdisplay.php?f=\($0)&amp;s=442557fd519fb24693323886e04bb1a1">Forum \($0)</a></td></tr>
      """
    }
    let page = "<html><body><table>\(rows.joined())</table></body></html>"
    let document = PageParser(layouts: Layout.shelf).parse(Array(page.utf8), path: "x.html")
    #expect(document.quarantine.map(\.reason) == ["listing-page"])
  }

  @Test(arguments: [
    ("viewtopic.php?t=7&sid=9cc75c1bf02d72d62efc392543a791c6", "viewtopic.php?t=7"),
    ("/t.php?PHPSESSID=abc&id=4#p9", "/t.php?id=4#p9"),
    ("/t.php?s=442557fd519fb24693323886e04bb1a1#p9", "/t.php#p9"),
    ("/search?s=kettle&sid=4", "/search?s=kettle&sid=4"), ("/t/7", "/t/7"),
  ])
  func sessionsAreNoPartOfAnAddress(address: String, plain: String) {
    #expect(PageAddress.withoutSession(address) == plain)
  }

  /// Saved in two visits, out of order: one thread, its posts in the order of the pages.
  @Test func pagesOfTwoVisitsAreOneThread() throws {
    let folder = TemporaryFolder()
    func page(_ number: Int, _ session: String) -> String {
      """
      <html><head><title>Kettles</title><meta property="og:url" \
      content="https://b.example/viewtopic.php?t=7&amp;start=\(number * 10 - 10)&amp;sid=\(session)"></head>
      <body id="phpbb" class="section-viewtopic"><h2 class="topic-title"><a href="./viewtopic.php?t=7">Kettles</a></h2>
      <div id="p\(number)" class="post has-profile"><div class="postbody"><p class="author">by <strong>
      <a class="username" href="#">Ann</a></strong> &raquo; <time datetime="2026-01-0\(number)T10:00:00Z">x</time></p>
      <div class="content">Words of page \(number), and no others than those.</div></div></div></body></html>
      """
    }
    let sessions = [String(repeating: "0a", count: 16), String(repeating: "1b", count: 16)]
    for (name, number) in [("a", 3), ("b", 1), ("c", 2)] {
      try folder.write(page(number, sessions[number % 2]), to: "in/\(name).html")
    }
    _ = try Ingest.run(
      inputs: [folder.path + "/in"], pages: PageParser(layouts: Layout.shelf),
      fragments: HTMLFragments(), into: folder.path + "/corpus", workers: Workers(2))
    let lines = try Files.read(folder.path + "/corpus/utterances.jsonl")
      .split(separator: UInt8(ascii: "\n"))
    let posts = try lines.map { try JSONParser().parse(Array($0)) }
    #expect(Set(posts.compactMap { $0["conversation_id"]?.string }).count == 1)
    #expect(posts.compactMap { $0["timestamp"]?.integer }.count == 3)
    #expect(posts.allSatisfy { $0["meta"]?["url"]?.string?.contains("sid=") != true })
  }

  @Test func scriptsDoNotCountAsTags() {
    let script = (0..<600).map { "if(i<a && b\($0)=='x') y" }.joined(separator: " ")
    let page = Array("<script>\(script)</script><p>text</p>".utf8)
    let isFlood = MarkupPreScan.holdsFlood(page.span)
    #expect(!isFlood)
    #expect(HTMLTreeBuilder.tree(page, names: MarkupNames()).findings.isEmpty)
  }
}
