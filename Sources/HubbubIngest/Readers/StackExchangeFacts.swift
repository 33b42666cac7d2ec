internal import HubbubModel

/// What the tables beside `Posts.xml` say about posts, kept as facts of theirs: votes, links between
/// questions, edits.
///
/// - Complexity: a few words of memory for each post that the tables name.
struct StackExchangeFacts: Sendable {
  /// A table, by the element that holds its rows.
  enum Table: String, CaseIterable, Sendable {
    case votes, postlinks, posthistory

    /// The attributes that are read; texts of past revisions are passed over.
    fileprivate var fields: XMLRow.Names {
      switch self {
      case .votes: Self.voteFields
      case .postlinks: Self.linkFields
      case .posthistory: Self.historyFields
      }
    }

    private static let voteFields = XMLRow.Names(["PostId", "VoteTypeId"])
    private static let linkFields = XMLRow.Names(["PostId", "LinkTypeId", "RelatedPostId"])
    private static let historyFields = XMLRow.Names(["PostId", "PostHistoryTypeId"])
  }

  /// One row: a post, what kind of thing is said of it, and another post where one is named.
  struct Row: Sendable {
    var post: Int32
    var type: Int32
    var other: Int32
  }

  /// What the tables use for what happened, from Stack Exchange's own list
  /// (<https://meta.stackexchange.com/questions/2677>).
  private enum Code {
    static let upVote: Int32 = 2
    static let downVote: Int32 = 3
    static let linked: Int32 = 1
    static let duplicate: Int32 = 3
    /// A body was edited or rolled back.
    static let edits: Set<Int32> = [5, 8]
  }

  /// The most links of a kind that a post carries.
  ///
  /// Lists of everything ever asked link to hundreds; how many more there are is a finding.
  static let linkLimit = 16

  private var scores: [Int32: Int32] = [:]
  private var edits: [Int32: Int32] = [:]
  private var duplicates: [Int32: [Int32]] = [:]
  private var links: [Int32: [Int32]] = [:]
  private var leftOut: [Int32: Int32] = [:]

  /// The rows of a part of a table, and what of it cannot be read.
  static func read(
    _ chunk: RecordChunk, path: String, table: Table
  ) -> (rows: [Row], quarantine: [QuarantineEntry]) {
    var rows: [Row] = []
    var batch = ReaderBatch()
    StackExchangeRows.forEach(chunk, path: path, into: &batch, wanted: table.fields) {
      _, source, fields, batch in
      func number(_ name: String) -> Int32? { fields[name].flatMap { Int32($0) } }
      let type: Int32?
      var other: Int32? = 0
      switch table {
      case .votes: type = number("VoteTypeId")
      case .posthistory: type = number("PostHistoryTypeId")
      case .postlinks:
        type = number("LinkTypeId")
        other = number("RelatedPostId")
      }
      guard let post = number("PostId"), let type, let other else {
        batch.setAside(source, "malformed-record", "the row does not say which post it is about")
        return
      }
      rows.append(Row(post: post, type: type, other: other))
    }
    return (rows, batch.quarantine)
  }

  /// Adds rows of a table, in the table's order.
  mutating func add(_ rows: [Row], of table: Table) {
    for row in rows {
      switch table {
      case .votes:
        if row.type == Code.upVote { scores[row.post, default: 0] &+= 1 }
        if row.type == Code.downVote { scores[row.post, default: 0] &-= 1 }
      case .posthistory:
        if Code.edits.contains(row.type) { edits[row.post, default: 0] &+= 1 }
      case .postlinks:
        if row.type == Code.duplicate { note(row, in: \.duplicates) }
        if row.type == Code.linked { note(row, in: \.links) }
      }
    }
  }

  private mutating func note(
    _ row: Row, in links: WritableKeyPath<Self, [Int32: [Int32]]>
  ) {
    let known = self[keyPath: links][row.post] ?? []
    if known.contains(row.other) { return }
    if known.count < Self.linkLimit {
      self[keyPath: links][row.post] = known + [row.other]
    } else {
      leftOut[row.post, default: 0] &+= 1
    }
  }

  /// Votes for a post less those against it; nil where the table has none.
  func score(of post: Int) -> Int? { Int32(exactly: post).flatMap { scores[$0] }.map(Int.init) }

  /// What the tables say about a post, as findings: `edits:3`, `duplicate-of:…`, `links-to:…`, and
  /// `links-left-out:4` where it has more links than it carries.
  ///
  /// - Parameter site: what ids of posts in the corpus begin with.
  func findings(of post: Int, site: String) -> [String] {
    guard let post = Int32(exactly: post) else { return [] }
    var findings = edits[post].map { ["edits:\($0)"] } ?? []
    findings += (duplicates[post] ?? []).map { "duplicate-of:\(site)/Posts/\($0)" }
    findings += (links[post] ?? []).map { "links-to:\(site)/Posts/\($0)" }
    if let more = leftOut[post] { findings.append("links-left-out:\(more)") }
    return findings
  }
}
