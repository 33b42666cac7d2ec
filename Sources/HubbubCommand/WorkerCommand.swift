internal import ArgumentParser
internal import HubbubKit

/// `hubbub worker`: the child's side of a pool that parses pages; started by hubbub itself.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ParserWorker.command, abstract: "Parse pages for another hubbub.",
    shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws { try ParserWorker.serve(arguments: arguments) }
}
