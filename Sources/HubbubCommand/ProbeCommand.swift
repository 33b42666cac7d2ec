internal import ArgumentParser
internal import HubbubKit

/// `hubbub probe`: what an ingest would make of each page.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Say what an ingest would make of each page; writes nothing.",
    discussion: """
      For each saved page: the engine recognised, posts found, how many of them have an author, a \
      time and a known place in the reply tree, what is dropped and why.

      Example:
        hubbub probe saved-threads/ --layouts my-layouts/
      """)

  @Argument(help: ArgumentHelp("Pages, or folders of them.", valueName: "input"))
  var inputs: [String]
  @Option(help: "A folder with layouts (YAML) of your own.") var layouts: String?
  @Option(name: .shortAndLong, help: "How many threads to use.") var jobs: Int?
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let own = try layouts.map { try Layout.read(folder: $0) } ?? []
    let probes = try SourceProbe.probe(
      inputs: inputs, pages: IsolatedParser(layouts: own),
      workers: RunOptions.workers(jobs))
    if json {
      Terminal.print(.array(probes.map(Self.json)))
    } else {
      for probe in probes { Self.describe(probe).forEach(Terminal.print) }
    }
  }

  private static func describe(_ probe: SourceProbe) -> [String] {
    switch probe {
    case .page(let page) where page.posts == 0:
      return ["\(page.path): \(page.reason ?? "no-posts")\(engine(page))"]
    case .page(let page):
      var lines = [
        "\(page.path): \(page.engine ?? "unknown engine"), \(page.posts) posts; "
          + "authors \(page.authors), times \(page.times), parents \(page.parents)"
      ]
      for (reason, count) in page.dropped.sorted(by: { $0.key < $1.key }) where count > 0 {
        lines.append("  dropped: \(count) \(reason)")
      }
      for (code, count) in page.findings.sorted(by: { $0.key < $1.key }) {
        lines.append("  noticed: \(count) \(code)")
      }
      return lines
    case .dump(let path, let format): return ["\(path): \(format.rawValue): \(format.summary)"]
    case .archive(let path): return ["\(path): an archive or compressed file; ingest unpacks it"]
    case .bystander(let path): return ["\(path): part of a dump, holds no posts"]
    case .unusable(let path, let reason, let detail): return ["\(path): \(reason): \(detail)"]
    }
  }

  private static func engine(_ page: PageProbe) -> String {
    page.engine.map { " (engine \($0))" } ?? ""
  }

  private static func json(_ probe: SourceProbe) -> JSON {
    switch probe {
    case .page(let page):
      [
        "path": .string(page.path), "kind": "page", "engine": .optional(page.engine),
        "points": .integer(Int64(page.points)), "posts": .integer(Int64(page.posts)),
        "authors": .integer(Int64(page.authors)), "times": .integer(Int64(page.times)),
        "parents": .integer(Int64(page.parents)), "dropped": .sorted(page.dropped),
        "findings": .sorted(page.findings), "reason": .optional(page.reason),
      ]
    case .dump(let path, let format):
      ["path": .string(path), "kind": "dump", "format": .string(format.rawValue)]
    case .archive(let path): ["path": .string(path), "kind": "archive"]
    case .bystander(let path): ["path": .string(path), "kind": "bystander"]
    case .unusable(let path, let reason, let detail):
      [
        "path": .string(path), "kind": "unusable", "reason": .string(reason),
        "detail": .string(detail),
      ]
    }
  }
}
