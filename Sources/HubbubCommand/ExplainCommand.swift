internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// `hubbub explain`: which words put a post into its theme, give it its mood and its side.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say which words put a post into its theme, and give it its mood and its side.",
    discussion: """
      Give the id of a post (as in corpus/utterances.jsonl) or of a theme (as in \
      themes/themes.json). A weight is what a word adds to the cosine of passage and theme; the theme \
      that comes next is named too. Of a post, the words that make its valence and the cues that say \
      where it stands are listed with what each adds.

      Examples:
        hubbub explain report p42
        hubbub explain report efficiency
      """)

  @Argument(help: "The workspace.") var folder: String
  @Argument(help: "The id of a post or a theme.") var name: String
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let workspace = Workspace(folder: folder)
    guard workspace.has("themes/themes.json") else {
      throw RunError(
        .noInput, "\(folder) holds no themes; run `hubbub cluster \(folder)` first")
    }
    let workers = RunOptions.workers(jobs)
    let corpus = try Corpus(folder: workspace.path("corpus"), workers: workers)
    let terms = try TermIndex(
      folder: workspace.path("terms"), corpus: corpus, workers: workers)
    let model = try ThemeModel(folder: workspace.path("themes"), corpus: corpus)
    let explainer = ThemeExplainer(model: model, terms: terms)
    if let theme = model.themes.firstIndex(where: { $0.id.text == name }) {
      explain(theme: theme, explainer, model, terms, corpus)
    } else if let post = corpus.firstIndex(where: { $0.id.text == name }) {
      let scored = "sentiment/posts.csv"
      let valences =
        workspace.has(scored) ? try PostsFile.read(workspace.path(scored), corpus: corpus) : nil
      explain(
        post: post, explainer, model, terms,
        PostReadings(row: post, corpus: corpus, valences: valences))
    } else {
      throw RunError(
        .noInput,
        "\(folder) has no post or theme `\(name)`; its themes are "
          + model.themes.map(\.id.text).joined(separator: ", "))
    }
  }

  private func explain(
    theme: Int, _ explainer: ThemeExplainer, _ model: ThemeModel, _ terms: TermIndex,
    _ corpus: Corpus
  ) {
    let found = model.themes[theme]
    let typical = explainer.typical(ofTheme: theme).map { passage, likeness in
      (post: corpus[terms.passages[passage].post], likeness: likeness)
    }
    let members = model.members(ofTheme: theme).count
    if json {
      Terminal.print([
        "theme": .string(found.id.text), "label": .string(found.label),
        "posts": .integer(Int64(members)), "terms": Self.json(found.terms),
        "typical": .array(
          typical.map { ["post": .string($0.post.id.text), "likeness": .number($0.likeness)] }),
      ])
      return
    }
    Terminal.print("\(found.id.text): \(found.label), \(members) posts")
    Terminal.print("  words: \(Self.words(found.terms))")
    for (post, likeness) in typical {
      Terminal.print("  \(Self.number(likeness))  \(post.id.text)  \(Self.opening(of: post))")
    }
  }

  private func explain(
    post: Int, _ explainer: ThemeExplainer, _ model: ThemeModel, _ terms: TermIndex,
    _ readings: PostReadings
  ) {
    let explanations = explainer.explain(post: post)
    if json {
      Terminal.print([
        "post": .string(name),
        "passages": .array(
          explanations.map { passage in
            [
              "start": .integer(Int64(terms.passages[passage.passage].start)),
              "end": .integer(Int64(terms.passages[passage.passage].end)),
              "theme": .optional(passage.theme.map { model.themes[$0].id.text }),
              "weight": .number(passage.weight),
              "claims": .array(
                passage.claims.prefix(3).map { claim in
                  [
                    "theme": .string(model.themes[claim.theme].id.text),
                    "likeness": .number(claim.likeness), "words": Self.json(claim.words),
                  ]
                }),
            ]
          }),
        "valence": .optional(readings.trace.sentiment.valence), "sentiment": readings.sentiment,
        "learned": readings.learned, "feeling": .number(readings.trace.feeling),
        "stance": readings.position,
      ])
      return
    }
    for passage in explanations {
      let range = terms.passages[passage.passage]
      let theme = passage.theme.map { model.themes[$0].label } ?? "no theme"
      Terminal.print("bytes \(range.start) to \(range.end): \(theme)")
      if let own = passage.own {
        Terminal.print("  \(Self.number(own.likeness))  \(Self.words(own.words))")
      }
      if let next = passage.runnerUp {
        Terminal.print(
          "  \(Self.number(next.likeness))  \(model.themes[next.theme].label): \(Self.words(next.words))"
        )
      }
    }
    for line in readings.lines { Terminal.print(line) }
  }

  private static func json(_ terms: [WeightedTerm]) -> JSON {
    .array(terms.map { ["term": .string($0.term), "weight": .number($0.weight)] })
  }

  private static func words(_ terms: [WeightedTerm]) -> String {
    terms.map { "\($0.term) \(number($0.weight))" }.joined(separator: ", ")
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  private static func opening(of post: Post) -> String {
    let line = post.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > 72 ? line.prefix(71) + "…" : line
  }
}
