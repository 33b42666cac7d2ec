internal import HubbubCorpus
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSentiment
internal import HubbubThemes

/// Themes and sentiment → series over time.
struct SeriesStage: Stage {
  let name = "series"
  let summary = "lay the sentiment of each theme along the calendar"
  let version = 1
  let parameters = [
    Parameter(
      "bucket", .choice(SeriesBucket.allCases.map(\.rawValue)), .text("auto"),
      "the length of a stretch of time")
  ]
  let reads = [Artifacts.utterances] + Artifacts.themes + [Artifacts.sentiment]
  let writes = [Artifacts.series]

  func run(_ job: StageJob) throws -> StageOutcome {
    let corpus = try Corpus(folder: job.workspace.path("corpus"), workers: job.workers)
    let themes = try ThemeModel(folder: job.workspace.path("themes"), corpus: corpus)
    let sentiment = try PostsFile.read(job.workspace.path(Artifacts.sentiment), corpus: corpus)
    let rows = SeriesBuilder.build(
      corpus: corpus, themes: themes, sentiment: sentiment,
      bucket: job.parameters.text("bucket").flatMap(SeriesBucket.init) ?? .auto,
      workers: job.workers)
    try SeriesFile.write(
      rows, model: SentimentScorer(language: nil).model, to: job.workspace.path(Artifacts.series))
    return StageOutcome(counts: [
      "rows": rows.count,
      "posts-undated": SeriesBuilder.undatedPosts(
        in: corpus, workers: job.workers),
    ])
  }
}
