public import ArgumentParser
public import HubbubKit

extension ExportFormat: ExpressibleByArgument {}

/// `hubbub export`: hands a workspace on to the tools that people already use.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Hand a workspace on to the tools that people already use.",
    discussion: """
      Formats:
      \(ExportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

      What the workspace holds is exported: without themes, say, the posts alone. Exports hold the \
      posts as they are, handles included, whatever the privacy of the report.

      Examples:
        hubbub export report --to sqlite --out report.sqlite
        hubbub export report --to csv --out tables
      """)

  @Argument(help: "The workspace.") var folder: String
  @Option(name: .customLong("to"), help: "The format.") var format: ExportFormat
  @Option(name: .shortAndLong, help: "Where to write: a file or a folder, as the format has it.")
  var out: String
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?
  @Flag(help: "Print the paths written as JSON.") var json = false

  func validate() throws { try Folders.check(out, "--out") }

  func run() throws {
    let workspace = try Workspace(withCorpusIn: folder)
    let work = try FinishedWork(folder: workspace.folder, workers: RunOptions.workers(jobs))
    let written = try format.write(work, to: out)
    if json {
      Terminal.print(["written": .array(written.map(JSON.string))])
    } else {
      // A name among the data that went to `/dev/stdout` would spoil them.
      for path in written where !Files.isStream(path) { Terminal.print(path) }
    }
  }
}
