import HubbubPipeline
import Testing

/// A stage that only has declarations.
private struct Declared: Stage {
  var name = "cluster"
  var summary = ""
  var version = 1
  var parameters = [
    Parameter("count", .wholeOrAuto(0...500), .auto, ""),
    Parameter("unit", .choice(["auto", "post", "passage"]), .text("auto"), ""),
    Parameter("residue", .number(0...1), .number(0.15), ""),
    Parameter(
      "guided",
      .records([
        Parameter("id", .text, .text(""), ""), Parameter("name", .text, .text(""), ""),
        Parameter("terms", .texts, .texts([]), ""),
      ]), .records([]), ""),
  ]
  var reads: [String] = []
  var writes: [String] = []
  func run(_ job: StageJob) throws -> StageOutcome { StageOutcome() }
}

@Suite struct PipelineFileTests {
  private func read(_ yaml: String, settings: [String] = []) throws -> Pipeline {
    try Pipeline(
      yaml: yaml, file: "p.yaml", known: [Declared(name: "ingest", parameters: []), Declared()],
      settings: settings)
  }

  @Test func aPipelineReadsWithItsValues() throws {
    let pipeline = try read(
      """
      schema: 1
      name: themes
      vars: {n: 7}
      stages:
        cluster:
          count: ${n}
          guided:
            - id: efficiency
              terms: [efficiency, "smaller models"]
        ingest:
      """, settings: ["cluster.residue=0"])
    #expect(pipeline.stages.map(\.stage.name) == ["ingest", "cluster"])
    let values = pipeline.stages[1].values
    #expect(values.whole("count") == 7)
    #expect(values.text("unit") == "auto")
    #expect(values.number("residue") == 0)
    #expect(
      values.records("guided").map { $0.texts("terms") } == [["efficiency", "smaller models"]])
  }

  @Test(arguments: ["", "~", "null", "{}"])
  func aStageWithoutParametersIsWrittenInAnyWayThatYAMLHas(empty: String) throws {
    let pipeline = try read(
      "schema: 1\nname: x\nstages:\n  ingest: \(empty)\n  cluster: \(empty)\n")
    #expect(pipeline.stages.map(\.stage.name) == ["ingest", "cluster"])
    #expect(pipeline.stages[1].values.text("unit") == "auto")
  }

  @Test func aParameterWithoutAValueKeepsItsOwn() throws {
    let pipeline = try read(
      """
      schema: 1
      name: x
      stages:
        cluster:
          unit: null
          count:
          guided:
            - {id: a, terms: null}
            - {id: b, terms: ["null"]}
      """)
    let values = pipeline.stages[0].values
    #expect(values.text("unit") == "auto")
    #expect(values.whole("count") == nil)
    #expect(values.records("guided").map { $0.texts("terms") } == [[], ["null"]])
  }

  @Test func whatIsNoYAMLIsNamedWithItsPlace() {
    for (yaml, expected) in [
      (
        "schema: 1\nname: x\nstages:\n  ingest:\n  cluster:\n  ingest:\n",
        "p.yaml:6:3: `ingest` stands twice"
      ),
      ("schema: 1\nname: \u{1}x\n", "p.yaml:2:7: this is not YAML: control characters"),
      ("schema: 1\nname: *nobody\n", "p.yaml:2:7: this is not YAML"),
    ] {
      let error = #expect(throws: PipelineError.self) { try read(yaml) }
      #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "")")
    }
  }

  @Test func aVariableStandsWithinBracketsToo() throws {
    let yaml = "schema: 1\nname: x\nvars: {n: 7}\nstages: {cluster: {count: ${n}, unit: post}}"
    #expect(try read(yaml).stages[0].values.whole("count") == 7)
  }

  @Test func aVariableThatTheFileDoesNotHaveIsNoSetting() throws {
    let yaml = "schema: 1\nname: x\nvars: {unit: post}\nstages: {cluster: {unit: \"${unit}\"}}"
    #expect(
      try read(yaml, settings: ["vars.unit=passage"]).stages[0].values.text("unit") == "passage")
    let error = #expect(throws: PipelineError.self) {
      try read(yaml, settings: ["vars.unti=passage", "vars.unit"])
    }
    #expect(
      error?.problems.map(\.message) == [
        "unknown variable `unti`; did you mean `unit`?", "`vars.unit` must read vars.name=value",
      ])
  }

  @Test func everyProblemIsReportedAtOnceWithItsPlace() throws {
    let error = #expect(throws: PipelineError.self) {
      try read(
        """
        schema: 1
        name: x
        stages:
          clustre: {}
          cluster:
            cuont: 8
            unit: passsage
            residue: 2
        """, settings: ["cluster.count=many"])
    }
    #expect(
      error?.problems.map(\.description) == [
        "p.yaml:4:3: unknown stage `clustre`; did you mean `cluster`?",
        "p.yaml:6:5: unknown parameter of cluster `cuont`; did you mean `count`?",
        "p.yaml:7:11: `cluster.unit` cannot be `passsage`; did you mean `passage`?",
        "p.yaml:8:14: `cluster.residue` must be a number from 0.0 to 1.0, not `2`",
        "--set: `cluster.count` must be `auto` or a whole number from 0 to 500, not `many`",
      ])
  }

  @Test(arguments: [
    ("stages: [", "this is not YAML"), ("- a", "a pipeline is a mapping"),
    ("schema: 2\nname: x\nstages: {cluster: }", "`schema` must be 1"),
    ("name: x\nstages: {cluster: }", "`schema` is missing"),
    ("schema: 1\nname: x\nstages: {cluster: {count: [1]}}", "must be `auto` or a whole number"),
    ("schema: 1\nname: x\nstages: {cluster: {guided: [{name: n}]}}", "needs `id`"),
    ("schema: 1\nname: x\nstages: {cluster: {guided: [{id: a}, {id: a}]}}", "`a` twice"),
    ("schema: 1\nname: x\nstages: {cluster: {count: \"${k}\"}}", "unknown variable `k`"),
    ("schema: 1\nname: x\ncolour: red\nstages: {cluster: }", "unknown key `colour`"),
  ])
  func aBrokenFileSaysWhatToDo(yaml: String, expected: String) {
    let error = #expect(throws: PipelineError.self) { try read(yaml) }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test func lineEndsOfWindowsAreLineEnds() {
    let yaml = "schema: 1\r\nname: x\r\nstages: {cluster: {count: \"${k}\"}}\r\n"
    let error = #expect(throws: PipelineError.self) { try read(yaml) }
    #expect(error?.description.contains(":3:28: unknown variable `k`") == true)
  }
}
