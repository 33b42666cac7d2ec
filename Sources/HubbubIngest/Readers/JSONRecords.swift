internal import HubbubModel
internal import HubbubSystem

/// JSON objects as posts, one each: fields by mapping, or a shape that is known by heart.
struct JSONRecords: Sendable {
  private let mapping: ColumnMapping?
  private let bodies: TextBodies
  /// Guesses made, for the run's findings.
  var findings: [String] { mapping?.findings ?? [] }

  /// Settles the mapping by some records of a source.
  init(samples: [JSONValue], path: String, names: ColumnNames, bodies: TextBodies)
    throws(IngestError)
  {
    self.bodies = bodies
    if names.text == nil, let first = samples.first,
      RedditRecord.matches(first) || HackerNewsItem.matches(first)
    {
      mapping = nil
      return
    }
    var available: [String] = []
    var known: Set<String> = []
    for sample in samples {
      Self.paths(of: sample, prefix: "", depth: 0) { path in
        if known.insert(path).inserted { available.append(path) }
      }
    }
    guard !available.isEmpty else {
      throw IngestError(
        "none of the first records of \(path) is a JSON object with fields", code: .records)
    }
    mapping = try ColumnMapping(names, available: available, path: path)
  }

  private static func paths(
    of value: JSONValue, prefix: String, depth: Int, _ found: (String) -> Void
  ) {
    for (key, member) in value.members {
      let path = prefix.isEmpty ? key : "\(prefix).\(key)"
      switch member.kind {
      case .object where depth < 3: paths(of: member, prefix: path, depth: depth + 1, found)
      case .object, .array: break
      default: found(path)
      }
    }
  }

  /// Reads one record.
  func read(
    _ value: JSONValue, record: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    if let mapping {
      var row = TableRow()
      for field in PostField.allCases {
        guard let path = mapping[field] else { continue }
        row[field] = Self.text(Self.member(path, of: value))
      }
      row.draft(record: record, source: source, bodies: bodies, into: &batch)
    } else if RedditRecord.matches(value) {
      RedditRecord.read(value, record: record, source: source, bodies: bodies, into: &batch)
    } else if HackerNewsItem.matches(value) {
      HackerNewsItem.read(value, record: record, source: source, bodies: bodies, into: &batch)
    } else {
      batch.drop("not-a-post")
    }
  }

  /// The member at a dotted path; a name with dots in it is tried as it stands first.
  private static func member(_ path: String, of value: JSONValue) -> JSONValue? {
    if let found = value[path] { return found }
    var at = value
    for part in path.split(separator: ".") {
      guard let next = at[String(part)] else { return nil }
      at = next
    }
    return at
  }

  /// A scalar as the text that a table would hold.
  static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    switch value.kind {
    case .string: return value.string
    case .integer: return value.integer.map(String.init) ?? value.number.map { "\($0)" }
    case .number:
      guard let number = value.number else { return nil }
      return number == number.rounded() && abs(number) < 1e15
        ? String(Int64(number)) : number.description
    case .boolean: return value.boolean.map { $0 ? "true" : "false" }
    case .null, .object, .array: return nil
    }
  }
}

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
