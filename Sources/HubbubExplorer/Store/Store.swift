internal import GRDB
internal import HubbubExport
internal import HubbubSystem
internal import Synchronization

/// The database of a workspace, read and never written by requests.
///
/// It is made from the workspace's artifacts when there is none, or when the workspace has another
/// receipt since.
final class Store: Sendable {
  private let queue: DatabaseQueue
  private let limit: Duration
  /// The number of the query at work; an alarm that comes late must not stop the next one.
  private let current = Mutex(0)

  /// Opens the database of a workspace, and beside it that of another run to compare with.
  ///
  /// - Parameter limit: how long a query may take.
  init(folder: String, compared: String?, workers: Workers, limit: Duration) throws {
    let own = try Self.database(of: folder, workers)
    let other = try compared.map { try Self.database(of: $0, workers) }
    // What is open needs no name any more.
    defer {
      for scratch in [own.scratch, other?.scratch].compactMap(\.self) { Self.remove(scratch) }
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { db in
      if let other {
        try db.execute(sql: "ATTACH DATABASE ? AS other", arguments: [other.path])
      }
      try db.execute(sql: "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF")
    }
    queue = try DatabaseQueue(path: own.path, configuration: configuration)
    self.limit = limit
  }

  /// Reads; what takes longer than the limit is stopped.
  ///
  /// - Throws: `RequestError` 503 if it was stopped.
  func read<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    do {
      return try await queue.read { [self] db in
        let number = current.withLock { number in
          number += 1
          return number
        }
        let alarm = Task { [limit] in
          try await Task.sleep(for: limit)
          current.withLock { if $0 == number { queue.interrupt() } }
        }
        defer {
          alarm.cancel()
          current.withLock { $0 += 1 }
        }
        return try body(db)
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
      throw RequestError(
        status: 503, message: "This took longer than \(limit). Narrow the search down.")
    }
  }

  /// The path of an up-to-date database of a workspace; where the workspace may only be read, in a
  /// scratch folder that is to be removed.
  private static func database(
    of folder: String, _ workers: Workers
  ) throws -> (path: String, scratch: String?) {
    let path = "\(folder)/.explore/hubbub.sqlite"
    if let receipt = FinishedWork.receipt(of: folder), isCurrent(path, receipt) {
      return (path, nil)
    }
    let work = try FinishedWork(folder: folder, workers: workers)
    do {
      _ = try SQLiteExport.write(work, to: path)
      return (path, nil)
    } catch let error as FileError where error.code == .notPermitted {
      let scratch = try Files.temporaryFolder()
      _ = try SQLiteExport.write(work, to: "\(scratch)/hubbub.sqlite")
      return ("\(scratch)/hubbub.sqlite", scratch)
    }
  }

  private static func remove(_ scratch: String) {
    try? Files.remove("\(scratch)/hubbub.sqlite")
    try? Files.remove(scratch)
  }

  private static func isCurrent(_ path: String, _ receipt: String) -> Bool {
    guard Files.kind(of: path) == .file else { return false }
    var configuration = Configuration()
    configuration.readonly = true
    let about = try? DatabaseQueue(path: path, configuration: configuration).read { db in
      try Row.fetchAll(db, sql: "SELECT key, value FROM about")
        .reduce(into: [String: String]()) { $0[$1["key"]] = $1["value"] }
    }
    return about?["receipt"] == receipt && about?["schema"] == String(SQLiteExport.schema)
  }
}

extension Cell {
  /// The cell that a value of the database stands for; a blob is none.
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null, .blob: self = .none
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    }
  }
}
