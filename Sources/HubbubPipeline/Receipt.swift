internal import HubbubSystem

/// `receipt.json`: SHA-256 digests from the source files through the artifacts to each sentence.
///
/// `root` is the digest of all the others in the order printed, so that one line can be signed,
/// noted or compared. `hubbub verify` derives the whole file anew.
public struct Receipt {
  /// Artifacts that tell of a run rather than of its result.
  static let excluded: Set<String> = ["run.json", "receipt.json"]

  var sources: [(path: String, digest: String)]
  var artifacts: [(path: String, digest: String)]
  var sentences: [String]

  /// The sources that an earlier receipt names, with their digests.
  public static func sources(of workspace: Workspace) -> [(path: String, digest: String)] {
    guard let bytes = try? Files.read(workspace.path("receipt.json")),
      let root = try? JSONParser().parse(bytes)
    else { return [] }
    return (root["sources"]?.members ?? []).compactMap { path, digest in
      digest.string.map { (path, $0) }
    }
  }

  /// The receipt as it follows from a workspace's artifacts and the sources that it names.
  public static func derived(of workspace: Workspace) -> [UInt8] {
    var listed: [(path: String, digest: String)] = []
    if let bytes = try? Files.read(workspace.path("receipt.json")),
      let root = try? JSONParser().parse(bytes)
    {
      listed = (root["artifacts"]?.members ?? []).map { path, _ in
        (path, workspace.digest(of: path) ?? "missing")
      }
    }
    let receipt = Receipt(
      sources: sources(of: workspace), artifacts: listed, sentences: sentences(of: workspace))
    return receipt.utf8
  }

  var utf8: [UInt8] { json.utf8(pretty: true) + [10] }

  /// The digests of a ledger's lines, one a sentence.
  static func sentences(of workspace: Workspace) -> [String] {
    guard let bytes = try? Files.read(workspace.path("report/ledger.jsonl")) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).map { Digest(of: Array($0)).description }
  }

  var json: JSON {
    let pairs = { (items: [(path: String, digest: String)]) -> JSON in
      .object(items.map { JSON.Member($0.path, .string($0.digest)) })
    }
    let leaves =
      sources.map { "\($0.path)\n\($0.digest)\n" } + artifacts.map { "\($0.path)\n\($0.digest)\n" }
      + sentences.map { "\($0)\n" }
    return [
      "schema": 1,
      "root": .string(Digest(of: leaves.joined()).description),
      "sources": pairs(sources),
      "artifacts": pairs(artifacts),
      "sentences": .array(sentences.map(JSON.string)),
    ]
  }
}
