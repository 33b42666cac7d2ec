internal import HubbubCorpus
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSentiment

/// Corpus → how each post feels.
struct SentimentStage: Stage {
  let name = "sentiment"
  let summary = "score the sentiment of every post's own words"
  let version = 3
  let parameters = [
    Parameter(
      "language", .text, .text(""),
      "the language of all posts; empty: each post's own, and English where none was identified")
  ]
  let reads = [Artifacts.utterances]
  let writes = [Artifacts.sentiment]

  var ingredients: [String: String] { SentimentScorer.ingredients }

  func run(_ job: StageJob) throws -> StageOutcome {
    let corpus = try Corpus(folder: job.workspace.path("corpus"), workers: job.workers)
    let scorer = SentimentScorer(language: job.parameters.text("language"))
    let scores = scorer.score(corpus, workers: job.workers)
    try PostsFile.write(scores, corpus: corpus, to: job.workspace.path(Artifacts.sentiment))
    return StageOutcome(counts: [
      "scored": scores.count { $0.isScored }, "unscored": scores.count { !$0.isScored },
    ])
  }
}
