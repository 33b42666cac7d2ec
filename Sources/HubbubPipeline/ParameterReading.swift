internal import Yams

/// Turns YAML nodes and `--set` texts into parameter values, collecting every problem.
struct ParameterReader {
  let file: String
  var problems: [Problem] = []

  mutating func complain(_ message: String, at node: Node?) {
    problems.append(
      Problem(
        file: file, line: node?.mark?.line ?? 0, column: node?.mark?.column ?? 0, message: message))
  }

  /// Reads the members of a mapping over their initial values.
  mutating func values(
    of mapping: Node.Mapping, for declarations: [Parameter], of owner: String
  ) -> ParameterValues {
    var values = ParameterValues(initial: declarations)
    for (keyNode, node) in mapping {
      let key = keyNode.scalar?.string ?? ""
      guard let declaration = declarations.first(where: { $0.name == key }) else {
        complain(
          Names.unknown("parameter of \(owner)", key, among: declarations.map(\.name)), at: keyNode)
        continue
      }
      if let value = value(of: node, for: declaration, named: "\(owner).\(key)") {
        values.set(key, to: value)
      }
    }
    return values
  }

  private mutating func value(
    of node: Node, for declaration: Parameter, named name: String
  ) -> ParameterValue? {
    // In YAML a key without a value is null: nobody said.
    if node.isNull { return declaration.initial }
    switch declaration.kind {
    case .texts:
      if let scalar = node.scalar { return .texts([scalar.string]) }
      guard let sequence = node.sequence else {
        complain("`\(name)` must be a list of texts", at: node)
        return nil
      }
      var texts: [String] = []
      for element in sequence {
        if let scalar = element.scalar, !element.isNull {
          texts.append(scalar.string)
        } else {
          complain("`\(name)` must hold texts only", at: element)
        }
      }
      return .texts(texts)
    case .records(let members):
      return records(node, members, named: name)
    default:
      guard let scalar = node.scalar else {
        complain("`\(name)` must be \(declaration.kind.expectation)", at: node)
        return nil
      }
      return self.scalar(scalar.string, for: declaration.kind, named: name, at: node)
    }
  }

  private mutating func records(
    _ node: Node, _ members: [Parameter], named name: String
  ) -> ParameterValue? {
    guard let sequence = node.sequence else {
      complain("`\(name)` must be a list of mappings", at: node)
      return nil
    }
    var records: [ParameterValues] = []
    var seen: Set<String> = []
    for element in sequence {
      guard let mapping = element.mapping else {
        complain("each entry of `\(name)` must be a mapping with \(members[0].name)", at: element)
        continue
      }
      let record = values(of: mapping, for: members, of: name)
      guard let key = record.text(members[0].name) else {
        complain("an entry of `\(name)` needs `\(members[0].name)`", at: element)
        continue
      }
      if !seen.insert(key).inserted {
        complain("`\(name)` holds `\(key)` twice; names must differ", at: element)
      }
      for member in members where member.isRequired {
        checkWords(of: record.texts(member.name), named: member.name, of: key, in: name, mapping)
      }
      records.append(record)
    }
    return .records(records.map(\.raw))
  }

  /// Complains of a list of an entry that is empty, or holds a text without a letter or figure.
  private mutating func checkWords(
    of texts: [String], named member: String, of key: String, in name: String,
    _ mapping: Node.Mapping
  ) {
    // Where the list stands, else where the entry does.
    let place =
      mapping.first { $0.key.scalar?.string == member && !$0.value.isNull }?.value
      ?? Node.mapping(mapping)
    if texts.isEmpty {
      complain(
        "`\(key)` of `\(name)` has no `\(member)`: give it a word or phrase at least, or take it out",
        at: place)
    }
    for text in texts where !text.contains(where: { $0.isLetter || $0.isNumber }) {
      complain(
        "`\(text)` among the `\(member)` of `\(key)` holds no word; take it out or mend it",
        at: place)
    }
  }

  /// Reads one scalar.
  mutating func scalar(
    _ text: String, for kind: Parameter.Kind, named name: String, at node: Node?
  ) -> ParameterValue? {
    switch kind {
    case .text: return .text(text)
    case .location: return .location(text)
    case .flag:
      switch text {
      case "true", "yes", "on": return .flag(true)
      case "false", "no", "off": return .flag(false)
      default: break
      }
    case .whole(let range):
      if let number = Int(text), range.contains(number) { return .whole(number) }
    case .number(let range):
      if let number = Double(text), range.contains(number) { return .number(number) }
    case .choice(let words):
      if words.contains(text) { return .text(text) }
      if let near = Names.nearest(to: text, among: words) {
        complain("`\(name)` cannot be `\(text)`; did you mean `\(near)`?", at: node)
        return nil
      }
    case .wholeOrAuto(let range):
      if text == "auto" { return .auto }
      if let number = Int(text), range.contains(number) { return .whole(number) }
    case .texts:
      return .texts(text.isEmpty ? [] : text.split(separator: ",").map(String.init))
    // An empty text takes out what a recorded run or a file has.
    case .records: if text.isEmpty { return .records([]) }
    }
    complain("`\(name)` must be \(kind.expectation), not `\(text)`", at: node)
    return nil
  }
}

extension Parameter.Kind {
  /// What a value must be, in words that follow "must be".
  public var expectation: String {
    switch self {
    case .text: "a text"
    case .location: "a path"
    case .flag: "true or false"
    case .whole(let range): "a whole number \(Self.bounds(range.lowerBound, range.upperBound))"
    case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .wholeOrAuto(let range):
      "`auto` or a whole number \(Self.bounds(range.lowerBound, range.upperBound))"
    case .texts: "a list of texts"
    case .records: "a list of mappings, which only a pipeline file can hold"
    }
  }

  private static func bounds(_ low: Int, _ high: Int) -> String {
    high == Int.max ? "of at least \(low)" : "from \(low) to \(high)"
  }
}
