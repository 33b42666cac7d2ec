internal import HubbubCorpus
internal import HubbubPipeline
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubText
internal import HubbubVectors

/// Corpus → passages, terms and their weights.
struct TokenizeStage: Stage {
  let name = "tokenize"
  let summary = "cut posts into passages and terms, weigh them by TF-IDF"
  let version = 7
  let parameters = [
    Parameter(
      "unit", .choice(TermOptions.Unit.allCases.map(\.rawValue)), .text("auto"),
      "what a row is: a post, a passage of a post, or auto (only very long posts are cut)"),
    Parameter(
      "language", .text, .text(""),
      "the language of all posts (en, de, …); empty: each post's own"),
    Parameter(
      "minimum", .wholeOrAuto(1...1_000_000), .auto,
      "leave out terms in fewer passages; auto is 3, or 1 under 200 passages"),
    Parameter(
      "maximum-share", .number(0.01...1), .number(0.5),
      "leave out terms in a larger share of the passages"),
    Parameter("phrases", .flag, .flag(true), "let collocations be terms of their own"),
    Parameter("stop", .texts, .texts([]), "words to leave out beside the stop words"),
  ]
  let reads = [Artifacts.utterances]
  let writes = Artifacts.terms

  var ingredients: [String: String] {
    [
      "icu": UnicodeVersion.icu, "stemmer": Stemmer.fingerprint,
      "stop-words": Digest(of: StopWords.table).description,
    ]
  }

  func run(_ job: StageJob) throws -> StageOutcome {
    let values = job.parameters
    let corpus = try Corpus(folder: job.workspace.path("corpus"), workers: job.workers)
    let terms = TermIndexer.index(
      corpus: corpus,
      options: TermOptions(
        unit: values.text("unit").flatMap(TermOptions.Unit.init) ?? .auto,
        minimumDF: values.whole("minimum"), maximumShare: values.number("maximum-share"),
        phrases: values.flag("phrases"), language: values.text("language"),
        extraStopWords: values.texts("stop")),
      workers: job.workers)
    try terms.write(to: job.workspace.path("terms"), corpus: corpus)
    return StageOutcome(counts: [
      "passages": terms.passages.count, "terms": terms.terms.count,
      "phrases": terms.isPhrase.count { $0 }, "entries": terms.counts.entries,
    ])
  }
}
