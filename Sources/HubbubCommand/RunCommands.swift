internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// The pipeline file and the inputs.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file (YAML); see Pipelines/.") var pipeline: String
  @Argument(
    help: ArgumentHelp(
      "Files, folders and archives to read; - is standard input.", valueName: "input"))
  var inputs: [String] = []
  @Option(name: .shortAndLong, help: "The workspace: where the results go.") var out: String
  @Option(help: "How much the report tells of people: internal, share or public.")
  var privacy: String?
  @Option(
    help: ArgumentHelp(
      "The workspace of an earlier run: themes that persist keep their ids.", valueName: "dir"))
  var previous: String?

  func validate() throws {
    try Folders.check(out, "--out")
    if let previous { try Folders.check(previous, "--previous") }
    if let privacy, Privacy(rawValue: privacy) == nil {
      let levels = Privacy.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--privacy must be one of \(levels), not `\(privacy)`")
    }
  }

  func read(settings: [String]) throws -> Pipeline {
    let text: String
    if Files.kind(of: pipeline) == .folder {
      throw RunError(
        .noInput, "\(pipeline) is a folder. Give the path of a pipeline file, as in Pipelines/.")
    }
    do {
      text = String(decoding: try Files.read(pipeline), as: UTF8.self)
    } catch {
      throw RunError(.noInput, "\(error). Give the path of a pipeline file, as in Pipelines/.")
    }
    let told =
      (privacy.map { ["summarize.privacy=\($0)"] } ?? [])
      + (previous.map { ["cluster.previous=\($0)"] } ?? [])
    return try Pipeline(yaml: text, file: pipeline, known: Stages.all, settings: told + settings)
  }
}

/// `hubbub run`: every stage that a pipeline names.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run every stage that a pipeline names; what is up to date is not run again.",
    discussion: """
      Example:
        hubbub run Pipelines/theme-report.yaml saved-threads/ --out report

      Prints the path of the report. The workspace holds every intermediate result, each in a \
      format that other tools open (docs/FORMATS.md).
      """)

  @OptionGroup var arguments: PipelineArguments
  @OptionGroup var options: RunOptions

  func run() throws {
    let pipeline = try arguments.read(settings: options.settings)
    try Execution.run(
      pipeline, in: Workspace(folder: arguments.out), inputs: arguments.inputs, options)
  }
}

/// `hubbub plan`: what would run, and why.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what `run` would do, and why; touches nothing.")

  @OptionGroup var arguments: PipelineArguments
  @OptionGroup var options: RunOptions

  func run() throws {
    let pipeline = try arguments.read(settings: options.settings)
    if arguments.inputs.contains(where: { $0 == "-" || Files.kind(of: $0) == .pipe }) {
      throw RunError(
        .usage, "standard input and pipes cannot be planned with: they can be read only once")
    }
    let runner = Runner(
      pipeline: pipeline, workspace: Workspace(folder: arguments.out), inputs: arguments.inputs,
      versions: Version.all)
    let steps = try runner.plan(force: options.force)
    if options.json {
      Terminal.print(
        .array(
          steps.map { step in
            [
              "stage": .string(step.stage), "runs": .boolean(step.reason != nil),
              "reason": .optional(step.reason),
            ]
          }))
      return
    }
    for step in steps {
      let name = step.stage.padding(toLength: 10, withPad: " ", startingAt: 0)
      Terminal.print(step.reason.map { "\(name) runs: \($0)" } ?? "\(name) cached")
    }
  }
}
