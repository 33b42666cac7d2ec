import Foundation
import HubbubKit
import Testing

@testable import HubbubStages

/// What `hubbub verify` finds in a workspace that somebody has edited.
///
/// One derivation is made, and every forgery held against it.
@Suite(.serialized) final class VerificationTests {
  private let finished: FinishedWorkspace

  init() throws { finished = try FinishedWorkspace.shared.get() }

  /// The run record's account of how a run went, which nothing can be held against.
  private static func account(_ artifact: String, _ bytes: [UInt8]) -> [Range<Int>] {
    guard artifact == RunRecord.file else { return [] }
    var spared: [Range<Int>] = []
    var start = 0
    for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if text.contains("\"status\":") || text.contains("\"seconds\":") {
        spared.append(start..<start + line.count + 1)
      }
      start += line.count + 1
    }
    return spared
  }

  private func values(_ artifact: String, _ bytes: [UInt8]) -> [Forgery.Value] {
    let spared = Self.account(artifact, bytes)
    let values =
      switch artifact.split(separator: ".").last {
      case "json", "jsonl": Forgery.values(json: bytes)
      case "csv": Forgery.values(table: bytes, separator: UInt8(ascii: ","))
      case "tsv": Forgery.values(table: bytes, separator: UInt8(ascii: "\t"))
      default: [Forgery.Value]()
      }
    return values.filter { value in !spared.contains { $0.overlaps(value.bytes) } }
  }

  /// Artifacts whose members are named by ids.
  private static let keyed: Set = ["corpus/conversations.json", "corpus/speakers.json"]

  @Test func anHonestWorkspaceIsVerified() throws {
    #expect(finished.derivation.findings(in: finished.workspace) == [])
    #expect(try finished.verify() == [])
    #expect(
      try Set(finished.artifacts())
        == Set(Stages.all.flatMap(\.writes) + [RunRecord.file, Receipt.file]))
  }

  /// It is no record's fault if a digest of a source was edited, whether or not the sources are at
  /// hand.
  @Test func aReceiptThatIsEditedIsNamed() throws {
    let honest = try Files.read(finished.workspace.path(Receipt.file))
    let digest = try #require(Receipt(finished.workspace)?.sources.first?.digest)
    let forged = String(decoding: honest, as: UTF8.self)
      .replacing(digest, with: String(digest.reversed()), maxReplacements: 1)
    for sources in [[], finished.sources] {
      let findings = try finished.findings(with: Array(forged.utf8), in: Receipt.file) {
        try finished.verify(sources: sources)
      }
      #expect(findings.first?.path == Receipt.file, "\(findings)")
    }
  }

  @Test func everyFieldThatIsForgedIsNamed() throws {
    var forged: [String: Int] = [:]
    var walked: [String: Set<String>] = [:]
    for artifact in try finished.artifacts() {
      let honest = try Files.read(finished.workspace.path(artifact))
      // Every path of the document thrice: the first, the middle and the last value that stands there.
      let byPath = Dictionary(grouping: values(artifact, honest)) { value in
        // Threads and people stand under their ids.
        Self.keyed.contains(artifact) ? value.field : value.path
      }
      walked[artifact] = Set(byPath.keys)
      for (_, all) in byPath.sorted(by: { $0.key < $1.key }) {
        for at in Set([0, all.count / 2, all.count - 1]).sorted() {
          let field = all[at].field
          let bytes = Forgery.forge(honest, all[at], seed: at)
          let findings = try finished.findings(with: bytes, in: artifact) {
            finished.derivation.findings(in: finished.workspace)
          }
          forged[artifact, default: 0] += 1
          let what: Comment = "\(artifact), line \(all[at].line), \(field): \(findings)"
          #expect(findings.first?.path == artifact, what)
          if artifact != RunRecord.file, findings.count != 1 { Issue.record(what) }
          let problem = findings.first?.problem ?? ""
          let isNamed =
            problem.contains(field) || problem.contains("line \(all[at].line):")
            || artifact == RunRecord.file
              && (problem.contains("parameters, versions or counts") || field == "schema")
          #expect(isNamed, what)
        }
      }
    }
    for artifact in [Artifacts.reportJSON, Artifacts.ledger, Artifacts.utterances, "receipt.json"] {
      #expect(forged[artifact, default: 0] > 10, "\(artifact) has more fields than were forged")
    }
    #expect(forged.count >= 16)
    // What the promise names: digit, letter, author, date, parent, share, offset.
    let report: Set = [
      "title", "source.posts", "source.first", "conservation.dropped.duplicate", "themes[].share",
      "themes[].label", "themes[].terms[].weight", "themes[].sentiment.low",
      "themes[].split.verdict",
      "themes[].quotes[].text", "themes[].quotes[].author", "themes[].quotes[].time",
      "themes[].quotes[].post", "themes[].quotes[].start", "themes[].quotes[].source.end",
      "themes[].trend[]", "takeaways[].icon", "takeaways[].evidence[].value",
      "split.overall.agreement",
      "split.common[].consensus", "split.common[].for.supporting",
      "split.common[].against.objecting",
      "split.common[].quote.author", "split.common[].evidence[].end", "outlook[].probability",
      "residue.share", "digests[].quotes[].end",
    ]
    #expect(report.subtracting(walked[Artifacts.reportJSON] ?? []) == [])
    let corpus: Set = [
      "id", "conversation_id", "reply-to", "speaker", "timestamp", "text", "meta.body",
      "meta.title",
      "meta.source.path", "meta.source.start", "meta.spans[].kind", "meta.spans[].ref",
    ]
    #expect(corpus.subtracting(walked[Artifacts.utterances] ?? []) == [])
  }

  /// Every value of the report and of its evidence, not only every kind of value.
  @Test(arguments: [
    Artifacts.reportJSON, Artifacts.ledger, Artifacts.utterances, "series/sentiment.csv",
    "sentiment/posts.csv", "themes/assignments.csv", "themes/themes.json",
  ])
  func everyValueThatIsForgedIsFound(artifact: String) throws {
    let honest = try Files.read(finished.workspace.path(artifact))
    let values = values(artifact, honest)
    #expect(values.count > 100)
    let step = max(1, values.count / 250)
    for at in stride(from: 0, to: values.count, by: step) {
      let bytes = Forgery.forge(honest, values[at], seed: at)
      let problem = ArtifactDifference.describe(artifact, found: bytes, derived: honest) ?? ""
      let isNamed =
        problem.contains(values[at].field) || problem.contains("line \(values[at].line):")
      #expect(isNamed, "line \(values[at].line), \(values[at].field): \(problem)")
    }
  }

  @Test(arguments: 1...12)
  func anyByteThatIsEditedIsFound(seed: UInt64) throws {
    var dice = Forgery.Dice(state: seed)
    for artifact in try finished.artifacts() {
      let honest = try Files.read(finished.workspace.path(artifact))
      guard !honest.isEmpty else { continue }
      let bytes = Forgery.edit(honest, besides: Self.account(artifact, honest), &dice)
      let findings = try finished.findings(with: bytes, in: artifact) {
        finished.derivation.findings(in: finished.workspace)
      }
      #expect(findings.first?.path == artifact, "\(artifact): \(findings)")
    }
  }

  @Test func whatIsMissingIsNamed() throws {
    for artifact in try finished.artifacts() where artifact != RunRecord.file {
      let findings = try finished.findings(with: nil, in: artifact) {
        finished.derivation.findings(in: finished.workspace)
      }
      #expect(findings.map(\.path) == [artifact])
      #expect(findings.first?.problem.contains("missing") == true)
    }
    let error = #expect(throws: RunError.self) {
      try finished.findings(with: nil, in: RunRecord.file) { try finished.verify() }
    }
    #expect(error?.code == .noInput)
  }

  /// Without sources the corpus is taken as given, but not one that was edited since.
  @Test(arguments: Artifacts.corpus + [Artifacts.quarantine])
  func anEditedCorpusIsFoundWithoutItsSources(artifact: String) throws {
    var dice = Forgery.Dice(state: 7)
    let honest = try Files.read(finished.workspace.path(artifact))
    for _ in 0..<5 {
      let bytes = Forgery.edit(honest, besides: [], &dice)
      let findings = try finished.findings(with: bytes, in: artifact) { try finished.verify() }
      #expect(findings.map(\.path) == [artifact])
    }
  }

  @Test func aWholeVerificationNamesTheFieldOfAReport() throws {
    let honest = try Files.read(finished.workspace.path(Artifacts.reportJSON))
    let value = try #require(values(Artifacts.reportJSON, honest).first { $0.field == "posts" })
    let bytes = Forgery.forge(honest, value, seed: 0)
    let findings = try finished.findings(with: bytes, in: Artifacts.reportJSON) {
      try finished.verify()
    }
    #expect(findings.map(\.path) == [Artifacts.reportJSON])
    #expect(findings.first?.problem.contains("posts") == true)
  }

  @Test func aStageStruckFromTheRecordIsMissed() throws {
    let honest = String(
      decoding: try Files.read(finished.workspace.path(RunRecord.file)), as: UTF8.self)
    let struck = honest.replacing("\"name\": \"report\"", with: "\"name\": \"repost\"")
    let findings = try finished.findings(with: Array(struck.utf8), in: RunRecord.file) {
      try finished.verify()
    }
    #expect(findings.map(\.path) == [RunRecord.file, Artifacts.html, Artifacts.markdown])
  }

  @Test func sourcesThatWereMovedOrAlteredAreNamed() throws {
    let input = finished.sources[0]
    let (mail, moved) = ("\(input)/mail/compute-commons.mbox", "\(input)/mail/moved.mbox")
    let honest = try Files.read(mail)
    try AtomicFile.write(honest + Array("\n".utf8), to: mail)
    var findings = try finished.verify(sources: [input])
    #expect(findings.count == 1)
    #expect(findings.first?.path.hasSuffix("compute-commons.mbox") == true)
    #expect(findings.first?.problem == "this source was altered since it was read")

    try AtomicFile.write(honest, to: mail)
    #expect(try finished.verify(sources: [input]) == [])

    try FileManager.default.moveItem(atPath: mail, toPath: moved)
    defer { try? FileManager.default.moveItem(atPath: moved, toPath: mail) }
    findings = try finished.verify(sources: [input])
    #expect(
      findings.map(\.problem) == [
        "this source was not among those read", "this source was moved or is missing",
      ])
  }
}
