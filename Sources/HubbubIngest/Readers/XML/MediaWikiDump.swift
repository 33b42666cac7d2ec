internal import HubbubModel

/// MediaWiki's export: the comments that the current text of talk pages holds.
///
/// Format: <https://www.mediawiki.org/wiki/Help:Export>. Of a page's revisions the latest counts.
/// A section is a thread; a comment ends with its author's signature and time; colons and
/// asterisks before it say how deep it stands. Talk pages are those of odd namespaces; of other
/// pages (a village pump) the sections with signatures are read.
struct MediaWikiDump: XMLDump {
  let records = XMLRecords(["page"])
  let namespaces: XMLNamespaces
  let bodies: TextBodies

  func read(
    _ page: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch
  ) {
    let title = page.text("title") ?? "page \(number + 1)"
    let isTalk = page.text("ns").flatMap { Int($0) }.map { $0 > 0 && $0 % 2 == 1 } ?? false
    let latest = page.all("revision").enumerated().max {
      ($0.element.text("timestamp") ?? "", $0.offset)
        < ($1.element.text("timestamp") ?? "", $1.offset)
    }?.element
    guard let text = latest?["text"]?.text, !text.trimmingASCII().isEmpty else {
      return batch.drop(latest?["text"]?.attribute("deleted") == nil ? "empty" : "deleted")
    }
    let comments = TalkPage.comments(text)
    guard isTalk || comments.contains(where: { $0.author != nil }) else {
      return batch.drop("not-a-post")
    }
    var uses: [String: Int] = [:]
    var section: (name: String, key: String)?
    var order = 0
    for comment in comments {
      // A page that no one ever discussed on has a lead, and nothing else.
      if !isTalk, comment.author == nil { continue }
      if section?.name != comment.section || comment.opensSection {
        let use = uses[comment.section, default: 0] + 1
        uses[comment.section] = use
        let place = comment.section.isEmpty ? title : "\(title)#\(comment.section)"
        section = (comment.section, use == 1 ? place : "\(place)~\(use)")
      }
      let key = section?.key ?? title
      batch.drafts.append(
        Draft(
          thread: key, title: comment.section.isEmpty ? title : comment.section,
          position: .page(0, order),
          post: ParsedPost(
            localID: "c\(order)", author: comment.author, time: comment.time,
            parent: .depth(comment.depth), body: bodies.fragments.body(html: comment.html),
            source: source, findings: comment.author == nil ? ["unsigned"] : [])))
      order += 1
    }
    if order == 0 { batch.drop("not-a-post") }
  }
}

/// The comments of a talk page's wikitext.
enum TalkPage {
  struct Comment {
    var section = ""
    var opensSection = false
    var depth = 0
    var author: String?
    var time: Int64?
    var html = ""
  }

  /// What was said, in the page's order.
  static func comments(_ text: String) -> [Comment] {
    var comments: [Comment] = []
    var section = ""
    var isNew = true
    var lines: [String] = []
    func close(_ signature: Signature?) {
      defer { lines = [] }
      let depth = lines.first(where: { !$0.trimmingASCII().isEmpty }).map(depth) ?? 0
      let html = Wikitext.html(lines)
      guard signature != nil || Wikitext.holdsWords(html) else { return }
      comments.append(
        Comment(
          section: section, opensSection: isNew, depth: depth, author: signature?.author,
          time: signature?.time, html: html))
      isNew = false
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let heading = heading(line) {
        close(nil)
        section = heading
        isNew = true
      } else if let signature = Signature(line) {
        lines.append(signature.before)
        close(signature)
      } else {
        lines.append(String(line))
      }
    }
    close(nil)
    return comments
  }

  /// The text of a heading of the first two levels; deeper ones part a thread's text only.
  private static func heading(_ line: Substring) -> String? {
    let text = String(line).trimmingASCII()
    let marks = text.prefix { $0 == "=" }.count
    guard (1...2).contains(marks), text.hasSuffix(String(repeating: "=", count: marks)),
      text.count > 2 * marks
    else { return nil }
    let inner = text.dropFirst(marks).dropLast(marks)
    return Wikitext.plain(String(inner)).trimmingASCII()
  }

  private static func depth(_ line: String) -> Int {
    line.prefix { $0 == ":" || $0 == "*" || $0 == "#" }.count
  }
}

/// Who signed a line, and when: `[[User:Nell|Nell]] 10:11, 2 June 2026 (UTC)`.
struct Signature {
  let author: String?
  let time: Int64?
  /// The line without it.
  let before: String

