internal import HubbubSystem

/// Where two versions of an artifact first differ, in words that name the line and the field.
enum ArtifactDifference {
  /// The place and both values; nil if the bytes are equal.
  ///
  /// - Parameters:
  ///   - path: the artifact, whose name tells how it is read.
  ///   - found: the bytes that the workspace holds.
  ///   - derived: the bytes that follow from what the workspace was made of.
  static func describe(_ path: String, found: [UInt8], derived: [UInt8]) -> String? {
    if found == derived { return nil }
    if path.hasSuffix(".npz") {
      return "\(Matrices.place(found, derived)): its numbers do not follow from the corpus"
    }
    if path.hasSuffix(".json"), let named = fields(found, derived) { return named }
    let foundLines = found.split(separator: 10, omittingEmptySubsequences: false)
    let derivedLines = derived.split(separator: 10, omittingEmptySubsequences: false)
    for number in 0..<max(foundLines.count, derivedLines.count) {
      guard number < foundLines.count else { return "line \(number + 1) is missing" }
      guard number < derivedLines.count else {
        return "line \(number + 1) is one too many: \(excerpt(foundLines[number]))"
      }
      let (line, expected) = (foundLines[number], derivedLines[number])
      if line == expected { continue }
      var inside: String?
      if path.hasSuffix(".jsonl") {
        inside = fields(Array(line), Array(expected))
      } else if number > 0, let column = Columns(header: derivedLines[0], of: path) {
        inside = column.difference(line, expected)
      }
      return "line \(number + 1): "
        + (inside ?? "\(excerpt(line, besides: expected)) should be "
          + "\(excerpt(expected, besides: line))")
    }
    return "the files differ"
  }

  /// The first field in which two JSON texts differ; nil if their values are equal.
  private static func fields(_ found: [UInt8], _ derived: [UInt8]) -> String? {
    // Two parsers: a parser's values live until its next text.
    let (first, second) = (JSONParser(), JSONParser())
    guard let a = try? first.parse(found) else { return "it is no JSON" }
    guard let b = try? second.parse(derived) else { return nil }
    return difference(a, b, at: "")
  }

  private static func difference(_ a: JSONValue, _ b: JSONValue, at path: String) -> String? {
    let place = path.isEmpty ? "the whole" : path
    guard a.kind == b.kind else {
      return "\(place): \(spelled(a, besides: b)) should be \(spelled(b, besides: a))"
    }
    switch a.kind {
    case .object:
      let (left, right) = (a.members, b.members)
      for (key, value) in right {
        guard let other = a[key] else { return "\(join(path, key)) is missing" }
        if let found = difference(other, value, at: join(path, key)) { return found }
      }
      if let extra = left.first(where: { member in !right.contains { $0.key == member.key } }) {
        return "\(join(path, extra.key)) does not belong here"
      }
      return nil
    case .array:
      let (left, right) = (a.elements, b.elements)
      for index in 0..<min(left.count, right.count) {
        let place = "\(path)[\(index)]"
        if let found = difference(left[index], right[index], at: place) { return found }
      }
      return left.count == right.count
        ? nil : "\(place) has \(left.count) entries and should have \(right.count)"
    default:
      return isEqual(a, b)
        ? nil
        : "\(place): \(spelled(a, besides: b)) should be \(spelled(b, besides: a))"
    }
  }

  private static func isEqual(_ a: JSONValue, _ b: JSONValue) -> Bool {
    switch a.kind {
    case .string: a.string.map { Array($0.utf8) } == b.string.map { Array($0.utf8) }
    case .integer: a.integer == b.integer
    case .number: a.number == b.number
    case .boolean: a.boolean == b.boolean
    default: true
    }
  }

  private static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private static func spelled(_ value: JSONValue, besides other: JSONValue) -> String {
    switch value.kind {
    case .string:
      value.string.map { "“\(excerpt($0.utf8, besides: (other.string ?? "").utf8))”" } ?? ""
    case .integer: value.integer.map(String.init) ?? ""
    case .number: value.number.map { "\($0)" } ?? ""
    case .boolean: value.boolean == true ? "true" : "false"
    case .null: "null"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// A line, or as much of it as shows where it departs from another.
  static func excerpt(_ bytes: some Collection<UInt8>, besides other: some Collection<UInt8> = [])
    -> String
  {
    let same = zip(bytes, other).prefix { $0 == $1 }.count
    let start = bytes.count > 160 && same > 80 ? same - 40 : 0
    let text = String(decoding: bytes.dropFirst(start).prefix(160), as: UTF8.self)
    return (start > 0 ? "…" : "") + text + (bytes.count - start > 160 ? "…" : "")
  }
}

/// The columns of a table, by which its fields are named.
private struct Columns {
  let names: [String]
  let separator: UInt8

  /// The columns that a table's first line names; nil if the file is no table.
  init?(header: ArraySlice<UInt8>, of path: String) {
    guard path.hasSuffix(".csv") || path.hasSuffix(".tsv") else { return nil }
    separator = UInt8(ascii: path.hasSuffix(".csv") ? "," : "\t")
    names = Self.cells(header, separator).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The first column in which two lines differ; nil if that cannot be told.
  func difference(_ found: ArraySlice<UInt8>, _ derived: ArraySlice<UInt8>) -> String? {
    let (left, right) = (Self.cells(found, separator), Self.cells(derived, separator))
    guard left.count == names.count, right.count == names.count,
      let at = left.indices.first(where: { left[$0] != right[$0] })
    else { return nil }
    return "\(names[at]): \(ArtifactDifference.excerpt(left[at], besides: right[at])) should be "
      + ArtifactDifference.excerpt(right[at], besides: left[at])
  }

  /// The cells of a line, as they are spelled; a separator within quotation marks parts none.
  private static func cells(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> [ArraySlice<UInt8>] {
    var isQuoted = false
    return line.split(omittingEmptySubsequences: false) { byte in
      if separator == UInt8(ascii: ","), byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == separator && !isQuoted
    }
  }
}

/// Archives of arrays.
private enum Matrices {
  /// Which array two archives first differ in.
  static func place(_ found: [UInt8], _ derived: [UInt8]) -> String {
    let offset = zip(found, derived).prefix { $0 == $1 }.count
    // A stored member follows its local header (APPNOTE.TXT, 4.3.7).
    var (at, place) = (0, "its directory")
    while at + 30 <= derived.count, derived[at..<at + 4] == [0x50, 0x4B, 3, 4] {
      let number = { (start: Int, count: Int) in
        (0..<count).reduce(0) { $0 | Int(derived[at + start + $1]) << (8 * $1) }
      }
      let name = derived[(at + 30)...].prefix(number(26, 2))
      at += 30 + number(26, 2) + number(28, 2) + number(18, 4)
      if offset < at {
        place = String(decoding: name, as: UTF8.self)
        break
      }
    }
    return place
  }
}
