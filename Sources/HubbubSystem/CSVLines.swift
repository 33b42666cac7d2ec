/// Records of comma-separated values (RFC 4180), with line feeds, and safe to open in spreadsheets.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or
/// a carriage return) gets an apostrophe before it; so does one that begins with apostrophes and
/// then such a sign, so that reading takes off exactly what writing put on.
package enum CSVLines {
  /// A field for a text that is not a number of ours.
  package static func field(_ text: String) -> String {
    let guarded = isGuarded(text.utf8) ? "'" + text : text
    let needsQuotes = guarded.utf8.contains { byte in
      byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes else { return guarded }
    return "\""
      + guarded.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// The text of a field that was read.
  package static func text(ofField field: String) -> String {
    guard field.utf8.first == 0x27, isGuarded(field.utf8.dropFirst()) else { return field }
    return String(field.dropFirst())
  }

  private static func isGuarded(_ text: some Sequence<UInt8>) -> Bool {
    for byte in text where byte != 0x27 {
      switch byte {
      case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
        return true
      default: return false
      }
    }
    return false
  }

  /// The records of a file; nil if a quoted field is not closed or is followed by text.
  package static func records(_ bytes: [UInt8]) -> [[String]]? {
    var records: [[String]] = []
    let isWhole = forEachRecord(of: bytes) { records.append($0) }
    return isWhole ? records : nil
  }

  /// Calls a closure with the fields of each record.
  ///
  /// - Returns: false if a quoted field is not closed or is followed by text.
  package static func forEachRecord(
    of bytes: [UInt8], _ body: ([String]) throws -> Void
  ) rethrows -> Bool {
    var record: [String] = []
    var at = 0
    while at < bytes.count || !record.isEmpty {
      guard let field = field(in: bytes, at: &at) else { return false }
      record.append(field)
      if at < bytes.count, bytes[at] == comma {
        at += 1
        continue
      }
      if at < bytes.count, bytes[at] == carriageReturn { at += 1 }
      if at < bytes.count {
        guard bytes[at] == lineFeed else { return false }
        at += 1
      }
      try body(record)
      record.removeAll(keepingCapacity: true)
    }
    return true
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  /// The field that begins at an offset, which moves behind it.
  private static func field(in bytes: [UInt8], at: inout Int) -> String? {
    guard at < bytes.count, bytes[at] == quote else {
      let start = at
      while at < bytes.count, bytes[at] != comma, bytes[at] != lineFeed,
        bytes[at] != carriageReturn
      {
        at += 1
      }
      return String(decoding: bytes[start..<at], as: UTF8.self)
    }
    var field: [UInt8] = []
    at += 1
    while at < bytes.count {
      if bytes[at] == quote {
        at += 1
        guard at < bytes.count, bytes[at] == quote else {
          return String(decoding: field, as: UTF8.self)
        }
      }
      field.append(bytes[at])
      at += 1
    }
    return nil
  }

  /// A number with at most six digits after the point, which reads back as it was rounded.
  ///
  /// Never in scientific notation; `-0` is `0`.
  package static func number(_ value: Double) -> String {
    let scaled = (value * 1_000_000).rounded()
    guard abs(scaled) < 9e15 else { return "\(value)" }
    let micro = Int64(scaled)
    let whole = micro.magnitude / 1_000_000
    let rest = micro.magnitude % 1_000_000
    var text = (micro < 0 ? "-" : "") + String(whole)
    guard rest > 0 else { return text }
    let digits = String(rest)
    text += "." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }

  /// A number, or nothing for nil.
  package static func number(_ value: Double?) -> String { value.map { number($0) } ?? "" }
}
