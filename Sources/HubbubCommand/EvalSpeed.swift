internal import ArgumentParser
internal import HubbubKit

extension EvalCommand {
  /// `hubbub eval speed`: what `Benchmarks/themes.py` sets beside the usual libraries.
  struct Speed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Seconds of each step over the texts of a table; prints JSON.",
      discussion: """
        Steps: tfidf (raw texts to a matrix of single words), neighbours (the ten nearest of each \
        row by cosine), product (the matrix by 100 dense columns), sentiment, themes (from the \
        index, their number given), kernels (256 MiB of floats read twice, \
        by the inner loops for sums and dot products). Each is done three times; the median counts.

        Example:
          hubbub eval speed posts.csv --text body --steps tfidf,sentiment --jobs 1
        """)
    @OptionGroup var table: Table
    @Option(help: "Which steps, parted by commas.") var steps = "tfidf,product,sentiment"
    @Option(help: "The number of themes.") var k = 20

    func run() throws {
      let rows = try table.rows()
      let workers = RunOptions.workers(table.jobs)
      let corpus = Corpus(
        posts: rows.enumerated().map { row, fields in
          Post(id: PostID("\(row)"), thread: ThreadID("\(row)"), text: fields[0])
        })
      let wanted = Set(steps.split(separator: ",").map(String.init))
      var seconds: [JSON.Member] = []
      func time(_ step: String, rounds: Int = 3, _ work: () -> Void) {
        guard wanted.contains(step) else { return }
        let times = (0..<rounds).map { _ in
          let taken = ContinuousClock().measure(work)
          return Double(taken.components.seconds) + Double(taken.components.attoseconds) * 1e-18
        }
        seconds.append(JSON.Member(step, .number(times.sorted()[rounds / 2])))
      }
      let texts = rows.map { $0[0] }
      time("sentiment") { _ = SentimentScorer(language: "en").score(texts, workers: workers) }
      let options = TermOptions(unit: .post, phrases: false, language: "en")
      time("tfidf") { _ = TermIndexer.index(corpus: corpus, options: options, workers: workers) }
      if wanted.contains("kernels") {
        let row = DenseMatrix(rows: 1 << 16, columns: 1 << 10, repeating: 1).values
        var sum: Float = 0
        time("kernels") { sum += Kernels.sum(row.span) + Kernels.dot(row.span, row.span) }
        precondition(sum > 0, "ones have a sum")
      }
      guard !wanted.isDisjoint(with: ["neighbours", "product", "themes"]) else {
        return print(rows, seconds)
      }
      let terms = TermIndexer.index(corpus: corpus, options: options, workers: workers)
      let dense = DenseMatrix(rows: terms.tfidf.columns, columns: 100, repeating: 1)
      time("product") { _ = terms.tfidf.times(dense, workers: workers) }
      time("neighbours", rounds: 1) {
        _ = Neighbours.cosine(of: terms.tfidf, k: 10, workers: workers)
      }
      time("themes", rounds: 1) {
        _ = ThemeFinder.find(
          corpus: corpus, terms: terms, options: ThemeOptions(count: k, residue: 0, most: .max),
          workers: workers)
      }
      print(
        rows, seconds,
        [
          JSON.Member("columns", .integer(Int64(terms.tfidf.columns))),
          JSON.Member("entries", .integer(Int64(terms.tfidf.entries))),
        ])
    }

    private func print(
      _ rows: [[String]], _ seconds: [JSON.Member], _ shape: [JSON.Member] = []
    ) {
      let bytes = rows.reduce(0) { $0 + $1[0].utf8.count }
      Terminal.print(
        .object(
          [
            JSON.Member("texts", .integer(Int64(rows.count))),
            JSON.Member("bytes", .integer(Int64(bytes))), JSON.Member("seconds", .object(seconds)),
          ] + shape))
    }
  }
}
