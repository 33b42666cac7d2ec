internal import HubbubModel
internal import HubbubSystem

/// Reads one whole JSON document: a Discourse topic, a Hacker News tree, a Reddit thread, records.
struct JSONDocumentReader: Sendable {
  let names: ColumnNames
  let bodies: TextBodies

  /// What the document holds; a document of another shape is set aside.
  func read(_ bytes: [UInt8], path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let whole = SourceRange(path: path, start: 0, end: bytes.count)
    let start = FormatSniffer.start(of: bytes)
    if JSONElements.areRecords(bytes[start...]) { return records(bytes, path: path) }
    let value: JSONValue
    do {
      value = try JSONParser().parse(bytes.span.extracting(start..<bytes.count))
    } catch {
      let ended = bytes.last(where: { !FormatSniffer.isSpace($0) })
      let isCut = ended != UInt8(ascii: "}") && ended != UInt8(ascii: "]")
      batch.setAside(
        whole, isCut ? "truncated" : "malformed-record",
        isCut
          ? "the JSON document ends in the middle; fetch it again" : "no JSON document: \(error)",
        isPost: false)
      return batch
    }
    if value["post_stream"]?["posts"] != nil {
      DiscourseTopic.read(value, whole: whole, bodies: bodies, into: &batch)
    } else if value["children"] != nil, value["id"] != nil {
      AlgoliaItem.read(value, whole: whole, bodies: bodies, into: &batch)
    } else if RedditListing.matches(value) {
      RedditListing.read(value, whole: whole, bodies: bodies, into: &batch)
    } else if let table = JSONShapes.Table(value, names) {
      table.read(path: path, whole: whole, names: names, bodies: bodies, into: &batch)
    } else if let records = JSONShapes.records(of: value, names, bodies) {
      do throws(IngestError) {
        let reader = try JSONRecords(
          samples: Array(records.prefix(JSONRecords.sampleSize)), path: path, names: names,
          bodies: bodies)
        for finding in reader.findings { batch.find(finding) }
        for (index, record) in records.enumerated() {
          reader.read(record, record: index, source: whole, into: &batch)
        }
      } catch {
        batch.setAside(whole, error)
      }
    } else {
      batch.setAside(
        whole, "unknown-format", "a JSON document of no known shape", isPost: false)
    }
    return batch
  }

  /// Reads a short run of records as a long one is read.
  private func records(_ bytes: [UInt8], path: String) -> ReaderBatch {
    do throws(IngestError) {
      let reader = try JSONArrayReader(head: bytes, path: path, names: names, bodies: bodies)
      var batch = reader.read(
        RecordChunk(bytes: bytes, offset: 0, firstRecord: 0, isLast: true), path: path)
      for finding in reader.findings { batch.find(finding) }
      return batch
    } catch {
      var batch = ReaderBatch()
      batch.setAside(SourceRange(path: path, start: 0, end: bytes.count), error)
      return batch
    }
  }
}

