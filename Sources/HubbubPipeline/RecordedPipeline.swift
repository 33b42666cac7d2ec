internal import HubbubSystem

extension Pipeline {
  /// The pipeline that made a workspace, from its run record: the stages and their parameters.
  ///
  /// Parameters that name files are left empty: a record holds what they held, not where they were.
  /// - Parameter known: every stage there is.
  /// - Throws: `RunError` if the workspace has no record, or it is of another version.
  public init(recordedIn workspace: Workspace, known: [any Stage]) throws(RunError) {
    let path = workspace.path("run.json")
    guard let record = RunRecord(workspace) else {
      throw RunError(
        .noInput, "\(path) is not there or not a run record; run the pipeline again to write it")
    }
    name = record.pipeline
    stages = []
    for stage in known {
      guard let made = record.record(of: stage.name) else { continue }
      guard let parameters = try? JSONParser().parse(Array(made.parameters.utf8)) else {
        throw RunError(.badData, "\(path) has no parameters for `\(stage.name)`")
      }
      var values = ParameterValues(initial: stage.parameters)
      for declaration in stage.parameters {
        guard let recorded = parameters[declaration.name],
          let value = ParameterValue(recorded, declaration.kind)
        else { continue }
        values.set(declaration.name, to: value)
      }
      stages.append((stage, values))
    }
  }
}

extension Pipeline {
  /// Some stages with the values that a workspace recorded for them, and settings, which win.
  ///
  /// What the workspace has no record of has its initial value.
  /// - Throws: `PipelineError` with every problem of the settings.
  public init(
    name: String, stages: [any Stage], recordedIn workspace: Workspace, settings: [String]
  ) throws(PipelineError) {
    try self.init(name: name, stages: stages, settings: [])
    if let recorded = try? Pipeline(recordedIn: workspace, known: stages) {
      for (stage, values) in recorded.stages {
        guard let index = self.stages.firstIndex(where: { $0.stage.name == stage.name }) else {
          continue
        }
        self.stages[index].values = values
      }
    }
    try apply(settings)
  }

  /// The parameters, as `stage.name`, that are not what they are when nobody says.
  public var changed: [String] {
    stages.flatMap { stage, values in
      stage.parameters.filter { values.raw[$0.name] != $0.initial }
        .map { "\(stage.name).\($0.name)" }
    }
  }

  /// The parameters, as `stage.name`, that named a file when the workspace was made and name none
  /// now: a record holds no paths.
  public func forgotten(of workspace: Workspace) -> [String] {
    guard let record = RunRecord(workspace) else { return [] }
    return stages.flatMap { stage, values -> [String] in
      guard let made = record.record(of: stage.name),
        let parameters = try? JSONParser().parse(Array(made.parameters.utf8))
      else { return [] }
      return stage.parameters.filter { declaration in
        guard case .location = declaration.kind else { return false }
        return values.location(declaration.name) == nil
          && parameters[declaration.name]?.string == "given"
      }.map { "\(stage.name).\($0.name)" }
    }
  }
}

extension ParameterValue {
  /// A recorded value; nil if it is not of the kind declared, or a path.
  init?(_ value: JSONValue, _ kind: Parameter.Kind) {
    switch kind {
    case .text, .choice:
      guard let text = value.string else { return nil }
      self = .text(text)
    case .location: return nil
    case .flag:
      guard let flag = value.boolean else { return nil }
      self = .flag(flag)
    case .whole:
      guard let number = value.integer else { return nil }
      self = .whole(Int(number))
    case .number:
      guard let number = value.number ?? value.integer.map(Double.init) else { return nil }
      self = .number(number)
    case .wholeOrAuto:
      self = value.integer.map { .whole(Int($0)) } ?? .auto
    case .texts: self = .texts(value.elements.compactMap(\.string))
    case .records(let members):
      self = .records(
        value.elements.map { element in
          var record = ParameterValues(initial: members)
          for member in members {
            if let found = element[member.name], let value = ParameterValue(found, member.kind) {
              record.set(member.name, to: value)
            }
          }
          return record.raw
        })
    }
  }
}
