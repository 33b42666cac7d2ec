internal import HubbubSystem

/// Everything that decides a stage's bytes, and nothing else: no time, path, host or thread count.
struct StageKey: Sendable, Hashable {
  let stage: String
  let version: Int
  let parameters: JSONText
  let reads: [String: String]
  let inputs: String?
  let ingredients: [String: String]

  /// A JSON value in its one spelling.
  struct JSONText: Sendable, Hashable { let text: String }

  init(
    _ stage: any Stage, _ values: ParameterValues, reads: [String: String], inputs: String?
  ) {
    self.stage = stage.name
    version = stage.version
    parameters = JSONText(text: String(decoding: values.json.utf8(), as: UTF8.self))
    self.reads = reads
    self.inputs = inputs
    ingredients = stage.ingredients
  }

  /// The key's digest.
  var digest: String {
    let parts: JSON = [
      "stage": .string(stage), "version": .integer(Int64(version)),
      "parameters": .string(parameters.text), "reads": Self.json(reads),
      "inputs": .optional(inputs), "ingredients": Self.json(ingredients),
    ]
    return Digest(of: parts.utf8()).description
  }

  static func json(_ texts: [String: String]) -> JSON {
    .object(
      texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { JSON.Member($0.key, .string($0.value)) })
  }

  /// Why a recorded stage cannot stand for this one; nil if it can, as far as the key says.
  func difference(from record: StageRecord) -> String? {
    if version != record.version { return "the stage itself has changed" }
    if let changed = Self.change(ingredients, record.ingredients) {
      return "\(changed) has changed"
    }
    if parameters.text != record.parameters { return "its parameters have changed" }
    if inputs != record.inputs { return "the input has changed" }
    if let changed = Self.change(reads, record.reads) { return "\(changed) has changed" }
    return nil
  }

  private static func change(_ new: [String: String], _ old: [String: String]) -> String? {
    Set(new.keys).union(old.keys).sorted().first { new[$0] != old[$0] }
  }
}
