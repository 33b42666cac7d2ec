internal import HubbubModel

/// Reads mail folders: mboxo, mboxrd, pipermail's monthly archives, or one bare message.
///
/// Format: RFC 4155, and <https://www.loc.gov/preservation/digital/formats/fdd/fdd000383.shtml>.
struct MboxReader: DumpReader {
  let bodies: TextBodies

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    let starts = Self.starts(buffer)
    if isLast { return (buffer.count, max(starts.count, 1)) }
    guard let last = starts.last, last > 0 else { return (0, 0) }
    // Bytes before the first postmark are a record of their own.
    return (last, starts.count - 1 + (starts[0] > 0 ? 1 : 0))
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    var starts = Self.starts(chunk.bytes)
    if starts.first != 0 { starts.insert(0, at: 0) }
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : chunk.bytes.count
      guard chunk.bytes[start..<end].contains(where: { !FormatSniffer.isSpace($0) }) else {
        continue
      }
      read(
        chunk.bytes[start..<end], record: chunk.firstRecord + index, offset: chunk.offset, path,
        into: &batch)
    }
    return batch
  }

  /// Where messages begin: a postmark line after a blank line, with a field on the next line.
  static func starts(_ bytes: [UInt8]) -> [Int] {
    var starts: [Int] = []
    let span = bytes.span
    var at = 0
    while at + 5 < span.count {
      let isLineStart = at == 0 || span[at - 1] == 10
      if isLineStart, span[at] == UInt8(ascii: "F"), span[at + 1] == UInt8(ascii: "r"),
        span[at + 2] == UInt8(ascii: "o"), span[at + 3] == UInt8(ascii: "m"), span[at + 4] == 0x20,
        isPostmark(bytes, at)
      {
        starts.append(at)
      }
      at += 1
      while at < span.count, span[at - 1] != 10 { at += 1 }
    }
    return starts
  }

  private static func isPostmark(_ bytes: [UInt8], _ at: Int) -> Bool {
    if at > 0 {
      // The line above is blank.
      var above = bytes[..<(at - 1)]
      if above.last == 13 { above = above.dropLast() }
      guard above.last ?? 10 == 10 else { return false }
    }
    guard let end = bytes[at...].firstIndex(of: 10), end - at < 400, end + 1 < bytes.count else {
      return false
    }
    let line = bytes[at..<end]
    var digits = 0
    var hasClock = false
    var hasYear = false
    for index in line.indices {
      if (0x30...0x39).contains(line[index]) {
        digits += 1
        if digits == 4 { hasYear = true }
      } else {
        if line[index] == UInt8(ascii: ":"), digits > 0 { hasClock = true }
        digits = 0
      }
    }
    guard hasClock && hasYear else { return false }
    let next = bytes[(end + 1)...].prefix(200)
    if next.starts(with: Array(">From ".utf8)) { return true }
    let name = next.prefix { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
    return !name.isEmpty && next.dropFirst(name.count).first == UInt8(ascii: ":")
  }

  private func read(
    _ raw: ArraySlice<UInt8>, record: Int, offset: Int, _ path: String,
    into batch: inout ReaderBatch
  ) {
    var head = raw
    var postmark: ArraySlice<UInt8> = []
    if raw.starts(with: Array("From ".utf8)) {
      let end = raw.firstIndex(of: 10) ?? raw.endIndex
      postmark = raw[raw.startIndex..<end]
      head = raw[min(end + 1, raw.endIndex)...]
    }
    let message = MailMessage(Self.unescaped(head))
    let whole = SourceRange(
      path: path, start: offset + raw.startIndex, end: offset + raw.endIndex)
    guard !message.fields.isEmpty else {
      return batch.setAside(whole, "malformed-record", "the message has no header fields")
    }
    var findings: [String] = []
    var time = message.text("date").flatMap(Timestamps.parse)
    if time == nil {
      time = Self.time(postmark: TextBytes.text(postmark, encoding: nil))
      findings.append(time == nil ? "time-unreadable" : "time-from-postmark")
    }
    let id = message.ids("message-id").first ?? message.text("message-id")
    let identity = id ?? "\(path):\(record + 1)"
    if id == nil { findings.append("id-missing") }
    var links = message.ids("in-reply-to")
    for id in message.ids("references").reversed() where !links.contains(id) { links.append(id) }
    links.removeAll { $0 == identity }
    var content = MailContent(bodies: bodies)
    let author = message.text("from").flatMap(MailAddress.displayName)
    let body = NamedSignature.typed(content.body(of: message), author: author)
    findings.append(contentsOf: content.findings)
    let subject = message.text("subject").map(Self.title)
    batch.drafts.append(
      Draft(
        thread: "", title: subject?.title, threadURL: nil, position: .time(time, record),
        post: ParsedPost(
          localID: identity, globalID: identity,
          author: author, time: time,
          parent: links.first.map { .post($0) } ?? .unstated, body: body,
          source: SourceRange(
            path: path,
            start: min(
              whole.end,
              whole.start + (message.bodyStart - message.bytes.startIndex)
                + (head.startIndex - raw.startIndex)), end: whole.end),
          findings: findings),
        links: links,
        subject: links.isEmpty && subject?.isReply == true ? subject?.title : nil))
  }

  /// Undoes `>From ` at the start of lines.
  ///
  /// Source ranges stay right where nothing was escaped, which is almost always; elsewhere the
  /// range's end is the message's own.
  private static func unescaped(_ raw: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard FormatSniffer.contains(raw, "\n>"), FormatSniffer.contains(raw, ">From ") else {
      return raw
    }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      let end = raw[at...].firstIndex(of: 10).map { $0 + 1 } ?? raw.endIndex
      let line = raw[at..<end]
      let marks = line.prefix { $0 == UInt8(ascii: ">") }.count
      let escaped = marks > 0 && line.dropFirst(marks).starts(with: Array("From ".utf8))
      out.append(contentsOf: escaped ? line.dropFirst() : line)
      at = end
    }
    return out[...]
  }

  /// The date that ends a postmark line.
  private static func time(postmark: String) -> Int64? {
    let words = postmark.split(separator: " ")
    guard words.count >= 6 else { return nil }
    return Timestamps.parse(words.suffix(5).joined(separator: " "))
  }

  private static let replyMarks: Set<String> = [
    "re", "aw", "sv", "antw", "vs", "odp", "ynt", "rif", "res", "fwd", "fw", "wg", "tr", "rv",
  ]
  private static let meantTags: Set<String> = [
    "patch", "rfc", "ann", "announce", "bug", "vote", "discuss", "result", "solved", "ot", "job",
  ]

  /// A subject without reply marks and the list's tag.
  static func title(_ subject: String) -> (title: String, isReply: Bool) {
    var rest = subject.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var isReply = false
    while true {
      if rest.hasPrefix("["), let close = rest.firstIndex(of: "]") {
        let tag = rest[rest.index(after: rest.startIndex)..<close]
        let after = String(rest[rest.index(after: close)...]).trimmingASCII()
        if !tag.isEmpty, tag.utf8.count <= 40, !tag.contains(" "), !after.isEmpty,
          !Self.meantTags.contains(tag.lowercased())
        {
          rest = after
          continue
        }
      }
      if let colon = rest.firstIndex(of: ":") {
        let mark = rest[..<colon].lowercased()
        let word = mark.prefix { $0.isLetter }
        let tail = mark.dropFirst(word.count)
        if Self.replyMarks.contains(String(word)),
          tail.allSatisfy({ $0.isNumber || "[]()^ ".contains($0) })
        {
          isReply = true
          rest = String(rest[rest.index(after: colon)...]).trimmingASCII()
          continue
        }
      }
      return (rest, isReply)
    }
  }
}
