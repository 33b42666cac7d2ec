import HubbubIngest
import HubbubModel
import HubbubSystem
import Testing

/// JSON as people have it: arrays, envelopes, records in a row, threads with their posts in them.
@Suite struct JSONInputTests {
  private static let array = """
    \u{FEFF}[
      {"id": 1, "author": "ann", "text": "Does the ferry sail? \\"Yes\\", says [the board] {1}"},
      {"id": 2, "author": "bo", "text": "It does \\\\", "parent": 1} ,
      7, "eight, [nine]",
      {"id": 3, "author": "cy", "text": "Late, "again"", "parent": 1},
      {"id": 4, "author": "dee", "tags": [{"a": "}"}], "text": "Not today.", "parent": 2}
    ]

    """

  private func ingest(
    _ text: String, part: String, chunkSize: Int = 1 << 18
  ) throws -> (result: IngestResult, corpus: [UInt8]) {
    let folder = TemporaryFolder()
    let out = folder.path + "/corpus"
    let result = try Ingest.run(
      documents: [
        HeldDocument(path: "a.json", bytes: Array(text.utf8), format: .json, part: part)
      ], pages: OnePostPages(), fragments: TagStripper(), into: out, workers: Workers(2),
      chunkSize: chunkSize)
    return (result, result.nothingUsable ? [] : try Files.read(out + "/utterances.jsonl"))
  }

