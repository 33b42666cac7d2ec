internal import HubbubSystem

/// Columns of a labelled table, for evaluations: no post is made of its rows.
public enum LabelledTable {
  /// The fields of some columns, a list of values a row, in the order of the file.
  ///
  /// Comma, semicolon, tab and bar are recognised as separators; the encoding is declared by a byte
  /// order mark, UTF-8, or detected.
  /// - Parameter columns: names in the header, matched exactly.
  /// - Throws: `FileError` if the file cannot be read; `IngestError` if it is no table, or names the
  ///   columns that it has if one is missing.
  /// - Complexity: O(n) in the file's bytes, which are held in memory.
  public static func read(_ path: String, columns: [String]) throws -> [[String]] {
    let table = try Opened(path)
    let bytes = table.bytes
    let wanted = try columns.map { column in
      guard let index = table.names.firstIndex(of: column) else {
        throw IngestError(
          "\(path) has no column `\(column)`; it has \(table.names.joined(separator: ", "))",
          code: .columns)
      }
      return index
    }
    var rows: [[String]] = []
    var at = table.start
    while at < bytes.count {
      let record = CSVRecord.read(bytes, at: at, separator: table.separator)
      at = record.end
      let values = table.fields(record)
      if values.count == 1, values[0].isEmpty { continue }
      rows.append(wanted.map { $0 < values.count ? values[$0] : "" })
    }
    return rows
  }

  /// The names of a table's columns.
  ///
  /// - Throws: `FileError` if the file cannot be read; `IngestError` if it is no table.
  public static func header(_ path: String) throws -> [String] { try Opened(path).names }

  /// A table whose header has been read.
  private struct Opened {
    let bytes: [UInt8]
    let separator: UInt8
    var names: [String] = []
    /// Where the first row begins.
    let start: Int

    init(_ path: String) throws {
      let raw = try Files.read(path)
      bytes = Array(TextTools.decode(raw[...], declared: nil).utf8)
      guard let dialect = CSVDialect.sniff(bytes[...]) else {
        throw IngestError("\(path) is no table with a header: give CSV or TSV", code: .columns)
      }
      separator = dialect.separator
      let head = CSVRecord.read(bytes, at: 0, separator: separator)
      start = head.end
      names = fields(head).map { $0.trimmingASCII() }
    }

    func fields(_ record: CSVRecord) -> [String] {
      record.fields.map {
        String(decoding: CSVRecord.text(of: bytes[$0]), as: UTF8.self)
      }
    }
  }
}
