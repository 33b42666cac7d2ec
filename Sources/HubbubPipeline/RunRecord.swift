public import HubbubModel
public import HubbubSystem

/// What is known of a stage's last run: intent (parameters, inputs) and facts (digests, counts).
public struct StageRecord: Sendable, Hashable {
  /// Whether the work was done or an earlier result stands.
  public enum Status: String, Sendable { case done, cached }

  /// The stage.
  public var name: String
  /// How it came about.
  public var status: Status
  /// Wall time, in seconds; of the check alone if cached.
  public var seconds: Double
  /// The stage's numbers.
  public var counts: [String: Int]
  /// Whether input was quarantined or a limit was reached.
  public var isPartial: Bool
  /// The books, from the stage that keeps them.
  public var conservation: Conservation?
  /// The values of its parameters, as JSON text.
  public var parameters: String
  /// Digests of the artifacts written, by path.
  public var writes: [String: String]
  var version: Int
  var ingredients: [String: String]
  var reads: [String: String]
  /// The digest of the files behind the run's inputs, of the stage that reads them.
  public var inputs: String?
}

/// `run.json`: what ran, with what, and what came of it.
public struct RunRecord: Sendable {
  /// The file in a workspace.
  public static let file = "run.json"
  /// The version of the file format.
  static let schema = 1
  /// What the pipeline calls itself.
  public var pipeline: String
  /// The stages, in the order in which data passes through them.
  public var stages: [StageRecord]
  /// Versions of this program and of the libraries whose output it depends on.
  public var versions: [String: String]

  /// Whether any stage quarantined input or reached a limit.
  public var isPartial: Bool { stages.contains(where: \.isPartial) }
  /// The books of the ingest.
  public var conservation: Conservation? { stages.lazy.compactMap(\.conservation).first }

  /// What a stage left, if it ran.
  public func record(of stage: String) -> StageRecord? { stages.first { $0.name == stage } }

  /// Reads a workspace's record; nil if there is none or it is of another version.
  public init?(_ workspace: Workspace) {
    guard let bytes = try? Files.read(workspace.path(Self.file)),
      let root = try? JSONParser().parse(bytes), root["schema"]?.integer == Int64(Self.schema)
    else { return nil }
    pipeline = root["pipeline"]?.string ?? ""
    versions = Self.texts(root["versions"])
    stages = (root["stages"]?.elements ?? []).compactMap { stage -> StageRecord? in
      guard let name = stage["name"]?.string, let parameters = stage["parameters"] else {
        return nil
      }
      return StageRecord(
        name: name, status: stage["status"]?.string.flatMap(StageRecord.Status.init) ?? .done,
        seconds: stage["seconds"]?.number ?? 0,
        counts: Self.counts(stage["counts"]), isPartial: stage["partial"]?.boolean ?? false,
        conservation: Self.conservation(stage["conservation"]),
        parameters: String(decoding: Self.json(parameters).utf8(), as: UTF8.self),
        writes: Self.texts(stage["writes"]), version: Int(stage["version"]?.integer ?? 0),
        ingredients: Self.texts(stage["ingredients"]), reads: Self.texts(stage["reads"]),
        inputs: stage["inputs"]?.string)
    }
  }

  init(pipeline: String, stages: [StageRecord], versions: [String: String]) {
    self.pipeline = pipeline
    self.stages = stages
    self.versions = versions
  }

  /// The record without what differs between equal runs: how stages came about, and their seconds.
  public var facts: RunRecord {
    var record = self
    for index in record.stages.indices {
      record.stages[index].status = .done
      record.stages[index].seconds = 0
    }
    return record
  }

  /// The record as JSON.
  public var json: JSON {
    [
      "schema": .integer(Int64(Self.schema)),
      "pipeline": .string(pipeline),
      "versions": StageKey.json(versions),
      "conservation": Self.json(conservation),
      "stages": .array(
        stages.map { stage in
          [
            "name": .string(stage.name), "status": .string(stage.status.rawValue),
            "seconds": .number((stage.seconds * 1000).rounded() / 1000),
            "counts": .sorted(stage.counts), "partial": .boolean(stage.isPartial),
            "conservation": Self.json(stage.conservation),
            "version": .integer(Int64(stage.version)),
            "parameters": Self.parse(stage.parameters),
            "ingredients": StageKey.json(stage.ingredients), "inputs": .optional(stage.inputs),
            "reads": StageKey.json(stage.reads), "writes": StageKey.json(stage.writes),
          ]
        }),
    ]
  }

  private static func json(_ books: Conservation?) -> JSON {
    guard let books else { return .null }
    return [
      "seen": .integer(Int64(books.seen)), "used": .integer(Int64(books.used)),
      "dropped": .sorted(books.dropped),
    ]
  }

  private static func conservation(_ value: JSONValue?) -> Conservation? {
    guard let seen = value?["seen"]?.integer, let used = value?["used"]?.integer else { return nil }
    return Conservation(seen: Int(seen), used: Int(used), dropped: counts(value?["dropped"]))
  }

  private static func texts(_ value: JSONValue?) -> [String: String] {
    Dictionary(
      (value?.members ?? []).compactMap { key, value in value.string.map { (key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func counts(_ value: JSONValue?) -> [String: Int] {
    Dictionary(
      (value?.members ?? []).compactMap { key, value in value.integer.map { (key, Int($0)) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func parse(_ text: String) -> JSON {
    (try? JSONParser().parse(Array(text.utf8))).map(json) ?? .null
  }

  private static func json(_ value: JSONValue) -> JSON {
    switch value.kind {
    case .object: .object(value.members.map { JSON.Member($0.key, json($0.value)) })
    case .array: .array(value.elements.map(json))
    case .string: .optional(value.string)
    case .integer: .optional(value.integer)
    case .number: .optional(value.number)
    case .boolean: .boolean(value.boolean ?? false)
    case .null: .null
    }
  }
}
