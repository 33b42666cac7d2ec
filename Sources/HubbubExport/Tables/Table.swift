/// A value of a table's cell.
package enum Cell: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case real(Double)
  case none

  static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .none }
  static func optional(_ number: Int64?) -> Cell { number.map(Cell.integer) ?? .none }
  static func optional(_ number: Double?) -> Cell { number.map(Cell.real) ?? .none }
  static func count(_ number: Int) -> Cell { .integer(Int64(number)) }
}

/// A table that CSV files and the database share: its columns, and its rows one after the other.
struct Table {
  /// A column's name and what SQLite is told of it.
  struct Column {
    let name: String
    let declaration: String

    init(_ name: String, _ declaration: String) {
      self.name = name
      self.declaration = declaration
    }
  }

  let name: String
  let columns: [Column]
  /// The columns by which the database looks rows up.
  let indexes: [String]
  /// Hands each row to its argument, in a fixed order.
  let forEachRow: (_ body: ([Cell]) throws -> Void) throws -> Void

  init(
    _ name: String, _ columns: [Column], indexes: [String] = [],
    forEachRow: @escaping (_ body: ([Cell]) throws -> Void) throws -> Void
  ) {
    self.name = name
    self.columns = columns
    self.indexes = indexes
    self.forEachRow = forEachRow
  }

  init(_ name: String, _ columns: [Column], indexes: [String] = [], rows: [[Cell]]) {
    self.init(name, columns, indexes: indexes) { body in for row in rows { try body(row) } }
  }
}
