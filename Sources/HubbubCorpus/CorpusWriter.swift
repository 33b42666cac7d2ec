public import HubbubModel
public import HubbubSystem

/// Writes a ConvoKit corpus from whole threads, in the corpus's fixed order.
///
/// Threads must arrive sorted by their ids, each with its posts in order and its reply tree
/// repaired: exactly one root, no cycle, every parent in the thread.
/// Format: ConvoKit's data format, <https://convokit.cornell.edu/documentation/data_format.html>.
public final class CorpusWriter {
  /// A field that is noted of each post beside Hubbub's own.
  public struct Note: Sendable {
    let key: String
    let pythonType: String
    /// Creates a note; ConvoKit's index names the Python type, such as `<class 'float'>`.
    public init(_ key: String, _ pythonType: String) {
      self.key = key
      self.pythonType = pythonType
    }
  }

  private let notes: [Note]
  private let folder: String
  private let utterances: AtomicFile
  private let conversations: AtomicFile
  private var json = JSONWriter()
  private var speakers: [String: Int] = [:]
  private var lastThread: ThreadID?
  /// The number of posts written.
  public private(set) var posts = 0
  /// The number of threads written.
  public private(set) var threads = 0

  /// Opens a corpus under `folder`; nothing is visible before `commit()`.
  ///
  /// - Parameter notes: what is noted of each post beside Hubbub's own fields.
  public init(folder: String, notes: [Note] = []) throws(FileError) {
    self.folder = folder
    self.notes = notes
    utterances = try AtomicFile(path: "\(folder)/utterances.jsonl")
    conversations = try AtomicFile(path: "\(folder)/conversations.json")
    try conversations.write("{")
  }

  /// Appends a thread.
  ///
  /// - Parameter values: for each post the values of the notes, in their order.
  public func write(thread: [Post], notes values: [[JSON]] = []) throws(FileError) {
    guard let first = thread.first else { return }
    if let last = lastThread { precondition(last < first.thread, "threads arrive sorted by id") }
    lastThread = first.thread
    precondition(notes.isEmpty || values.count == thread.count, "each post has its notes")
    for (place, post) in thread.enumerated() {
      json.removeAll()
      let members = notes.indices.map { JSON.Member(notes[$0].key, values[place][$0]) }
      UtteranceCoding.write(post, notes: members, to: &json)
      try utterances.write(json.bytes)
      speakers[post.author ?? UtteranceCoding.unknownSpeaker, default: 0] += 1
    }
    posts += thread.count
    threads += 1
    json.removeAll()
    json.string(first.thread.text)
    try conversations.write(threads == 1 ? "\n" : ",\n")
    try conversations.write(json.bytes)
    json.removeAll()
    json.object { json in
      json.key("meta")
      json.object { json in
        json.key("title")
        json.string(first.title)
        json.key("url")
        json.string(first.url)
      }
      json.key("vectors")
      json.array { _ in }
    }
    try conversations.write(": ")
    try conversations.write(json.bytes)
  }

  /// Puts the corpus in its place.
  ///
  /// - Parameter meta: what is known of the corpus as a whole, for `corpus.json`.
  public func commit(meta: JSON = .object([])) throws(FileError) {
    try conversations.write("\n}\n")
    try conversations.commit()
    try utterances.commit()
    let sorted = speakers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let people = JSON.object(
      sorted.map { name, posts in
        JSON.Member(
          name,
          ["meta": ["posts": .integer(Int64(posts))], "vectors": []])
      })
    try AtomicFile.write(people.utf8(pretty: true) + [10], to: "\(folder)/speakers.json")
    try Self.write(meta: meta, notes: notes, folder: folder)
  }

  /// Writes what is known of a corpus as a whole: `corpus.json`, and `index.json` with its types.
  public static func write(
    meta: JSON, notes: [Note] = [], folder: String
  ) throws(FileError) {
    try AtomicFile.write(meta.utf8(pretty: true) + [10], to: "\(folder)/corpus.json")
    try AtomicFile.write(
      index(of: meta, notes).utf8(pretty: true) + [10], to: "\(folder)/index.json")
  }

  /// ConvoKit's index: the Python types of each meta field.
  private static func index(of meta: JSON, _ notes: [Note]) -> JSON {
    let types = [
      ("title", "<class 'str'>"), ("url", "<class 'str'>"), ("score", "<class 'int'>"),
      ("source", "<class 'dict'>"), ("spans", "<class 'list'>"), ("language", "<class 'str'>"),
      ("findings", "<class 'list'>"), ("body", "<class 'str'>"),
    ]
    let fields = types + notes.map { ($0.key, $0.pythonType) }
    return [
      "utterances-index": .object(fields.map { JSON.Member($0.0, .array([.string($0.1)])) }),
      "speakers-index": ["posts": ["<class 'int'>"]],
      "conversations-index": ["title": ["<class 'str'>"], "url": ["<class 'str'>"]],
      "overall-index": overallIndex(of: meta),
      "version": 1,
      "vectors": [],
    ]
  }

  private static func overallIndex(of meta: JSON) -> JSON {
    guard case .object(let members) = meta else { return .object([]) }
    return .object(members.map { JSON.Member($0.key, .array([.string(pythonType(of: $0.value))])) })
  }

  private static func pythonType(of value: JSON) -> String {
    switch value {
    case .object: "<class 'dict'>"
    case .array: "<class 'list'>"
    case .string: "<class 'str'>"
    case .integer: "<class 'int'>"
    case .number: "<class 'float'>"
    case .boolean: "<class 'bool'>"
    case .null: "<class 'NoneType'>"
    }
  }
}
