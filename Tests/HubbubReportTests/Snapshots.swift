import FoundationEssentials
import HubbubReport
import HubbubSystem
import Testing

/// Snapshots of what people read, under `Golden/`; `RECORD=1` writes them anew.
enum Snapshots {
  static let folder = String(#filePath.dropLast("Snapshots.swift".count)) + "Golden"

  static func compare(
    _ bytes: [UInt8], with name: String, location: SourceLocation = #_sourceLocation
  ) throws {
    let path = "\(folder)/\(name)"
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try AtomicFile.write(bytes, to: path)
      return
    }
    let golden = try Files.read(path)
    guard golden != bytes else { return }
    let lines = zip(
      golden.split(separator: 10, omittingEmptySubsequences: false),
      bytes.split(separator: 10, omittingEmptySubsequences: false))
    let first = lines.enumerated().first { $0.element.0 != $0.element.1 }
    let number = (first?.offset ?? 0) + 1
    let found = first.map { String(decoding: $0.element.1.prefix(300), as: UTF8.self) } ?? "the end"
    Issue.record(
      "\(name), line \(number) is now: \(found) — if that is right, run the tests with RECORD=1",
      sourceLocation: location)
  }
}

@Suite struct SnapshotTests {
  @Test(arguments: ["sample.json", "sample.ledger.jsonl", "sample.md", "sample.html"])
  func `renderings read as they did`(name: String) throws {
    let rendering = Rendering(program: "Hubbub 0.0.0")
    let bytes =
      switch name {
      case "sample.json": ReportCoding.json(SampleReport.report)
      case "sample.ledger.jsonl": Ledger(of: SampleReport.report).jsonLines
      case "sample.md": MarkdownReport.render(SampleReport.report, rendering)
      default: HTMLReport.render(SampleReport.report, posts: SamplePosts.posts, rendering)
      }
    try Snapshots.compare(bytes, with: name)
  }
}
