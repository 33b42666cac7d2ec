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
  let version = 16
  let parameters = [
    Parameter(
      "quotes", .whole(0...100), .whole(4), "the most quotations of each theme"),
    Parameter("themes", .whole(1...1_000), .whole(12), "the most themes that the report shows"),
    Parameter("names", .whole(0...500), .whole(30), "the most names that the report shows"),
    Parameter(
      "privacy", .choice(Privacy.allCases.map(\.rawValue)), .text(Privacy.internal.rawValue),
      "how much the report tells of the people quoted; see docs/FORMATS.md"),
    Parameter(
      "posts", .whole(0...100_000), .whole(5_000),
      "the most posts that the page carries to show what its numbers count"),
  ]
  let reads =
    [Artifacts.utterances, Artifacts.corpusMeta] + Artifacts.terms + Artifacts.themes
    + [Artifacts.sentiment, Artifacts.series]
  let writes = [Artifacts.reportJSON, Artifacts.ledger, Artifacts.posts, Artifacts.mentions]

  var ingredients: [String: String] { SummaryOptions.ingredients }

  func run(_ job: StageJob) throws -> StageOutcome {
    let workspace = job.workspace
    let values = job.parameters
    let corpus = try Corpus(folder: workspace.path("corpus"), workers: job.workers)
    let terms = try TermIndex(
      folder: workspace.path("terms"), corpus: corpus, workers: job.workers)
    let themes = try ThemeModel(folder: workspace.path("themes"), corpus: corpus)
    let sentiment = try PostsFile.read(workspace.path(Artifacts.sentiment), corpus: corpus)
    let names = NameIndex.read(
      corpus, most: values.whole("names") ?? 30, workers: job.workers)
    let report = Summarizer.summarize(
      corpus: corpus, terms: terms, themes: themes, sentiment: sentiment,
      series: try SeriesFile.read(workspace.path(Artifacts.series)),
      conservation: try CorpusMeta.conservation(of: workspace),
      options: SummaryOptions(
        themes: values.whole("themes") ?? 12, quotes: values.whole("quotes") ?? 4),
      names: names, workers: job.workers)
    let posts = PostsBehind(
      corpus: corpus, terms: terms, model: themes, sentiment: sentiment,
      shown: report.themes.map(\.theme.id), names: names.posts, workers: job.workers
    ).collect(limit: values.whole("posts") ?? 5_000)
    let mentions = names.posts.prefix(report.names.count).enumerated().flatMap { place, rows in
      rows.map { Mention(name: place, post: corpus[$0].id) }
    }
    let shown = try shown(report, posts, mentions, corpus, job)
    try AtomicFile.write(ReportCoding.json(shown.report), to: workspace.path(Artifacts.reportJSON))
    let ledger = Ledger(of: shown.report)
    try AtomicFile.write(ledger.jsonLines, to: workspace.path(Artifacts.ledger))
    try AtomicFile.write(PostsCoding.json(shown.posts), to: workspace.path(Artifacts.posts))
    try AtomicFile.write(Mention.csv(shown.mentions), to: workspace.path(Artifacts.mentions))
    return StageOutcome(counts: [
      "themes": shown.report.themes.count, "sentences": ledger.entries.count,
      "quotes": shown.report.themes.reduce(0) { $0 + $1.quotes.count },
      "names": shown.report.names.count, "posts-listed": shown.posts.posts.count,
    ])
  }

  /// The report and the posts behind it as the privacy level shows them.
  private func shown(
    _ report: Report, _ posts: ReportPosts, _ mentions: [Mention], _ corpus: Corpus,
    _ job: StageJob
  ) throws -> (report: Report, posts: ReportPosts, mentions: [Mention]) {
    guard let privacy = job.parameters.text("privacy").flatMap(Privacy.init),
      privacy != .internal
    else { return (report, posts, mentions) }
    let handles = try corpus.mapBatches(workers: job.workers) { rows in
      var handles: Set<String> = []
      corpus.forEach(in: rows, reading: []) { if let author = $1.author { handles.insert(author) } }
      return handles
    }.reduce(into: Set<String>()) { $0.formUnion($1) }
    let key = Privacy.key(
      corpus: try Digest(ofFile: job.workspace.path(Artifacts.utterances)).bytes)
    let masked = privacy.apply(to: report, key: key, handles: handles)
    return (
      masked, privacy.apply(to: posts, of: report, key: key, handles: handles),
      privacy.apply(to: mentions, of: masked, key: key)
    )
  }
}
