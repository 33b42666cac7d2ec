internal import ArgumentParser
internal import Foundation
internal import HubbubKit

/// `hubbub probe`: what an ingest would make of each input.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Say what an ingest would make of the input; leaves nothing behind.",
    discussion: """
      For each saved page: the engine recognised, posts found, how many of them have an author, a \
      time and a known place in the reply tree, what is dropped and why. For every file, dumps and \
      archives too: what an ingest keeps of it, in how many threads, quotations and whether their \
      posts are known, signatures, languages, and what it sets aside. At the end all together, \
      where posts saved twice are known as such.

      With --pages-only each page is looked at alone, and dumps are recognised but not read.

      Examples:
        hubbub probe saved-threads/ --layouts my-layouts/
        hubbub probe site.7z --json
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, folders and archives; - is standard input.", valueName: "input"))
  var inputs: [String]
  @Option(help: "A folder with layouts (YAML) of your own.") var layouts: String?
  @Option(help: "What the input is, instead of recognising it: see `hubbub formats`.")
  var format: String?
  @Flag(name: .customLong("pages-only"), help: "Look at each page alone, and read no dump.")
  var pagesOnly = false
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: ThreadCount?
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard let format, InputFormat(rawValue: format) == nil else { return }
    let known = InputFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--format must be one of \(known), not `\(format)`")
  }

  func run() throws {
    let own = try layouts.map { try Layout.read(folder: $0) } ?? []
    let scratch = FileManager.default.temporaryDirectory.appending(
      path: "hubbub-probe-\(UUID().uuidString)"
    ).path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let spooled = try SpooledInputs(inputs, in: "\(scratch)/input")
    let workers = RunOptions.workers(jobs)
    let probes = try SourceProbe.probe(
      inputs: spooled.inputs, pages: IsolatedParser(layouts: own), workers: workers)
    let outcome =
      pagesOnly ? nil : try ProbedIngest(spooled.inputs, format, own, in: scratch, workers)
    if json {
      Terminal.print(
        .array(probes.map { ProbeText.json($0, outcome) } + (outcome.map { [$0.json] } ?? [])))
      return
    }
    for probe in probes { ProbeText.lines(probe, outcome).forEach(Terminal.print) }
    outcome?.lines.forEach(Terminal.print)
  }
}

/// A whole ingest into a folder that goes away again, and what it kept of each file.
struct ProbedIngest {
  private let result: IngestResult
  private let yields: [String: SourceYield]
  /// Why nothing was read: columns that the user has to name.
  private let problem: String?

  init(
    _ inputs: [String], _ format: String?, _ layouts: [Layout], in scratch: String,
    _ workers: Workers
  ) throws {
    let corpus = "\(scratch)/corpus"
    var yields: [String: SourceYield] = [:]
    var problem: String?
    var result = IngestResult()
    do {
      result = try Ingest.run(
        inputs: inputs, options: IngestOptions(format: format.flatMap(InputFormat.init)),
        pages: IsolatedParser(layouts: layouts), fragments: HTMLFragments(), into: corpus,
        workers: workers)
      if !result.nothingUsable {
        yields = SourceYield.byFile(try Corpus(folder: corpus, workers: workers))
      }
    } catch let error as IngestError where error.code == .columns {
      problem = error.message
    }
    self.result = result
    self.yields = yields
    self.problem = problem
  }

  func yield(of path: String) -> SourceYield? { yields[path] }

  func setAside(of path: String) -> [QuarantineEntry] {
    result.quarantine.filter { SourceYield.file(of: $0.source.path) == path }
  }

  /// All together, for a reader.
  var lines: [String] {
    if let problem { return ["together: nothing can be read: \(problem)"] }
    let books = result.conservation
    let dropped = books.dropped.sorted { $0.key < $1.key }.filter { $0.value > 0 }
      .map { "\($0.value) \($0.key)" }
    return [
      "together: \(ProbeText.count(books.seen, "post")) seen, \(books.used) kept in "
        + ProbeText.count(result.threads, "thread")
        + (dropped.isEmpty ? "" : "; dropped " + dropped.joined(separator: ", "))
    ]
  }

  /// All together, for a program.
  var json: JSON {
    [
      "path": .null, "kind": "together", "seen": .integer(Int64(result.conservation.seen)),
      "used": .integer(Int64(result.conservation.used)),
      "dropped": .sorted(result.conservation.dropped), "threads": .integer(Int64(result.threads)),
      "findings": .sorted(result.findings), "problem": .optional(problem),
    ]
  }
}
