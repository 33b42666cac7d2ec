internal import ArgumentParser
internal import HubbubKit

/// `hubbub ingest`: the first stage.
struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest", abstract: "Read pages, dumps and archives into a corpus of posts.",
    discussion: """
      Examples:
        hubbub ingest saved-threads/ --out work
        hubbub ingest posts.csv --out work --set ingest.text=body --set ingest.author=user
        xz -dc dump.jsonl.xz | hubbub ingest - --out work --format jsonl

      Parameters for --set:
      \(ParameterHelp.text(of: "ingest"))
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, folders and archives to read; - is standard input.", valueName: "input"))
  var inputs: [String]
  @Option(name: .shortAndLong, help: "The workspace: where the results go.") var out: String
  @Option(help: "What the input is, instead of recognising it: see `hubbub formats`.")
  var format: String?
  @Option(help: "A folder with layouts (YAML) of your own.") var layouts: String?
  @OptionGroup var options: RunOptions

  func validate() throws { try Folders.check(out, "--out") }

  func run() throws {
    var settings = options.settings
    if let format { settings.append("ingest.format=\(format)") }
    if let layouts { settings.append("ingest.layouts=\(layouts)") }
    let pipeline = try Pipeline(
      name: "ingest", stages: Stages.all.filter(\.readsInputs), settings: settings)
    try Execution.run(pipeline, in: Workspace(folder: out), inputs: inputs, options)
  }
}

/// Folders that arguments name.
enum Folders {
  /// An empty name, which a script's unset variable gives, is no folder: `/corpus` would be meant.
  static func check(_ folder: String, _ argument: String) throws {
    if folder.isEmpty { throw ValidationError("\(argument) is empty: name a folder") }
  }
}

extension Workspace {
  /// A workspace that holds a corpus at least.
  ///
  /// - Throws: `RunError` that says how to make one.
  init(withCorpusIn folder: String) throws(RunError) {
    if folder.isEmpty { throw RunError(.usage, "the folder's name is empty: name a workspace") }
    self.init(folder: folder)
    guard has("corpus/utterances.jsonl") else {
      throw RunError(
        .noInput,
        "\(folder) is no workspace: it holds no corpus. Run `hubbub ingest INPUT --out \(folder)` first."
      )
    }
  }
}

/// What the commands of single stages have in common.
protocol StageCommand: ParsableCommand {
  static var stage: String { get }
  var folder: String { get }
  var options: RunOptions { get }
  /// What the command's own options mean as parameters.
  var settings: [String] { get }
}

extension StageCommand {
  var settings: [String] { [] }

  static func describe(_ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: stage, abstract: abstract,
      discussion: """
        Stages before it whose results the workspace lacks are run first. Parameters are those of
        the run that made the workspace, unless --set says otherwise.

        Parameters for --set:
        \(ParameterHelp.text(of: stage))
        """)
  }

  func run() throws {
    let workspace = try Workspace(withCorpusIn: folder)
    guard let stages = Stages.upTo(Self.stage, in: workspace) else {
      preconditionFailure("\(Self.stage) is one of the stages")
    }
    let pipeline = try Pipeline(
      name: Self.stage, stages: stages, recordedIn: workspace,
      settings: settings + options.settings)
    let console = options.talk.console
    let changed = pipeline.changed
    if !changed.isEmpty {
      console.say("set by the run before or now: \(changed.joined(separator: ", "))")
    }
    for name in pipeline.forgotten(of: workspace) {
      console.warn(
        "the run before was given \(name), which its record does not hold: give it again with --set \(name)=PATH, or go without"
      )
    }
    try Execution.run(pipeline, in: workspace, inputs: [], options)
  }
}

/// `hubbub tokenize`.
struct TokenizeCommand: StageCommand {
  static let stage = "tokenize"
  static let configuration = describe("Cut posts into passages and terms, weigh them by TF-IDF.")
  @Argument(help: "The workspace.") var folder: String
  @OptionGroup var options: RunOptions
}

/// `hubbub cluster`.
struct ClusterCommand: StageCommand {
  static let stage = "cluster"
  static let configuration = describe("Find themes, name them and assign posts to them.")
  @Argument(help: "The workspace.") var folder: String
  @Option(
    help: ArgumentHelp(
      "The workspace of an earlier run: themes that persist keep their ids.", valueName: "dir"))
  var previous: String?
  @OptionGroup var options: RunOptions

  var settings: [String] { previous.map { ["cluster.previous=\($0)"] } ?? [] }
}

/// `hubbub sentiment`.
struct SentimentCommand: StageCommand {
  static let stage = "sentiment"
  static let configuration = describe("Score the sentiment of every post's own words.")
  @Argument(help: "The workspace.") var folder: String
  @OptionGroup var options: RunOptions
}

/// `hubbub series`.
struct SeriesCommand: StageCommand {
  static let stage = "series"
  static let configuration = describe("Lay the sentiment of each theme along the calendar.")
  @Argument(help: "The workspace.") var folder: String
  @OptionGroup var options: RunOptions
}

/// `hubbub summarize`.
struct SummarizeCommand: StageCommand {
  static let stage = "summarize"
  static let configuration = describe("Write the theme report, each sentence with its evidence.")
  @Argument(help: "The workspace.") var folder: String
  @OptionGroup var options: RunOptions
}

/// `hubbub report`.
struct ReportCommand: StageCommand {
  static let stage = "report"
  static let configuration = describe("Lay the report out as HTML and Markdown.")
  @Argument(help: "The workspace.") var folder: String
  @OptionGroup var options: RunOptions
}

/// The parameters of a stage as its help shows them.
enum ParameterHelp {
  static func text(of stage: String) -> String {
    guard let stage = Stages.all.first(where: { $0.name == stage }) else { return "" }
    return stage.parameters.map { parameter in
      "  \(stage.name).\(parameter.name) (\(parameter.kind.expectation)): \(parameter.help)"
    }.joined(separator: "\n")
  }
}
