internal import HubbubModel
public import HubbubSystem

/// Runs a pipeline over a workspace: what is up to date stands, the rest is made anew.
public struct Runner: Sendable {
  /// What a person may want to hear while a pipeline runs.
  public enum Event: Sendable {
    /// A stage begins, and why it does not stand as it is.
    case started(stage: String, reason: String)
    /// How far a stage is.
    case progress(stage: String, done: Int, total: Int?)
    /// Something noticed by a stage.
    case note(stage: String, String)
    /// A stage is done, or stood as it was.
    case finished(StageRecord)
  }

  let pipeline: Pipeline
  let workspace: Workspace
  let inputs: [String]
  let versions: [String: String]

  /// A run to be planned or made.
  ///
  /// - Parameters:
  ///   - inputs: files, folders and archives for the first stage.
  ///   - versions: of this program and its libraries, for the record.
  public init(
    pipeline: Pipeline, workspace: Workspace, inputs: [String], versions: [String: String]
  ) {
    self.pipeline = pipeline
    self.workspace = workspace
    self.inputs = inputs
    self.versions = versions
  }

  /// What would run, and why; touches nothing.
  ///
  /// - Throws: `RunError` if a stage lacks what it reads, or an input is not there.
  public func plan(force: Bool = false) throws -> [(stage: String, reason: String?)] {
    try checkReads()
    let record = RunRecord(workspace)
    var steps: [(stage: String, reason: String?)] = []
    var made: [String: String] = [:]
    for (stage, values) in pipeline.stages {
      if let upstream = stage.reads.compactMap({ made[$0] }).first {
        steps.append((stage.name, "\(upstream) runs before it"))
      } else {
        let sources = try fingerprint(of: stage, values)
        let key = StageKey(stage, values, reads: digests(stage.reads), inputs: sources.digest)
        steps.append((stage.name, force ? "--force" : staleness(of: stage, key, record)))
      }
      if steps[steps.count - 1].reason != nil {
        for artifact in stage.writes { made[artifact] = stage.name }
      }
    }
    return steps
  }

  /// Runs what is not up to date.
  ///
  /// - Returns: the record, which is also in `run.json`.
  /// - Throws: `RunError` with the exit code of the contract, or the error of a stage.
  public func run(
    workers: Workers, force: Bool = false, _ tell: @escaping @Sendable (Event) -> Void
  ) throws -> RunRecord {
    try checkReads()
    let lock = try WorkspaceLock(workspace)
    defer { withExtendedLifetime(lock) {} }
    try workspace.removePartials(keeping: inputs)
    let previous = RunRecord(workspace)
    var sources = Receipt(workspace)?.sources ?? []
    var records: [StageRecord] = []
    for (stage, values) in pipeline.stages {
      let marks = try stage.marks(of: inputs, besides: workspace)
      let found = try fingerprint(of: stage, values)
      if stage.readsInputs { sources = found.files }
      let key = StageKey(stage, values, reads: digests(stage.reads), inputs: found.digest)
      let clock = ContinuousClock()
      let start = clock.now
      var record: StageRecord
      if let reason = force ? "--force" : staleness(of: stage, key, previous) {
        tell(.started(stage: stage.name, reason: reason))
        record = try make(stage, values, key, workers, tell)
        if try stage.marks(of: inputs, besides: workspace) != marks {
          throw RunError(
            .inputOutput,
            "the input changed while it was read, so what was made of it is not kept; run again")
        }
      } else if let earlier = previous?.record(of: stage.name) {
        record = earlier
        record.status = .cached
      } else {
        preconditionFailure("a stage that is up to date has a record")
      }
      record.seconds = (clock.now - start) / .seconds(1)
      records.append(record)
      tell(.finished(record))
      // Written after each stage, so that an interrupted run resumes where it was.
      try write(records, keeping: previous, sources)
    }
    return RunRecord(pipeline: pipeline.name, stages: records, versions: versions)
  }

