import HubbubIngest
import HubbubModel
import Testing

@Suite struct TableTests {
  private let csv = """
    id;who;when;what;up;re
    1;nell;2026-01-01T00:00:00Z;"One; with ""quotes""
    and a second line, and more words than eight of them";3;
    2;hal;1767225700;two;-1;1
    3;;nonsense;three;;9
    """

  private let columns = ColumnNames(
    id: "id", text: "what", author: "who", time: "when", parent: "re", score: "up")

  @Test func namedColumnsBecomePosts() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(csv, to: "posts.csv")
    let run = try Ingested([file], options: IngestOptions(columns: columns))
    #expect(run.result.conservation == Conservation(seen: 3, used: 3, dropped: [:]))
    let first = try #require(run["1"])
    #expect(
      first.text == "One; with \"quotes\"\nand a second line, and more words than eight of them")
    #expect(first.author == "nell")
    #expect(first.time == 1_767_225_600)
    #expect(first.score == 3)
    let second = try #require(run["2"])
    #expect(second.parent == "1")
    #expect(second.thread == "1")
    let third = try #require(run["3"])
    #expect(third.author == nil)
    #expect(third.time == nil)
    #expect(third.findings.sorted() == ["orphan", "time-unreadable"])
  }

  @Test func sourceRangesHoldTheField() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(csv, to: "posts.csv")
    let run = try Ingested([file], options: IngestOptions(columns: columns))
    let bytes = Array(csv.utf8)
    for post in run.posts {
      let field = String(decoding: bytes[post.source.start..<post.source.end], as: UTF8.self)
      let text = field.hasPrefix("\"") ? String(field.dropFirst().dropLast()) : field
      #expect(text.split(separator: "\"\"").joined(separator: "\"") == post.body)
    }
  }

  @Test func wellKnownNamesAreGuessedAndSaidSo() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(
      "created_utc,selftext,title\n1365624132.0,Hello there,A title\n1365624133.0,,Only a title\n",
      to: "x.csv")
    let run = try Ingested([file])
    #expect(run.result.findings["column-guessed:text=selftext"] == 1)
    #expect(run.result.findings["title-as-text"] == 1)
    #expect(run.posts.map(\.text) == ["Hello there", "Only a title"])
    #expect(run.posts.map(\.id.text) == ["x.csv:1", "x.csv:2"])
  }

  @Test func withoutATextColumnTheErrorListsTheColumns() throws {
    let folder = TemporaryFolder()
    let file = try folder.write("a,b\n1,2\n3,4\n", to: "x.csv")
    let error = #expect(throws: IngestError.self) { try Ingested([file]) }
    #expect(error?.message.contains("`a`, `b`") == true)
    #expect(error?.message.contains("ingest.text") == true)
  }

  @Test func aColumnThatIsNotThereIsAnError() throws {
    let folder = TemporaryFolder()
    let file = try folder.write("text,b\n1,2\n3,4\n", to: "x.csv")
    let error = #expect(throws: IngestError.self) {
      try Ingested([file], options: IngestOptions(columns: ColumnNames(author: "writer")))
    }
    #expect(error?.message.contains("`writer`") == true)
  }

  @Test func idsThatPostsShareAreNoIdsOfPosts() throws {
    let folder = TemporaryFolder()
    let csv = """
      id,author,text
      B1,ann,The kettle boils fast.
      B1,bo,The kettle leaks.
      B2,cy,This lamp is too bright.
      """
    let json = """
      [{"id": "B1", "author": "ann", "text": "The kettle boils fast."},
       {"id": "B1", "author": "bo", "text": "The kettle leaks."},
       {"id": "B2", "author": "cy", "text": "This lamp is too bright."}]
      """
    for (name, text) in [("x.csv", csv), ("x.json", json)] {
      let file = try folder.write(text, to: name)
      let run = try Ingested([file])
      #expect(run.posts.map(\.id.text) == ["\(name):1", "\(name):2", "\(name):3"])
      #expect(run.posts.map(\.thread.text) == ["B1", "B1", "B2"])
      #expect(run.result.findings["ids-repeat:id"] == 1)
      // Whoever names the column means it.
      let named = try Ingested([file], options: IngestOptions(columns: ColumnNames(id: "id")))
      #expect(named.posts.map(\.id.text) == ["B1", "B1~~2", "B2"])
    }
    let copies = "id,author,text\n1,ann,One.\n1,ann,One.\n1,ann,One and more.\n2,bo,Two.\n"
    let run = try Ingested([try folder.write(copies, to: "y.csv")])
    #expect(run.posts.map(\.id.text) == ["1", "2"])
  }

  /// Many engines write a zero where a post answers nothing.
  @Test func aParentOfZeroIsNoneUnlessAPostIsCalledSo() throws {
    let folder = TemporaryFolder()
    func links(_ csv: String) throws -> [String] {
      try Ingested([try folder.write(csv, to: "x.csv")]).posts.map { post in
        "\(post.id.text) \(post.parent?.text ?? "-") \(post.thread.text) \(post.findings)"
      }
    }
    #expect(
      try links("id,parent_id,text\n11,0,One.\n12,11,Two.\n13,0,Three.\n14,root,Four.\n") == [
        "11 - 11 []", "12 11 11 []", "13 - 13 []", "14 - 14 []",
      ])
    #expect(
      try links("id,parent_id,text\n0,-1,One.\n1,0,Two.\n2,0,Three.\n") == [
        "0 - 0 []", "1 0 0 []", "2 0 0 []",
      ])
    #expect(
      try links("id,thread,parent_id,text\n11,a,0,One.\n12,a,0,Two.\n13,a,12,Three.\n") == [
        "11 - a []", "12 11 a [\"reply-to-thread\"]", "13 12 a []",
      ])
  }

  @Test func aSpreadsheetsWordOnItsSeparatorIsTaken() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(
      "sep=;\r\nauthor;text\r\nann;\"Late, again; why?\"\r\nbo;It is, yes\r\n", to: "x.csv")
    let run = try Ingested([file])
    #expect(run.posts.map(\.author) == ["ann", "bo"])
    #expect(run.posts.map(\.text) == ["Late, again; why?", "It is, yes"])
  }

  @Test func aTableMayHaveOneColumn() throws {
    let folder = TemporaryFolder()
    let csv = """
      \u{FEFF}Comment
      Late again, and nobody tells us; why?
      "Quoted, with ""marks""
      and a second line"

      Third
      """
    let file = try folder.write(csv, to: "x.csv")
    let run = try Ingested([file])
    #expect(
      run.posts.map(\.text)
        == [
          "Late again, and nobody tells us; why?", "Quoted, with \"marks\"\nand a second line",
          "Third",
        ])
    #expect(run.result.findings["column-guessed:text=Comment"] == 1)
    #expect(run.result.findings["columns-uneven"] == nil)
    let bytes = Array(csv.utf8)
    let first = run.posts[0].source
    #expect(
      String(decoding: bytes[first.start..<first.end], as: UTF8.self) == run.posts[0].text)
  }

  @Test func aSoleColumnOfAnotherNameIsNamedByTheUser() throws {
    let folder = TemporaryFolder()
    let file = try folder.write("answer\nThe ferry is late.\nIt is not, today.\n", to: "x.tsv")
    let error = #expect(throws: IngestError.self) { try Ingested([file]) }
    #expect(error?.message.contains("the columns are `answer`") == true)
    let run = try Ingested([file], options: IngestOptions(columns: ColumnNames(text: "answer")))
    #expect(run.posts.map(\.text) == ["The ferry is late.", "It is not, today."])
  }

  @Test func proseIsNoTableOfOneColumn() throws {
    let folder = TemporaryFolder()
    try folder.write("text\nThe ferry is late.\n", to: "notes.txt")
    try folder.write(
      String(repeating: "The ferry is late ", count: 9) + "\nand later\n", to: "prose.csv")
    let run = try Ingested([folder.path])
    #expect(run.result.quarantine.map(\.reason) == ["unknown-format", "unknown-format"])
  }

  @Test func jsonLinesReachIntoObjects() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(
      """
      {"id": 7, "data": {"body": "First <p>words</p>"}, "user": {"name": "ann"}}
      {"id": 8, "data": {"body": "Second"}, "user": {"name": "bo"}, "extra": [1]}
      not json
      {"id": 9, "data": {"body": "cut of
      """, to: "x.jsonl")
    let run = try Ingested(
      [file], options: IngestOptions(columns: ColumnNames(text: "data.body", author: "user.name")))
    #expect(run.posts.map(\.text) == ["First words", "Second"])
    #expect(run.posts.map(\.author) == ["ann", "bo"])
    #expect(run.result.quarantine.map(\.reason) == ["malformed-record", "truncated"])
    #expect(run.result.conservation.dropped == ["malformed-record": 1, "truncated": 1])
  }

  @Test func redditRecordsAreKnownByHeart() throws {
    let folder = TemporaryFolder()
    try folder.write(
      #"{"id":"s1","title":"Q &amp; A","selftext":"","author":"op","created_utc":1700000000,"subreddit":"x","permalink":"/r/x/comments/s1/q/"}"#,
      to: "submissions.ndjson")
    try folder.write(
      #"{"id":"c1","body":"&gt; A\n\nYes.","author":"a","created_utc":1700000001,"subreddit":"x","link_id":"t3_s1","parent_id":"t3_s1","score":2}"#
        + "\n"
        + #"{"id":"c2","body":"[deleted]","author":"[deleted]","created_utc":1700000002,"subreddit":"x","link_id":"t3_s1","parent_id":"t1_c1"}"#
        + "\n"
        + #"{"id":"c3","body":"Why?","author":"b","created_utc":1700000003,"subreddit":"x","link_id":"t3_s1","parent_id":"t1_c2"}"#,
      to: "comments.ndjson")
    let run = try Ingested([folder.path])
    #expect(run.posts.map(\.id.text) == ["t3_s1", "t1_c1", "t1_c3"])
    #expect(run.posts.map(\.parent) == [nil, "t3_s1", "t1_c1"])
    #expect(run.posts[0].title == "Q & A")
    #expect(run.posts[0].text == "Q & A")
    #expect(run.posts[1].text == "Yes.")
    #expect(run.posts[2].findings == ["parent-dropped"])
    #expect(run.result.conservation == Conservation(seen: 4, used: 3, dropped: ["deleted": 1]))
  }
}
