internal import HubbubModel

/// The rows of a dump's files: what is cut, and what is malformed.
enum StackExchangeRows {
  static func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    let starts = XMLRow.starts(buffer)
    if isLast { return (buffer.count, starts.count) }
    // The last row may go on.
    guard let last = starts.last, last > 0 else { return (0, 0) }
    return (last, starts.count - 1)
  }

  /// Calls a closure with each row's attributes, and sets aside what is no row.
  static func forEach(
    _ chunk: RecordChunk, path: String, into batch: inout ReaderBatch,
    wanted: XMLRow.Names,
    _ body: (Int, SourceRange, XMLRow.Fields, inout ReaderBatch) -> Void
  ) {
    let bytes = chunk.bytes
    let starts = XMLRow.starts(bytes)
    let areUTF8 = TextBytes.isUTF8(bytes[...])
    var fields = XMLRow.Fields(wanted)
    var lastEnd = 0
    for (index, start) in starts.enumerated() {
      let limit = index + 1 < starts.count ? starts[index + 1] : bytes.count
      let parsed = XMLRow(bytes, start..<limit).read(into: &fields)
      let end = parsed ?? end(of: start, limit: limit, bytes)
      lastEnd = end ?? limit
      let source = SourceRange(
        path: path, start: chunk.offset + start, end: chunk.offset + (end ?? limit))
      guard let end else {
        let isCut = chunk.isLast && index == starts.count - 1
        batch.setAside(
          source, isCut ? "truncated" : "malformed-record",
          isCut ? "the file ends within a row" : "the row is not closed")
        continue
      }
      var isRead = parsed != nil
      if !isRead || !areUTF8, !TextBytes.isUTF8(bytes[start..<end]) {
        let decoded = Array(TextBytes.text(bytes[start..<end], encoding: nil).utf8)
        isRead = XMLRow(decoded, 0..<decoded.count).read(into: &fields) != nil
      }
      guard isRead else {
        batch.setAside(source, "malformed-record", "the row is not well-formed XML")
        continue
      }
      body(chunk.firstRecord + index, source, fields, &batch)
    }
    if chunk.isLast, !FormatSniffer.contains(bytes[min(lastEnd, bytes.count)...], "</"),
      lastEnd < bytes.count || !starts.isEmpty,
      starts.last.map({ self.end(of: $0, limit: bytes.count, bytes) != nil }) ?? true
    {
      let end = chunk.offset + bytes.count
      batch.setAside(
        SourceRange(path: path, start: end, end: end), "truncated",
        "the file ends before its closing tag; every row before that was read", isPost: false)
    }
  }

  /// One past the row's `>`, looking past quoted values.
  private static func end(of start: Int, limit: Int, _ bytes: [UInt8]) -> Int? {
    var quote: UInt8 = 0
    let span = bytes.span
    for at in start..<limit {
      let byte = span[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at + 1
      }
    }
    return nil
  }
}

/// Numbers found again by number: sorted keys in flat arrays, eight bytes an entry.
struct IdentifierMap: Sendable {
  private var keys: [Int32] = []
  private var values: [Int32] = []
  private var isSorted = true

  mutating func add(_ key: Int, _ value: Int) {
    guard let key = Int32(exactly: key), let value = Int32(exactly: value) else { return }
    if let last = keys.last, last >= key { isSorted = false }
    keys.append(key)
    values.append(value)
  }

  /// Sorts what was added; call once before looking up.
  mutating func seal() {
    guard !isSorted else { return }
    let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    keys = order.map { keys[$0] }
    values = order.map { values[$0] }
    isSorted = true
  }

  subscript(key: Int) -> Int? {
    guard let wanted = Int32(exactly: key) else { return nil }
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == wanted ? Int(values[low]) : nil
  }
}

/// Display names by user id: one byte string and two numbers a user.
struct UserNames: Sendable {
  private var bytes: [UInt8] = []
  private var places = IdentifierMap()
  private var ends: [Int] = []

  mutating func add(_ id: Int, _ name: String) {
    places.add(id, ends.count)
    bytes.append(contentsOf: name.utf8)
    ends.append(bytes.count)
  }

  mutating func seal() { places.seal() }

  subscript(id: Int) -> String? {
    guard let place = places[id] else { return nil }
    let start = place == 0 ? 0 : ends[place - 1]
    return String(decoding: bytes[start..<ends[place]], as: UTF8.self)
  }
}

/// Reads `Users.xml`: ids and display names.
struct StackExchangeUsers {
  static func read(_ chunk: RecordChunk, path: String) -> [(Int, String)] {
    var users: [(Int, String)] = []
    var batch = ReaderBatch()
    StackExchangeRows.forEach(chunk, path: path, into: &batch, wanted: fields) { _, _, fields, _ in
      if let id = fields.number("Id"), let name = fields["DisplayName"] {
        users.append((id, name))
      }
    }
    return users
  }

  private static let fields = XMLRow.Names(["Id", "DisplayName"])
}

