internal import HubbubModel

/// Reads tables of separated values: RFC 4180 on bytes, fields cut before they are decoded.
struct CSVReader: DumpReader {
  private let dialect: CSVDialect
  private let columns: [(field: PostField, index: Int)]
  private let width: Int
  private let headerEnd: Int
  private let encoding: String?
  private let dateOrder: Timestamps.Order?
  private let bodies: TextBodies

  /// Settles dialect, encoding and columns by the beginning of a source.
  ///
  /// - Throws: `IngestError` if the columns named are not there.
  init(head: [UInt8], path: String, names: ColumnNames, bodies: TextBodies)
    throws(IngestError)
  {
    let start = FormatSniffer.start(of: head)
    guard let dialect = CSVDialect.sniff(head[start...]) else {
      throw IngestError(
        "\(path) is no table: its first line names no columns",
        code: .columns)
    }
    self.dialect = dialect
    self.bodies = bodies
    let record = dialect.record(in: head, at: start + dialect.preamble)
    headerEnd = record.end
    width = record.fields.count
    // What looks like UTF-8 but for a character cut at the end is UTF-8.
    let complete = head.count < FormatSniffer.headSize ? head : Array(head.dropLast(4))
    encoding =
      complete.count < 8 || TextBytes.isUTF8(complete[...])
        || TextBytes.isUTF8(head[...]) ? nil : TextTools.encoding(of: head)
    let encoding = encoding
    let header = record.fields.map { field in
      dialect.text(of: head[field], encoding: encoding).trimmingASCII()
    }
    var mapping = try ColumnMapping(names, available: header, path: path, isTable: true)
    mapping.check(
      Self.rows(head, from: record.end, dialect, encoding) { field in
        mapping[field].flatMap { header.firstIndex(of: $0) }
      })
    columns = PostField.allCases.compactMap { field in
      guard let name = mapping[field], let index = header.firstIndex(of: name) else { return nil }
      return (field, index)
    }
    findings = mapping.findings
    dateOrder = mapping.dateOrder
  }

  /// The whole rows of the beginning of a source, as far as ids are judged by them.
  private static func rows(
    _ head: [UInt8], from start: Int, _ dialect: CSVDialect, _ encoding: String?,
    _ column: (PostField) -> Int?
  ) -> [TableRow] {
    let columns = [PostField.id, .author, .text, .time].compactMap { field in
      column(field).map { (field: field, index: $0) }
    }
    var rows: [TableRow] = []
    var at = start
    while at < head.count {
      let record = dialect.record(in: head, at: at)
      if record.isOpen || record.end == head.count && head.count == FormatSniffer.headSize { break }
      var row = TableRow()
      for (field, index) in columns where index < record.fields.count {
        row[field] = dialect.text(of: head[record.fields[index]], encoding: encoding)
      }
      rows.append(row)
      at = record.end
    }
    return rows
  }

  /// Guesses made, for the run's findings.
  let findings: [String]

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    let quote = UInt8(ascii: "\"")
    var records = 0
    var end = 0
    let bytes = buffer.span
    var at = 0
    let count = bytes.count
    var fieldStart = true
    while at < count {
      let byte = bytes[at]
      if byte == quote && fieldStart && dialect.isQuoted {
        at += 1
        while at < count {
          if bytes[at] == quote {
            if at + 1 < count, bytes[at + 1] == quote { at += 1 } else { break }
          }
          at += 1
        }
        fieldStart = false
        at += 1
        continue
      }
      at += 1
      if byte == dialect.separator {
        fieldStart = true
      } else if byte == 10 || byte == 13 {
        if byte == 13 {
          if at == count && !isLast { break }
          if at < count, bytes[at] == 10 { at += 1 }
        }
        records += 1
        end = at
        fieldStart = true
      } else {
        fieldStart = false
      }
    }
    if isLast, end < count { records += 1 }
    return (isLast ? buffer.count : end, records)
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    var at = chunk.offset == 0 ? headerEnd : 0
    // The lines before the first row are counted where the source is cut.
    var record = chunk.offset > 0 ? 0 : dialect.preamble > 0 ? 2 : 1
    while at < chunk.bytes.count {
      let row = dialect.record(in: chunk.bytes, at: at)
      let source = SourceRange(
        path: path, start: chunk.offset + at, end: chunk.offset + row.end)
      let isBlank = row.fields.count == 1 && chunk.bytes[row.fields[0]].isEmpty
      if row.isOpen {
        batch.setAside(source, "truncated", "the table ends within a quoted field")
      } else if !isBlank {
        read(row, in: chunk.bytes, record: chunk.firstRecord + record - 1, source, into: &batch)
      }
      at = row.end
      record += 1
    }
    return batch
  }

  private func read(
    _ row: CSVRecord, in bytes: [UInt8], record: Int, _ source: SourceRange,
    into batch: inout ReaderBatch
  ) {
    if row.fields.count != width { batch.find("columns-uneven") }
    var fields = TableRow()
    fields.dateOrder = dateOrder
    var range = source
    for (field, index) in columns where index < row.fields.count {
      let cell = bytes[row.fields[index]]
      fields[field] = dialect.text(of: cell, encoding: encoding)
      if field == .text {
        range.start = source.start + cell.startIndex - row.fields[0].lowerBound
        range.end = range.start + cell.count
      }
    }
    fields.draft(record: record, source: range, bodies: bodies, into: &batch)
  }
}

/// Decoding of fields that are almost always UTF-8 already.
enum TextBytes {
  /// Whether the bytes are valid UTF-8.
  static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  /// The text of some bytes: as UTF-8 if they are that, else in the encoding named or detected.
  static func text(_ bytes: ArraySlice<UInt8>, encoding: String?) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return TextTools.decode(bytes, declared: encoding)
  }
}
