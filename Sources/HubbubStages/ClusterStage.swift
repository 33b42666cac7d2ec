internal import HubbubCorpus
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSentiment
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubThemes

/// Passages and terms → themes.
struct ClusterStage: Stage {
  let name = "cluster"
  let summary = "find themes, name them and assign posts to them"
  let version = 16
  let parameters = [
    Parameter(
      "count", .wholeOrAuto(0...10_000), .auto,
      "how many themes to discover; auto lets the data decide, 0 keeps to the guided ones"),
    Parameter(
      "unit", .choice(["auto", "post", "passage"]), .text("auto"),
      "what belongs to a theme: a whole post, or each passage of it (auto: as it was tokenized)"),
    Parameter(
      "residue", .number(0...1), .number(0.15),
      "the largest share of posts that may be left without a theme; 0 assigns every post"),
    Parameter(
      "guided",
      .records([
        Parameter("id", .text, .text(""), "the theme's id, which it keeps"),
        Parameter("name", .text, .text(""), "how the report names it"),
        Parameter(
          "terms", .texts, .texts([]), "seed terms: words and phrases that speak of it",
          isRequired: true),
        Parameter("not", .texts, .texts([]), "must-not terms: a passage with one is not of it"),
      ]),
      .records([]), "themes that you name, which are always reported"),
    Parameter(
      "previous", .location, .location(""),
      "the workspace of an earlier run, whose themes keep their ids; themes/lineage.json says what "
        + "became of them"),
    Parameter(
      "embeddings", .location, .location(""),
      "what the posts mean, from a model of yours: an .npy file of float32, a row for each line of "
        + "corpus/utterances.jsonl"),
    Parameter(
      "embedding-ids", .location, .location(""),
      "the posts of the rows of embeddings, one id a line, where they are in another order"),
  ]
  let reads = [Artifacts.utterances] + Artifacts.terms
  let writes = Artifacts.themes

  var ingredients: [String: String] { ThemeOptions.ingredients }

  func fingerprint(
    of inputs: [String], _ values: ParameterValues, besides workspace: Workspace
  ) throws -> [(path: String, digest: String)] {
    var files: [(path: String, digest: String)] = []
    for name in ["embeddings", "embedding-ids"] {
      guard let path = values.location(name) else { continue }
      files.append((path: name, digest: try Digest(ofFile: path).description))
    }
    if let previous = try Self.previous(values, besides: workspace) {
      files += ([Artifacts.utterances] + Artifacts.themes).compactMap { artifact in
        previous.digest(of: artifact).map { (path: "previous/\(artifact)", digest: $0) }
      }
    }
    return files
  }

  func check(_ values: ParameterValues, in workspace: Workspace) throws(RunError) {
    _ = try Self.previous(values, besides: workspace)
    if values.records("guided").contains(where: { $0.text("id") == SeriesBuilder.all }) {
      throw RunError(
        .badPipeline,
        "cluster.guided: series/sentiment.csv calls the whole discussion `all`; give the theme another id"
      )
    }
    for name in ["embeddings", "embedding-ids"] {
      guard let path = values.location(name), Files.kind(of: path) != .file else { continue }
      throw RunError(.noInput, "\(path) is no file: cluster.\(name) names one, or nothing")
    }
  }

  func run(_ job: StageJob) throws -> StageOutcome {
    let values = job.parameters
    let corpus = try Corpus(folder: job.workspace.path("corpus"), workers: job.workers)
    var terms = try TermIndex(
      folder: job.workspace.path("terms"), corpus: corpus, workers: job.workers)
    let passages = terms.passageRanges(posts: corpus.count)
    let isByPost = values.text("unit") == "post"
    if isByPost { terms = terms.mergedByPost(posts: corpus.count) }
    let options = ThemeOptions(
      count: values.whole("count"), residue: values.number("residue"),
      guided: values.records("guided").map(Self.guided))
    var model = ThemeFinder.find(
      corpus: corpus, terms: terms, options: options,
      embeddings: try Self.embeddings(values, of: corpus), workers: job.workers)
    if isByPost {
      // Artifacts name passages by their rows in `terms/`: a post's first stands for the post.
      for index in model.assignments.indices {
        model.assignments[index].passage = passages[model.assignments[index].post].lowerBound
      }
    }
    for (number, theme) in options.guided.enumerated()
    where !model.assignments.contains(where: { $0.theme == number }) {
      job.note(
        "no post matches the guided theme `\(theme.id.text)` (\(theme.terms.joined(separator: ", ")))"
      )
    }
    let lineage = try trace(&model, of: corpus, job)
    try model.write(to: job.workspace.path("themes"), corpus: corpus)
    try lineage.write(to: job.workspace.path("themes"))
    return StageOutcome(counts: [
      "themes": model.themes.count, "assignments": model.assignments.count,
      "residue": model.residue.values.reduce(0, +),
    ])
  }

  /// The vectors that the user has, if any.
  private static func embeddings(
    _ values: ParameterValues, of corpus: Corpus
  ) throws(RunError) -> PostEmbeddings? {
    let ids = values.location("embedding-ids")
    guard let path = values.location("embeddings") else {
      guard ids == nil else {
        throw RunError(
          .badPipeline,
          "cluster.embedding-ids names the rows of cluster.embeddings, which is not given")
      }
      return nil
    }
    do throws(EmbeddingError) {
      return try PostEmbeddings(file: path, ids: ids, corpus: corpus)
    } catch {
      throw RunError(.badData, error.message)
    }
  }

  /// Gives themes that were there before their ids back.
  private func trace(
    _ model: inout ThemeModel, of corpus: Corpus, _ job: StageJob
  ) throws -> Lineage {
    guard let previous = try Self.previous(job.parameters, besides: job.workspace) else {
      return .none
    }
    let earlier = try Corpus(folder: previous.path("corpus"), workers: job.workers)
    let lineage = try Lineage.trace(
      &model, of: corpus,
      from: ThemeModel(folder: previous.path("themes"), corpus: earlier), of: earlier)
    let fates = Lineage.Fate.allCases.map { fate in
      "\(lineage.entries.filter { $0.fate == fate }.count) \(fate.rawValue)"
    }
    job.note("since the earlier run: \(fates.joined(separator: ", ")), \(lineage.gone.count) gone")
    return lineage
  }

  private static func previous(
    _ values: ParameterValues, besides workspace: Workspace
  ) throws(RunError) -> Workspace? {
    guard let folder = values.location("previous") else { return nil }
    let previous = Workspace(folder: folder)
    guard previous.has("themes/themes.json"), previous.has(Artifacts.utterances) else {
      throw RunError(
        .noInput, "\(folder) holds no themes: --previous names the workspace of an earlier run")
    }
    if let a = Files.real(folder), a == Files.real(workspace.folder) {
      throw RunError(
        .usage, "--previous names the workspace that is written to; give another one to --out")
    }
    return previous
  }

  private static func guided(_ values: ParameterValues) -> GuidedTheme {
    let id = values.text("id") ?? ""
    return GuidedTheme(
      id: ThemeID(id), name: values.text("name") ?? id, terms: values.texts("terms"),
      not: values.texts("not"))
  }
}
