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

  /// The records after the header, each with its number in the file.
  static func rows(of path: String) throws -> [(record: Int, fields: [String])] {
    let records = records(try Files.read(path))
    guard let first = records.first, first == header else {
      throw ThemeFileError(path, "it does not begin with `\(header.joined(separator: ","))`")
    }
    return try records.enumerated().dropFirst().map { number, fields in
      guard fields.count == header.count else {
        throw ThemeFileError(path, "record \(number + 1) has \(fields.count) fields, not 4")
      }
      return (number + 1, fields)
    }
  }

  static func records(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
          field.append(byte)
          at += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") || byte == 10 {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll()
        if byte == 10 {
          records.append(fields)
          fields.removeAll()
        }
      } else if byte != 13 {
        field.append(byte)
      }
      at += 1
    }
    return records
  }
}