  @Test func eachElementOfAnArrayHasItsOwnBytes() throws {
    let folder = TemporaryFolder()
    let run = try Ingested([try folder.write(Self.array, to: "a.json")])
    #expect(run.posts.map(\.id.text) == ["1", "2", "4"])
    #expect(run.posts.map { $0.parent?.text } == [nil, "1", "2"])
    let bytes = Array(Self.array.utf8)
    for post in run.posts {
      let record = String(decoding: bytes[post.source.start..<post.source.end], as: UTF8.self)
      #expect(record.hasPrefix("{\"id\": \(post.id.text),") && record.hasSuffix("}"))
    }
    // 7, a text and a record with a stray quotation mark.
    #expect(
      run.result.quarantine.map { "\($0.reason) \($0.source.end - $0.source.start)" }
        == ["malformed-record 1", "malformed-record 15", "malformed-record 63"])
    #expect(
      run.result.conservation == Conservation(seen: 6, used: 3, dropped: ["malformed-record": 3]))
  }

  @Test(arguments: [1, 16, 64, 100, 1 << 18])
  func aLongArrayIsReadAsAShortOne(chunkSize: Int) throws {
    let whole = try ingest(Self.array, part: "")
    let stream = try ingest(Self.array, part: "records", chunkSize: chunkSize)
    #expect(stream.corpus == whole.corpus && !whole.corpus.isEmpty)
    #expect(stream.result.quarantine == whole.result.quarantine)
    #expect(stream.result.conservation == whole.result.conservation)
  }

  @Test func ofAnArrayThatBreaksOffTheWholeRecordsAreRead() throws {
    let bytes = Array(#"[{"id":1,"text":"One."},{"id":2,"text":"Two."}]"#.utf8)
    for length in 24..<bytes.count {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      for part in ["", "records"] {
        let (result, corpus) = try ingest(text, part: part, chunkSize: 8)
        #expect(Lines.count(corpus) == (length < bytes.count - 1 ? 1 : 2))
        #expect(result.quarantine.map(\.reason) == ["truncated"])
        #expect(result.conservation.balances)
      }
    }
  }

  @Test func recordsInARowNeedNoLines() throws {
    let folder = TemporaryFolder()
    let text =
      "{\n  \"id\": 1,\n  \"text\": \"One.\"\n}\n{\n  \"id\": 2,\n  \"text\": \"Two.\"\n}\n"
    let run = try Ingested([try folder.write(text, to: "a.json")])
    #expect(run.posts.map(\.text) == ["One.", "Two."])
    #expect(run.posts.map(\.source.start) == [0, 32])
  }

  @Test func anEnvelopeIsTheSameOnOneLineAndOnMany() throws {
    let folder = TemporaryFolder()
    let line =
      #"{"data": [{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}], "paging": {"next": "x"}}"#
    let texts = try [line, line.split(separator: " ").joined(separator: "\n ")].map {
      try Ingested([try folder.write($0, to: "a.json")]).posts.map(\.text)
    }
    #expect(texts == [["One.", "Two."], ["One.", "Two."]])
  }

  @Test func threadsHoldTheirPosts() throws {
    let folder = TemporaryFolder()
    let run = try Ingested([
      try folder.write(
        """
        [{"id": 7, "title": "Ferry", "url": "https://town.example/t/7", "posts": [
            {"id": 1, "author": "ann", "body": "Does it sail?"},
            {"id": 2, "author": "bo", "body": "It does.", "replies": [
              {"id": 3, "author": "cy", "body": "Not today."}]}]},
         {"id": 8, "title": "Bridge", "posts": [{"id": 1, "author": "dee", "body": "Closed?"}]},
         {"id": 9, "title": "Empty", "posts": [], "comments": [{"votes": 3}]}]
        """, to: "forum.json")
    ])
    let first = "https://town.example/t/7#"
    #expect(
      run.posts.map { [$0.id.text, $0.parent?.text ?? "", $0.author ?? "", $0.text] } == [
        ["forum.json#8#1", "", "dee", "Closed?"],
        [first + "1", "", "ann", "Does it sail?"],
        // Of a thread's posts nothing says what they answer but their order.
        [first + "2", first + "1", "bo", "It does."],
        [first + "3", first + "2", "cy", "Not today."],
      ])
    #expect(Set(run.posts.map { $0.title ?? "" }) == ["Ferry", "Bridge"])
    #expect(run.result.findings["column-guessed:text=posts.body"] == 1)
    #expect(run.result.findings["records-without-text:comments"] == 1)
  }

  @Test func commentsAnswerWhatTheyStandIn() throws {
    let folder = TemporaryFolder()
    let line =
      #"{"id": "s", "title": "Bell", "text": "A bell.", "comments": [{"id": "a", "comment": "Loud.", "replies": [{"id": "b", "comment": "Very."}]}, {"id": "c", "comment": "Why?", "parent": "s"}]}"#
    for name in ["a.json", "a.jsonl"] {
      let run = try Ingested([try folder.write(line, to: name)])
      #expect(
        run.posts.map { "\($0.id.text) \($0.parent?.text ?? "-") \($0.text)" } == [
          "\(name)#s#s - A bell.", "\(name)#s#a \(name)#s#s Loud.",
          "\(name)#s#b \(name)#s#a Very.", "\(name)#s#c \(name)#s#s Why?",
        ])
    }
  }

  @Test func anEnvelopeIsNoThread() throws {
    let folder = TemporaryFolder()
    let text =
      #"{"posts": [{"id": 1, "topic_id": 5, "text": "One."}, {"id": 2, "topic_id": 6, "text": "Two."}], "users": [{"id": 3}]}"#
    let run = try Ingested([try folder.write(text, to: "a.json")])
    #expect(run.posts.map { [$0.id.text, $0.thread.text] } == [["1", "5"], ["2", "6"]])
  }

  @Test(arguments: [
    (
      "GitHub",
      #"[{"id": 1, "user": {"login": "ann", "id": 9}, "created_at": "2026-03-02T10:00:00Z", "body": "It crashes.", "issue_url": "https://api.example/issues/4"}]"#
    ),
    (
      "WordPress",
      #"[{"id": 1, "post": 12, "parent": 0, "author": 4, "author_name": "ann", "date_gmt": "2026-03-02T10:00:00", "content": {"rendered": "<p>It crashes.</p>"}}]"#
    ),
    (
      "Discord",
      #"{"guild": {"id": "1"}, "channel": {"id": "2", "name": "general"}, "messages": [{"id": "1", "timestamp": "2026-03-02T10:00:00+00:00", "content": "It crashes.", "author": {"id": "9", "name": "ann"}}]}"#
    ),
    (
      "Telegram",
      #"{"name": "Town", "id": 3, "messages": [{"id": 1, "date": "2026-03-02T10:00:00", "date_unixtime": "1772445600", "from": "ann", "text": ["It ", {"type": "bold", "text": "crashes"}, "."]}, {"id": 2, "date": "2026-03-02T10:00:00", "from": "bo", "text": "Does it?"}]}"#
    ),
  ])
  func whatInterfacesServeIsRecognised(name: String, text: String) throws {
    let folder = TemporaryFolder()
    let run = try Ingested([try folder.write(text, to: "\(name).json")])
    let post = try #require(run.posts.first)
    #expect([post.author, post.text] == ["ann", "It crashes."])
    #expect(post.time == 1_772_445_600)
  }

  @Test func aThreadOfRedditIsATree() throws {
    let folder = TemporaryFolder()
    func comment(_ id: String, _ parent: String, _ body: String, _ replies: String) -> String {
      #"{"kind": "t1", "data": {"id": "\#(id)", "author": "u_\#(id)", "body": "\#(body)", "created_utc": 1772445600.0, "link_id": "t3_s", "parent_id": "\#(parent)", "subreddit": "town", "score": 2, "replies": \#(replies)}}"#
    }
    func listing(_ things: String...) -> String {
      #"{"kind": "Listing", "data": {"children": [\#(things.joined(separator: ", "))]}}"#
    }
    let submission =
      #"{"kind": "t3", "data": {"id": "s", "title": "Bell", "selftext": "A &amp; bell.", "author": "op", "created_utc": 1772445000.0, "subreddit": "town", "score": 5, "permalink": "/r/town/comments/s/bell/"}}"#
    let text =
      "["
      + listing(submission) + ", "
      + listing(
        comment("a", "t3_s", "Loud.", listing(comment("b", "t1_a", "Very.", #""""#))),
        comment("c", "t3_s", "[deleted]", #""""#),
        #"{"kind": "more", "data": {"count": 4, "children": ["x"]}}"#) + "]"
    let run = try Ingested([try folder.write(text, to: "s.json")])
    #expect(
      run.posts.map { "\($0.id.text) \($0.parent?.text ?? "-") \($0.text)" } == [
        "t3_s - A & bell.", "t1_a t3_s Loud.", "t1_b t1_a Very.",
      ])
    #expect(run.result.conservation == Conservation(seen: 4, used: 3, dropped: ["deleted": 1]))
    #expect(run.result.findings["posts-not-loaded"] == 4)
  }

  @Test func anArrayLargerThanADocumentMayBeIsRead() throws {
    let folder = TemporaryFolder()
    let records = (0..<2_000).map { #"{"id": \#($0), "text": "Ferry \#($0) is late."}"# }
    let text = "[" + records.joined(separator: ",\n") + "]"
    var options = IngestOptions()
    options.limits.documentBytes = 1 << 16
    let array = try Ingested([try folder.write(text, to: "a.json")], options: options)
    #expect(array.posts.count == 2_000 && array.result.quarantine.isEmpty)
    let object = try Ingested(
      [try folder.write("{\"posts\": \(text)}", to: "b.json")], options: options)
    #expect(object.result.quarantine.map(\.reason) == ["limit-document"])
    #expect(object.result.quarantine[0].detail.contains("jq"))
  }
}

/// Lines of a file in memory.
private enum Lines {
  static func count(_ bytes: [UInt8]) -> Int { bytes.count { $0 == 10 } }
}
