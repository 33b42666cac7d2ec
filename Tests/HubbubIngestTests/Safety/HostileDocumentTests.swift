import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Documents made to break readers: each gives posts or is set aside with a reason, in bounded time.
@Suite struct HostileDocumentTests {
  private static let folder = "\(Floors.testFolder)/Fixtures/hostile"

  /// What becomes of each document of `Fixtures/hostile`: posts, or a reason.
  private static let outcomes: [String: String] = {
    let table = (try? Files.read("\(folder).tsv")).map { String(decoding: $0, as: UTF8.self) }
    let rows = (table ?? "").split(separator: "\n").map { $0.split(separator: "\t") }
    return Dictionary(
      uniqueKeysWithValues: rows.map { (String($0[0]), $0.dropFirst().joined(separator: " ")) })
  }()

  private static func ingest(
    _ inputs: [String], pages: any DocumentParser, into out: TemporaryFolder
  ) throws -> IngestResult {
    try Ingest.run(
      inputs: inputs, pages: pages, fragments: HTMLFragments(), into: out.path + "/corpus",
      workers: Workers(2))
  }

  @Test func everyHostileDocumentHasAnOutcome() throws {
    #expect(Set(try Files.names(in: Self.folder)) == Set(Self.outcomes.keys))
    #expect(Self.outcomes.count > 25)
  }

  @Test(arguments: outcomes.keys.sorted())
  func aHostileDocumentIsReadOrSetAside(name: String) throws {
    let out = TemporaryFolder()
    let start = ContinuousClock.now
    let result = try Self.ingest(
      ["\(Self.folder)/\(name)"], pages: try BuiltProgram.parser(), into: out)
    #expect(ContinuousClock.now - start < .seconds(20))
    let reasons = Set(result.quarantine.map(\.reason)).sorted().joined(separator: " ")
    let found = [result.conservation.used > 0 ? "\(result.conservation.used)" : "", reasons]
      .filter { !$0.isEmpty }.joined(separator: " ")
    #expect(found == Self.outcomes[name])
    #expect(result.conservation.balances)
    #expect(result.quarantine.allSatisfy { $0.detail.count > 10 })
    // None reaches what lies outside: every system has this file, and every line of it a colon.
    let text = (try? Files.read(out.path + "/corpus/utterances.jsonl")) ?? []
    #expect(!String(decoding: text, as: UTF8.self).contains("root:"))
  }

  @Test func hostileDocumentsCostNoNeighbour() throws {
    let page = "\(Floors.testFolder)/Fixtures/phpbb3.html"
    let (alone, among) = (TemporaryFolder(), TemporaryFolder())
    _ = try Self.ingest([page], pages: try BuiltProgram.parser(), into: alone)
    let result = try Self.ingest(
      [page, Self.folder], pages: try BuiltProgram.parser(), into: among)
    #expect(result.conservation.balances)
    let lines = try Files.read(among.path + "/corpus/utterances.jsonl")
      .split(separator: UInt8(ascii: "\n")).filter { $0.contains(bytesOf: Array("phpbb3".utf8)) }
    let wanted = try Files.read(alone.path + "/corpus/utterances.jsonl")
      .split(separator: UInt8(ascii: "\n"))
    #expect(lines.elementsEqual(wanted))
    #expect(!wanted.isEmpty)
  }

  /// Every twentieth document of the sets that others collected against parsers.
  @Test(.enabled(if: RealData.folder("hostile/libxml2") != nil))
  func aSampleOfTheCollectedOnesIsReadOrSetAside() throws {
    let folder = try #require(RealData.folder("hostile"))
    let names = try Files.filesBelow(folder).sorted()
    let sample = stride(from: 0, to: names.count, by: 20).map { "\(folder)/\(names[$0])" }
    #expect(sample.count > 50)
    let out = TemporaryFolder()
    let start = ContinuousClock.now
    let result = try Self.ingest(sample, pages: try BuiltProgram.parser(), into: out)
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(result.documents.seen >= sample.count && result.conservation.balances)
    let reasons = Set(result.quarantine.map(\.reason))
    #expect(reasons.isDisjoint(with: ["parser-crashed", "parser-timeout", "out-of-memory"]))
  }

  /// Linux reports no less memory of a worker than its parent had: from a large test process the
  /// cause cannot be told, only that the page is lost.
  @Test func aPageThatNeedsTooMuchMemoryCostsItselfAlone() throws {
    let good = try Files.read("\(Floors.testFolder)/Fixtures/phpbb3.html")
    let swelling = Array(String(repeating: "<i>x</i>", count: 1_200_000).utf8)
    let parser = try BuiltProgram.parser(seconds: 100, memory: 128 << 20)
    let before = parser.parse(good, path: "good.html")
    let lost = parser.parse(swelling, path: "swelling.html")
    let reasons = lost.quarantine.map(\.reason)
    #expect(
      reasons == ["out-of-memory"]
        || WorkerProcess.ownPeak() > 40 << 20 && reasons == ["parser-crashed"])
    #expect(lost.threads.isEmpty)
    let after = parser.parse(good, path: "good.html")
    #expect("\(after.threads)" == "\(before.threads)")
    #expect(after.threads.first?.posts.isEmpty == false)
  }

  /// strace watches the program: no file but its input, its output and libraries, no network.
  @Test(.enabled(if: Files.kind(of: "/usr/bin/strace") == .file))
  func noDocumentOpensAnotherFile() throws {
    let check = Process()
    let output = Pipe()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = [
      "python3", "\(Floors.testFolder)/../../scripts/check-xxe.py", BuiltProgram.path, Self.folder,
    ]
    check.standardOutput = output
    try check.run()
    let words = output.fileHandleForReading.readDataToEndOfFile()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
  }
}
