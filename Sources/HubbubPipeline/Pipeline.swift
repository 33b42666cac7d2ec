internal import HubbubSystem
internal import Yams

/// A pipeline file, checked: which stages run, with which values.
public struct Pipeline: Sendable {
  /// What the pipeline calls itself.
  public var name: String
  /// The stages named, with their values, in the order in which data passes through them.
  public var stages: [(stage: any Stage, values: ParameterValues)]

  /// The version of the file format that this program reads.
  public static let schema = 1

  /// A pipeline of some stages with the values that `--set` gives.
  ///
  /// - Throws: `PipelineError` with every problem of the settings.
  public init(
    name: String, stages: [any Stage], settings: [String]
  ) throws(PipelineError) {
    self.name = name
    self.stages = stages.map { ($0, ParameterValues(initial: $0.parameters)) }
    try apply(settings)
  }

  /// Sets what `--set` gives.
  ///
  /// - Throws: `PipelineError` with every problem of the settings.
  mutating func apply(_ settings: [String]) throws(PipelineError) {
    var reader = ParameterReader(file: "--set")
    apply(settings, &reader)
    if !reader.problems.isEmpty { throw PipelineError(problems: reader.problems) }
  }

  /// Reads a pipeline file.
  ///
  /// - Parameters:
  ///   - text: the YAML.
  ///   - file: its name for messages.
  ///   - known: every stage there is, in the order in which data passes through them.
  ///   - settings: `stage.parameter=value` and `vars.name=value`, which win over the file.
  /// - Throws: `PipelineError` with every problem at once.
  public init(
    yaml text: String, file: String, known: [any Stage], settings: [String] = []
  ) throws(PipelineError) {
    var reader = ParameterReader(file: file)
    let (yaml, problems) = Self.substitute(text, file: file, settings: settings)
    reader.problems = problems
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw PipelineError(problems: reader.problems + [Problem(yaml: error, file: file)])
    }
    name = ""
    stages = []
    guard let mapping = root?.mapping else {
      reader.complain(
        "a pipeline is a mapping with `schema`, `name` and `stages`; see Pipelines/", at: root)
      throw PipelineError(problems: reader.problems)
    }
    read(mapping, known, &reader)
    var settingReader = ParameterReader(file: "--set")
    settingReader.checkVariables(settings, of: mapping, in: text)
    apply(settings.filter { !$0.hasPrefix("vars.") }, &settingReader)
    let all = reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    if !(all + settingReader.problems).isEmpty {
      throw PipelineError(problems: all + settingReader.problems)
    }
  }

  /// Gives a parameter of a stage another value; nothing happens if the stage is not named.
  public mutating func set(_ stage: String, _ parameter: String, to value: ParameterValue) {
    guard let index = stages.firstIndex(where: { $0.stage.name == stage }) else { return }
    stages[index].values.set(parameter, to: value)
  }

  private mutating func read(
    _ mapping: Node.Mapping, _ known: [any Stage], _ reader: inout ParameterReader
  ) {
    for (keyNode, node) in mapping {
      switch keyNode.scalar?.string ?? "" {
      case "schema":
        if node.scalar.flatMap({ Int($0.string) }) != Self.schema {
          reader.complain(
            "`schema` must be \(Self.schema), the version that this program reads", at: node)
        }
      case "name":
        if let text = node.scalar?.string, !text.isEmpty {
          name = text
        } else {
          reader.complain("`name` must be a text", at: node)
        }
      case "vars":
        if node.mapping == nil { reader.complain("`vars` must be a mapping", at: node) }
      case "stages": readStages(node, known, &reader)
      case let key:
        reader.complain(
          Names.unknown("key", key, among: ["schema", "name", "vars", "stages"]), at: keyNode)
      }
    }
    for key in ["schema", "name", "stages"]
    where !mapping.contains(where: { $0.key.scalar?.string == key }) {
      reader.complain("`\(key)` is missing", at: Node.mapping(mapping))
    }
  }

  private mutating func readStages(
    _ node: Node, _ known: [any Stage], _ reader: inout ParameterReader
  ) {
    guard let mapping = node.mapping, !mapping.isEmpty else {
      reader.complain("`stages` must be a mapping of stage names to parameters", at: node)
      return
    }
    var found: [String: ParameterValues] = [:]
    for (keyNode, node) in mapping {
      let key = keyNode.scalar?.string ?? ""
      guard let stage = known.first(where: { $0.name == key }) else {
        reader.complain(Names.unknown("stage", key, among: known.map(\.name)), at: keyNode)
        continue
      }
      if let parameters = node.mapping {
        found[key] = reader.values(of: parameters, for: stage.parameters, of: key)
      } else if node.isNull {
        found[key] = ParameterValues(initial: stage.parameters)
      } else {
        reader.complain("`\(key)` must be a mapping of parameters, or empty", at: node)
      }
    }
    stages = known.compactMap { stage in found[stage.name].map { (stage, $0) } }
  }

  private mutating func apply(_ settings: [String], _ reader: inout ParameterReader) {
    for setting in settings {
      guard let equals = setting.firstIndex(of: "="),
        let dot = setting[..<equals].firstIndex(of: ".")
      else {
        reader.complain("`\(setting)` must read stage.parameter=value", at: nil)
        continue
      }
      let stageName = String(setting[..<dot])
      let name = String(setting[setting.index(after: dot)..<equals])
      let text = String(setting[setting.index(after: equals)...])
      guard let index = stages.firstIndex(where: { $0.stage.name == stageName }) else {
        reader.complain(
          Names.unknown("stage", stageName, among: stages.map(\.stage.name)), at: nil)
        continue
      }
      let declarations = stages[index].stage.parameters
      guard let declaration = declarations.first(where: { $0.name == name }) else {
        reader.complain(
          Names.unknown("parameter of \(stageName)", name, among: declarations.map(\.name)),
          at: nil)
        continue
      }
      if let value = reader.scalar(
        text, for: declaration.kind, named: "\(stageName).\(name)", at: nil)
      {
        stages[index].values.set(name, to: value)
      }
    }
  }

  /// Puts the values of `vars` in the place of `${name}`, line by line so that marks stay true.
  private static func substitute(
    _ text: String, file: String, settings: [String]
  ) -> (String, [Problem]) {
    guard text.contains("${") else { return (text, []) }
    var values: [String: String] = [:]
    // In `{count: ${many}}` the bracket of a name that still stands would end the mapping.
    let readable = text.replacing(/\$\{[^{}\n]*\}/, with: "x")
    if let vars = (try? Yams.compose(yaml: readable))?["vars"]?.mapping {
      for (key, node) in vars {
        if let key = key.scalar?.string, let value = node.scalar?.string { values[key] = value }
      }
    }
    for setting in settings where setting.hasPrefix("vars.") {
      let pair = setting.dropFirst(5).split(separator: "=", maxSplits: 1)
      if pair.count == 2 { values[String(pair[0])] = String(pair[1]) }
    }
    var problems: [Problem] = []
    var lines: [String] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      var rest = line
      var done = ""
      while let open = rest.firstRange(of: "${"),
        let close = rest[open.upperBound...].firstIndex(of: "}")
      {
        let name = String(rest[open.upperBound..<close])
        done += rest[..<open.lowerBound]
        if let value = values[name] {
          done += value
        } else {
          let column = line.distance(from: line.startIndex, to: open.lowerBound) + 1
          problems.append(
            Problem(
              file: file, line: number + 1, column: column,
              message: Names.unknown("variable", name, among: values.keys.sorted())))
        }
        rest = rest[line.index(after: close)...]
      }
      lines.append(done + rest)
    }
    return (lines.joined(separator: "\n"), problems)
  }
}
