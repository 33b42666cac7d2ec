import Foundation
import HubbubIngest
import HubbubModel
import HubbubSystem
import Testing

@Suite struct BadInputTests {
  /// A file of zeros packed by gzip, which libarchive takes for a tar without entries.
  private static let packedZeros: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x63, 0x60, 0x18, 5, 0xA3, 0x60, 0x14, 0x8C, 0x54,
    0, 0, 0x2E, 0xAF, 0xB5, 0xEF, 0, 4, 0, 0,
  ]

  @Test(arguments: [
    ("zeros.gz", packedZeros, ["no-entries", "not-text", "empty-file"]),
    ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D], ["image"]),
    ("x.pdf", Array("%PDF-1.4\n%".utf8), ["pdf"]), ("nothing.csv", [], ["empty-file"]),
    (
      "cut.json", Array(#"{"post_stream": {"posts": [{"id": 1, "cooked": "<p>He"#.utf8),
      ["truncated"]
    ),
  ])
  func whatCannotBeUsedIsNamed(name: String, bytes: [UInt8], reasons: [String]) throws {
    let folder = TemporaryFolder()
    try folder.write(bytes, to: "in/\(name)")
    let result = try Ingested([folder.path + "/in"]).result
    #expect(result.nothingUsable)
    #expect(result.documents.seen == 1 && result.documents.quarantined == 1)
    let entry = try #require(result.quarantine.first)
    #expect(reasons.contains(entry.reason))
    #expect(entry.detail.count > 20)
    #expect(result.conservation.balances)
  }

  @Test(arguments: [
    "[12:34] <ann> Does the ferry sail today?\n[12:35] <@bo> It does.\n[12:35] * ann waves\n",
    "12:34 <ann> Does the ferry sail today?\n12:35 -!- bo has joined #ferry\n12:36 < bo> Yes.\n",
    "--- Log opened Thu Jan 01 12:00:00 2026\n12:34:01 <ann> Hello\n12:34:02 <bo> And\n12:35:00 <ann> so\n",
    "2026-01-31T12:34:56Z <ann> One line alone",
    "[31/01/2026, 12:34:56] Ann: Does it sail?\n[31/01/2026, 12:35:02] Bo: It does.\n",
    "\u{3}03[12:34] * Joins: bo\u{F}\n[12:35] <\u{3}4,12@ann\u{F}> \u{2}Does\u{2} it sail?\n[12:36] <bo> \u{1F}Yes\u{F}\n",
    "2026-01-31 12:34:56\t-->\tbo has joined #ferry\n2026-01-31 12:35:02\tann\tDoes it sail?\n",
    "1/31/26, 12:34\u{202F}PM - Ann: Does it sail?\n1/31/26, 12:35\u{202F}PM - Bo: It does.\n",
  ])
  func chatLogsAreCalledSo(text: String) throws {
    let folder = TemporaryFolder()
    for name in ["log.txt", "log.json", "log"] { try folder.write(text, to: "in/\(name)") }
    let result = try Ingested([folder.path + "/in"]).result
    #expect(result.quarantine.map(\.reason) == ["chat-log", "chat-log", "chat-log"])
    #expect(result.quarantine.allSatisfy { $0.detail.contains("JSON Lines") })
    #expect(result.documents.seen == 3 && result.documents.quarantined == 3)
  }

  @Test(arguments: [
    ("a.json", #"[12, 34, {"id": "a", "text": "The ferry sails at 12:34 <daily>."}]"#),
    ("a.csv", "time,text\n12:34,<ann> The ferry sails.\n12:35,<bo> It does.\n"),
    ("a.tsv", "time\ttext\n12:34\t<ann> The ferry sails.\n12:35\t<bo> It does.\n"),
    ("b.tsv", "time\tauthor\ttext\n12:34\tann\tIt sails.\n12:35\tbo\tIt does.\n12:36\tann\tSo.\n"),
    ("a.log", "[12:34:56] ERROR: the disk is full\n[12:34:57] INFO: stopped\n"),
  ])
  func whatHasTimesIsNotAlwaysAChatLog(name: String, text: String) throws {
    let folder = TemporaryFolder()
    try folder.write(text, to: name)
    let result = try Ingested([folder.path]).result
    #expect(!result.quarantine.contains { $0.reason == "chat-log" })
  }

  @Test func aTimeInBracketsOpensNoJSON() throws {
    let folder = TemporaryFolder()
    try folder.write("[12:34:56] ERROR: no disk\n[12:34:57] INFO: stopped\n", to: "a.log")
    let result = try Ingested([folder.path]).result
    #expect(result.quarantine.map(\.reason) == ["unknown-format"])
  }

  @Test func aFormatThatIsNamedIsReadThoughItLooksLikeAChatLog() throws {
    let folder = TemporaryFolder()
    let file = try folder.write("12:33 <text>\n12:34 <ann> Hello\n12:35 <bo> Hi\n", to: "a.txt")
    let ingested = try Ingested(
      [file], options: IngestOptions(format: .csv, columns: ColumnNames(text: "12:33 <text>")))
    #expect(ingested.posts.count == 2)
  }

  @Test func anEmptyFolderHoldsNoDocument() throws {
    let folder = TemporaryFolder()
    try Files.createFolder(folder.path + "/in")
    let result = try Ingested([folder.path + "/in"]).result
    #expect(result.nothingUsable && result.documents.seen == 0)
  }

  @Test func anInputThatIsNotThereIsAnError() {
    let error = #expect(throws: IngestError.self) { try Ingested(["/nonexistent/dump"]) }
    #expect(error?.code == .noSuchInput)
    #expect(error?.message.contains("/nonexistent/dump") == true)
  }

  @Test func whatLiesInAFolderAndCannotBeReadIsSetAside() throws {
    let folder = TemporaryFolder()
    try folder.write(#"{"id": "a", "text": "The ferry sails on Sundays."}"#, to: "in/a.jsonl")
    try folder.write("elsewhere", to: "other/b.txt")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/in/gone", withDestinationPath: "\(folder.path)/nowhere")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/in/more", withDestinationPath: "\(folder.path)/other")
    let ingested = try Ingested([folder.path + "/in"])
    #expect(ingested.posts.map(\.id.text) == ["a"])
    #expect(
      ingested.result.quarantine.map { "\($0.source.path) \($0.reason)" }
        == ["gone unreadable", "more unreadable"])
    #expect(ingested.result.documents.seen == 3 && ingested.result.documents.quarantined == 2)
    let sources = try Ingest.sources(of: [folder.path + "/in"], excluding: "", workers: .one)
    #expect(sources.map(\.path) == ["a.jsonl"])
  }

  @Test(.timeLimit(.minutes(1)))
  func pipesAndDevicesInAFolderAreSetAsideAndNotOpened() throws {
    let folder = TemporaryFolder()
    try folder.write(#"{"id": "a", "text": "The ferry sails on Sundays."}"#, to: "in/a.jsonl")
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let script = #"mkfifo "$0/pipe" && ln -s /dev/zero "$0/zeros""#
    shell.arguments = ["-c", script, "\(folder.path)/in"]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let ingested = try Ingested([folder.path + "/in"])
    #expect(ingested.posts.map(\.id.text) == ["a"])
    let result = ingested.result
    #expect(
      result.quarantine.map { "\($0.source.path) \($0.reason)" }
        == ["pipe unreadable", "zeros unreadable"])
    #expect(result.quarantine[0].detail.contains("give it as an input of its own"))
    #expect(result.documents.seen == 3 && result.documents.quarantined == 2)
  }

  @Test func aFileThatSeveralInputsLeadToIsReadOnce() throws {
    let folder = TemporaryFolder()
    let file = try folder.write(
      #"{"id": "a", "text": "The ferry sails on Sundays."}"#, to: "in/deep/a.jsonl")
    let inputs = [
      file, "\(folder.path)/in/../in/deep/a.jsonl", "\(folder.path)/in", "\(folder.path)/in/deep/",
    ]
    for inputs in [inputs, inputs.reversed()] {
      let ingested = try Ingested(inputs)
      #expect(ingested.result.documents.seen == 1)
      #expect(ingested.posts.map(\.source.path) == ["deep/a.jsonl"])
    }
  }

  @Test func theFirstLineMayBeLongerThanWhatAFormatIsToldBy() throws {
    let folder = TemporaryFolder()
    let long = String(repeating: "ferry ", count: 60_000)
    try folder.write(
      "{\"key\": \"a\", \"words\": \"\(long)\"}\n{\"key\": \"b\", \"words\": \"Short.\"}\n",
      to: "a.jsonl")
    let options = IngestOptions(columns: ColumnNames(id: "key", text: "words"))
    let ingested = try Ingested([folder.path + "/a.jsonl"], options: options)
    #expect(ingested.posts.map(\.id.text) == ["a", "b"])
    #expect(ingested.posts.map(\.text.utf8.count) == [359_999, 6])
  }

  @Test func recordsThatAreNoRecordsAreBadDataAndNoMistakeOfTheUser() throws {
    let folder = TemporaryFolder()
    try folder.write("{\"id\":\n{\"id\":\n", to: "a.jsonl")
    let result = try Ingested([folder.path + "/a.jsonl"]).result
    #expect(result.nothingUsable)
    #expect(result.quarantine.map(\.reason) == ["malformed-record"])
  }
}
