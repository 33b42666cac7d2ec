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
  private var speakers: [String: Int] = [:]
  private var lastThread: ThreadID?
  /// The number of posts written.
  public private(set) var posts = 0
  /// The number of threads written.
  public private(set) var threads = 0

  /// The digest of `utterances.jsonl`, after `commit`.
  public var digest: Digest? { utterances.digest }

  /// Opens a corpus under `folder`; nothing is visible before `commit()`.
  ///
  /// - Parameter notes: what is noted of each post beside Hubbub's own fields.
  public init(folder: String, notes: [Note] = []) throws(FileError) {
    self.folder = folder
    self.notes = notes
    utterances = try AtomicFile(path: "\(folder)/utterances.jsonl", isDigested: true)
    conversations = try AtomicFile(path: "\(folder)/conversations.json")
    try conversations.write("{")
  }

  /// A thread as it is written.
  public struct EncodedThread: Sendable {
    let id: ThreadID
    let lines: [UInt8]
    let conversation: [UInt8]
    let authors: [String]
  }

  /// A thread as it is written; on any worker, so that several threads are encoded at once.
  ///
  /// - Parameter values: for each post its notes.
  public static func encode(_ thread: [Post], notes: [[JSON.Member]] = []) -> EncodedThread? {
    guard let first = thread.first else { return nil }
    precondition(notes.isEmpty || notes.count == thread.count, "each post has its notes")
    // Room for the text twice, where it is all of the body, and for what stands around it.
    var json = JSONWriter(
      capacity: thread.reduce(0) { $0 + $1.body.utf8.count * 9 / 4 + 700 })
    for place in thread.indices {
      UtteranceCoding.write(thread[place], notes: notes.isEmpty ? [] : notes[place], to: &json)
    }
    let lines = json.bytes
    json = JSONWriter()
    json.string(first.thread.text)
    var conversation = json.bytes + Array(": ".utf8)
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
    conversation += json.bytes
    return EncodedThread(
      id: first.thread, lines: lines, conversation: conversation,
      authors: thread.map { $0.author ?? UtteranceCoding.unknownSpeaker })
  }

  /// Appends a thread.
  ///
  /// - Parameter values: for each post the values of the notes, in their order.
  public func write(thread: [Post], notes values: [[JSON]] = []) throws(FileError) {
    precondition(notes.isEmpty || values.count == thread.count, "each post has its notes")
    let members =
      notes.isEmpty
      ? []
      : values.map { row in notes.indices.map { JSON.Member(notes[$0].key, row[$0]) } }
    if let encoded = Self.encode(thread, notes: members) { try write(encoded) }
  }

  /// Appends a thread that is encoded already.
  public func write(_ thread: EncodedThread) throws(FileError) {
    if let last = lastThread { precondition(last < thread.id, "threads arrive sorted by id") }
    lastThread = thread.id
    try utterances.write(thread.lines)
    for author in thread.authors { speakers[author, default: 0] += 1 }
    posts += thread.authors.count
    threads += 1
    try conversations.write(threads == 1 ? "\n" : ",\n")
    try conversations.write(thread.conversation)
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
