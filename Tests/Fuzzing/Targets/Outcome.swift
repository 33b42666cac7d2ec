internal import HubbubCorpus
internal import HubbubIngest
internal import HubbubModel
internal import HubbubSystem

/// What came of an ingest: the books, and the corpus byte for byte.
struct Outcome {
  /// Nil where the data lacks the columns that a table needs, which is told to the user.
  private let result: IngestResult?
  private let files: [String: [UInt8]]
  private let posts: [Post]

  /// Runs an ingest into a folder that is gone afterwards.
  init(_ ingest: (String) throws -> IngestResult) throws {
    let scratch = Scratch()
    do {
      result = try ingest("\(scratch.path)/corpus")
    } catch let error as IngestError where error.code == .columns {
      result = nil
    }
    files = try scratch.files(in: "corpus")
    posts =
      (result?.nothingUsable ?? true)
      ? [] : Array(try Corpus(folder: "\(scratch.path)/corpus", workers: .one))
  }

  /// Two runs over the same bytes tell the same.
  func expectEqual(_ other: Outcome) throws(BrokenPromise) {
    try Self.expectEqual("books", result?.conservation, other.result?.conservation)
    try Self.expectEqual("documents", result?.documents, other.result?.documents)
    try Self.expectEqual("quarantines", result?.quarantine, other.result?.quarantine)
    try Self.expectEqual("findings", result?.findings, other.result?.findings)
    for name in Set(files.keys).union(other.files.keys).sorted() {
      try ensure(
        files[name] == other.files[name],
        "\(name) differs: \(Self.text(files[name])), then \(Self.text(other.files[name]))")
    }
  }

  private static func expectEqual<T: Equatable>(
    _ what: String, _ first: T, _ second: T
  ) throws(BrokenPromise) {
    try ensure(first == second, "\(what) differ: \(first), then \(second)")
  }

  private static func text(_ bytes: [UInt8]?) -> String {
    bytes.map { String(decoding: $0, as: UTF8.self) } ?? "no such file"
  }

  /// - Parameters:
  ///   - documents: how many documents were given; nil if they lie in archives.
  ///   - sourceBytes: the size of each; nil if it is not known.
  func check(documents: Int?, sourceBytes: Int?) throws(BrokenPromise) {
    guard let result else { return }
    let (books, counts) = (result.conservation, result.documents)
    try ensure(books.balances && books.seen >= 0, "the books do not balance: \(books)")
    try ensure(books.used == posts.count, "\(books.used) posts used, \(posts.count) written")
    try ensure(books.dropped.values.allSatisfy { $0 > 0 }, "dropped without number: \(books)")
    try ensure(
      counts.seen == counts.used + counts.quarantined + counts.passedOver,
      "documents are lost: \(counts)")
    if let documents { try ensure(counts.seen == documents, "documents are lost: \(counts)") }
    try ensure(
      books.used > 0 || !result.quarantine.isEmpty || !books.dropped.isEmpty
        || counts.passedOver > 0, "nothing came of the bytes and nobody says why")
    for entry in result.quarantine {
      try ensure(!entry.reason.isEmpty && entry.detail.count > 5, "no reason: \(entry)")
      try Self.check(entry.source, within: sourceBytes)
    }
    for (name, bytes) in files {
      try ensure(String(validating: bytes, as: UTF8.self) != nil, "\(name) is not UTF-8")
    }
    try checkTrees()
    for post in posts {
      try Self.check(post.source, within: sourceBytes)
      try PostPromises.check(post)
    }
  }

  private static func check(_ range: SourceRange, within count: Int?) throws(BrokenPromise) {
    try ensure(
      0 <= range.start && range.start <= range.end && range.end <= count ?? .max,
      "\(range) lies outside its source")
  }

  /// Ids are unique; every thread is one tree.
  private func checkTrees() throws(BrokenPromise) {
    var parents: [PostID: PostID?] = [:]
    var threads: [PostID: ThreadID] = [:]
    var roots: [ThreadID: Int] = [:]
    for post in posts {
      try ensure(parents[post.id] == nil, "two posts have the id \(post.id.text)")
      parents[post.id] = .some(post.parent)
      threads[post.id] = post.thread
      roots[post.thread, default: 0] += post.parent == nil ? 1 : 0
    }
    for (thread, count) in roots { try ensure(count == 1, "\(thread.text) has \(count) roots") }
    for post in posts {
      var (above, steps) = (post.parent, 0)
      while let parent = above {
        try ensure(threads[parent] == post.thread, "\(post.id.text) answers no post of its thread")
        steps += 1
        try ensure(steps <= posts.count, "\(post.id.text) answers itself in a circle")
        above = parents[parent] ?? nil
      }
    }
  }
}

/// What holds of every post of a corpus.
enum PostPromises {
  static func check(_ post: Post) throws(BrokenPromise) {
    let id = post.id.text
    try ensure(!id.isEmpty && !post.thread.text.isEmpty, "a post without id or thread")
    let body = Array(post.body.utf8)
    var end = 0
    for span in post.spans {
      try ensure(
        span.start == end && span.start < span.end && span.end <= body.count,
        "\(id): spans do not tile the body: \(post.spans)")
      end = span.end
      try ensure(
        end == body.count || body[end] & 0xC0 != 0x80, "\(id): a span ends within a character")
    }
    try ensure(end == body.count, "\(id): spans cover \(end) of \(body.count) bytes")
    try ensure(
      post.text == OwnWords.text(of: post.spans, in: post.body), "\(id): text is not what is own")
    if let time = post.time {
      // 1971 to 2100.
      try ensure((31_536_000..<4_102_444_800).contains(time), "\(id): the time \(time)")
    }
    let named = post.spans.map(\.attribution)
    for text in [post.author, post.title, post.url, id, post.thread.text] + named {
      try ensure(
        isPrintable(text ?? "", breaks: false), "\(id): a control character in \(text ?? "")")
    }
    try ensure(isPrintable(post.body, breaks: true), "\(id): a control character in the body")
    try ensure(Set(post.findings).count == post.findings.count, "\(id): \(post.findings)")
  }

  /// Whether a text is free of control characters, but for tabs and line feeds where they may be.
  private static func isPrintable(_ text: String, breaks: Bool) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 9, 10: breaks
      case 0..<0x20, 0x7F..<0xA0: false
      default: true
      }
    }
  }
}
