internal import ArgumentParser
internal import HubbubKit

extension EvalCommand {
  /// `hubbub eval summaries`.
  struct Summaries: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Summaries of threads against those that people wrote: ROUGE-1, ROUGE-2, ROUGE-L.",
      discussion: """
        SOURCES has a thread a line, its posts parted by </s>; a post may open with \
        Name: "…" Email: … To: … Subject: "…", as in ConvoSumm's .source files, where three \
        spaces stand for a line break. REFERENCES has the summary of each thread on the same line.

        Scores are F measures in per cent, as the Python package rouge-score gives them with \
        use_stemmer=True (False with --no-stemming). `rouge1`, `rouge2` and `rougeL` are those of \
        the summary as a report prints it, with the name of who said a sentence; \
        `without_speakers` of the sentences alone; `lead` and `lead_with_speakers` of the \
        thread's first words, which are hard to beat.

        Example:
          hubbub eval summaries val.source val.target
        """)
    @Argument(help: "Threads, one a line.") var sources: String
    @Argument(help: "Their summaries, one a line.") var references: String
    @Option(help: "About how many words a summary has.") var words = 77
    @Flag(inversion: .prefixedNo, help: "Compare stems (Porter's) instead of words.")
    var stemming = true
    @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?

    func validate() throws {
      guard words >= 10 else { throw ValidationError("--words must be at least 10") }
    }

    func run() throws {
      let threads = try ThreadLines.read(sources)
      let written = try ThreadLines.lines(references)
      guard threads.count == written.count, !threads.isEmpty else {
        throw RunError(
          .badData,
          "\(sources) has \(threads.count) threads and \(references) \(written.count) summaries: "
            + "give one of each a line")
      }
      let result = SummaryEvaluation(
        threads: threads, references: written, words: words, stemming: stemming,
        workers: RunOptions.workers(jobs))
      Terminal.print(
        .object(
          [
            .init("threads", .integer(Int64(result.threads))),
            .init("stemming", .boolean(stemming)),
          ]
            + Self.members(result.printed)
            + [
              .init("without_speakers", .object(Self.members(result.sentences))),
              .init("lead", .object(Self.members(result.lead))),
              .init("lead_with_speakers", .object(Self.members(result.namedLead))),
            ]))
    }

    private static func members(_ method: SummaryEvaluation.Method) -> [JSON.Member] {
      [
        .init("rouge1", .number(100 * method.rouge.one)),
        .init("rouge2", .number(100 * method.rouge.two)),
        .init("rougeL", .number(100 * method.rouge.longest)), .init("words", .number(method.words)),
      ]
    }
  }
}
