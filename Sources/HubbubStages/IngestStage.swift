internal import HubbubIngest
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSystem
internal import HubbubText

/// Sources → corpus.
struct IngestStage: Stage {
  let name = "ingest"
  let summary = "read pages, dumps and archives into a corpus of posts"
  let version = 16
  let parameters = [
    Parameter(
      "format", .choice(["auto"] + InputFormat.allCases.map(\.rawValue)), .text("auto"),
      "what the input is, instead of recognising each file by its content"),
    Parameter(
      "layouts", .location, .location(""),
      "a folder with layouts (YAML) of your own; they come before those of Hubbub"),
    Parameter("id", .text, .text(""), "CSV, JSON Lines: the column with the post's id"),
    Parameter("text", .text, .text(""), "CSV, JSON Lines: the column with the post's text"),
    Parameter("author", .text, .text(""), "CSV, JSON Lines: the column with the author"),
    Parameter("time", .text, .text(""), "CSV, JSON Lines: the column with the time"),
    Parameter("thread", .text, .text(""), "CSV, JSON Lines: the column with the thread's id"),
    Parameter("parent", .text, .text(""), "CSV, JSON Lines: the column with the id answered"),
    Parameter("title", .text, .text(""), "CSV, JSON Lines: the column with the thread's title"),
    Parameter("score", .text, .text(""), "CSV, JSON Lines: the column with votes or likes"),
  ]
  let reads: [String] = []
  let writes = Artifacts.corpus + [Artifacts.quarantine]
  let readsInputs = true
  /// Who parses pages: processes of their own, but in tests, which are not this program.
  var parser: @Sendable ([Layout]) throws -> any DocumentParser = {
    try IsolatedParser(layouts: $0)
  }

  var ingredients: [String: String] {
    LibraryVersions.all.merging(["layouts": Layout.shelfDigest]) { first, _ in first }
  }

  func fingerprint(
    of inputs: [String], _ values: ParameterValues, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] {
    try translating {
      var files = try Ingest.sources(of: inputs, excluding: workspace.folder, workers: .one)
      if let folder = values.location("layouts") {
        let digest = Layout.digest(of: try Layout.read(folder: folder))
        files.append((path: "layouts", digest: digest.description))
      }
      return files
    }
  }

  func check(_ values: ParameterValues, in workspace: Workspace) throws(RunError) {
    guard let folder = values.location("layouts"), Files.kind(of: folder) != .folder else { return }
    throw RunError(.noInput, "there is no folder of layouts \(folder)")
  }

  func marks(of inputs: [String], besides workspace: Workspace) throws -> [String] {
    try translating { try Ingest.marks(of: inputs, excluding: workspace.folder) }
  }

  func run(_ job: StageJob) throws -> StageOutcome {
    try translating {
      let folder = job.workspace.path("corpus")
      let progress = job.progress
      let result = try Ingest.run(
        inputs: job.inputs, options: Self.options(job.parameters),
        pages: try parser(Self.layouts(job.parameters)),
        fragments: HTMLFragments(), into: folder, excluding: job.workspace.folder,
        meta: CorpusMeta.json, workers: job.workers
      ) { progress($0.bytes, $0.totalBytes) }
      try writeQuarantine(result.quarantine, to: job.workspace)
      if result.nothingUsable { throw Self.nothingUsable(result, job.workspace) }
      return StageOutcome(
        counts: [
          "posts": result.conservation.used, "threads": result.threads,
          "documents": result.documents.seen, "documents-used": result.documents.used,
          "documents-quarantined": result.documents.quarantined,
          "documents-passed-over": result.documents.passedOver,
          "quarantined": result.quarantine.count,
        ],
        isPartial: !result.quarantine.isEmpty, conservation: result.conservation,
        digests: result.digest.map { [Artifacts.utterances: $0.description] } ?? [:])
    }
  }

  static func options(_ values: ParameterValues) -> IngestOptions {
    IngestOptions(
      format: values.text("format").flatMap(InputFormat.init),
      columns: ColumnNames(
        id: values.text("id"), text: values.text("text"), author: values.text("author"),
        time: values.text("time"), thread: values.text("thread"),
        parent: values.text("parent"), title: values.text("title"),
        score: values.text("score")))
  }

  /// The layouts of a user's folder.
  static func layouts(_ values: ParameterValues) throws -> [Layout] {
    try values.location("layouts").map { try Layout.read(folder: $0) } ?? []
  }

  private func writeQuarantine(_ entries: [QuarantineEntry], to workspace: Workspace) throws {
    var json = JSONWriter()
    for entry in entries {
      json.write([
        "source": [
          "path": .string(entry.source.path), "start": .integer(Int64(entry.source.start)),
          "end": .integer(Int64(entry.source.end)),
        ],
        "stage": .string(entry.stage), "reason": .string(entry.reason),
        "detail": .string(entry.detail),
      ])
      json.newline()
    }
    try AtomicFile.write(json.bytes, to: workspace.path(Artifacts.quarantine))
  }

  /// Nothing could be used: says why, with the most frequent reasons first.
  private static func nothingUsable(_ result: IngestResult, _ workspace: Workspace) -> RunError {
    guard result.documents.seen > 0 || !result.quarantine.isEmpty else {
      return RunError(
        .badData,
        "the input holds no file; give saved threads, a dump, or a folder or archive of them "
          + "(`hubbub formats` lists what can be read)")
    }
    var byReason: [String: (count: Int, entry: QuarantineEntry)] = [:]
    for entry in result.quarantine {
      byReason[entry.reason, default: (0, entry)].count += 1
    }
    let lines = byReason.sorted {
      $0.value.count == $1.value.count ? $0.key < $1.key : $0.value.count > $1.value.count
    }.prefix(5).map { reason, found in
      "  \(reason) (\(found.count)): \(found.entry.source.path): \(found.entry.detail)"
    }
    let dropped = result.conservation.dropped.sorted { $0.key < $1.key }
      .map { "  \($0.value) posts dropped: \($0.key)" }
    let place =
      lines.isEmpty ? "" : "; \(workspace.path(Artifacts.quarantine)) has every reason"
    return RunError(
      .badData,
      (["no post of the input can be used\(place):"] + lines + dropped).joined(separator: "\n"))
  }

  /// The room's errors with the exit codes of the contract.
  private func translating<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as IngestError {
      switch error.code {
      case .records: throw RunError(.badData, error.message)
      case .usage, .columns: throw RunError(.usage, error.message)
      case .noSuchInput: throw RunError(.noInput, error.message)
      }
    } catch let error as LayoutError {
      throw RunError(.badPipeline, error.description)
    }
  }
}
