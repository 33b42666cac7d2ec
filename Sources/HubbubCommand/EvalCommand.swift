internal import ArgumentParser
internal import HubbubKit

/// `hubbub eval`: quality against labels, as JSON.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Measure quality against labels; prints JSON.",
    subcommands: [
      Extraction.self, Themes.self, Sentiment.self, Summaries.self, Forecasts.self, Speed.self,
    ])

  /// What the evaluations of a labelled table have in common.
  struct Table: ParsableArguments {
    @Argument(help: "A CSV or TSV file with a header.") var file: String
    @Option(help: "The column with the text.") var text: String
    @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?

    /// The texts, each with what else is asked of its row.
    ///
    /// - Throws: `RunError` for a table without rows, which would measure perfectly.
    func rows(with columns: [String] = []) throws -> [[String]] {
      let rows = try LabelledTable.read(file, columns: [text] + columns)
      if rows.isEmpty { throw RunError(.badData, "\(file) has no row below its header") }
      return rows
    }
  }

  /// `hubbub eval themes`.
  struct Themes: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Themes of labelled texts against the labels: NMI, AMI, ARI, purity, V-measure.",
      discussion: """
        Every text is assigned. The labels are used for the comparison alone; with --k the number \
        of themes is given, else the data decide.

        Example:
          hubbub eval themes posts.csv --text body --label board --k 20
        """)
    @OptionGroup var table: Table
    @Option(help: "The column with the label.") var label: String
    @Option(help: "The number of themes.") var k: Int?
    @Option(help: "What each text means: an .npy file of float32, a row for each text.")
    var embeddings: String?

    func run() throws {
      let rows = try table.rows(with: [label])
      let result: ThemeEvaluation
      do throws(EmbeddingError) {
        result = try ThemeEvaluation.run(
          texts: rows.map { $0[0] }, labels: rows.map { $0[1] }, k: k, embeddings: embeddings,
          workers: RunOptions.workers(table.jobs))
      } catch {
        throw RunError(.badData, error.message)
      }
      let scores = result.scores
      Terminal.print([
        "texts": .integer(Int64(result.texts)), "labels": .integer(Int64(result.labels)),
        "themes": .integer(Int64(result.themes)), "nmi": .number(scores.nmi),
        "ami": .number(scores.ami), "ari": .number(scores.ari), "purity": .number(scores.purity),
        "homogeneity": .number(scores.homogeneity),
        "completeness": .number(scores.completeness), "v_measure": .number(scores.vMeasure),
        "npmi": .number(result.metrics.npmi), "c_npmi": .optional(result.metrics.windowedNPMI),
        "c_v": .optional(result.metrics.cv), "diversity": .number(result.metrics.diversity),
        "named": .array(
          result.named.map { theme in
            [
              "theme": .string(theme.name), "terms": .array(theme.terms.map { .string($0) }),
              "label": .string(theme.label), "share": .number(theme.share),
            ]
          }),
      ])
    }
  }

  /// `hubbub eval sentiment`.
  struct Sentiment: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Scores of texts against ratings (Pearson's r) or classes (accuracy, macro F1).",
      discussion: """
        Gold values that are all positive, neutral or negative (or 1, 0, -1) are classes; other
        numbers are ratings, on any scale. With --each a line of JSON is printed for each text \
        instead: its valence, the sum of the rules' values, the number of words, whether the rules \
        are sure of a feeling, and the words that are left to what was learned, each with 1 or, \
        after a negation, less than 0. The weights are learned from these.
        """)
    @OptionGroup var table: Table
    @Option(help: "The column with the rating or class.") var gold: String
    @Flag(help: "Print what is read of each text, a line each.") var each = false

    func run() throws {
      let rows = try table.rows(with: [gold])
      let workers = RunOptions.workers(table.jobs)
      let scorer = SentimentScorer(language: "en")
      if each {
        let batches = Workers.batches(of: 256, in: rows.count)
        let lines = workers.map(batches.count) { batch in
          batches[batch].map { Self.line(scorer.trace(rows[$0][0])) }
        }
        for line in lines.joined() { Terminal.print(line) }
        return
      }
      let scores = scorer.score(rows.map { $0[0] }, workers: workers)
      let result = SentimentEvaluation(scores: scores, gold: try Self.gold(rows, table.file))
      Terminal.print([
        "texts": .integer(Int64(result.texts)), "unscored": .integer(Int64(result.unscored)),
        "model": .string(scorer.model), "pearson": .optional(result.pearson),
        "accuracy": .optional(result.accuracy), "macro_f1": .optional(result.macroF1),
      ])
    }

    private static func line(_ trace: SentimentTrace) -> String {
      let line: JSON = [
        "valence": .optional(trace.sentiment.valence), "rules": .number(trace.sum),
        "words": .integer(Int64(trace.wordCount)), "sure": .boolean(trace.isSure),
        "open": .array(
          trace.openWords.map { .array([.string($0.text), .number($0.factor)]) }),
      ]
      return String(decoding: line.utf8(pretty: false), as: UTF8.self)
    }

    private static func gold(_ rows: [[String]], _ file: String) throws -> SentimentEvaluation.Gold
    {
      let classes = rows.map { SentimentEvaluation.valence(ofLabel: $0[1]) }
      if classes.allSatisfy({ $0 != nil }) { return .classes(classes.compactMap { $0 }) }
      let ratings = try rows.enumerated().map { row, values in
        guard let rating = Double(values[1]) else {
          throw RunError(
            .badData,
            "\(file), row \(row + 1): `\(values[1])` is neither a number nor positive, neutral or negative"
          )
        }
        return rating
      }
      return .ratings(ratings)
    }
  }
}
