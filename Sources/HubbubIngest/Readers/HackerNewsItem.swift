internal import HubbubModel
internal import HubbubSystem

/// An item as Hacker News's own interface serves it, one JSON object each.
///
/// Format: <https://github.com/HackerNews/API>. An item names its parent and not its thread, which
/// the links make out.
enum HackerNewsItem {
  private static let kinds: Set<String> = ["story", "comment", "job", "poll", "pollopt"]

  /// Whether a record has the shape of one.
  static func matches(_ value: JSONValue) -> Bool {
    guard let kind = value["type"]?.string, kinds.contains(kind), value["id"]?.integer != nil
    else { return false }
    return value["by"] != nil || value["kids"] != nil || value["parent"] != nil
      || value["deleted"] != nil || value["descendants"] != nil
  }

  static func read(
    _ value: JSONValue, record: Int, source: SourceRange, bodies: TextBodies,
    into batch: inout ReaderBatch
  ) {
    guard let id = value["id"]?.integer, let kind = value["type"]?.string, kind != "pollopt" else {
      return batch.drop("not-a-post")
    }
    var findings: [String] = []
    if value["deleted"]?.boolean == true || value["dead"]?.boolean == true {
      findings.append(Withheld.deleted)
    }
    let name = String(id)
    let parent = value["parent"]?.integer.map { String($0) }
    let time = JSONRecords.text(value["time"]).flatMap(Timestamps.parse)
    let address = "https://news.ycombinator.com/item?id=\(name)"
    batch.drafts.append(
      Draft(
        thread: "", title: value["title"]?.string.map(bodies.line),
        threadURL: parent == nil ? address : nil, position: .time(time, record),
        post: ParsedPost(
          localID: name, globalID: name, author: value["by"]?.string, time: time,
          parent: parent.map { .post($0) } ?? .unstated,
          score: value["score"]?.integer.map { Int($0) }, url: address,
          body: bodies.markup(value["text"]?.string ?? ""), source: source, findings: findings),
        links: [parent].compactMap { $0 }))
  }
}