  private func make(
    _ stage: any Stage, _ values: ParameterValues, _ key: StageKey, _ workers: Workers,
    _ tell: @escaping @Sendable (Event) -> Void
  ) throws -> StageRecord {
    let name = stage.name
    let outcome = try stage.run(
      StageJob(
        workspace: workspace, parameters: values, inputs: inputs, workers: workers,
        progress: { done, total in tell(.progress(stage: name, done: done, total: total)) },
        note: { tell(.note(stage: name, $0)) }))
    if let books = outcome.conservation {
      precondition(
        books.balances, "the books of `\(name)` do not balance: seen \(books.seen), \(books)")
    }
    let writes = digests(stage.writes.filter { outcome.digests[$0] == nil })
      .merging(outcome.digests) { read, _ in read }
    if let missing = stage.writes.first(where: { writes[$0] == nil }) {
      preconditionFailure("stage `\(name)` did not write \(missing)")
    }
    return StageRecord(
      name: name, status: .done, seconds: 0, counts: outcome.counts,
      isPartial: outcome.isPartial, conservation: outcome.conservation,
      parameters: key.parameters.text, writes: writes, version: key.version,
      ingredients: key.ingredients, reads: key.reads, inputs: key.inputs)
  }

  /// Why a stage cannot stand as it is; nil if it can.
  private func staleness(of stage: any Stage, _ key: StageKey, _ record: RunRecord?) -> String? {
    guard let earlier = record?.record(of: stage.name) else { return "it has not run yet" }
    if let difference = key.difference(from: earlier) { return difference }
    for artifact in stage.writes {
      guard let digest = workspace.digest(of: artifact) else { return "\(artifact) is missing" }
      if digest != earlier.writes[artifact] { return "\(artifact) was altered" }
    }
    return nil
  }

  private func digests(_ artifacts: [String]) -> [String: String] {
    var digests: [String: String] = [:]
    for artifact in artifacts { digests[artifact] = workspace.digest(of: artifact) }
    return digests
  }

  private func fingerprint(
    of stage: any Stage, _ values: ParameterValues
  ) throws -> (digest: String?, files: [(path: String, digest: String)]) {
    if stage.readsInputs, inputs.isEmpty {
      throw RunError(.usage, "no INPUT: name the files, folders or archives to read")
    }
    let files = try stage.fingerprint(of: inputs, values, besides: workspace)
    if files.isEmpty, !stage.readsInputs { return (nil, []) }
    return (Receipt.digest(ofSources: files), files)
  }

  /// Every artifact that a stage reads must be there or be made by a stage before it, and so must
  /// be what its parameters name.
  private func checkReads() throws(RunError) {
    var made: Set<String> = []
    for (stage, values) in pipeline.stages {
      try stage.check(values, in: workspace)
      for artifact in stage.reads where !made.contains(artifact) && !workspace.has(artifact) {
        throw RunError(
          .badPipeline,
          "stage `\(stage.name)` reads \(artifact), which is not in \(workspace.folder) and which "
            + "no stage before it makes: add that stage to the pipeline, or run it first")
      }
      made.formUnion(stage.writes)
    }
  }

  private func write(
    _ records: [StageRecord], keeping previous: RunRecord?,
    _ sources: [(path: String, digest: String)]
  ) throws {
    // Stages not reached, or not named by this pipeline, keep their records: their artifacts still
    // stand, and the next run holds them against their keys.
    let done = Set(records.map(\.name))
    let kept = (previous?.stages ?? []).filter { !done.contains($0.name) }
    let record = RunRecord(pipeline: pipeline.name, stages: records + kept, versions: versions)
    let receipt = Receipt(
      record: record, sources: sources, ledger: try? Files.read(workspace.path(Receipt.ledger)))
    try AtomicFile.commit([
      AtomicFile(
        path: workspace.path(RunRecord.file), holding: record.json.utf8(pretty: true) + [10]),
      AtomicFile(path: workspace.path(Receipt.file), holding: receipt.utf8),
    ])
  }
}
