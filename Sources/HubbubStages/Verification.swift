public import HubbubPipeline
public import HubbubSystem

/// Derives a workspace anew and holds it against what it says.
///
/// Because the same input gives the same bytes, every number, quotation and sentence of a report can
/// be checked by making it again: from the corpus that the workspace holds, and with the sources at
/// hand from their bytes. What differs is named by file, line and field.
public enum Verification {
  /// Something that does not follow.
  public struct Finding: Sendable, Hashable {
    /// The artifact or source.
    public let path: String
    /// What is wrong with it, and where in it.
    public let problem: String
  }

  /// What was checked.
  public struct Result: Sendable {
    /// What does not follow, in the order in which data passes through; empty if all does.
    public var findings: [Finding] = []
    /// Artifacts that were derived anew.
    public var derived = 0
    /// Source files whose digests were compared.
    public var sources = 0
  }

  /// The user's vectors of posts that a run was given.
  public struct Embeddings: Sendable, Hashable {
    /// The `.npy` file; nil if none was given.
    public var file: String?
    /// The list of the rows' posts; nil if none was given.
    public var ids: String?

    /// Names the files.
    public init(file: String? = nil, ids: String? = nil) {
      self.file = file
      self.ids = ids
    }
  }

  /// Checks a workspace.
  ///
  /// Where what it was made of is not what it was, nothing is derived: that alone is named.
  /// - Parameters:
  ///   - sources: the inputs it was made from; empty: the corpus is taken as given.
  ///   - layouts: the user's folder of layouts, if one was given to the ingest.
  ///   - previous: the earlier workspace, if one was given to the run.
  ///   - embeddings: the vectors of posts that were given to the run.
  ///   - scratch: an empty folder to derive artifacts in.
  /// - Throws: `RunError` if the workspace has no run record; the errors of the stages.
  public static func verify(
    _ workspace: Workspace, sources: [String], layouts: String?, previous: String? = nil,
    embeddings: Embeddings = Embeddings(), scratch: Workspace,
    workers: Workers
  ) throws -> Result {
    try verify(
      workspace, sources: sources, layouts: layouts, previous: previous,
      embeddings: embeddings, scratch: scratch, workers: workers, known: Stages.all)
  }

  static func verify(
    _ workspace: Workspace, sources: [String], layouts: String?, previous: String? = nil,
    embeddings: Embeddings = Embeddings(), scratch: Workspace,
    workers: Workers, known: [any Stage]
  ) throws -> Result {
    var result = Result()
    guard workspace.has(RunRecord.file) else {
      throw RunError(
        .noInput,
        "\(workspace.path(RunRecord.file)) is not there; run the pipeline again to write it")
    }
    guard let record = RunRecord(workspace) else {
      result.findings = [noRecord]
      return result
    }
    var pipeline = try Pipeline(recordedIn: workspace, known: known)
    if !sources.isEmpty { pipeline.set("ingest", "layouts", to: .location(layouts ?? "")) }
    if record.record(of: "cluster")?.parameters.contains("\"previous\":\"given\"") == true,
      previous == nil
    {
      throw RunError(
        .usage, "the themes keep the ids of an earlier run: give its workspace with --previous DIR")
    }
    pipeline.set("cluster", "previous", to: .location(previous ?? ""))
    if record.record(of: "cluster")?.parameters.contains("\"embeddings\":\"given\"") == true,
      embeddings.file == nil
    {
      throw RunError(
        .usage, "the themes rest on embeddings: give the file again with --embeddings FILE")
    }
    pipeline.set("cluster", "embeddings", to: .location(embeddings.file ?? ""))
    pipeline.set("cluster", "embedding-ids", to: .location(embeddings.ids ?? ""))
    if record.record(of: "forecast")?.parameters.contains("\"target\":\"given\"") == true {
      // The workspace keeps the bytes that were given.
      pipeline.set("forecast", "target", to: .location(workspace.path(Artifacts.forecastTarget)))
    }
    result.findings = unrecorded(in: workspace, record, known)
    if sources.isEmpty {
      result.findings += givenAltered(in: workspace, pipeline)
    } else {
      let files = try Derivation.fingerprint(of: sources, pipeline, besides: workspace)
      result.sources = files.count
      // Of a receipt that was edited itself nothing can be told but that, and where.
      if let receipt = Receipt(workspace), receipt.isWhole {
        result.findings += compare(files, with: receipt.sources)
      }
    }
    guard result.findings.isEmpty else { return result }
    do {
      let derivation = try Derivation(
        of: workspace, pipeline, sources: sources, scratch: scratch, workers: workers)
      result.derived = derivation.made.reduce(0) { $0 + $1.writes.count }
      result.findings = derivation.findings(in: workspace)
    } catch let error as RunError where [.badData, .badPipeline].contains(error.code) {
      result.findings = [Finding(path: "corpus", problem: error.message)]
    }
    return result
  }

  static let noRecord = Finding(
    path: RunRecord.file, problem: "it is no run record: damaged, or of another version")

  /// Artifacts of stages that the record does not tell of, and stages that there are not.
  private static func unrecorded(
    in workspace: Workspace, _ record: RunRecord, _ known: [any Stage]
  ) -> [Finding] {
    var findings = record.stages.filter { stage in !known.contains { $0.name == stage.name } }
      .map { Finding(path: RunRecord.file, problem: "there is no stage `\($0.name)`") }
    for stage in known where record.record(of: stage.name) == nil {
      findings += stage.writes.filter(workspace.has).map {
        Finding(path: $0, problem: "no stage of the run record made it")
      }
    }
    return findings
  }

  /// Holds what is taken as given against its digests.
  private static func givenAltered(in workspace: Workspace, _ pipeline: Pipeline) -> [Finding] {
    guard let receipt = Receipt(workspace), receipt.isWhole else { return [] }
    let noted = Dictionary(
      receipt.artifacts.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    return pipeline.stages.filter(\.stage.readsInputs).flatMap(\.stage.writes)
      .compactMap { artifact in
        guard let digest = workspace.digest(of: artifact) else {
          return Finding(path: artifact, problem: "it is missing")
        }
        if digest == noted[artifact] { return nil }
        return Finding(
          path: artifact,
          problem: "it was altered since the receipt was written (--source tells where)")
      }
  }

  /// Holds the source files against the digests in the receipt.
  private static func compare(
    _ files: [(path: String, digest: String)], with recorded: [(path: String, digest: String)]
  ) -> [Finding] {
    let noted = Dictionary(
      recorded.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    var findings: [Finding] = []
    for (path, digest) in files where noted[path] != digest {
      findings.append(
        Finding(
          path: path,
          problem: noted[path] == nil
            ? "this source was not among those read" : "this source was altered since it was read"))
    }
    let seen = Set(files.map(\.path))
    for (path, _) in recorded where !seen.contains(path) {
      findings.append(Finding(path: path, problem: "this source was moved or is missing"))
    }
    return findings
  }
}
