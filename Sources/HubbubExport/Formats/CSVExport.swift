internal import HubbubSentiment
internal import HubbubSystem

/// Tables as CSV (RFC 4180 with line feeds), safe to open in a spreadsheet.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a
/// formula and runs it. Such text cells get an apostrophe before them, which spreadsheets do not
/// show (OWASP, CSV Injection). Numbers are written as they are.
package enum CSVExport {
  static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    if path.lowercased().hasSuffix(".csv") {
      for table in work.tables() where table.name == "posts" { try write(table, to: path) }
      return [path]
    }
    return try work.tables().map { table in
      let file = "\(path)/\(table.name).csv"
      try write(table, to: file)
      return file
    }
    .sorted()
  }

  private static func write(_ table: Table, to path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(table.columns.map(\.name).joined(separator: ",") + "\n")
    try table.forEachRow { row in
      try file.write(row.map(field).joined(separator: ",") + "\n")
    }
    try file.commit()
  }

  /// A cell as a field.
  package static func field(_ cell: Cell) -> String {
    switch cell {
    case .none: ""
    case .integer(let number): String(number)
    case .real(let number): number.description
    case .text(let text): CSVLines.field(text)
    }
  }
}
