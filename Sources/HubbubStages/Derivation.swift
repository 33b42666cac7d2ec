internal import HubbubPipeline
internal import HubbubSystem

/// A workspace made anew from what another one was made of.
///
/// One derivation is enough to hold any number of versions of that workspace against.
struct Derivation: Sendable {
  /// Where the artifacts made anew are.
  let scratch: Workspace
  /// The stages that ran.
  let made: [any Stage]
  /// The stages whose artifacts were taken as given.
  let given: [any Stage]
  /// What came of the stages that ran.
  let record: RunRecord
  /// The source files with their digests; nil if the corpus was taken as given.
  let sources: [(path: String, digest: String)]?

  /// Runs the stages of a pipeline, from the sources or, without any, from the corpus at hand.
  ///
  /// - Throws: the errors of the stages.
  init(
    of workspace: Workspace, _ pipeline: Pipeline, sources inputs: [String], scratch: Workspace,
    workers: Workers
  ) throws {
    var pipeline = pipeline
    self.scratch = scratch
    if inputs.isEmpty {
      given = pipeline.stages.map(\.stage).filter(\.readsInputs)
      pipeline.stages.removeAll { $0.stage.readsInputs }
      for artifact in Artifacts.corpus where workspace.has(artifact) {
        try AtomicFile.write(Files.read(workspace.path(artifact)), to: scratch.path(artifact))
      }
      sources = nil
    } else {
      given = []
      sources = try Self.fingerprint(of: inputs, pipeline, besides: workspace)
    }
    made = pipeline.stages.map(\.stage)
    record = try Runner(pipeline: pipeline, workspace: scratch, inputs: inputs, versions: [:])
      .run(workers: workers) { _ in }
  }

  /// The files behind the inputs, with their digests, by the names that artifacts know them by.
  static func fingerprint(
    of inputs: [String], _ pipeline: Pipeline, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] {
    var files: [(path: String, digest: String)] = []
    for (stage, values) in pipeline.stages where stage.readsInputs {
      files += try stage.fingerprint(of: inputs, values, besides: workspace)
    }
    return files
  }

  /// What does not follow in a version of the workspace, in the order in which data passes through.
  func findings(in workspace: Workspace) -> [Verification.Finding] {
    var findings: [Verification.Finding] = []
    for artifact in made.flatMap(\.writes) {
      guard let found = try? Files.read(workspace.path(artifact)) else {
        findings.append(.init(path: artifact, problem: "it is missing"))
        continue
      }
      guard let derived = try? Files.read(scratch.path(artifact)) else { continue }
      if let problem = ArtifactDifference.describe(artifact, found: found, derived: derived) {
        findings.append(.init(path: artifact, problem: problem))
      }
    }
    return findings + books(of: workspace)
  }

  /// What does not follow in the run record and the receipt.
  private func books(of workspace: Workspace) -> [Verification.Finding] {
    guard let claimed = RunRecord(workspace) else { return [Verification.noRecord] }
    guard let receipt = Receipt(workspace) else {
      return [.init(path: Receipt.file, problem: "it is missing, or no receipt")]
    }
    let sources = sources ?? receipt.sources
    let expected = record(expectedIn: workspace, claimed: claimed, sources)
    var findings: [Verification.Finding] = []
    if let found = try? Files.read(workspace.path(RunRecord.file)),
      let problem = ArtifactDifference.describe(
        RunRecord.file, found: found, derived: expected.json.utf8(pretty: true) + [10])
    {
      findings.append(.init(path: RunRecord.file, problem: problem))
    }
    let ledger = try? Files.read(scratch.path(Receipt.ledger))
    let derived = Receipt(record: expected, sources: sources, ledger: ledger)
    if receipt.isWhole, receipt.run != derived.run, findings.isEmpty {
      // The receipt was not edited alone, so it is the record that was.
      return [
        .init(
          path: RunRecord.file,
          problem: "it is not the record that the receipt was written with: parameters, versions "
            + "or counts were edited")
      ]
    }
    if let found = try? Files.read(workspace.path(Receipt.file)),
      let problem = ArtifactDifference.describe(Receipt.file, found: found, derived: derived.utf8)
    {
      // A record that does not follow has another digest by itself.
      if findings.isEmpty || !problem.hasPrefix("run:") {
        findings.append(.init(path: Receipt.file, problem: problem))
      } else if !receipt.isWhole {
        // The record may be blamed for what was edited here.
        findings.insert(
          .init(
            path: Receipt.file,
            problem: "its root is not the digest of what it lists: it was edited"), at: 0)
      }
    }
    return findings
  }

  /// The record as it follows: what stages left is as derived, what was given is as found.
  private func record(
    expectedIn workspace: Workspace, claimed: RunRecord,
    _ sources: [(path: String, digest: String)]
  ) -> RunRecord {
    var expected = claimed
    for index in expected.stages.indices {
      let stage = expected.stages[index]
      if var derived = record.record(of: stage.name) {
        (derived.status, derived.seconds) = (stage.status, stage.seconds)
        expected.stages[index] = derived
      } else if let given = given.first(where: { $0.name == stage.name }) {
        expected.stages[index].writes = given.writes.reduce(into: [:]) {
          $0[$1] = workspace.digest(of: $1)
        }
        expected.stages[index].inputs = Receipt.digest(ofSources: sources)
      }
    }
    return expected
  }
}
