internal import HubbubModel
internal import HubbubSystem

/// A comment or a submission as Reddit's interface and Pushshift's dumps write them.
///
/// A thread is the submission: its key and id are the full name `t3_…`, comments are `t1_…`.
enum RedditRecord {
  /// Whether a record has the shape of either.
  static func matches(_ value: JSONValue) -> Bool {
    guard value["id"] != nil, value["created_utc"] != nil, value["subreddit"] != nil else {
      return false
    }
    return value["body"] != nil && value["link_id"] != nil
      || value["selftext"] != nil && value["title"] != nil
  }

  static func read(
    _ value: JSONValue, record: Int, source: SourceRange, bodies: TextBodies,
    into batch: inout ReaderBatch
  ) {
    guard let id = value["id"]?.string else { return batch.drop("not-a-post") }
    var findings: [String] = []
    var author = value["author"]?.string
    if let name = author, TableRow.isDeleted(name) { author = nil }
    let comment = value["body"]?.string
    var text = comment ?? value["selftext"]?.string ?? ""
    if TableRow.isDeleted(text) {
      text = ""
      if comment != nil { findings.append(Withheld.deleted) }
    }
    if value["edited"]?.number ?? 0 > 0 { findings.append("edited") }
    let time =
      JSONRecords.text(value["created_utc"]).flatMap(Timestamps.parse)
    let isComment = comment != nil
    let name = (isComment ? "t1_" : "t3_") + id
    let thread = isComment ? Self.fullName(value["link_id"], "t3_") ?? "" : name
    let answered = isComment ? Self.fullName(value["parent_id"], "t1_") : nil
    batch.drafts.append(
      Draft(
        thread: thread, title: isComment ? nil : value["title"]?.string.map(PlainText.unescape),
        threadURL: isComment ? nil : address(value),
        position: .time(time, record),
        post: ParsedPost(
          localID: name, globalID: name, author: author, time: time,
          parent: answered.map { .post($0) } ?? .unstated,
          score: value["score"]?.integer.map { Int($0) }, url: address(value),
          body: bodies.body(of: text, dialect: .reddit), source: source, findings: findings)))
  }

  /// Old dumps write ids as numbers, or without their kind.
  private static func fullName(_ value: JSONValue?, _ kind: String) -> String? {
    guard let text = JSONRecords.text(value), !text.isEmpty else { return nil }
    return text.hasPrefix("t1_") || text.hasPrefix("t3_") ? text : kind + text
  }

  private static func address(_ value: JSONValue) -> String? {
    guard let path = value["permalink"]?.string, !path.isEmpty else { return nil }
    return path.hasPrefix("/") ? "https://www.reddit.com" + path : path
  }
}

/// A thread or a listing as Reddit serves it where `.json` is put behind a page's address.
///
/// Format: <https://www.reddit.com/dev/api/#GET_comments_{article}>.
enum RedditListing {
  /// Whether a document is one: a listing, or the submission's and the comments' listings in a row.
  static func matches(_ value: JSONValue) -> Bool {
    (value.elements.first ?? value)["kind"]?.string == "Listing"
  }

  static func read(
    _ value: JSONValue, whole: SourceRange, bodies: TextBodies, into batch: inout ReaderBatch
  ) {
    var pending = [value]
    var order = 0
    while let thing = pending.popLast() {
      if thing.kind == .array {
        pending += thing.elements.reversed()
        continue
      }
      guard let data = thing["data"] else { continue }
      switch thing["kind"]?.string {
      case "Listing": pending += (data["children"]?.elements ?? []).reversed()
      case "t1", "t3":
        if RedditRecord.matches(data) {
          RedditRecord.read(data, record: order, source: whole, bodies: bodies, into: &batch)
        } else {
          batch.drop("not-a-post")
        }
        order += 1
        if let replies = data["replies"], replies.kind == .object { pending.append(replies) }
      case "more":
        batch.find("posts-not-loaded", Int(data["count"]?.integer ?? 1))
      default: batch.drop("not-a-post")
      }
    }
  }
}
