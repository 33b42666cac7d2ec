internal import Yams

extension Problem {
  /// What is wrong with a text that is no YAML, and where.
  init(yaml error: any Error, file: String) {
    switch error as? YamlError {
    case .parser(_, let problem, let mark, _)?, .scanner(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      self.init(
        file: file, line: mark.line, column: mark.column, message: "this is not YAML: \(problem)")
    case .reader(let problem, let offset, _, let yaml)?:
      let before = yaml.prefix(offset ?? 0)
      let line = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      self.init(
        file: file, line: max(1, line.count), column: (line.last?.count ?? 0) + 1,
        message: "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context)?:
      let key = keys.first ?? ""
      self.init(
        file: file,
        line: Self.secondLine(of: key, in: context.text, from: context.mark) ?? context.mark.line,
        column: context.mark.column,
        message: "`\(key)` stands twice in one mapping; leave one out")
    default:
      self.init(file: file, line: 0, column: 0, message: "this is not YAML: \(error)")
    }
  }

  /// The line where a key stands for the second time in a mapping that begins at a mark, in block style.
  private static func secondLine(of key: String, in yaml: String, from mark: Mark) -> Int? {
    guard mark.line > 0, mark.column > 0 else { return nil }
    let indent = String(repeating: " ", count: mark.column - 1)
    let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    return lines.dropFirst(mark.line - 1).filter { _, line in
      line.hasPrefix(indent)
        && line.dropFirst(indent.count).split(separator: ":", maxSplits: 1).first.map {
          $0.trimmingBlanks == key
        } == true
    }.dropFirst().first.map { $0.offset + 1 }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var rest = self
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}

extension Node {
  /// Whether this is YAML's null: a key without a value, `~` or `null`, not in quotes.
  var isNull: Bool {
    guard let scalar, scalar.style == .any || scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}

extension ParameterReader {
  /// Complains about `--set vars.name=value` where the file neither declares nor uses the name.
  mutating func checkVariables(_ settings: [String], of root: Node.Mapping, in text: String) {
    let declared =
      root.first { $0.key.scalar?.string == "vars" }?.value.mapping?
      .compactMap { $0.key.scalar?.string } ?? []
    for setting in settings where setting.hasPrefix("vars.") {
      let pair = setting.dropFirst(5).split(separator: "=", maxSplits: 1)
      guard setting.contains("="), let name = pair.first.map(String.init) else {
        complain("`\(setting)` must read vars.name=value", at: nil)
        continue
      }
      if !declared.contains(name), !text.contains("${\(name)}") {
        complain(Names.unknown("variable", name, among: declared.sorted()), at: nil)
      }
    }
  }
}
