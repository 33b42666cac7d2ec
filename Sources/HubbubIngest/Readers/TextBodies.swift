internal import HubbubModel

/// Turns the text of a field into a body with spans, whatever it is written in.
struct TextBodies: Sendable {
  /// How a field's text is written.
  enum Dialect { case unknown, reddit }

  /// Parses HTML fragments.
  let fragments: any FragmentParser

  /// The body of a text that may be HTML, Markdown or plain.
  func body(of text: String, dialect: Dialect = .unknown) -> ParsedBody {
    if dialect == .unknown, PlainText.looksLikeHTML(text) { return fragments.body(html: text) }
    return PlainText.body(PlainText.unescape(text))
  }

  /// The body of a text that is HTML if it holds any markup or reference, and plain otherwise.
  func markup(_ text: String) -> ParsedBody {
    let isPlain = !text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    return isPlain ? PlainText.body(text.trimmingASCII()) : fragments.body(html: text)
  }

  /// A name or title that may hold references and tags, on one line.
  func line(_ text: String) -> String {
    markup(text).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A title that may be HTML, without its tags.
  func title(_ text: String) -> String { PlainText.looksLikeHTML(text) ? line(text) : text }

  /// HTML whose author left paragraphs to blank lines, as WordPress stores it.
  func paragraphs(_ text: String) -> ParsedBody {
    guard text.utf8.contains(10), !FormatSniffer.lower(Array(text.utf8)[...]).contains("<p")
    else { return markup(text) }
    var html = ""
    var blank = 0
    var inCode = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let lower = line.lowercased()
      if inCode {
        html += "\n"
      } else if line.allSatisfy(\.isWhitespace) {
        blank += 1
        continue
      } else if !html.isEmpty {
        html += blank > 0 ? "<p>" : "<br>\n"
      }
      blank = 0
      html += line
      if lower.contains("<pre") { inCode = true }
      if lower.contains("</pre") { inCode = false }
    }
    return fragments.body(html: html)
  }
}

/// Plain text and Markdown as forums use it: `>` quotes, fenced and indented code, bare links.
enum PlainText {
  /// Whether tags that only HTML has stand in the text.
  static func looksLikeHTML(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
    let head = FormatSniffer.lower(Array(text.utf8)[...])
    return [
      "<p>", "<p ", "</p>", "<br", "<div", "</a>", "<blockquote", "<li>", "</i>", "</b>",
      "<pre>", "</span>",
    ].contains { head.contains($0) }
  }

  /// Undoes the escapes of a JSON or CSV field that was meant for a page: `&gt;` and its kin.
  static func unescape(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "&"),
        let end = bytes[at...].prefix(10).firstIndex(of: UInt8(ascii: ";"))
      {
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        if let text = XMLRow.entity(name) ?? (name == "nbsp" ? " " : nil) {
          out.append(contentsOf: text.utf8)
          at = end + 1
          continue
        }
      }
      out.append(bytes[at])
      at += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A body whose lines are typed one by one.
  static func body(_ text: String) -> ParsedBody {
    let bytes = Array(text.utf8)
    var spans = SpanBuilder()
    // The mark that a block of code was opened with, three of which close it.
    var fence: UInt8?
    var wasBlank = true
    var wasCode = false
    Lines.forEach(bytes) { line in
      let end = min(line.upperBound + 1, bytes.count)
      var start = line.lowerBound
      while start < line.upperBound, bytes[start] == 0x20 { start += 1 }
      let indent = start - line.lowerBound
      var solid = start
      while solid < line.upperBound, FormatSniffer.isSpace(bytes[solid]) { solid += 1 }
      let isBlank = solid == line.upperBound
      if let open = fence {
        spans.add(.code, line.lowerBound, end)
        if Self.fence(bytes, start, line.upperBound) == open { fence = nil }
      } else if let open = Self.fence(bytes, start, line.upperBound) {
        fence = open
        spans.add(.code, line.lowerBound, end)
      } else if indent < 4, start < line.upperBound, bytes[start] == UInt8(ascii: ">") {
        spans.add(.quote, line.lowerBound, end)
        wasCode = false
      } else if !isBlank, indent >= 4 || bytes[line.lowerBound] == 9, wasBlank || wasCode {
        spans.add(.code, line.lowerBound, end)
        wasCode = true
      } else {
        if !isBlank { wasCode = false }
        spans.addOwn(bytes, line.lowerBound, end)
      }
      wasBlank = isBlank
    }
    return ParsedBody(text: text, spans: spans.finish(bytes.count))
  }

  /// The mark of a fence of code that a line begins with: three of "`" or "~".
  private static func fence(_ bytes: [UInt8], _ start: Int, _ end: Int) -> UInt8? {
    guard end - start >= 3, bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~"),
      bytes[start + 1] == bytes[start], bytes[start + 2] == bytes[start]
    else { return nil }
    return bytes[start]
  }
}

/// Collects runs in order and joins neighbours of one kind.
struct SpanBuilder {
  private(set) var spans: [ParsedSpan] = []

  mutating func add(
    _ kind: Span.Kind, _ start: Int, _ end: Int, attribution: String? = nil, quoted: String? = nil
  ) {
    guard end > start else { return }
    if let last = spans.last, last.kind == kind, last.end == start, kind != .link,
      last.attribution == attribution || attribution == nil, last.quoted == quoted
    {
      spans[spans.count - 1].end = end
    } else {
      spans.append(ParsedSpan(kind, start, end, attribution: attribution, quoted: quoted))
    }
  }

  /// Adds own words, the bare addresses in them as links.
  mutating func addOwn(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    var from = start
    var at = start
    while at < end {
      guard bytes[at] == UInt8(ascii: "h") || bytes[at] == UInt8(ascii: "w"),
        at == start || !isWordByte(bytes[at - 1]),
        let stop = linkEnd(bytes, at, end)
      else {
        at += 1
        continue
      }
      add(.own, from, at)
      add(.link, at, stop)
      from = stop
      at = stop
    }
    add(.own, from, end)
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }

  private func linkEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    let size = Self.opening(bytes, start, end)
    guard size > 0 else { return nil }
    var stop = start + size
    while stop < end {
      let byte = bytes[stop]
      if byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
        || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "]") || byte >= 0x80
      {
        break
      }
      stop += 1
    }
    // Punctuation that ends the sentence, and a bracket that was not opened inside, stay outside.
    let opened = bytes[start..<stop].contains(UInt8(ascii: "("))
    while stop > start + size,
      Self.trailing.contains(bytes[stop - 1]) || bytes[stop - 1] == UInt8(ascii: ")") && !opened
    {
      stop -= 1
    }
    return stop > start + size ? stop : nil
  }

  private static let trailing = Array(".,;:!?'*_".utf8)
  private static let openings = [
    Array("https://".utf8), Array("http://".utf8), Array("www.".utf8),
  ]

  /// How long what opens an address at a place is; 0 if nothing does.
  private static func opening(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    // Many words begin with an "h" or a "w", few go on like this.
    guard start + 4 <= end,
      bytes[start + 1] == UInt8(ascii: "t") || bytes[start + 1] == UInt8(ascii: "w")
    else { return 0 }
    return openings.first { bytes[start..<end].starts(with: $0) }?.count ?? 0
  }

  /// The tiling of a body of `count` bytes; what no run covers is the author's own.
  consuming func finish(_ count: Int) -> [ParsedSpan] {
    let last = spans.last?.end ?? 0
    if last < count { add(.own, last, count) }
    return spans
  }
}
