internal import HubbubModel

/// A post on its way to its thread.
struct Draft: Sendable {
  /// Where the post stands in its thread, whatever the order in which sources were read.
  enum Position: Sendable {
    /// By page, then by place on the page.
    case page(Int, Int)
    /// By time, posts without one last, then by file and place: dumps that mix threads.
    case time(Int64?, Int)
    /// By file and row: tables, which stand in the order that their makers chose.
    case row(Int)
  }

  /// The key of its thread; empty if links have to tell.
  var thread: String
  /// The thread's title, as far as this post's record says.
  var title: String?
  /// The thread's address, as far as this post's record says.
  var threadURL: String?
  /// Where it stands.
  var position: Position
  /// The post itself; `localID` is unique in the thread.
  var post: ParsedPost
  /// Without a thread: ids of posts that it follows, nearest first.
  var links: [String] = []
  /// The subject without reply marks, for posts that have neither thread nor links.
  var subject: String?
  /// Whether posts of its source may end with signatures; Stack Exchange removes them.
  var maySign = true
}

/// What a reader made of some records.
struct ReaderBatch: Sendable {
  var drafts: [Draft] = []
  /// Posts that the source holds and that are not used, by reason.
  var dropped: [String: Int] = [:]
  var findings: [String: Int] = [:]
  var quarantine: [QuarantineEntry] = []
  /// What an index of messages says about the pages beside it.
  var replies: [PageReply] = []
  /// Why the fields of the source could not be told apart.
  var columnError: IngestError?

  mutating func drop(_ reason: String) { dropped[reason, default: 0] += 1 }
  mutating func find(_ code: String, _ times: Int = 1) { findings[code, default: 0] += times }
  /// Puts a piece into quarantine; a record that held a post is in the books as dropped too.
  mutating func setAside(
    _ source: SourceRange, _ reason: String, _ detail: String, isPost: Bool = true
  ) {
    if isPost { drop(reason) }
    quarantine.append(
      QuarantineEntry(source: source, stage: "ingest", reason: reason, detail: detail))
  }
  /// Puts a source into quarantine whose fields could not be settled.
  mutating func setAside(_ source: SourceRange, _ error: IngestError) {
    if error.code == .columns { columnError = error }
    setAside(source, error.reason, error.message, isPost: false)
  }
}

/// Whole records cut from a stream.
struct RecordChunk: Sendable {
  let bytes: [UInt8]
  /// Where the chunk begins in its source.
  let offset: Int
  /// The number of its first record in the source.
  let firstRecord: Int
  let isLast: Bool
  /// Whether the source is UTF-16, of which these bytes are the UTF-8: `offset` counts its own bytes,
  /// and what is made of the records is to be `restored`.
  var isWide = false
}

/// A format whose sources are cut into records and read in parallel, in constant memory.
protocol DumpReader: Sendable {
  /// How much of the buffer is whole records, and how many they are.
  ///
  /// Called with the bytes since the last cut. With `isLast` the rest belongs to the cut too.
  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int)
  /// Reads whole records.
  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch
  /// Guesses made when the source was opened, for the run's findings.
  var findings: [String] { get }
}

extension DumpReader {
  var findings: [String] { [] }
}
