import FoundationEssentials
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubReport

/// The posts behind the numbers: their file, and the block of data that the page carries.
@Suite struct PostsTests {
  @Test func `posts are read as they were written`() throws {
    #expect(try PostsCoding.posts(json: PostsCoding.json(SamplePosts.posts)) == SamplePosts.posts)
    let error = #expect(throws: ReportError.self) {
      try PostsCoding.posts(json: Array(#"{"schema":1,"all":1,"all_threads":"x"}"#.utf8))
    }
    #expect(error?.description.contains("all_threads") == true)
  }

  @Test func `posts are as their schema says`() throws {
    let schema = SchemaCheck(root: try SchemaTests.schema("posts"))
    #expect(schema.problems(try JSONParser().parse(PostsCoding.json(SamplePosts.posts))) == [])
  }

  private func data(_ posts: ReportPosts) throws -> (text: String, value: JSONValue) {
    let labels = SampleReport.report.themes.map(\.theme.label)
    let text = PageData(
      posts: posts, labels: labels, calendar: [], spots: [], words: .english
    ).json.html
    return (text, try JSONParser().parse(Array(text.utf8)))
  }

  @Test func `the page's data hold each post once, and no address but of the web`() throws {
    let rows = try data(SamplePosts.posts).value["posts"]?.elements ?? []
    #expect(rows.count == SamplePosts.posts.posts.count)
    for (row, post) in zip(rows, SamplePosts.posts.posts) {
      let fields = row.elements
      #expect(fields[0].string == post.id.text)
      #expect(fields[3].integer == post.time)
      #expect(fields[6].string == post.text + (post.isWhole ? "" : " …"))
      #expect(fields[7].string == Untrusted.link(post.url))
    }
    #expect(rows.last?.elements[5].elements.map(\.integer) == [-1])
  }

  @Test(arguments: stride(from: 0, to: HostileReport.payloads.count, by: 4).map { $0 })
  func `no text of a post changes the tags of the page or ends its data`(start: Int) throws {
    var index = start
    let hostile = SamplePosts.posts { _, number in
      index += 1
      return "\(HostileReport.payloads[index % HostileReport.payloads.count]) \(number)"
    }
    let (text, value) = try data(hostile)
    #expect(!text.contains { "<>&\u{2028}\u{2029}".contains($0) })
    #expect(value["posts"]?.elements.count == hostile.posts.count)
    let page = PageReader(HTMLReport.render(SampleReport.report, posts: hostile)).skeleton
    let harmless = PageReader(HTMLReport.render(SampleReport.report, posts: SamplePosts.posts))
    #expect(page == harmless.skeleton)
  }

  @Test func `the page has one script and one block of data, and none without posts`() {
    let scripts = { (posts: ReportPosts) in
      PageReader(HTMLReport.render(SampleReport.report, posts: posts)).pieces.compactMap { piece in
        if case .open("script", let attributes) = piece { attributes } else { nil }
      }
    }
    #expect(scripts(SamplePosts.posts) == [["type": "application/json", "id": "data"], [:]])
    #expect(scripts(ReportPosts()) == [])
    #expect(!HTMLReport.script.contains("</") && !HTMLReport.script.contains("\r"))
    #expect(HTMLReport.policy.contains("script-src 'sha256-"))
  }

  @Test func `the script makes no element of text and fetches nothing`() {
    for word in [
      "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(",
      "fetch(", "XMLHttpRequest", "WebSocket", "import(", "localStorage", "sendBeacon",
    ] {
      let isThere = HTMLReport.script.contains(word)
      #expect(!isThere, "\(word)")
    }
  }

  @Test func `the words that the script says are given to it`() {
    let spoken = Set(PageData.spoken)
    for part in HTMLReport.script.split(separator: "words.").dropFirst() {
      let key = String(part.prefix { $0.isLetter || $0 == "_" })
      #expect(spoken.contains(key), "\(key)")
    }
    for part in HTMLReport.script.split(separator: "say(\"").dropFirst() {
      let key = String(part.prefix { $0 != "\"" })
      #expect(spoken.contains(key), "\(key)")
    }
  }

  @Test func `a page too large carries fewer posts, and says so`() {
    let all = HTMLReport.render(SampleReport.report, posts: SamplePosts.posts)
    let limit = all.count - 2_000
    let cut = HTMLReport.render(
      SampleReport.report, posts: SamplePosts.posts, Rendering(bytes: limit))
    #expect(cut.count <= limit)
    let texts = PageReader(cut).texts
    #expect(texts.contains { $0.text.hasPrefix("This page carries ") })
  }

  @Test func `numbers lead to posts`() {
    let cases: [(path: String, artifact: String, query: String?)] = [
      ("themes[2].posts", "report/report.json", "theme=2"),
      ("themes[0].sentiment.negative", "report/report.json", "theme=0 side=0"),
      ("themes[0].sentiment.positive", "report/report.json", "theme=0 side=2"),
      ("themes[1].trend[3]", "report/report.json", "theme=1 bucket=3"),
      ("residue.share", "report/report.json", "theme=-1"),
      ("source.posts", "report/report.json", ""),
      ("themes[0].label", "report/report.json", nil),
      ("conservation.seen", "report/report.json", nil),
      ("count(valence>0.05)", "sentiment/posts.csv", "side=2"), ("x", "corpus/corpus.json", nil),
      ("themes[x].posts", "report/report.json", nil), ("themes[", "report/report.json", nil),
    ]
    for (path, artifact, query) in cases {
      #expect(ReportView.query(figure: path, of: artifact) == query, "\(path)")
    }
  }

  @Test func `no level of privacy but the first shows a handle of a post`() {
    let posts = SamplePosts.posts { kind, n in
      kind == "writer" ? "river_\(n)x" : "\(kind) \(n), says river_\(n)x to @river_1x"
    }
    let report = SampleReport.report
    #expect(Privacy.internal.apply(to: posts, of: report, key: [1]) == posts)
    for level in [Privacy.share, .public] {
      let handles = Set((0..<1_000).map { "river_\($0)x" })
      let shown = level.apply(to: posts, of: report, key: [1, 2], handles: handles)
      let text = String(decoding: PostsCoding.json(shown), as: UTF8.self)
      let names = text.contains(/"(text|author|title)":"[^"]*river_[0-9]+x/)
      #expect(!names)
      #expect(shown.posts.map(\.themes) == posts.posts.map(\.themes))
      #expect(shown.posts.map(\.side) == posts.posts.map(\.side))
      if level == .public { #expect(!text.contains("river_") && !text.contains("forum.example")) }
    }
  }
}
