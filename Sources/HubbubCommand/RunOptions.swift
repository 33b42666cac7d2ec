internal import ArgumentParser
internal import Foundation
internal import HubbubKit

extension ConsoleOptions.Format: ExpressibleByArgument {}

/// What every command that does work can be told.
struct Talk: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.") var quiet = false
  @Flag(name: .shortAndLong, help: "Say everything.") var verbose = false
  @Option(name: .customLong("log-format"), help: "How messages are written.")
  var logFormat = ConsoleOptions.Format.text

  var console: Console {
    Console(
      ConsoleOptions(
        format: logFormat, amount: quiet ? .errors : verbose ? .everything : .normal))
  }
}

/// What decides how stages run.
struct RunOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Set a parameter; wins over the file. May be repeated.", valueName: "stage.name=value"))
  var settings: [String] = []
  @Option(name: .shortAndLong, help: "How many threads to use; the results are the same.")
  var jobs: ThreadCount?
  @Flag(help: "Run stages even if they are up to date.") var force = false
  @Flag(help: "Print the run record as JSON.") var json = false
  @OptionGroup var talk: Talk

  var workers: Workers { Self.workers(jobs) }

  /// As many threads as asked for, else as the machine has processors.
  static func workers(_ jobs: ThreadCount?) -> Workers {
    Workers(jobs?.number ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}

/// What `--jobs` may be: a number of threads, at least one.
struct ThreadCount: ExpressibleByArgument {
  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), number >= 1 else { return nil }
    self.number = number
  }
}

/// Runs pipelines and says how it goes.
enum Execution {
  /// Runs, prints the outcome, and ends the command with 3 if input was set aside.
  static func run(
    _ pipeline: Pipeline, in workspace: Workspace, inputs: [String], _ options: RunOptions
  ) throws {
    let console = options.talk.console
    let spooled = try SpooledInputs(inputs, in: workspace.spool)
    defer { spooled.remove() }
    let runner = Runner(
      pipeline: pipeline, workspace: workspace, inputs: spooled.inputs, versions: Version.all)
    let record = try runner.run(workers: options.workers, force: options.force) { event in
      tell(event, console)
    }
    if options.json {
      Terminal.print(record.json)
    } else if workspace.has("report/report.html"),
      record.stages.contains(where: { $0.name == "report" })
    {
      Terminal.print(workspace.path("report/report.html"))
    }
    guard record.isPartial else { return }
    console.warn(
      "some input was set aside: \(workspace.path("quarantine.jsonl")) says what and why (exit code 3)"
    )
    throw ExitCode(RunError.Code.partial.rawValue)
  }

  private static func tell(_ event: Runner.Event, _ console: Console) {
    switch event {
    case .started(let stage, let reason):
      console.detail("\(stage): \(reason)")
      console.progress("\(stage) …")
    case .progress(let stage, let done, let total):
      if let total, total > 0 {
        console.progress("\(stage) \(min(100, done * 100 / total)) %")
      } else {
        console.progress("\(stage) \(done)")
      }
    case .note(let stage, let text): console.say("\(stage): \(text)")
    case .finished(let record): console.say(line(record))
    }
  }

  private static func line(_ record: StageRecord) -> String {
    let name = record.name.padding(toLength: 10, withPad: " ", startingAt: 0)
    guard record.status == .done else { return "\(name) cached" }
    var parts = [String(format: "%.2f s", record.seconds)]
    if let books = record.conservation {
      parts.append("\(books.seen) posts seen, \(books.used) used")
      for (reason, count) in books.dropped.sorted(by: { $0.key < $1.key }) where count > 0 {
        parts.append("\(count) dropped (\(reason))")
      }
    }
    parts += record.counts.sorted { $0.key < $1.key }.filter { $0.value > 0 }
      .map { "\($0.value) \($0.key)" }
    return "\(name) " + parts.joined(separator: ", ")
  }
}
