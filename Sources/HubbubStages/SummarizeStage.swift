internal import HubbubCorpus
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubReport
internal import HubbubSentiment
internal import HubbubSummary
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubThemes

/// Everything before → the article and its ledger.
struct SummarizeStage: Stage {
  let name = "summarize"
  let summary = "write the theme report, each sentence with its evidence"
  let version = 1
  let parameters = [
    Parameter(
      "quotes", .whole(0...100), .whole(4), "the most quotations of each theme"),
    Parameter("themes", .whole(1...1_000), .whole(12), "the most themes that the report shows"),
    Parameter(
      "privacy", .choice(Privacy.allCases.map(\.rawValue)), .text(Privacy.internal.rawValue),
      "how much the report tells of the people quoted; see docs/FORMATS.md"),
  ]
  let reads =
    [Artifacts.utterances, Artifacts.corpusMeta] + Artifacts.terms + Artifacts.themes
    + [Artifacts.sentiment, Artifacts.series]
  let writes = [Artifacts.reportJSON, Artifacts.ledger]

  var ingredients: [String: String] { SummaryOptions.ingredients }

  func run(_ job: StageJob) throws -> StageOutcome {
    let workspace = job.workspace
    let values = job.parameters
    let corpus = try Corpus(folder: workspace.path("corpus"), workers: job.workers)
    let report = Summarizer.summarize(
      corpus: corpus,
      terms: try TermIndex(folder: workspace.path("terms"), corpus: corpus),
      themes: try ThemeModel(folder: workspace.path("themes"), corpus: corpus),
      sentiment: try PostsFile.read(workspace.path(Artifacts.sentiment), corpus: corpus),
      series: try SeriesFile.read(workspace.path(Artifacts.series)),
      conservation: try CorpusMeta.conservation(of: workspace),
      options: SummaryOptions(
        themes: values.whole("themes") ?? 12, quotes: values.whole("quotes") ?? 4),
      workers: job.workers)
    let shown = try shown(report, corpus, job)
    try AtomicFile.write(ReportCoding.json(shown), to: workspace.path(Artifacts.reportJSON))
    let ledger = Ledger(of: shown)
    try AtomicFile.write(ledger.jsonLines, to: workspace.path(Artifacts.ledger))
    return StageOutcome(counts: [
      "themes": shown.themes.count, "sentences": ledger.entries.count,
      "quotes": shown.themes.reduce(0) { $0 + $1.quotes.count },
    ])
  }

  /// The report as the privacy level shows it.
  private func shown(_ report: Report, _ corpus: Corpus, _ job: StageJob) throws -> Report {
    guard let privacy = job.parameters.text("privacy").flatMap(Privacy.init),
      privacy != .internal
    else { return report }
    let handles = try corpus.mapBatches(workers: job.workers) { rows in
      var handles: Set<String> = []
      corpus.forEach(in: rows) { if let author = $1.author { handles.insert(author) } }
      return handles
    }
    let digest = try Digest(ofFile: job.workspace.path(Artifacts.utterances))
    return privacy.apply(
      to: report, key: Privacy.key(corpus: digest.bytes),
      handles: handles.reduce(into: []) { $0.formUnion($1) })
  }
}
