import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Each format's fixture gives the posts that stand in the table beside it: id, parent, author, time
/// and text of a post a line, and last what was dropped.
@Suite struct DumpFixtureTests {
  static let folder = "\(Floors.testFolder)/Fixtures/dumps"
  static let dumps = ((try? Files.names(in: folder)) ?? []).filter { !$0.hasSuffix(".tsv") }

  @Test(arguments: dumps, [false, true])
  func aFixtureGivesItsPosts(name: String, hasLineEndsOfWindows: Bool) throws {
    let folder = Self.folder
    let source = TemporaryFolder()
    let bytes = try Files.read("\(folder)/\(name)")
    try source.write(
      hasLineEndsOfWindows ? bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } : bytes, to: name)
    let base = name.split(separator: ".")[0]
    let table = String(decoding: try Files.read("\(folder)/\(base).tsv"), as: UTF8.self)
    let out = TemporaryFolder()
    let result = try Ingest.run(
      inputs: ["\(source.path)/\(name)"], pages: OnePostPages(), fragments: HTMLFragments(),
      into: out.path + "/corpus", workers: Workers(2))
    var found = try Corpus(folder: out.path + "/corpus", workers: .one).map { post in
      [
        post.id.text, post.parent?.text ?? "", post.author ?? "", post.time.map { "\($0)" } ?? "",
        post.text.split(separator: "\n").joined(separator: "|"),
      ].joined(separator: "\t")
    }.sorted()
    let dropped = result.conservation.dropped.sorted { $0.key < $1.key }
      .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    if !dropped.isEmpty { found.append("dropped\t\(dropped)") }
    let lines = table.split(separator: "\n").map(String.init)
    let wanted =
      lines.filter { !$0.hasPrefix("dropped") }.sorted()
      + lines.filter { $0.hasPrefix("dropped") }
    #expect(found == wanted)
    #expect(result.conservation.balances && result.quarantine.isEmpty)
  }
}
