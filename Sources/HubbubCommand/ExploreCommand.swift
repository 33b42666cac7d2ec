internal import ArgumentParser
internal import HubbubExplorer
internal import HubbubKit

/// `hubbub explore`: web pages over a workspace.
struct ExploreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Read a workspace in a browser: themes, posts, threads, search.",
    discussion: """
      Answers on this machine alone, alters nothing but its own database in DIR/.explore, and ends \
      with Ctrl-C. Every page is also JSON and CSV: add format=json or format=csv to its address.

      Examples:
        hubbub explore report
        hubbub explore report --compare last-month --port 9000
      """)

  @Argument(help: "The workspace.") var folder: String
  @Option(help: ArgumentHelp("Another workspace to see beside it.", valueName: "dir"))
  var compare: String?
  @Option(help: "The port of 127.0.0.1 to answer on.") var port = 8765
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?
  @OptionGroup var talk: Talk

  func validate() throws {
    guard (1...65_535).contains(port) else {
      throw ValidationError("--port is a number from 1 to 65535, not \(port)")
    }
  }

  func run() async throws {
    let workspace = try Workspace(withCorpusIn: folder)
    let other = try compare.map { try Workspace(withCorpusIn: $0) }
    let console = talk.console
    console.progress("reading \(folder) …")
    let explorer = try Explorer(
      folder: workspace.folder, compared: other?.folder, port: port,
      workers: RunOptions.workers(jobs))
    do {
      try await explorer.serve(port: port) {
        Interruption.meansTheEnd()
        console.say("Ctrl-C ends it.")
        Terminal.print("http://127.0.0.1:\(port)/")
      }
    } catch {
      throw RunError(
        .inputOutput, "cannot answer on 127.0.0.1:\(port) (\(error)). Give another --port.")
    }
  }
}
