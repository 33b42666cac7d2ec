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
