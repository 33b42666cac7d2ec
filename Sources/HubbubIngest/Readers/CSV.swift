/// How a table of separated values is written.
struct CSVDialect: Sendable, Equatable {
  /// The separator: comma, semicolon, tab or bar; in a table of one column ``nothing``.
  let separator: UInt8
  /// Whether the first records agree well enough to call it a table whatever its name.
  let isCertain: Bool
  /// Whether quotation marks around a field are no part of it.
  ///
  /// In tables divided by tabs they often are, as databases and shells write them.
  var isQuoted = true
  /// The bytes before the header: the line `sep=;` that spreadsheets write for themselves.
  var preamble = 0

  /// What separates nothing: no text has this byte.
  static let nothing: UInt8 = 0

  /// The separator that gives the first records the same number of fields, most of them.
  ///
  /// Where none divides the first line, and that line is short enough for a name, it is the header
  /// of a table of one column: commas in the lines below it are their texts'.
  /// - Returns: nil if the first line is no header.
  static func sniff(_ head: ArraySlice<UInt8>) -> CSVDialect? {
    let bytes = Array(head.prefix(1 << 16))
    if let stated = stated(bytes) { return stated }
    var best: (score: Int, dialect: CSVDialect)?
    for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 9, UInt8(ascii: "|")] {
      var at = 0
      var counts: [Int] = []
      var header: [String] = []
      while at < bytes.count, counts.count < 50 {
        let record = CSVRecord.read(bytes, at: at, separator: separator)
        if record.isOpen || record.end == bytes.count && counts.count > 1 { break }
        if counts.isEmpty {
          header = record.fields.map {
            String(decoding: CSVRecord.text(of: bytes[$0]), as: UTF8.self)
          }
        }
        if record.fields.count > 1 || !bytes[record.fields[0]].isEmpty {
          counts.append(record.fields.count)
        }
        at = record.end
      }
      guard let columns = counts.first, columns > 1 else { continue }
      let agreeing = counts.filter { $0 == columns }.count
      let named = header.allSatisfy { !$0.isEmpty && $0.utf8.count <= 64 && !$0.contains("\n") }
      let unique = Set(header).count == header.count
      let certain = named && unique && counts.count > 1 && agreeing == counts.count
      // Many fields that agree beat few; a header of names beats one of sentences.
      let score = agreeing * 1000 / counts.count * (named && unique ? 4 : 1) + min(columns, 100)
      if best.map({ $0.score < score }) ?? true {
        best = (score, CSVDialect(separator: separator, isCertain: certain))
      }
    }
    guard var dialect = best?.dialect else { return ofOneColumn(bytes) }
    if dialect.separator == 9 { dialect.isQuoted = quotesClose(bytes) }
    return dialect
  }

  /// The record that begins at an offset.
  func record(in bytes: [UInt8], at start: Int) -> CSVRecord {
    CSVRecord.read(bytes, at: start, separator: separator, isQuoted: isQuoted)
  }

  /// What a field says.
  ///
  /// - Parameter encoding: that of the table; nil if it is UTF-8.
  func text(of field: ArraySlice<UInt8>, encoding: String?) -> String {
    TextBytes.text(isQuoted ? CSVRecord.text(of: field) : field, encoding: encoding)
  }

  /// Whether the quotation marks that fields divided by tabs begin with end these fields.
  private static func quotesClose(_ bytes: [UInt8]) -> Bool {
    var at = 0
    while at < bytes.count {
      let record = CSVRecord.read(bytes, at: at, separator: 9)
      // A field may be longer than what was looked at, but hardly much.
      if record.isOpen {
        return bytes.count == FormatSniffer.headSize
          && record.fields.last.map { $0.count < 1 << 13 } ?? true
      }
      if !record.fields.allSatisfy({ isWhole(bytes[$0]) }) { return false }
      at = record.end
    }
    return true
  }

  /// Whether a field has no quotation mark at its beginning, or ends with the one that closes it.
  private static func isWhole(_ field: ArraySlice<UInt8>) -> Bool {
    let quote = UInt8(ascii: "\"")
    guard field.first == quote else { return true }
    var at = field.startIndex + 1
    while at < field.endIndex {
      if field[at] == quote {
        if at + 1 == field.endIndex { return true }
        guard field[at + 1] == quote else { return false }
        at += 1
      }
      at += 1
    }
    return false
  }

  /// What a first line of `sep=;` says.
  private static func stated(_ bytes: [UInt8]) -> CSVDialect? {
    let line = bytes.prefix { $0 != 10 && $0 != 13 }
    guard line.count == 5, FormatSniffer.lower(line).hasPrefix("sep="), line.count < bytes.count
    else { return nil }
    let isPaired = bytes[5] == 13 && bytes.count > 6 && bytes[6] == 10
    return CSVDialect(separator: line[4], isCertain: true, preamble: isPaired ? 7 : 6)
  }

  private static func ofOneColumn(_ bytes: [UInt8]) -> CSVDialect? {
    let header = CSVRecord.read(bytes, at: 0, separator: nothing)
    guard !header.isOpen, let field = header.fields.first else { return nil }
    let name = CSVRecord.text(of: bytes[field])
    let isName =
      name.count <= 64 && !name.contains(10) && name.contains { !FormatSniffer.isSpace($0) }
    return isName ? CSVDialect(separator: nothing, isCertain: false) : nil
  }
}

/// One record of a table: RFC 4180, with bare quotes and either line end forgiven.
struct CSVRecord {
  /// The bytes of each field, quotes included.
  let fields: [Range<Int>]
  /// Where the next record begins.
  let end: Int
  /// Whether a quoted field was still open at the end of the bytes.
  let isOpen: Bool

  /// Reads the record that begins at an offset.
  ///
  /// - Parameter isQuoted: whether a quotation mark opens a field in which separators are text.
  static func read(
    _ bytes: [UInt8], at start: Int, separator: UInt8, isQuoted: Bool = true
  ) -> CSVRecord {
    let quote = UInt8(ascii: "\"")
    var fields: [Range<Int>] = []
    var fieldStart = start
    var at = start
    let count = bytes.count
    while at <= count {
      if isQuoted, at < count, bytes[at] == quote, at == fieldStart {
        at += 1
        while true {
          while at < count, bytes[at] != quote { at += 1 }
          if at >= count {
            fields.append(fieldStart..<count)
            return CSVRecord(fields: fields, end: count, isOpen: true)
          }
          if at + 1 < count, bytes[at + 1] == quote {
            at += 2
          } else {
            at += 1
            break
          }
        }
      }
      while at < count, bytes[at] != separator, bytes[at] != 10, bytes[at] != 13 { at += 1 }
      fields.append(fieldStart..<at)
      guard at < count else { break }
      if bytes[at] == separator {
        at += 1
        fieldStart = at
        continue
      }
      at += bytes[at] == 13 && at + 1 < count && bytes[at + 1] == 10 ? 2 : 1
      return CSVRecord(fields: fields, end: at, isOpen: false)
    }
    return CSVRecord(fields: fields, end: count, isOpen: false)
  }

  /// A field's content: quotes removed, doubled quotes halved.
  static func text(of field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let quote = UInt8(ascii: "\"")
    guard field.first == quote else { return field }
    var out: [UInt8] = []
    out.reserveCapacity(field.count)
    var at = field.startIndex + 1
    while at < field.endIndex {
      if field[at] == quote {
        if at + 1 < field.endIndex, field[at + 1] == quote {
          at += 1
        } else {
          at += 1
          continue  // The closing quote; what follows it is kept as it stands.
        }
      }
      out.append(field[at])
      at += 1
    }
    return out[...]
  }
}
