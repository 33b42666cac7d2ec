internal import HubbubModel

/// One record of a table or of JSON, its fields as text.
struct TableRow {
  var id: String?
  var text = ""
  var author: String?
  var time: String?
  var thread: String?
  var parent: String?
  var title: String?
  var score: String?
  var url: String?
  /// Which of day and month comes first in the source's dates of figures.
  var dateOrder: Timestamps.Order?

  subscript(field: PostField) -> String? {
    get {
      switch field {
      case .id: id
      case .text: text
      case .author: author
      case .time: time
      case .thread: thread
      case .parent: parent
      case .title: title
      case .score: score
      case .url: url
      }
    }
    set {
      switch field {
      case .id: id = newValue
      case .text: text = newValue ?? ""
      case .author: author = newValue
      case .time: time = newValue
      case .thread: thread = newValue
      case .parent: parent = newValue
      case .title: title = newValue
      case .score: score = newValue
      case .url: url = newValue
      }
    }
  }

  /// Words that stand for nothing.
  static func isNothing(_ text: String) -> Bool {
    switch text {
    case "", "null", "NULL", "None", "none", "nan", "NaN", "N/A", "NA", "n/a", "-", "\\N": true
    default: false
    }
  }

  /// Bodies and names that engines leave where a post or an account was.
  static func isDeleted(_ text: String) -> Bool {
    switch text {
    case "[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]",
      "[Deleted]", "[Removed]", "<deleted>":
      true
    default: false
    }
  }

  /// Where a row stands in a thread that is told by what it stands in.
  struct Place {
    /// The thread's address.
    let url: String?
    let position: Draft.Position
  }

  /// The row as a post on its way.
  ///
  /// - Parameters:
  ///   - record: its number in the source, from 0.
  ///   - source: where it stands there.
  ///   - place: where it stands in its thread, whose ids are its own; nil in a flat table.
  func draft(
    record: Int, source: SourceRange, bodies: TextBodies, in place: Place? = nil,
    into batch: inout ReaderBatch
  ) {
    var findings: [String] = []
    var when: Int64?
    if let time, !Self.isNothing(time) {
      when = Timestamps.parse(time, order: dateOrder) ?? Timestamps.serial(time)
      if when == nil { findings.append("time-unreadable") }
    }
    let own = id.flatMap { Self.isNothing($0) ? nil : $0 }
    let identity = own ?? "\(source.path):\(record + 1)"
    let answered = parent.flatMap { Self.isNothing($0) ? nil : Self.answered($0, by: own) }
    let thread = thread.flatMap { Self.isNothing($0) ? nil : $0 }
    var writer = author.flatMap { Self.isNothing($0) ? nil : $0 }
    if let name = writer, Self.isDeleted(name) { writer = nil }
    var body = bodies.body(of: text)
    if Self.isDeleted(text.trimmingASCII()) {
      if title == nil || answered != nil {
        // The post itself is gone, but replies to it may still hang on its own parent.
        findings.append(Withheld.deleted)
      }
      body = ParsedBody(text: "")
    }
    batch.drafts.append(
      Draft(
        thread: thread ?? "",
        title: title.flatMap { Self.isNothing($0) ? nil : bodies.title($0) },
        threadURL: place?.url, position: place?.position ?? .row(record),
        post: ParsedPost(
          localID: identity, globalID: place == nil ? identity : nil, author: writer, time: when,
          parent: answered.map { .post($0) } ?? .unstated, score: score.flatMap(Self.whole),
          url: url.flatMap { Self.isNothing($0) ? nil : $0 }, body: body, source: source,
          findings: findings),
        links: thread == nil ? [answered].compactMap { $0 } : []))
  }

  /// The id in what a column of parents holds: without Reddit's kind where ids have none (`t1_`; the
  /// submission is the thread), the last but one of a path that ends in the post's own (Lemmy).
  private static func answered(_ parent: String, by own: String?) -> String? {
    guard let own else { return parent }
    if parent.hasPrefix("t1_"), !own.hasPrefix("t1_") { return String(parent.dropFirst(3)) }
    if parent.hasPrefix("t3_"), !own.hasPrefix("t") { return nil }
    guard parent.hasPrefix("0."), parent.hasSuffix("." + own) else { return parent }
    let above = parent.split(separator: ".").dropLast().last.map(String.init)
    return above == "0" ? nil : above
  }

  /// A count as tables write it: `12`, `12.0`, `-3`.
  private static func whole(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    guard let number = Double(text), number.isFinite, abs(number) < 1e15 else { return nil }
    return Int(number.rounded())
  }
}

/// Findings that mark a post as withheld until its thread is built, where it is dropped.
enum Withheld {
  /// Its engine shows it as deleted.
  static let deleted = "deleted"
  /// It stands for a page that the source does not hold: it opens the thread by its title, and is
  /// no post where nobody answered.
  static let heading = "heading"
  /// The findings that are reasons to drop a post; its place in the thread is kept until then.
  static let reasons: Set<String> = [
    deleted, "spam", "unapproved", "unpublished", "pingback", "trackback", "not-a-post",
  ]
}

extension String {
  /// Without white space at its ends.
  func trimmingASCII() -> String {
    let bytes = utf8
    if let first = bytes.first, let last = bytes.last, !FormatSniffer.isSpace(first),
      !FormatSniffer.isSpace(last)
    {
      return self
    }
    guard let first = bytes.firstIndex(where: { !FormatSniffer.isSpace($0) }),
      let last = bytes.lastIndex(where: { !FormatSniffer.isSpace($0) })
    else { return "" }
    return String(self[first...last])
  }
}
