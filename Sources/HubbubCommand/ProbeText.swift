internal import HubbubKit

/// What `hubbub probe` prints of a file, for readers and for programs.
enum ProbeText {
  /// The most pieces set aside that are named one by one.
  private static let most = 20

  /// The lines about a file, each without breaks within: names of files may hold some.
  static func lines(_ probe: SourceProbe, _ outcome: ProbedIngest?) -> [String] {
    texts(probe, outcome).map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
  }

  private static func texts(_ probe: SourceProbe, _ outcome: ProbedIngest?) -> [String] {
    var lines = described(probe)
    guard let outcome else { return lines }
    if let yield = outcome.yield(of: probe.path) { lines.append("  kept: \(kept(yield))") }
    // Of a file that is set aside as a whole the first line says why.
    if case .unusable = probe { return lines }
    let aside = outcome.setAside(of: probe.path)
    for entry in aside.prefix(most) {
      lines.append("  set aside: \(entry.source.path): \(entry.reason): \(entry.detail)")
    }
    if aside.count > most { lines.append("  set aside: \(aside.count - most) more") }
    return lines
  }

  private static func described(_ probe: SourceProbe) -> [String] {
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
    case .archive(let path): return ["\(path): an archive or compressed file"]
    case .bystander(let path): return ["\(path): part of a dump, holds no posts"]
    case .unusable(let path, let reason, let detail): return ["\(path): \(reason): \(detail)"]
    }
  }

  private static func engine(_ page: PageProbe) -> String {
    page.engine.map { " (engine \($0))" } ?? ""
  }

  /// "1 thread", "2 threads".
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private static func kept(_ yield: SourceYield) -> String {
    var parts = [
      "\(Self.count(yield.posts, "post")) in \(Self.count(yield.threads, "thread"))",
      "authors \(yield.authors), times \(yield.times), places in the tree \(yield.parents)",
    ]
    if yield.quotes > 0 {
      parts.append("quotes \(yield.quotes), of known posts \(yield.linkedQuotes)")
    }
    if yield.signatures > 0 { parts.append("posts with a signature \(yield.signatures)") }
    if yield.boilerplate > 0 { parts.append("with words of the site \(yield.boilerplate)") }
    let languages = yield.languages.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }
    parts.append(
      "languages " + languages.prefix(5).map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    return parts.joined(separator: "; ")
  }

  static func json(_ probe: SourceProbe, _ outcome: ProbedIngest?) -> JSON {
    guard let outcome, case .object(var members) = json(probe) else { return json(probe) }
    members.append(JSON.Member("kept", outcome.yield(of: probe.path).map(json) ?? .null))
    members.append(
      JSON.Member(
        "set_aside",
        .array(
          outcome.setAside(of: probe.path).map {
            [
              "path": .string($0.source.path), "reason": .string($0.reason),
              "detail": .string($0.detail),
            ]
          })))
    return .object(members)
  }

  private static func json(_ yield: SourceYield) -> JSON {
    [
      "posts": .integer(Int64(yield.posts)), "threads": .integer(Int64(yield.threads)),
      "authors": .integer(Int64(yield.authors)), "times": .integer(Int64(yield.times)),
      "parents": .integer(Int64(yield.parents)), "quotes": .integer(Int64(yield.quotes)),
      "quotes_linked": .integer(Int64(yield.linkedQuotes)),
      "signatures": .integer(Int64(yield.signatures)),
      "boilerplate": .integer(Int64(yield.boilerplate)), "languages": .sorted(yield.languages),
      "findings": .sorted(yield.findings),
    ]
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
