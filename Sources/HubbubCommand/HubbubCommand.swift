internal import ArgumentParser
internal import HubbubKit

/// `hubbub`: parses the command line, calls one function, prints what it returns.
@main
struct HubbubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hubbub",
    abstract: "Turns dumps of discussions into theme reports that can be checked.",
    discussion: """
      Examples:
        hubbub run Pipelines/theme-report.yaml saved-threads/ --out report
        hubbub run Pipelines/theme-report.yaml posts.csv --out report --set ingest.text=body
        hubbub probe page.html

      Exit codes: 0 done; 3 done, but some input was set aside (see quarantine.jsonl); 64 usage; \
      65 nothing usable; 66 no such input; 70 a bug; 73 cannot create output; 74 input or output \
      failed; 75 workspace in use; 78 bad pipeline file; 130 interrupted, and can be resumed.
      """,
    version: Version.line,
    subcommands: [WorkerCommand.self],
    groupedSubcommands: [
      CommandGroup(name: "The main job:", subcommands: [Run.self, Plan.self]),
      CommandGroup(
        name: "One stage over a workspace:",
        subcommands: [
          IngestCommand.self, TokenizeCommand.self, ClusterCommand.self, SentimentCommand.self,
          SeriesCommand.self, ForecastCommand.self, SummarizeCommand.self, ReportCommand.self,
        ]),
      CommandGroup(
        name: "Looking closer:",
        subcommands: [
          ProbeCommand.self, ExplainCommand.self, ExploreCommand.self, VerifyCommand.self,
          EvalCommand.self,
        ]),
      CommandGroup(name: "Handing on:", subcommands: [ExportCommand.self]),
      CommandGroup(
        name: "About this program:", subcommands: [FormatsCommand.self, DoctorCommand.self]),
    ])

  static func main() async {
    StandardStreams.settle()
    LargePages.giveBack()
    Interruption.watch()
    var console = Console(ConsoleOptions.asTyped(CommandLine.arguments))
    do {
      var command = try parseAsRoot()
      // Who waits for a worker tells by its signal how it died.
      if !(command is WorkerCommand) { Bugs.endWithTheirCode() }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      Foreground.end(error, &console)
    }
  }
}
