internal import HubbubModel

/// What came back from a worker is no answer to what was asked.
struct DamagedAnswer: Error, Sendable {
  let detail: String
}

/// The outcome of parsing a page as bytes, for the way from a worker to its parent.
///
/// The reader trusts nothing: a worker that hostile markup has taken over may send what it likes,
/// and what it sends must be a document that the rest of the ingest can take without a check.
enum DocumentCoding {
  static func encode(_ outcome: PageParser.Outcome) -> [UInt8] {
    var out = PackedBytes()
    out.optional(outcome.engine)
    out.number(outcome.points)
    let document = outcome.document
    out.counts(document.dropped)
    out.counts(document.findings)
    out.number(document.quarantine.count)
    for entry in document.quarantine {
      out.number(entry.source.start)
      out.number(entry.source.end)
      out.text(entry.stage)
      out.text(entry.reason)
      out.text(entry.detail)
    }
    out.number(document.replies.count)
    for reply in document.replies {
      out.text(reply.page)
      out.text(reply.answers)
    }
    out.number(document.threads.count)
    for thread in document.threads {
      out.text(thread.key)
      out.optional(thread.title)
      out.optional(thread.url)
      out.number(thread.page)
      out.number(thread.posts.count)
      for post in thread.posts { out.post(post) }
    }
    return out.bytes
  }

  /// Reads an outcome for the document of `count` bytes at `path`.
  static func decode(
    _ bytes: [UInt8], path: String, count: Int
  ) throws(DamagedAnswer) -> PageParser.Outcome {
    var input = CheckedReader(bytes)
    let engine = try input.optionalText()
    let points = try input.number(0...1_000_000)
    var document = ParsedDocument(dropped: try input.counts(), findings: try input.counts())
    for _ in 0..<(try input.length()) {
      document.quarantine.append(
        QuarantineEntry(
          source: try input.range(path, count), stage: try input.text(),
          reason: try input.text(), detail: try input.text()))
    }
    for _ in 0..<(try input.length()) {
      document.replies.append(
        PageReply(page: try input.text(), answers: try input.text()))
    }
    for _ in 0..<(try input.length()) {
      var thread = ParsedThread(
        key: try input.text(), title: try input.optionalText(), url: try input.optionalText(),
        page: try input.number(1...Int(Int32.max)))
      for _ in 0..<(try input.length()) { thread.posts.append(try input.post(path, count)) }
      document.threads.append(thread)
    }
    try input.end()
    return PageParser.Outcome(document: document, engine: engine, points: points)
  }
}

extension PackedBytes {
  /// Counts by name, sorted: equal documents give equal bytes.
  fileprivate mutating func counts(_ counts: [String: Int]) {
    number(counts.count)
    for (name, count) in counts.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      text(name)
      number(count)
    }
  }

  fileprivate mutating func post(_ post: ParsedPost) {
    text(post.localID)
    optional(post.globalID)
    optional(post.author)
    optional(post.time.map { Int($0) })
    optional(post.shownTime)
    switch post.parent {
    case .unstated: number(0)
    case .post(let id):
      number(1)
      text(id)
    case .depth(let depth):
      number(2)
      number(depth)
    }
    optional(post.score)
    optional(post.url)
    text(post.body)
    number(post.spans.count)
    for span in post.spans {
      number(Span.Kind.allCases.firstIndex(of: span.kind) ?? 0)
      number(span.end - span.start)
      optional(span.attribution)
      optional(span.quoted)
    }
    number(post.source.start)
    number(post.source.end)
    texts(post.findings)
  }
}

/// Reads what a worker sent; anything that could not be right is damage, never a trap.
private struct CheckedReader {
  private let bytes: [UInt8]
  private var at = 0
  /// Times and scores beyond this are no times and scores.
  private static let magnitude = -1_000_000_000_000...1_000_000_000_000

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() throws(DamagedAnswer) -> UInt8 {
    guard at < bytes.count else { throw DamagedAnswer(detail: "it ends early") }
    at += 1
    return bytes[at - 1]
  }

  mutating func number(_ range: ClosedRange<Int>) throws(DamagedAnswer) -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = try byte()
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
      guard shift < 64 else { throw DamagedAnswer(detail: "a number has no end") }
    }
    let number = Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    guard range.contains(number) else { throw DamagedAnswer(detail: "a number is out of range") }
    return number
  }

  /// How many things follow; each takes a byte at least.
  mutating func length() throws(DamagedAnswer) -> Int { try number(0...(bytes.count - at)) }

  mutating func text() throws(DamagedAnswer) -> String {
    let length = try length()
    guard length <= bytes.count - at,
      let text = String(validating: bytes[at..<at + length], as: UTF8.self)
    else { throw DamagedAnswer(detail: "a text is damaged") }
    at += length
    return text
  }

  mutating func isThere() throws(DamagedAnswer) -> Bool { try byte() != 0 }

  mutating func optionalText() throws(DamagedAnswer) -> String? {
    try isThere() ? try text() : nil
  }

  mutating func counts() throws(DamagedAnswer) -> [String: Int] {
    var counts: [String: Int] = [:]
    for _ in 0..<(try length()) { counts[try text()] = try number(0...Int(Int32.max)) }
    return counts
  }

  mutating func range(_ path: String, _ count: Int) throws(DamagedAnswer) -> SourceRange {
    let start = try number(0...count)
    return SourceRange(path: path, start: start, end: try number(start...count))
  }

  mutating func post(_ path: String, _ count: Int) throws(DamagedAnswer) -> ParsedPost {
    let localID = try text()
    let globalID = try optionalText()
    let author = try optionalText()
    let time = try isThere() ? Int64(try number(Self.magnitude)) : nil
    let shownTime = try optionalText()
    let parent: ParsedPost.Parent
    switch try number(0...2) {
    case 1: parent = .post(try text())
    case 2: parent = .depth(try number(0...Int(Int32.max)))
    default: parent = .unstated
    }
    let score = try isThere() ? try number(Self.magnitude) : nil
    let url = try optionalText()
    let body = try text()
    var spans: [ParsedSpan] = []
    var start = 0
    for _ in 0..<(try length()) {
      let kind = Span.Kind.allCases[try number(0...Span.Kind.allCases.count - 1)]
      let end = start + (try number(0...body.utf8.count - start))
      guard Self.isCharacterBoundary(end, in: body) else {
        throw DamagedAnswer(detail: "a span cuts a character")
      }
      spans.append(
        ParsedSpan(
          kind, start, end, attribution: try optionalText(), quoted: try optionalText()))
      start = end
    }
    guard start == body.utf8.count else {
      throw DamagedAnswer(detail: "spans do not tile a body")
    }
    let source = try range(path, count)
    var findings: [String] = []
    for _ in 0..<(try length()) { findings.append(try text()) }
    return ParsedPost(
      localID: localID, globalID: globalID, author: author, time: time, shownTime: shownTime,
      parent: parent, score: score, url: url, body: ParsedBody(text: body, spans: spans),
      source: source, findings: findings)
  }

  private static func isCharacterBoundary(_ offset: Int, in text: String) -> Bool {
    guard offset < text.utf8.count else { return true }
    return text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: offset)] & 0xC0 != 0x80
  }

  func end() throws(DamagedAnswer) {
    guard at == bytes.count else { throw DamagedAnswer(detail: "it goes on after its end") }
  }
}
