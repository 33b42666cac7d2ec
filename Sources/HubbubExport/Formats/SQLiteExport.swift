internal import GRDB
internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// A workspace as one SQLite database.
///
/// The tables of `FinishedWork.tables()`, a table `about`, and an FTS5 index `posts_fts` over the
/// text and title of the posts, which shares its storage with them. Datasette and the explorer open
/// the same file. With the same SQLite library the same workspace gives the same bytes.
public enum SQLiteExport {
  /// Raised whenever tables or columns change.
  public static let schema: Int64 = 2

  /// Writes the database; it appears under its name whole or not at all.
  ///
  /// - Returns: the file's path.
  /// - Throws: `FileError`, such as a full disk.
  public static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    do {
      try fill(path, from: work)
    } catch let error as DatabaseError {
      let isFull = error.resultCode == .SQLITE_FULL
      throw FileError(
        code: isFull ? .diskFull : .other, action: "write", path: path,
        reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
    return [path]
  }

  private static func fill(_ path: String, from work: FinishedWork) throws {
    try Files.replace(path) { temporary in
      var configuration = Configuration()
      configuration.label = "export"
      // Nothing can be half-written: the file is thrown away unless it is finished.
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      }
      let queue = try DatabaseQueue(path: temporary, configuration: configuration)
      try queue.writeWithoutTransaction { db in
        try db.inTransaction {
          for table in work.tables() { try fill(table, in: db) }
          try about(work, in: db)
          try indexText(in: db)
          return .commit
        }
        try db.execute(sql: "ANALYZE")
        try db.execute(sql: "VACUUM")
      }
      try queue.close()
    }
  }

  private static func fill(_ table: Table, in db: Database) throws {
    let columns = table.columns.map { "\"\($0.name)\" \($0.declaration)" }
    try db.execute(sql: "CREATE TABLE \(table.name) (\(columns.joined(separator: ", ")))")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    let insert = try db.makeStatement(sql: "INSERT INTO \(table.name) VALUES (\(marks))")
    try table.forEachRow { row in
      try insert.execute(arguments: StatementArguments(row.map(\.databaseValue)))
    }
    for column in table.indexes {
      try db.execute(
        sql: "CREATE INDEX \(table.name)_\(column) ON \(table.name) (\"\(column)\")")
    }
  }

  private static func about(_ work: FinishedWork, in db: Database) throws {
    try db.execute(sql: "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    var rows = [
      ("schema", String(schema)), ("posts", String(work.corpus.count)),
      ("receipt", work.receipt ?? ""),
    ]
    if let report = work.report { rows.append(("title", report.title.text)) }
    for (key, value) in rows {
      try db.execute(sql: "INSERT INTO about VALUES (?, ?)", arguments: [key, value])
    }
  }

  private static func indexText(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE posts_fts USING fts5(
          title, text, content="posts", content_rowid="row",
          tokenize='unicode61 remove_diacritics 2')
        """)
    try db.execute(
      sql: "INSERT INTO posts_fts(rowid, title, text) SELECT row, title, text FROM posts")
    try db.execute(sql: "INSERT INTO posts_fts(posts_fts) VALUES ('optimize')")
  }
}

extension Cell {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .none: .null
    case .text(let text): text.databaseValue
    case .integer(let number): number.databaseValue
    case .real(let number): number.databaseValue
    }
  }
}
