/// Which columns of a table, or fields of a JSON record, hold what.
///
/// Names match exactly, or else without regard to case, spaces, dashes and underscores. In JSON,
/// `user.name` reaches into an object. What is left nil is guessed from well-known names.
public struct ColumnNames: Sendable, Hashable {
  /// The post's id.
  public var id: String?
  /// The post's text.
  public var text: String?
  /// Who wrote it.
  public var author: String?
  /// When.
  public var time: String?
  /// The thread it belongs to.
  public var thread: String?
  /// The id of the post that it answers.
  public var parent: String?
  /// The thread's title.
  public var title: String?
  /// Votes, points, likes.
  public var score: String?

  /// Creates names.
  public init(
    id: String? = nil, text: String? = nil, author: String? = nil, time: String? = nil,
    thread: String? = nil, parent: String? = nil, title: String? = nil, score: String? = nil
  ) {
    self.id = id
    self.text = text
    self.author = author
    self.time = time
    self.thread = thread
    self.parent = parent
    self.title = title
    self.score = score
  }

  subscript(field: PostField) -> String? {
    switch field {
    case .id: id
    case .text: text
    case .author: author
    case .time: time
    case .thread: thread
    case .parent: parent
    case .title: title
    case .score: score
    case .url: nil
    }
  }
}

/// What a column may hold.
enum PostField: String, CaseIterable, Sendable {
  case id, text, author, time, thread, parent, title, score, url

  /// Names that people and programs use, best first: see `columns.tsv`.
  var wellKnown: [String] {
    guard let line = Self.lines[rawValue] else { return [] }
    return line
  }

  private static let lines: [String: [String]] = {
    var lines: [String: [String]] = [:]
    let text = String(decoding: PackageResources.columns_tsv, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      if parts.count == 2 {
        lines[String(parts[0])] = parts[1].split(separator: " ").map(String.init)
      }
    }
    return lines
  }()
}

/// The columns of one source, settled: named by the user, guessed, or absent.
struct ColumnMapping: Sendable {
  /// Column name for each field.
  private(set) var names: [PostField: String] = [:]
  /// Findings for the run: `column-guessed:text=body`.
  private(set) var findings: [String] = []
  /// Whether nobody said which column the ids are in.
  private var isIDGuessed = false

  subscript(field: PostField) -> String? { names[field] }

  /// A name without regard to case and separators.
  static func fold(_ name: String) -> String {
    String(
      decoding: name.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case 0x20, 0x2D, 0x5F, 0xEF, 0xBB, 0xBF: nil
        case 0x41...0x5A: byte | 0x20
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Settles the columns of a source.
  ///
  /// - Parameter available: the column names, or the paths of a record's fields.
  /// - Throws: `IngestError` naming what is there, if a named column is not, or if no text column
  ///   was named or can be guessed.
  init(_ asked: ColumnNames, available: [String], path: String) throws(IngestError) {
    let list = available.map { "`\($0)`" }.joined(separator: ", ")
    var taken: Set<String> = []
    for field in PostField.allCases {
      guard let name = asked[field] else { continue }
      guard let found = Self.find(name, among: available) else {
        throw IngestError(
          "\(path) has no column `\(name)` (ingest.\(field.rawValue)); it has \(list)",
          code: .columns)
      }
      names[field] = found
      taken.insert(found)
    }
    guess(among: available, besides: taken)
    guard names[.text] != nil else {
      throw IngestError(
        "cannot tell which column of \(path) holds the text: name it with "
          + "`--set ingest.text=COLUMN`; the columns are \(list)", code: .columns)
    }
  }

  /// Settles the fields of records of which not all are posts: a column that is asked for may stand
  /// elsewhere, and the text with it.
  ///
  /// - Parameter member: the name of the member that the records stand in, for what is said of them.
  init(_ asked: ColumnNames, within member: String? = nil, available: [String]) {
    var taken: Set<String> = []
    for field in PostField.allCases {
      guard let name = asked[field], let found = Self.find(name, among: available) else { continue }
      names[field] = found
      taken.insert(found)
    }
    guess(among: available, besides: taken, member.map { $0 + "." } ?? "")
  }

  /// Takes a guessed id back if different posts have the same: it says what they are about (the
  /// product of a review) or who wrote them, and half of them would pass for copies.
  ///
  /// - Parameter rows: the first rows of the source.
  /// - Complexity: O(n) in the rows.
  mutating func checkID(_ rows: some Sequence<TableRow>) {
    guard isIDGuessed, let column = names[.id] else { return }
    var first: [String: TableRow] = [:]
    let isShared = rows.contains { row in
      guard let id = row.id, !TableRow.isNothing(id), !row.text.isEmpty else { return false }
      guard let before = first[id] else {
        first[id] = row
        return false
      }
      // The same writer's other words may be the post as it was edited.
      return before.text != row.text && (row.author == nil || before.author != row.author)
    }
    guard isShared else { return }
    names[.id] = nil
    findings.removeAll { $0.hasPrefix("column-guessed:id=") }
    findings.append("ids-repeat:\(column)")
    if names[.thread] == nil, Self.fold(column) != "uid" { names[.thread] = column }
  }

  /// The column of a name, or of one that differs in case and separators.
  private static func find(_ name: String, among available: [String]) -> String? {
    available.first { $0 == name } ?? available.first { fold($0) == fold(name) }
  }

  /// Finds by well-known names what was not asked for.
  private mutating func guess(
    among available: [String], besides asked: Set<String>, _ prefix: String = ""
  ) {
    var taken = asked
    for field in PostField.allCases where names[field] == nil {
      for candidate in field.wellKnown {
        guard
          let found = available.first(where: {
            Self.fold($0) == Self.fold(candidate) && !taken.contains($0)
          })
        else { continue }
        names[field] = found
        taken.insert(found)
        if field == .id { isIDGuessed = true }
        if found != field.rawValue {
          findings.append("column-guessed:\(field.rawValue)=\(prefix)\(found)")
        }
        break
      }
    }
  }
}
