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

  /// Threads as they are written, in the order of their ids.
  public struct EncodedThreads: Sendable {
    private(set) var first: ThreadID?
    private(set) var last: ThreadID?
    /// Their lines of `utterances.jsonl`.
    private var json: JSONWriter
    /// Their members of `conversations.json`, a comma between them.
    private(set) var conversations: [UInt8] = []
    /// The posts of each speaker.
    private(set) var speakers: [String: Int] = [:]
    private(set) var threads = 0
    private(set) var posts = 0

    var lines: [UInt8] { json.bytes }

    /// No threads yet.
    ///
    /// - Parameter capacity: how many bytes their lines will take, as far as that can be guessed.
    public init(capacity: Int = 0) { json = JSONWriter(capacity: capacity) }

    /// Appends a thread; on any worker, so that several are encoded at once.
    ///
    /// - Parameter notes: for each post its notes.
    public mutating func append(_ thread: [Post], notes: [[JSON.Member]] = []) {
      guard let opening = thread.first else { return }
      precondition(notes.isEmpty || notes.count == thread.count, "each post has its notes")
      if let last { precondition(last < opening.thread, "threads arrive sorted by id") }
      first = first ?? opening.thread
      last = opening.thread
      for place in thread.indices {
        UtteranceCoding.write(thread[place], notes: notes.isEmpty ? [] : notes[place], to: &json)
        speakers[thread[place].author ?? UtteranceCoding.unknownSpeaker, default: 0] += 1
      }
      if threads > 0 { conversations += Array(",\n".utf8) }
      conversations += Self.member(opening)
      threads += 1
      posts += thread.count
    }

    /// A thread's member of `conversations.json`.
    private static func member(_ opening: Post) -> [UInt8] {
      var json = JSONWriter()
      json.string(opening.thread.text)
      let name = json.bytes + Array(": ".utf8)
      json.removeAll()
      json.object { json in
        json.key("meta")
        json.object { json in
          json.key("title")
          json.string(opening.title)
          json.key("url")
          json.string(opening.url)
        }
        json.key("vectors")
        json.array { _ in }
      }
      return name + json.bytes
    }
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
    var encoded = EncodedThreads()
    encoded.append(thread, notes: members)
    try write(encoded)
  }

  /// Appends threads that are encoded already.
  public func write(_ encoded: EncodedThreads) throws(FileError) {
    guard let first = encoded.first else { return }
    if let last = lastThread { precondition(last < first, "threads arrive sorted by id") }
    lastThread = encoded.last
    try utterances.write(encoded.lines)
    for (speaker, count) in encoded.speakers { speakers[speaker, default: 0] += count }
    try conversations.write(threads == 0 ? "\n" : ",\n")
    try conversations.write(encoded.conversations)
    posts += encoded.posts
    threads += encoded.threads
  }

  /// Puts the corpus in its place.
  ///
  /// - Parameter meta: what is known of the corpus as a whole, for `corpus.json`.
  public func commit(meta: JSON = .object([])) throws(FileError) {
    try conversations.write("\n}\n")
    let sorted = speakers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let people = JSON.object(
      sorted.map { name, posts in
        JSON.Member(
          name,
          ["meta": ["posts": .integer(Int64(posts))], "vectors": []])
      })
    try AtomicFile.commit([
      conversations, utterances, file("speakers", people), file("corpus", meta),
      file("index", Self.index(of: meta, notes)),
    ])
  }

  private func file(_ name: String, _ value: JSON) throws(FileError) -> AtomicFile {
    try AtomicFile(path: "\(folder)/\(name).json", holding: value.utf8(pretty: true) + [10])
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
