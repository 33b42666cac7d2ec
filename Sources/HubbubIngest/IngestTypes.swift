public import HubbubModel
public import HubbubSystem

/// Why an ingest could not go on; what a user can mend.
public struct IngestError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that a command tells apart.
  public enum Code: Sendable {
    /// An option does not fit the data.
    case usage
    /// An input does not exist.
    case noSuchInput
    /// Columns that the data does not have, or that nobody named.
    case columns
    /// Records that cannot be read, so that nothing is known of their columns.
    case records
  }
  /// What kind of failure.
  public let code: Code
  /// What the quarantine calls a source that fails so.
  var reason: String { code == .columns ? "columns-unknown" : "malformed-record" }
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }

  init(_ message: String, code: Code = .usage) {
    self.message = message
    self.code = code
  }
}

/// How to read the input.
public struct IngestOptions: Sendable, Hashable {
  /// The format of every source; nil recognises each by its content.
  public var format: InputFormat?
  /// Which columns hold what, for CSV and JSON Lines.
  public var columns: ColumnNames
  /// What a source may cost.
  public var limits: SourceLimits
  /// How many bytes of posts to hold in memory before sorted runs go to files beside the output.
  public var memoryBudget: Int

  /// Creates options.
  public init(
    format: InputFormat? = nil, columns: ColumnNames = ColumnNames(),
    limits: SourceLimits = SourceLimits(), memoryBudget: Int = 128 << 20
  ) {
    self.format = format
    self.columns = columns
    self.limits = limits
    self.memoryBudget = memoryBudget
  }
}

/// How far an ingest is.
public struct IngestProgress: Sendable {
  /// Bytes of sources read so far, and of all of them.
  public var bytes: Int
  /// The bytes of all source files.
  public var totalBytes: Int
  /// Posts seen so far.
  public var posts: Int
}

/// What an ingest did.
public struct IngestResult: Sendable {
  /// How many documents (files, and entries of archives) there were, and what became of them.
  public struct Documents: Sendable, Hashable {
    /// All documents.
    public var seen = 0
    /// Documents that gave posts.
    public var used = 0
    /// Documents set aside as a whole.
    public var quarantined = 0
    /// Documents that belong to a set and say nothing about posts, such as a dump's `Badges.xml`.
    public var passedOver = 0
  }

  /// The books: posts seen, used and dropped by reason.
  public var conservation = Conservation()
  /// Threads in the corpus.
  public var threads = 0
  /// What became of the documents.
  public var documents = Documents()
  /// Documents by format.
  public var formats: [String: Int] = [:]
  /// What was set aside, sorted by source.
  public var quarantine: [QuarantineEntry] = []
  /// What was noticed: code → posts or documents.
  public var findings: [String: Int] = [:]
  /// The digest of the corpus's `utterances.jsonl`, taken as it was written.
  public var digest: Digest?
  /// The result of an ingest that has read nothing.
  public init() {}

  /// Whether there is no corpus because no post could be used; a command exits with 65.
  public var nothingUsable: Bool { conservation.used == 0 }
}
