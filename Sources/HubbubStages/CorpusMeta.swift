internal import HubbubIngest
internal import HubbubModel
internal import HubbubPipeline
internal import HubbubSystem

/// What `corpus.json` says of a corpus as a whole: its books, formats and findings.
enum CorpusMeta {
  static func json(_ result: IngestResult) -> JSON {
    [
      "conservation": [
        "seen": .integer(Int64(result.conservation.seen)),
        "used": .integer(Int64(result.conservation.used)),
        "dropped": .sorted(result.conservation.dropped),
      ],
      "threads": .integer(Int64(result.threads)),
      "formats": .sorted(result.formats),
      "findings": .sorted(result.findings),
      "quarantined": .sorted(
        Dictionary(result.quarantine.map { ($0.reason, 1) }, uniquingKeysWith: +)),
    ]
  }

  /// The books of the ingest that made a workspace's corpus.
  static func conservation(of workspace: Workspace) throws -> Conservation {
    let path = workspace.path(Artifacts.corpusMeta)
    let books = try JSONParser().parse(Files.read(path))["conservation"]
    guard let seen = books?["seen"]?.integer, let used = books?["used"]?.integer else {
      throw RunError(
        .badData, "\(path) holds no `conservation`; run `hubbub ingest` to write the corpus anew")
    }
    var dropped: [String: Int] = [:]
    for (reason, count) in books?["dropped"]?.members ?? [] {
      dropped[reason] = Int(count.integer ?? 0)
    }
    let conservation = Conservation(seen: Int(seen), used: Int(used), dropped: dropped)
    guard conservation.balances else {
      throw RunError(
        .badData,
        "the books in \(path) do not add up: \(seen) posts seen, \(used) used and "
          + "\(dropped.values.reduce(0, +)) dropped. Was it edited? Run `hubbub ingest` again.")
    }
    return conservation
  }
}
