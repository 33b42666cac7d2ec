internal import HubbubIngest
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

  /// Checks a workspace.
  ///
  /// - Parameters:
  ///   - sources: the inputs it was made from; empty: the corpus is taken as given.
  ///   - layouts: the user's folder of layouts, if one was given to the ingest.
  ///   - scratch: an empty folder to derive artifacts in.
  /// - Throws: `RunError` if the workspace has no run record; the errors of the stages.
  public static func verify(
    _ workspace: Workspace, sources: [String], layouts: String?, scratch: Workspace,
    workers: Workers
  ) throws -> Result {
    var pipeline = try Pipeline(recordedIn: workspace, known: Stages.all)
    var result = Result()
    if sources.isEmpty {
      pipeline.stages.removeAll { $0.stage.readsInputs }
      for artifact in Artifacts.corpus where workspace.has(artifact) {
        try AtomicFile.write(
          Files.read(workspace.path(artifact)), to: scratch.path(artifact))
      }
    } else {
      pipeline.set("ingest", "layouts", to: .location(layouts ?? ""))
      result.findings = try compareSources(workspace, pipeline, sources, &result.sources)
    }
    if !pipeline.stages.isEmpty {
      do {
        _ = try Runner(pipeline: pipeline, workspace: scratch, inputs: sources, versions: [:])
          .run(workers: workers) { _ in }
      } catch let error as RunError where error.code == .badData {
        result.findings.append(Finding(path: "corpus", problem: error.message))
        return result
      }
    }
    for (stage, _) in pipeline.stages {
      for artifact in stage.writes {
        result.derived += 1
        guard let found = try? Files.read(workspace.path(artifact)) else {
          result.findings.append(Finding(path: artifact, problem: "it is missing"))
          continue
        }
        let derived = try Files.read(scratch.path(artifact))
        if let problem = ArtifactDifference.describe(artifact, found: found, derived: derived) {
          result.findings.append(Finding(path: artifact, problem: problem))
        }
      }
    }
    result.findings += receipt(of: workspace)
    return result
  }

  /// Holds the source files against the digests in the receipt.
  private static func compareSources(
    _ workspace: Workspace, _ pipeline: Pipeline, _ inputs: [String], _ count: inout Int
  ) throws -> [Finding] {
    var findings: [Finding] = []
    let recorded = Dictionary(
      Receipt.sources(of: workspace).map { ($0.path, $0.digest) }, uniquingKeysWith: { a, _ in a })
    var seen: Set<String> = []
    for (stage, values) in pipeline.stages where stage.readsInputs {
      for (path, digest) in try stage.fingerprint(of: inputs, values, besides: workspace) {
        count += 1
        seen.insert(path)
        if recorded[path] == nil {
          findings.append(Finding(path: path, problem: "this source was not among those read"))
        } else if recorded[path] != digest {
          findings.append(Finding(path: path, problem: "this source was altered since it was read"))
        }
      }
    }
    for path in recorded.keys.sorted() where !seen.contains(path) {
      findings.append(Finding(path: path, problem: "this source was moved or is missing"))
    }
    return findings
  }

  /// Holds the receipt against the artifacts that it lists.
  private static func receipt(of workspace: Workspace) -> [Finding] {
    guard let found = try? Files.read(workspace.path("receipt.json")) else {
      return [Finding(path: "receipt.json", problem: "it is missing")]
    }
    let derived = Receipt.derived(of: workspace)
    return ArtifactDifference.describe("receipt.json", found: found, derived: derived)
      .map { [Finding(path: "receipt.json", problem: $0)] } ?? []
  }
}
