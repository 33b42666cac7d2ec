internal import HubbubExport
internal import HubbubSystem

/// A view's data, without its looks.
enum DataWriting {
  /// `{"title", "total", "columns", "rows": [{column: value}]}` of the view's first table.
  static func json(_ view: View) -> [UInt8] {
    let table = view.tables.first
    let rows = (table?.rows ?? []).map { row in
      JSON.object(
        zip(table?.columns ?? [], row).map { JSON.Member($0, value($1.cell)) })
    }
    let whole: JSON = [
      "title": .string(view.title),
      "total": .integer(Int64(view.total ?? rows.count)),
      "columns": .array((table?.columns ?? []).map(JSON.string)),
      "rows": .array(rows),
    ]
    return whole.utf8(pretty: true) + [10]
  }

  private static func value(_ cell: Cell) -> JSON {
    switch cell {
    case .none: .null
    case .text(let text): .string(text)
    case .integer(let number): .integer(number)
    case .real(let number): .number(number)
    }
  }

  /// The view's first table as CSV, safe to open in a spreadsheet.
  static func csv(_ view: View) -> [UInt8] {
    guard let table = view.tables.first else { return [] }
    let lines =
      [table.columns.map { CSVExport.field(.text($0)) }]
      + table.rows.map { $0.map { CSVExport.field($0.cell) } }
    return Array(lines.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
  }
}