  /// Reads a line's last signature; nil if it has none.
  init?(_ line: Substring) {
    let bytes = Array(line.utf8)
    // A time ends in its zone: "(UTC)".
    guard let close = bytes.lastIndex(of: UInt8(ascii: ")")),
      let open = bytes[..<close].lastIndex(of: UInt8(ascii: "(")), close - open <= 6,
      bytes[(open + 1)..<close].allSatisfy({ (0x41...0x5A).contains($0) }), close > open + 2
    else { return nil }
    // Before it a clock and a year, in either order, within the usual length of a date.
    let date = bytes[max(0, open - 60)..<open]
    guard let clock = Self.clock(date) else { return nil }
    var links = Self.links(String(decoding: bytes[..<open], as: UTF8.self))
    let dateStart = Self.dateStart(bytes, clock: clock, end: open)
    links.removeAll { $0.start >= dateStart }
    author = links.last?.name
    // A signature is the run of links to one user's pages, and what stands between them.
    var from = links.last?.start ?? dateStart
    for link in links.reversed() where link.name == author && from - link.start < 200 {
      from = link.start
    }
    var head = bytes[..<min(from, dateStart)]
    while let last = head.last,
      FormatSniffer.isSpace(last) || last == UInt8(ascii: "-")
        || last == UInt8(ascii: "(")
    {
      head = head.dropLast()
    }
    before = String(decoding: head, as: UTF8.self)
    let zone = String(decoding: bytes[open...close], as: UTF8.self)
    let text = String(decoding: bytes[dateStart..<open], as: UTF8.self)
    time = Self.seconds(text, isUniversal: zone == "(UTC)")
  }

  private static func clock(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.indices.last { at in
      at >= bytes.startIndex + 2 && at + 2 < bytes.endIndex && bytes[at] == UInt8(ascii: ":")
        && FormatSniffer.isDigit(bytes[at - 1]) && FormatSniffer.isDigit(bytes[at + 1])
        && FormatSniffer.isDigit(bytes[at + 2])
    }
  }

  /// English puts the clock first, most other languages the date.
  private static func dateStart(_ bytes: [UInt8], clock: Int, end: Int) -> Int {
    var start = clock
    while start > 0, FormatSniffer.isDigit(bytes[start - 1]) { start -= 1 }
    let after = bytes[clock..<end].count { FormatSniffer.isDigit($0) }
    if after >= 6 { return start }
    // The date stands before the clock: back to the mark that ends what is said.
    var at = start
    while at > 0, start - at < 40, !"]}>;".utf8.contains(bytes[at - 1]) {
      at -= 1
    }
    while at < start, !FormatSniffer.isDigit(bytes[at]) { at += 1 }
    return at
  }

  private static func seconds(_ text: String, isUniversal: Bool) -> Int64? {
    // The local zones of wikis are not known by their letters everywhere.
    guard isUniversal else { return nil }
    var hour = 0
    var minute = 0
    var rest: [Substring] = []
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
      let parts = word.split(separator: ":")
      if parts.count == 2, let h = Int(parts[0]), let m = Int(parts[1]) {
        hour = h
        minute = m
      } else {
        rest.append(word)
      }
    }
    var day: Int?
    var month: Int?
    var year: Int?
    for word in rest {
      let bare = word.lowercased().filter { $0 != "." }
      if let number = Int(bare) {
        if number > 1000 { year = number } else { day = number }
      } else if let found = Calendar.shared.months[bare] {
        month = found
      }
    }
    guard let day, let month, let year else { return nil }
    return Timestamps.seconds(year: year, month: month, day: day, hour: hour, minute: minute)
  }

  /// Links to a user's pages: where they begin, and whose they are.
  private static func links(_ text: String) -> [(start: Int, name: String)] {
    var found: [(start: Int, name: String)] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at + 1 < bytes.count {
      guard bytes[at] == UInt8(ascii: "["), bytes[at + 1] == UInt8(ascii: "[") else {
        at += 1
        continue
      }
      let end =
        bytes[at...].firstIndex { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "|") }
        ?? bytes.count
      let target = String(decoding: bytes[(at + 2)..<max(at + 2, end)], as: UTF8.self)
      if let name = userName(target) { found.append((at, name)) }
      at = end
    }
    return found
  }

  /// `User:Nell`, `User talk:Nell#top`, `Special:Contributions/192.0.2.7`, in any language that
  /// names its user pages with two parts.
  private static func userName(_ target: String) -> String? {
    let parts = target.split(separator: ":", omittingEmptySubsequences: true)
    guard parts.count >= 2 else { return nil }
    let space = parts[0].lowercased().split { $0 == "_" || $0 == " " }.joined(separator: " ")
    let rest = parts.dropFirst().joined(separator: ":")
    let page: Substring
    if WikiNames.user.contains(space) {
      page = rest.split { $0 == "#" || $0 == "/" }.first ?? ""
    } else if WikiNames.special.contains(space), let slash = rest.firstIndex(of: "/") {
      page = rest[rest.index(after: slash)...]
    } else {
      return nil
    }
    let name = page.split { $0 == "_" || $0 == " " }.joined(separator: " ")
    return name.isEmpty ? nil : name
  }
}