/// Reads `Posts.xml` and `Comments.xml` of one site.
///
/// A question and its answers are a thread, comments answer the post they stand under. Types of
/// post: <https://meta.stackexchange.com/questions/2677>.
struct StackExchangeReader: Sendable {
  /// The site's folder or archive: `beer.stackexchange.com`.
  let site: String
  let users: UserNames
  let facts: StackExchangeFacts
  let bodies: TextBodies
  /// What the ids of posts and of comments begin with.
  private let postIDs: String, commentIDs: String
  /// What their permanent addresses begin with, where the site's name is its host.
  private let questionURLs: String?, answerURLs: String?, commentURLs: String?

  init(site: String, users: UserNames, facts: StackExchangeFacts, bodies: TextBodies) {
    self.site = site
    self.users = users
    self.facts = facts
    self.bodies = bodies
    postIDs = "\(site)/Posts/"
    commentIDs = "\(site)/Comments/"
    let isHost = site.contains(".") && !site.contains("/") && !site.contains(" ")
    questionURLs = isHost ? "https://\(site)/q/" : nil
    answerURLs = isHost ? "https://\(site)/a/" : nil
    commentURLs = isHost ? "https://\(site)/posts/comments/" : nil
  }

  private static let postFields = XMLRow.Names([
    "Id", "PostTypeId", "ParentId", "CreationDate", "Score", "Body", "OwnerUserId",
    "OwnerDisplayName", "Title", "LastEditDate", "ClosedDate",
  ])

  /// A batch of posts, and which question each belongs to.
  func posts(_ chunk: RecordChunk, path: String) -> (batch: ReaderBatch, questions: [(Int, Int)]) {
    var batch = ReaderBatch()
    var questions: [(Int, Int)] = []
    StackExchangeRows.forEach(chunk, path: path, into: &batch, wanted: Self.postFields) {
      record, source, fields, batch in
      guard let id = fields.number("Id") else {
        return batch.setAside(source, "malformed-record", "the row has no Id")
      }
      let type = fields["PostTypeId"] ?? (fields.has("ParentId") ? "2" : "1")
      guard type == "1" || type == "2" else { return batch.drop("not-a-post") }
      let question = type == "2" ? fields.number("ParentId") ?? id : id
      questions.append((id, question))
      let number = String(id)
      let url = (type == "1" ? questionURLs : answerURLs).map { $0 + number }
      let thread = postIDs + String(question)
      var draft = Draft(
        thread: thread, title: fields["Title"], threadURL: id == question ? url : nil,
        position: .time(nil, record),
        post: ParsedPost(
          localID: "Posts/" + number, globalID: id == question ? thread : postIDs + number,
          parent: type == "2" ? .post("Posts/" + String(question)) : .unstated, url: url,
          body: fields.read("Body") { bodies.fragments.body(utf8: $0) }, source: source))
      fill(&draft, from: fields, record, user: "OwnerUserId", name: "OwnerDisplayName")
      if draft.post.score == nil { draft.post.score = facts.score(of: id) }
      draft.post.findings += facts.findings(of: id, site: site)
      batch.drafts.append(draft)
    }
    return (batch, questions)
  }

  private static let commentFields = XMLRow.Names([
    "Id", "PostId", "Score", "Text", "CreationDate", "UserId", "UserDisplayName",
  ])

  /// A batch of comments.
  func comments(_ chunk: RecordChunk, path: String, questions: IdentifierMap) -> ReaderBatch {
    var batch = ReaderBatch()
    StackExchangeRows.forEach(
      chunk, path: path, into: &batch, wanted: Self.commentFields
    ) { record, source, fields, batch in
      guard let id = fields.number("Id"), let post = fields.number("PostId")
      else { return batch.setAside(source, "malformed-record", "the row has no Id or PostId") }
      let number = String(id)
      var draft = Draft(
        thread: postIDs + String(questions[post] ?? post), position: .time(nil, record),
        post: ParsedPost(
          localID: "Comments/" + number, globalID: commentIDs + number,
          parent: .post("Posts/" + String(post)), url: commentURLs.map { $0 + number },
          body: PlainText.body(fields["Text"] ?? ""), source: source))
      fill(&draft, from: fields, record, user: "UserId", name: "UserDisplayName")
      batch.drafts.append(draft)
    }
    return batch
  }

  /// What posts and comments say alike: who wrote them, when, and what became of them.
  private func fill(
    _ draft: inout Draft, from fields: XMLRow.Fields, _ record: Int, user: String, name: String
  ) {
    draft.maySign = false
    draft.post.score = fields.number("Score")
    draft.post.time = fields.time("CreationDate")
    draft.position = .time(draft.post.time, record)
    if draft.post.time == nil { draft.post.findings.append("time-unreadable") }
    if fields.has("LastEditDate") { draft.post.findings.append("edited") }
    if fields.has("ClosedDate") { draft.post.findings.append("closed") }
    // Names first; without Users.xml the site itself shows `user123`.
    draft.post.author =
      fields.number(user).map { users[$0] ?? fields[name] ?? "user\($0)" } ?? fields[name]
  }
}
