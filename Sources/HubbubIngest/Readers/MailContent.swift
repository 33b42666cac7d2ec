internal import HubbubModel

/// The readable content of a message: its text parts in order, attachments left out.
struct MailContent {
  /// How deep parts may lie in parts.
  private static let depthLimit = 8
  let bodies: TextBodies
  /// What was noticed.
  private(set) var findings: [String] = []

  init(bodies: TextBodies) { self.bodies = bodies }

  /// The text of a message with its spans.
  mutating func body(of message: MailMessage) -> ParsedBody {
    var parts: [ParsedBody] = []
    collect(message, depth: 0, into: &parts)
    var text = ""
    var spans = SpanBuilder()
    for part in parts where !part.text.isEmpty {
      if !text.isEmpty, text.utf8.last != 10 {
        spans.add(.own, text.utf8.count, text.utf8.count + 1)
        text += "\n"
      }
      let base = text.utf8.count
      text += part.text
      for span in part.spans {
        spans.add(
          span.kind, base + span.start, base + span.end, attribution: span.attribution,
          quoted: span.quoted)
      }
    }
    return ParsedBody(text: text, spans: spans.finish(text.utf8.count))
  }

  private mutating func collect(_ message: MailMessage, depth: Int, into parts: inout [ParsedBody])
  {
    let type = message.structured("content-type")
    let kind = type?.value ?? "text/plain"
    let disposition = message.structured("content-disposition")?.value
    if depth > 0, disposition == "attachment" { return note("attachment") }
    if kind.hasPrefix("multipart/"), let boundary = type?.parameters["boundary"],
      depth < Self.depthLimit
    {
      let pieces = Self.split(message.body, boundary: boundary)
      if pieces.isEmpty { return text(message, type: nil, into: &parts) }
      if kind == "multipart/alternative" {
        return alternative(pieces.map { MailMessage($0) }, depth: depth, into: &parts)
      }
      for piece in pieces { collect(MailMessage(piece), depth: depth + 1, into: &parts) }
      return
    }
    if kind == "message/rfc822", depth < Self.depthLimit {
      return enclosed(message, depth: depth, into: &parts)
    }
    // Old mail says `text` where it means text/plain.
    guard kind.hasPrefix("text") || kind.isEmpty || !kind.contains("/") else {
      return note("attachment")
    }
    if kind == "text/html" {
      let decoded = decode(message, charset: type?.parameters["charset"])
      parts.append(bodies.fragments.body(html: decoded))
    } else if kind == "text/plain" || kind == "text" || kind == "text/enriched"
      || !kind.contains("/")
    {
      text(message, type: type, into: &parts)
    } else {
      note("attachment")
    }
  }

  /// The plain version where there is one, since it marks quotes; else the last that can be read.
  private mutating func alternative(
    _ versions: [MailMessage], depth: Int, into parts: inout [ParsedBody]
  ) {
    for wanted in ["text/plain", ""] {
      for version in versions.reversed() {
        let kind = version.structured("content-type")?.value ?? "text/plain"
        guard wanted.isEmpty || kind == wanted else { continue }
        var found: [ParsedBody] = []
        collect(version, depth: depth + 1, into: &found)
        if found.contains(where: { !$0.text.trimmingASCII().isEmpty }) {
          parts.append(contentsOf: found)
          return
        }
      }
    }
  }

  /// A mail inside a mail is somebody's words, quoted.
  private mutating func enclosed(
    _ message: MailMessage, depth: Int, into parts: inout [ParsedBody]
  ) {
    let inner = MailMessage(message.body)
    var found: [ParsedBody] = []
    collect(inner, depth: depth + 1, into: &found)
    let name = inner.text("from").flatMap(MailAddress.displayName)
    for part in found where !part.text.isEmpty {
      parts.append(
        ParsedBody(
          text: part.text,
          spans: [ParsedSpan(.quote, 0, part.text.utf8.count, attribution: name)]))
    }
  }

  private mutating func text(
    _ message: MailMessage, type: (value: String, parameters: [String: String])?,
    into parts: inout [ParsedBody]
  ) {
    var text = decode(message, charset: type?.parameters["charset"])
    if type?.parameters["format"]?.lowercased() == "flowed" {
      text = MailBody.unflow(text, delSp: type?.parameters["delsp"]?.lowercased() == "yes")
    }
    parts.append(MailBody.parse(text))
  }

  private mutating func decode(_ message: MailMessage, charset: String?) -> String {
    let coding = message.text("content-transfer-encoding")
    let bytes = TransferCoding.decode(message.body, coding)
    let declared = charset?.lowercased() == "us-ascii" ? nil : charset
    if !TextBytes.isUTF8(bytes[...]), declared == nil { note("encoding-detected") }
    let text = TextTools.decode(bytes[...], declared: declared)
    return text.utf8.contains(13) ? TextTools.unixLines(text) : text
  }

  private mutating func note(_ code: String) {
    if !findings.contains(code) { findings.append(code) }
  }

  /// The parts of a multipart body; what stands before the first and after the last is not read.
  static func split(_ body: ArraySlice<UInt8>, boundary: String) -> [ArraySlice<UInt8>] {
    let mark = Array("--".utf8) + Array(boundary.utf8)
    guard mark.count > 2 else { return [] }
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var at = body.startIndex
    while at < body.endIndex {
      let end = body[at...].firstIndex(of: 10) ?? body.endIndex
      if body[at..<end].starts(with: mark) {
        let rest = body[(at + mark.count)..<end]
        let isLast = rest.starts(with: Array("--".utf8))
        if isLast || rest.allSatisfy(FormatSniffer.isSpace) {
          if let start { parts.append(body[start..<max(start, at)]) }
          start = isLast ? nil : min(end + 1, body.endIndex)
          if parts.count > 1000 { return parts }
        }
      }
      at = end + 1
    }
    if let start, start < body.endIndex { parts.append(body[start...]) }
    return parts
  }
}
