import Foundation
import HubbubModel
import HubbubPipeline
import HubbubSystem
import Synchronization
import Testing

/// A stage that copies what it reads (or its inputs) and a parameter into what it writes.
private struct Copying: Stage {
  var name: String
  var summary = ""
  var version = 1
  var parameters = [Parameter("word", .text, .text("a"), "")]
  var reads: [String]
  var writes: [String]
  var readsInputs = false
  var ingredients: [String: String] = [:]
  /// Whether somebody writes to the inputs while they are read.
  var isDisturbed = false

  func marks(of inputs: [String], besides workspace: Workspace) throws -> [String] {
    readsInputs ? inputs.map(Files.mark) : []
  }

  func fingerprint(
    of inputs: [String], _ values: ParameterValues, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] {
    guard readsInputs else { return [] }
    return try inputs.map { ($0, try Digest(ofFile: $0).description) }
  }

  func run(_ job: StageJob) throws -> StageOutcome {
    var text = job.parameters.text("word") ?? ""
    for path in reads.map(job.workspace.path) + job.inputs where readsInputs || !reads.isEmpty {
      text += String(decoding: try Files.read(path), as: UTF8.self)
    }
    if isDisturbed { try AtomicFile.write("\(text)!".utf8, to: job.inputs[0]) }
    for path in writes { try AtomicFile.write(text.utf8, to: job.workspace.path(path)) }
    return StageOutcome(
      counts: ["bytes": text.utf8.count],
      conservation: readsInputs ? Conservation(seen: 3, used: 2, dropped: ["empty": 1]) : nil)
  }
}

@Suite struct RunnerTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID())").path

  private func run(
    _ settings: [String] = [], version: Int = 1, ingredients: [String: String] = [:],
    force: Bool = false
  ) throws -> [String] {
    let stages = [
      Copying(name: "ingest", reads: [], writes: ["corpus/a"], readsInputs: true),
      Copying(
        name: "tokenize", version: version, reads: ["corpus/a"], writes: ["terms/b"],
        ingredients: ingredients),
      Copying(name: "report", reads: ["terms/b"], writes: ["report/c", "report/d"]),
    ]
    let pipeline = try Pipeline(name: "p", stages: stages, settings: settings)
    let runner = Runner(
      pipeline: pipeline, workspace: Workspace(folder: folder), inputs: ["\(folder)/input"],
      versions: [:])
    let planned = try runner.plan(force: force).map { $0.reason == nil ? "cached" : "done" }
    let reasons = Mutex<[String]>([])
    let record = try runner.run(workers: .one, force: force) { event in
      if case .started(_, let reason) = event { reasons.withLock { $0.append(reason) } }
    }
    // A plan may expect too much work (the same bytes can come out), but never too little.
    for (plan, stage) in zip(planned, record.stages) where plan == "cached" {
      #expect(stage.status == .cached)
    }
    #expect(record.conservation?.seen == 3)
    return record.stages.map(\.status.rawValue) + reasons.withLock { $0 }
  }

  @Test func whatIsUpToDateIsNotRunAgain() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write("input".utf8, to: "\(folder)/input")
    let first = "it has not run yet"
    #expect(try run() == ["done", "done", "done", first, first, first])
    #expect(try run() == ["cached", "cached", "cached"])
    #expect(
      try run(["tokenize.word=b"])
        == ["cached", "done", "done", "its parameters have changed", "terms/b has changed"])
    #expect(try run(["tokenize.word=b"]) == ["cached", "cached", "cached"])
    #expect(
      try run(["tokenize.word=b"], version: 2)
        == ["cached", "done", "cached", "the stage itself has changed"])
    #expect(
      try run(["tokenize.word=b"], version: 2, ingredients: ["icu": "73"])
        == ["cached", "done", "cached", "icu has changed"])
    try AtomicFile.write("other".utf8, to: "\(folder)/input")
    #expect(
      try run(["tokenize.word=b"], version: 2, ingredients: ["icu": "73"])
        == ["done", "done", "done", "the input has changed", "corpus/a has changed"]
        + ["terms/b has changed"])
    #expect(
      try run(["tokenize.word=b"], version: 2, force: true).prefix(3) == ["done", "done", "done"])
  }

  @Test func anAlteredOrMissingArtifactIsMadeAnew() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write("input".utf8, to: "\(folder)/input")
    _ = try run()
    try AtomicFile.write("forged".utf8, to: "\(folder)/report/d")
    #expect(try run() == ["cached", "cached", "done", "report/d was altered"])
    try Files.remove("\(folder)/terms/b")
    #expect(try run() == ["cached", "done", "cached", "terms/b is missing"])
  }

  @Test func theReceiptIsTheSameForTheSameBytes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write("input".utf8, to: "\(folder)/input")
    _ = try run()
    let receipt = try Files.read("\(folder)/receipt.json")
    _ = try run(force: true)
    #expect(try Files.read("\(folder)/receipt.json") == receipt)
    let artifacts = try JSONParser().parse(receipt)["artifacts"]?.members.map(\.key)
    #expect(artifacts == ["corpus/a", "report/c", "report/d", "terms/b"])
  }

  @Test func whatWasMadeOfAnInputThatChangedMeanwhileIsNotKept() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write("input".utf8, to: "\(folder)/input")
    let workspace = Workspace(folder: folder)
    func runner(isDisturbed: Bool) throws -> Runner {
      let stage = Copying(
        name: "ingest", reads: [], writes: ["corpus/a"], readsInputs: true, isDisturbed: isDisturbed
      )
      return Runner(
        pipeline: try Pipeline(name: "p", stages: [stage], settings: []), workspace: workspace,
        inputs: ["\(folder)/input"], versions: [:])
    }
    let disturbed = try runner(isDisturbed: true)
    let error = #expect(throws: RunError.self) { try disturbed.run(workers: .one) { _ in } }
    #expect(error?.code == .inputOutput)
    #expect(RunRecord(workspace) == nil)
    let record = try runner(isDisturbed: false).run(workers: .one) { _ in }
    #expect(record.stages.map(\.status) == [.done])
    #expect(try Files.read("\(folder)/corpus/a") == Array("aainput!".utf8))
  }

  @Test func aLockedWorkspaceIsLeftAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lock = try WorkspaceLock(Workspace(folder: folder))
    let error = #expect(throws: RunError.self) { try WorkspaceLock(Workspace(folder: folder)) }
    #expect(error?.code == .locked)
    withExtendedLifetime(lock) {}
  }

  @Test func aStageWithoutItsInputsIsABadPipeline() throws {
    let stages = [Copying(name: "report", reads: ["terms/b"], writes: ["report/c"])]
    let runner = Runner(
      pipeline: try Pipeline(name: "p", stages: stages, settings: []),
      workspace: Workspace(folder: folder), inputs: [], versions: [:])
    let error = #expect(throws: RunError.self) { try runner.plan() }
    #expect(error?.code == .badPipeline)
    #expect(error?.message.contains("terms/b") == true)
    #expect(Files.kind(of: folder) == nil, "a plan touches nothing")
  }
}
