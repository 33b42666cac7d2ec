import Foundation
import HubbubCorpus
import HubbubExplorer
import HubbubModel
import HubbubSystem
import Testing

/// The pages over a small workspace whose posts hold what pages must not: markup.
@Suite struct ExplorerTests {
  private static let hostile = "<script>alert(1)</script> \"' onload=x {{title}} {{{text}}}"

  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "explore-\(UUID().uuidString)"
  ).path

  private func explorer(limit: Duration = .seconds(60)) throws -> Explorer {
    let writer = try CorpusWriter(folder: "\(folder)/corpus")
    try writer.write(thread: [
      Post(
        id: "a/1", thread: "a", author: "ann", time: 86_400, title: "Trust", text: "Whom to trust?"),
      Post(
        id: "a/2", thread: "a", parent: "a/1", author: Self.hostile, time: 172_800,
        url: "javascript:alert(1)", text: "Nobody. \(Self.hostile)"),
      Post(id: "a/3", thread: "a", parent: "a/2", author: "ann", text: "Really nobody?"),
    ])
    try writer.write(thread: [
      Post(id: "b", thread: "b", author: "bob", time: 259_200, title: Self.hostile, text: "=1+1")
    ])
    try writer.commit()
    return try Explorer(folder: folder, port: 8000, workers: .one, limit: limit)
  }

  private func get(
    _ target: String, of explorer: Explorer, method: String = "GET",
    host: String? = "127.0.0.1:8000"
  ) async -> (status: Int, type: String, text: String) {
    let reply = await explorer.reply(to: ExplorerRequest(method, target, host: host))
    let type = reply.headers.first { $0.name == "Content-Type" }?.value ?? ""
    return (reply.status, type, String(decoding: reply.body, as: UTF8.self))
  }

  @Test(arguments: [
    ("/", 200), ("/posts", 200), ("/posts?q=nobody", 200), ("/posts?q=%22%28NEAR", 200),
    ("/posts?q=---", 200), ("/posts?from=1970-01-02&to=1970-01-02", 200),
    ("/posts?side=unscored&sort=newest", 200), ("/posts?page=99", 200), ("/post?id=a/2", 200),
    ("/thread?id=a", 200), ("/threads?sort=title", 200), ("/authors", 200), ("/cross", 200),
    ("/cross?columns=thread&measure=valence", 200),
    ("/cross?columns=month&author=ann&q=nobody", 200),
    ("/explorer.css", 200),
    ("/post", 400), ("/posts?page=0", 400), ("/posts?sort=sideways", 400),
    ("/posts?from=yesterday", 400), ("/cross?columns=moon", 400), ("/posts?format=xml", 400),
    ("/post?id=none", 404), ("/thread?id=none", 404), ("/theme?id=none", 404),
    ("/compare", 404), ("/nowhere", 404), ("/../corpus/corpus.json", 404),
  ])
  func everyAddressIsAnswered(_ target: String, _ status: Int) async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let reply = try await get(target, of: explorer())
    #expect(reply.status == status, "\(reply.text)")
    #expect(!reply.text.contains("<script"))
    #expect(!reply.text.contains("href=\"javascript"))
    // A post's text is not read as a template.
    #expect(reply.text.replacing("{{title}} {{{text}}}", with: "").contains("{{") == false)
  }

  @Test func onlyThisMachineMayAskAndOnlyRead() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let explorer = try explorer()
    for host in [nil, "evil.example", "evil.example:8000", "127.0.0.1:9000", "127.0.0.1"] {
      #expect(await get("/", of: explorer, host: host).status == 421)
    }
    for host in ["127.0.0.1:8000", "LOCALHOST:8000", "[::1]:8000"] {
      #expect(await get("/", of: explorer, host: host).status == 200)
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
      #expect(await get("/", of: explorer, method: method).status == 405)
    }
    #expect(await get("/", of: explorer, method: "HEAD").status == 200)
  }

  @Test func aSearchFindsAndMarksWords() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let explorer = try explorer()
    let page = await get("/posts?q=nobody", of: explorer).text
    #expect(page.contains("2 posts with “nobody”."))
    #expect(page.contains("<mark>Nobody</mark>"))
    let data = await get("/posts?q=nobody&sort=oldest&format=json", of: explorer)
    #expect(data.type == "application/json")
    let root = try JSONParser().parse(Array(data.text.utf8))
    #expect(root["total"]?.integer == 2)
    #expect(root["rows"]?.elements.map { $0["id"]?.string } == ["a/2", "a/3"])
  }

  @Test func filtersNarrowDown() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let explorer = try explorer()
    let cases = [
      ("author=ann", ["a/1", "a/3"]), ("thread=b", ["b"]),
      ("from=1970-01-03", ["a/2", "b"]), ("to=1970-01-03", ["a/1", "a/2"]),
      ("from=1970-01-03&to=1970-01-03", ["a/2"]), ("sort=newest", ["b", "a/2", "a/1", "a/3"]),
      ("side=positive", []), ("q=trust+-nobody", ["a/1"]), ("q=nobo*&author=ann", ["a/3"]),
    ]
    for (query, ids) in cases {
      let text = await get("/posts?format=json&\(query)", of: explorer).text
      let found = try JSONParser().parse(Array(text.utf8))["rows"]?.elements
      #expect(found?.map { $0["id"]?.string } == ids, "\(query)")
    }
  }

  @Test func tablesAreSafeInASpreadsheet() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let reply = try await get("/posts?thread=b&format=csv", of: explorer())
    #expect(reply.type.hasPrefix("text/csv"))
    #expect(reply.text.contains("'=1+1"))
    #expect(!reply.text.contains(",=1+1"))
  }

  @Test func aThreadIsATree() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let page = try await get("/thread?id=a", of: explorer()).text
    for depth in 0...2 { #expect(page.contains("depth-\(depth)")) }
    #expect(page.contains("3 posts by 2 authors."))
  }

  @Test func aLongThreadIsReadAPageAtATime() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writer = try CorpusWriter(folder: "\(folder)/corpus")
    // A branch of five that goes on over the end of the page, among answers to the first post.
    try writer.write(
      thread: (0..<1400).map { number in
        let parent = number == 0 ? nil : (998...1002).contains(number) ? number - 1 : 0
        return Post(
          id: PostID("\(number)"), thread: "t", parent: parent.map { PostID("\($0)") },
          text: "word \(number)")
      })
    try writer.commit()
    let explorer = try Explorer(folder: folder, port: 8000, workers: .one)
    let page = await get("/thread?id=t&page=2", of: explorer).text
    #expect(page.contains("1,400 posts by "))
    let reply = await get("/thread?id=t&page=2&format=json", of: explorer).text
    let data = try JSONParser().parse(Array(reply.utf8))
    #expect(data["total"]?.integer == 1400)
    #expect(data["rows"]?.elements.first?["id"]?.string == "1000")
    #expect(data["rows"]?.elements.count == 400)
    // 997 answers the first post; 998 to 1,002 go down from it; what follows answers the first.
    let depths = page.matches(of: /depth-(\d+)/).map { String($0.1) }
    #expect(Array(depths.prefix(4)) == ["4", "5", "6", "1"])
  }

  @Test func aQueryThatTakesTooLongIsStopped() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let writer = try CorpusWriter(folder: "\(folder)/corpus")
    try writer.write(
      thread: (0..<3000).map {
        Post(id: PostID("\($0)"), thread: "t", parent: $0 == 0 ? nil : "0", text: "word \($0)")
      })
    try writer.commit()
    let explorer = try Explorer(
      folder: folder, port: 8000, workers: .one, limit: .zero)
    var statuses: Set<Int> = []
    // An alarm may come after a quick query's end: then the query is answered.
    for _ in 0..<200 where !statuses.contains(503) {
      statuses.insert(await get("/posts?q=word&sort=coldest", of: explorer).status)
    }
    #expect(statuses.isSubset(of: [200, 503]))
    #expect(statuses.contains(503))
  }
}
