import HubbubKit
import Testing

/// Guided themes as a pipeline names them, and commands on a workspace that was made with them.
@Suite struct GuidedPipelineTests {
  private func read(_ guided: String) throws -> Pipeline {
    try Pipeline(
      yaml: "schema: 1\nname: x\nstages:\n  cluster:\n    guided:\n      - \(guided)\n",
      file: "p.yaml", known: Stages.all)
  }

  @Test(arguments: [
    ("{id: a, terms: []}", "p.yaml:6:24: `a` of `cluster.guided` has no `terms`"),
    ("{id: a, terms: }", "p.yaml:6:9: `a` of `cluster.guided` has no `terms`"),
    ("{id: a, name: A}", "p.yaml:6:9: `a` of `cluster.guided` has no `terms`"),
    (
      "{id: a, terms: [kiln, \"--\"]}",
      "p.yaml:6:24: `--` among the `terms` of `a` holds no word"
    ),
  ])
  func aGuidedThemeWithoutTermsIsAMistakeThatIsNamed(guided: String, expected: String) {
    let error = #expect(throws: PipelineError.self) { try read(guided) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test func oneTermIsEnough() throws {
    let values = try read("{id: a, terms: kiln}").stages[0].values
    #expect(values.records("guided").map { $0.texts("terms") } == [["kiln"]])
  }

  @Test func aCommandOnAWorkspaceDoesWhatItsRunRecorded() throws {
    let workspace = try FinishedWorkspace.shared.get().workspace
    let stages = Stages.all.filter { $0.name == "series" }
    let recorded = try Pipeline(
      name: "series", stages: stages, recordedIn: workspace, settings: [])
    #expect(recorded.stages[0].values.text("bucket") == "day")
    #expect(recorded.changed == ["series.bucket"])
    #expect(recorded.forgotten(of: workspace).isEmpty)
    let set = try Pipeline(
      name: "series", stages: stages, recordedIn: workspace, settings: ["series.bucket=auto"])
    #expect(set.changed.isEmpty)
  }

  @Test func guidedThemesAreTakenOutByAnEmptyText() throws {
    let pipeline = try Pipeline(
      yaml: "schema: 1\nname: x\nstages: {cluster: {guided: [{id: a, terms: kiln}]}}",
      file: "p.yaml", known: Stages.all, settings: ["cluster.guided="])
    #expect(pipeline.stages[0].values.records("guided").isEmpty)
  }
}
