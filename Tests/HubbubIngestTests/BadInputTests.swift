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
}
