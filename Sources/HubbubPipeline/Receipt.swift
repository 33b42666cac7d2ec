internal import HubbubSystem

/// `receipt.json`: SHA-256 digests from the source files through the artifacts to each sentence.
///
/// `root` is the digest of all the others in the order printed, so that one line can be signed,
/// noted or compared. `hubbub verify` derives the whole file anew.
public struct Receipt: Sendable {
  /// The file in a workspace.
  public static let file = "receipt.json"
  /// The artifact whose lines are the sentences.
  public static let ledger = "report/ledger.jsonl"

  /// The source files with their digests, in the order in which they were read.
  public let sources: [(path: String, digest: String)]
  /// The digest of the run record without what differs between equal runs.
  public let run: String
  /// The artifacts with their digests, by path.
  public let artifacts: [(path: String, digest: String)]
  private let sentences: [String]
  private let root: String

  /// The receipt for what a record says was made.
  ///
  /// - Parameters:
  ///   - sources: the source files with their digests, in the order in which they were read.
  ///   - ledger: the bytes of `report/ledger.jsonl`, if there is one.
  public init(
    record: RunRecord, sources: [(path: String, digest: String)], ledger: [UInt8]?
  ) {
    var writes: [String: String] = [:]
    for stage in record.stages {
      writes.merge(stage.writes, uniquingKeysWith: { first, _ in first })
    }
    self.sources = sources
    run = Digest(of: record.facts.json.utf8()).description
    artifacts = writes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
    sentences = (ledger ?? []).split(separator: UInt8(ascii: "\n"))
      .map { Digest(of: Array($0)).description }
    root = Self.root(sources, run, artifacts, sentences)
  }

  /// Reads a workspace's receipt; nil if there is none.
  public init?(_ workspace: Workspace) {
    guard let bytes = try? Files.read(workspace.path(Self.file)),
      let receipt = try? JSONParser().parse(bytes)
    else { return nil }
    let pairs = { (value: JSONValue?) -> [(path: String, digest: String)] in
      (value?.members ?? []).compactMap { path, digest in digest.string.map { (path, $0) } }
    }
    sources = pairs(receipt["sources"])
    run = receipt["run"]?.string ?? ""
    artifacts = pairs(receipt["artifacts"])
    sentences = (receipt["sentences"]?.elements ?? []).compactMap(\.string)
    root = receipt["root"]?.string ?? ""
  }

  /// Whether the root is the digest of the rest, that is, whether nothing here was edited alone.
  public var isWhole: Bool { root == Self.root(sources, run, artifacts, sentences) }

  /// One digest for all source files, as a run record notes it.
  public static func digest(ofSources sources: [(path: String, digest: String)]) -> String {
    Digest(of: sources.map { "\($0.path)\n\($0.digest)\n" }.joined()).description
  }

  /// The file's bytes.
  public var utf8: [UInt8] { json.utf8(pretty: true) + [UInt8(ascii: "\n")] }

  private var json: JSON {
    let pairs = { (items: [(path: String, digest: String)]) -> JSON in
      .object(items.map { JSON.Member($0.path, .string($0.digest)) })
    }
    return [
      "schema": 1,
      "sources": pairs(sources),
      "run": .string(run),
      "artifacts": pairs(artifacts),
      "sentences": .array(sentences.map(JSON.string)),
      "root": .string(root),
    ]
  }

  private static func root(
    _ sources: [(path: String, digest: String)], _ run: String,
    _ artifacts: [(path: String, digest: String)], _ sentences: [String]
  ) -> String {
    let leaves =
      sources.map { "\($0.path)\n\($0.digest)\n" } + ["\(run)\n"]
      + artifacts.map { "\($0.path)\n\($0.digest)\n" } + sentences.map { "\($0)\n" }
    return Digest(of: leaves.joined()).description
  }
}
