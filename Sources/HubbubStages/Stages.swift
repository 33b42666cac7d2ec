public import HubbubPipeline

/// The stages there are.
///
/// A new stage is a file beside this one and a line here.
public enum Stages {
  /// Every stage, in the order in which data passes through them.
  public static let all: [any Stage] = [
    IngestStage(), TokenizeStage(), ClusterStage(), SentimentStage(), SeriesStage(),
    ForecastStage(), SummarizeStage(), ReportStage(),
  ]

  /// A stage and those before it whose artifacts a workspace lacks: what `hubbub STAGE DIR` runs.
  ///
  /// The first stage reads inputs, so that it is never among those that are made up for.
  /// - Returns: the stages in their order; nil if no stage has that name.
  public static func upTo(_ name: String, in workspace: Workspace) -> [any Stage]? {
    guard let last = all.firstIndex(where: { $0.name == name }) else { return nil }
    var wanted: Set<String> = [name]
    var needed = Set(all[last].reads)
    for stage in all[..<last].reversed() where !stage.readsInputs {
      let makes = stage.writes.filter(needed.contains)
      if makes.contains(where: { !workspace.has($0) }) {
        wanted.insert(stage.name)
        needed.formUnion(stage.reads)
      }
    }
    return all.filter { wanted.contains($0.name) }
  }
}
