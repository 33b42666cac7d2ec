internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// `hubbub verify`: derives a report anew and holds it against what it says.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Derive every number, quote and sentence of a report anew; name what does not follow.",
    discussion: """
      Without --source the corpus of the workspace is taken as given; with it everything is derived \
      from the bytes of the source. Exits with 65 if something does not follow.

      Example:
        hubbub verify report --source saved-threads/
      """)

  @Argument(help: "The workspace.") var folder: String
  @Option(
    name: .customLong("source"), parsing: .upToNextOption,
    help: "The inputs that the workspace was made from; - is standard input.")
  var sources: [String] = []
  @Option(help: "The folder of layouts that was given to the ingest.") var layouts: String?
  @Option(
    help: ArgumentHelp("The earlier workspace that was given to the run.", valueName: "dir"))
  var previous: String?
  @Option(
    help: ArgumentHelp("The embeddings that were given to the run.", valueName: "file.npy"))
  var embeddings: String?
  @Option(
    name: .customLong("embedding-ids"),
    help: ArgumentHelp("The list of their posts that was given to the run.", valueName: "file"))
  var embeddingIDs: String?
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "hubbub-verify-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let spooled = try SpooledInputs(
      sources, in: scratch.path(percentEncoded: false) + "-input")
    defer { spooled.remove() }
    let result = try Verification.verify(
      Workspace(folder: folder), sources: spooled.inputs, layouts: layouts, previous: previous,
      embeddings: Verification.Embeddings(file: embeddings, ids: embeddingIDs),
      scratch: Workspace(folder: scratch.path(percentEncoded: false)),
      workers: RunOptions.workers(jobs))
    if json {
      Terminal.print([
        "verified": .boolean(result.findings.isEmpty),
        "artifacts": .integer(Int64(result.derived)),
        "sources": .integer(Int64(result.sources)),
        "findings": .array(
          result.findings.map { ["path": .string($0.path), "problem": .string($0.problem)] }),
      ])
    } else if result.findings.isEmpty {
      let origin =
        sources.isEmpty
        ? "the corpus, which was taken as given (--source checks it too)"
        : "\(result.sources) source files"
      Terminal.print("verified: \(result.derived) artifacts follow from \(origin)")
    }
    if result.findings.isEmpty { return }
    let lines = result.findings.map { "\($0.path): \($0.problem)" }
    throw RunError(.badData, "not verified:\n  " + lines.joined(separator: "\n  "))
  }
}
