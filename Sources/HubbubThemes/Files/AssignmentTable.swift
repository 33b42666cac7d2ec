internal import HubbubSystem

/// `assignments.csv`: RFC 4180 with line feeds.
enum AssignmentTable {
  static let header = ["post", "passage", "theme", "weight"]

  /// A field, quoted where it must be.
  static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13
    }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// A weight in whole millionths.
  static func weight(_ weight: Double) -> String {
    let parts = Int((weight * 1_000_000).rounded())
    guard parts % 1_000_000 != 0 else { return "\(parts / 1_000_000)" }
    let digits = String(parts % 1_000_000)
    var fraction = String(repeating: "0", count: 6 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(parts / 1_000_000).\(fraction)"
  }

  /// Calls a closure with each record after the header: its number in the file, and its fields.
  static func forEachRow(
    of path: String, _ body: (Int, [ArraySlice<UInt8>]) throws -> Void
  ) throws {
    var number = 0
    try forEachRecord(of: Files.read(path)) { fields in
      number += 1
      if number == 1 {
        guard fields.map({ String(decoding: $0, as: UTF8.self) }) == header else {
          throw ThemeFileError(path, "it does not begin with `\(header.joined(separator: ","))`")
        }
        return
      }
      guard fields.count == header.count else {
        throw ThemeFileError(path, "record \(number) has \(fields.count) fields, not 4")
      }
      try body(number, fields)
    }
    guard number > 0 else {
      throw ThemeFileError(path, "it does not begin with `\(header.joined(separator: ","))`")
    }
  }

  /// Calls a closure with the fields of each record that a line feed ends.
  static func forEachRecord(
    of bytes: [UInt8], _ body: ([ArraySlice<UInt8>]) throws -> Void
  ) rethrows {
    // The record at work without its quotation marks, and where its fields end.
    var record: [UInt8] = []
    var ends: [Int] = []
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          record.append(byte)
        } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
          record.append(byte)
          at += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") || byte == 10 {
        ends.append(record.count)
        if byte == 10 {
          let fields = ends.indices.map { record[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]] }
          try body(fields)
          record.removeAll(keepingCapacity: true)
          ends.removeAll(keepingCapacity: true)
        }
      } else if byte != 13 {
        record.append(byte)
      }
      at += 1
    }
  }
}