/// A topic as Discourse's interface serves it.
///
/// Fields: <https://docs.discourse.org/#tag/Topics/operation/getTopic>.
enum DiscourseTopic {
  static func read(
    _ topic: JSONValue, whole: SourceRange, bodies: TextBodies, into batch: inout ReaderBatch
  ) {
    let posts = topic["post_stream"]?["posts"]?.elements ?? []
    guard let id = topic["id"]?.integer ?? posts.first?["topic_id"]?.integer else {
      return batch.setAside(
        whole, "unknown-format", "the topic has no id", isPost: false)
    }
    let folder = whole.path.split(separator: "/").dropLast().joined(separator: "/")
    let key = (folder.isEmpty ? "" : folder + "/") + "t/\(id)"
    let slug = topic["slug"]?.string ?? posts.first?["topic_slug"]?.string ?? "-"
    let host = posts.lazy.compactMap { Self.host($0["avatar_template"]?.string) }.first
    let address = host.map { "https://\($0)/t/\(slug)/\(id)" }
    let unloaded = (topic["post_stream"]?["stream"]?.elements.count ?? 0) - posts.count
    if unloaded > 0 { batch.find("posts-not-loaded", unloaded) }
    for post in posts {
      guard let number = post["post_number"]?.integer, let cooked = post["cooked"]?.string else {
        batch.drop("not-a-post")
        continue
      }
      // Types: 1 a post, 2 a moderator's, 3 "closed this topic", 4 a whisper.
      if post["post_type"]?.integer == 3 {
        batch.drop("not-a-post")
        continue
      }
      var findings: [String] = []
      if post["user_deleted"]?.boolean == true || post["deleted_at"]?.string != nil
        || post["hidden"]?.boolean == true
      {
        findings.append(Withheld.deleted)
      }
      let time = post["created_at"]?.string.flatMap(Timestamps.parse)
      if time == nil { findings.append("time-unreadable") }
      if post["version"]?.integer ?? 1 > 1 { findings.append("edited") }
      let likes = post["actions_summary"]?.elements.first { $0["id"]?.integer == 2 }?["count"]
      batch.drafts.append(
        Draft(
          thread: key, title: topic["title"]?.string, threadURL: address,
          position: .page(0, Int(number)),
          post: ParsedPost(
            localID: String(number), author: post["username"]?.string, time: time,
            parent: post["reply_to_post_number"]?.integer.map { .post(String($0)) } ?? .unstated,
            score: Int(likes?.integer ?? 0), url: address.map { "\($0)/\(number)" },
            body: bodies.fragments.body(html: cooked), source: whole, findings: findings)))
    }
  }

  /// The forum's host, which uploaded avatars name: `/user_avatar/HOST/…`.
  private static func host(_ template: String?) -> String? {
    guard let parts = template?.split(separator: "/"), parts.count > 2,
      let at = parts.firstIndex(of: "user_avatar"), at + 1 < parts.count,
      parts[at + 1].contains(".")
    else { return nil }
    return String(parts[at + 1])
  }
}

/// A Hacker News item with its comments, as `hn.algolia.com/api/v1/items/ID` serves it.
enum AlgoliaItem {
  static func read(
    _ root: JSONValue, whole: SourceRange, bodies: TextBodies, into batch: inout ReaderBatch
  ) {
    let story = JSONRecords.text(root["story_id"]) ?? JSONRecords.text(root["id"]) ?? ""
    let key = "news.ycombinator.com/item?id=\(story)"
    var pending: [(item: JSONValue, parent: String?)] = [(root, nil)]
    var order = 0
    while let (item, parent) = pending.popLast() {
      guard let id = JSONRecords.text(item["id"]) else {
        batch.drop("not-a-post")
        continue
      }
      let text = item["text"]?.string ?? item["content"]?.string
      let title = item["title"]?.string
      let time =
        JSONRecords.text(item["created_at_i"] ?? item["time"]).flatMap(Timestamps.parse)
        ?? item["created_at"]?.string.flatMap(Timestamps.parse)
      var findings: [String] = []
      if text == nil, title == nil { findings.append(Withheld.deleted) }
      batch.drafts.append(
        Draft(
          thread: key, title: title.flatMap { $0.isEmpty ? nil : $0 },
          threadURL: parent == nil ? "https://\(key)" : nil, position: .page(0, order),
          post: ParsedPost(
            localID: id, author: item["author"]?.string ?? item["user"]?.string, time: time,
            parent: parent.map { .post($0) } ?? .unstated,
            score: item["points"]?.integer.map { Int($0) },
            url: "https://news.ycombinator.com/item?id=\(id)",
            body: bodies.fragments.body(html: text ?? ""), source: whole, findings: findings)))
      order += 1
      let children = item["children"]?.elements ?? item["comments"]?.elements ?? []
      for child in children.reversed() { pending.append((child, id)) }
    }
  }
}
