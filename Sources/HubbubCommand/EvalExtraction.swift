internal import ArgumentParser
internal import HubbubKit

extension EvalCommand {
  /// `hubbub eval extraction`.
  struct Extraction: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Posts taken out of saved pages against reference texts: word F1, recall, leaks.",
      discussion: """
        Each page NAME.html (or NAME.html.gz) is compared with NAME.json, which holds the text as \
        "main_content", snippets that must be there as "with" and others that must not as \
        "without", at its top or under "ground_truth".

        Example:
          hubbub eval extraction pages/ gold/
        """)
    @Argument(help: "A folder of saved pages.") var pages: String
    @Argument(help: "A folder of references.") var gold: String
    @Option(help: "A folder with layouts of your own.") var layouts: String?
    @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?

    func run() throws {
      let own = try layouts.map { try Layout.read(folder: $0) } ?? []
      let scores = try ExtractionEvaluation.run(
        pages: pages, gold: gold, parser: IsolatedParser(layouts: own),
        workers: RunOptions.workers(jobs))
      Terminal.print(scores.json)
    }
  }
}
