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
    if path.hasSuffix(".npz") { return "its numbers do not follow from the corpus" }
    if path.hasSuffix(".json") {
      return fields(found, derived) ?? "its spelling (white space, order) is not the one written"
    }
    let foundLines = found.split(separator: 10, omittingEmptySubsequences: false)
    let derivedLines = derived.split(separator: 10, omittingEmptySubsequences: false)
    for number in 0..<max(foundLines.count, derivedLines.count) {
      guard number < foundLines.count else { return "line \(number + 1) is missing" }
      guard number < derivedLines.count else {
        return "line \(number + 1) is one too many: \(excerpt(foundLines[number]))"
      }
      if foundLines[number] == derivedLines[number] { continue }
      let inside =
        path.hasSuffix(".jsonl")
        ? fields(Array(foundLines[number]), Array(derivedLines[number])) : nil
      return "line \(number + 1): "
        + (inside
          ?? "\(excerpt(foundLines[number])) should be \(excerpt(derivedLines[number]))")
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
    guard a.kind == b.kind else { return "\(place): \(spelled(a)) should be \(spelled(b))" }
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
      return spelled(a) == spelled(b) ? nil : "\(place): \(spelled(a)) should be \(spelled(b))"
    }
  }

  private static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  private static func spelled(_ value: JSONValue) -> String {
    switch value.kind {
    case .string: value.string.map { "“\(excerpt($0.utf8))”" } ?? ""
    case .integer: value.integer.map(String.init) ?? ""
    case .number: value.number.map { "\($0)" } ?? ""
    case .boolean: value.boolean == true ? "true" : "false"
    case .null: "null"
    case .array: "a list"
    case .object: "an object"
    }
  }

  private static func excerpt(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes.prefix(160), as: UTF8.self)
    return bytes.count > 160 ? text + "…" : text
  }
}
