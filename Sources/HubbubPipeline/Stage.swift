public import HubbubModel
public import HubbubSystem

/// One step of a pipeline: reads artifacts, calls one function, writes artifacts.
public protocol Stage: Sendable {
  /// The name in YAML and on the command line.
  var name: String { get }
  /// One line for the help text.
  var summary: String { get }
  /// Raised whenever the same inputs would give other bytes; part of the cache key.
  var version: Int { get }
  /// What can be set.
  var parameters: [Parameter] { get }
  /// The artifacts read, as paths in the workspace.
  var reads: [String] { get }
  /// The artifacts written, all of them, as paths in the workspace.
  var writes: [String] { get }
  /// Digests of whatever else decides the bytes: resources, versions of libraries.
  var ingredients: [String: String] { get }
  /// Whether the stage reads the run's inputs, that is, whether it is the first.
  var readsInputs: Bool { get }
  /// Digests of the files behind the run's inputs, and behind parameters that name files, by the
  /// names that artifacts know them by: with the parameters all that is read from outside.
  func fingerprint(of inputs: [String], _ values: ParameterValues, besides workspace: Workspace)
    throws -> [(path: String, digest: String)]
  /// Looks whether what parameters name is there, before any stage runs.
  ///
  /// - Throws: `RunError` that says what is not.
  func check(_ values: ParameterValues, in workspace: Workspace) throws(RunError)
  /// How the files behind the run's inputs stand, as cheaply as that can be told: what differs
  /// after the stage from before was changed while it was read.
  func marks(of inputs: [String], besides workspace: Workspace) throws -> [String]
  /// Does the work. Every file of `writes` must exist afterwards.
  func run(_ job: StageJob) throws -> StageOutcome
}

extension Stage {
  /// Nothing beside artifacts and parameters, unless a stage says so.
  public var ingredients: [String: String] { [:] }
  /// Only the first stage reads inputs.
  public var readsInputs: Bool { false }
  /// A stage that reads nothing from outside has no fingerprint.
  public func fingerprint(
    of inputs: [String], _ values: ParameterValues, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] { [] }
  /// A stage whose parameters name nothing outside has nothing to look for.
  public func check(_ values: ParameterValues, in workspace: Workspace) throws(RunError) {}
  /// Only the first stage reads inputs.
  public func marks(of inputs: [String], besides workspace: Workspace) throws -> [String] { [] }
}

/// What a stage is given.
public struct StageJob: Sendable {
  /// Where artifacts are.
  public let workspace: Workspace
  /// The values of the stage's parameters.
  public let parameters: ParameterValues
  /// The run's inputs, for the stage that reads them.
  public let inputs: [String]
  /// The threads to use.
  public let workers: Workers
  /// Tells a person how far the stage is: items done, and of how many if that is known.
  public let progress: @Sendable (_ done: Int, _ total: Int?) -> Void
  /// Tells a person what was noticed.
  public let note: @Sendable (String) -> Void

  /// Creates a job.
  public init(
    workspace: Workspace, parameters: ParameterValues, inputs: [String], workers: Workers,
    progress: @escaping @Sendable (Int, Int?) -> Void, note: @escaping @Sendable (String) -> Void
  ) {
    self.workspace = workspace
    self.parameters = parameters
    self.inputs = inputs
    self.workers = workers
    self.progress = progress
    self.note = note
  }
}

/// What a stage has to say about its work beside its artifacts.
public struct StageOutcome: Sendable, Hashable {
  /// Numbers for the run record, by name.
  public var counts: [String: Int]
  /// Whether input was quarantined or a limit was reached: exit code 3.
  public var isPartial: Bool
  /// The books, from the stage that keeps them.
  public var conservation: Conservation?
  /// The digests of artifacts that were taken as they were written; the others are read for theirs.
  public var digests: [String: String]

  /// Creates an outcome.
  public init(
    counts: [String: Int] = [:], isPartial: Bool = false, conservation: Conservation? = nil,
    digests: [String: String] = [:]
  ) {
    self.digests = digests
    self.counts = counts
    self.isPartial = isPartial
    self.conservation = conservation
  }
}

/// Why a run ended without doing what it was asked, with the exit code of the contract.
public struct RunError: Error, Sendable, CustomStringConvertible {
  /// The exit codes, which `hubbub --help` lists; after sysexits.h.
  public enum Code: Int32, Sendable {
    case partial = 3
    case usage = 64
    case badData = 65
    case noInput = 66
    case bug = 70
    case cannotCreate = 73
    case inputOutput = 74
    case locked = 75
    case badPipeline = 78
    case interrupted = 130
  }
  /// The exit code.
  public let code: Code
  /// What happened, where, and what to do.
  public let message: String
  /// What happened, where, and what to do.
  public var description: String { message }

  /// Creates an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
