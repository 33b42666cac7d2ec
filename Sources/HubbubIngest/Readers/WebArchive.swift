internal import HubbubModel

/// Reads WARC files: records of what servers answered.
///
/// Format: ISO 28500, <https://iipc.github.io/warc-specifications/>. Only whole answers that hold
/// a page or JSON become documents; requests, metadata and pictures are passed over.
struct WebArchive {
  /// A document that a server sent.
  struct Answer {
    let address: String
    let body: [UInt8]
    /// The character encoding that HTTP declares.
    let charset: String?
    /// Why the body cannot be had, if it cannot.
    let damage: SourceDamage?
  }

  private let stream: any ByteStream
  private let limits: SourceLimits
  private var buffer: [UInt8] = []
  private var at = 0
  private var isEnded = false
  /// Where the next record begins in the unpacked file.
  private(set) var offset = 0

  init(_ stream: any ByteStream, limits: SourceLimits) {
    self.stream = stream
    self.limits = limits
  }

  /// A record: an answer, or nothing of interest.
  enum Record {
    case answer(Answer)
    case other
  }

  /// The next record; nil after the last.
  mutating func next() throws(SourceDamage) -> Record? {
    // Blank lines part records.
    while try fill(1), FormatSniffer.isSpace(buffer[at]) { advance(1) }
    guard try fill(1) else { return nil }
    guard let head = try header() else {
      throw SourceDamage(reason: "truncated", detail: "the archive ends within a record's header")
    }
    guard head.version.hasPrefix("WARC/"), let length = head.fields["content-length"],
      let count = Int(length), count >= 0
    else {
      throw SourceDamage(reason: "damaged", detail: "a record of the archive has no header")
    }
    let type = head.fields["warc-type"] ?? ""
    guard type == "response" || type == "resource", count <= limits.documentBytes else {
      try skip(count)
      return .other
    }
    guard try fill(count) else {
      throw SourceDamage(reason: "truncated", detail: "the archive ends within a record")
    }
    let payload = Array(buffer[at..<at + count])
    advance(count)
    let address = Self.address(head.fields["warc-target-uri"] ?? "")
    guard type == "response" else {
      return .answer(Answer(address: address, body: payload, charset: nil, damage: nil))
    }
    return answer(payload, address: address)
  }

  private static func address(_ text: String) -> String {
    // Old writers put angle brackets around it.
    text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }

  /// An HTTP answer unpacked: transfer and content coding undone.
  private func answer(_ payload: [UInt8], address: String) -> Record {
    guard let (status, fields, start) = Self.http(payload) else { return .other }
    guard status == 200 || status == 203 else { return .other }
    let type = fields["content-type"]?.lowercased() ?? ""
    let isText =
      type.isEmpty || type.contains("html") || type.contains("json") || type.contains("xml")
    guard isText else { return .other }
    var body = Array(payload[start...])
    if fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
      body = Self.unchunked(body) ?? body
    }
    let charset = type.range(of: "charset=").map { range in
      String(type[range.upperBound...].prefix { $0 != ";" && $0 != " " }.filter { $0 != "\"" })
    }
    var damage: SourceDamage?
    switch fields["content-encoding"]?.lowercased() ?? "identity" {
    case "identity", "": break
    case "gzip", "x-gzip":
      // Crawlers often store the body unpacked and keep the header.
      if body.starts(with: [0x1F, 0x8B]) {
        do throws(SourceDamage) {
          body = try Self.unzipped(body, limits)
        } catch {
          damage = error
        }
      }
    case let coding:
      if !body.starts(with: [UInt8(ascii: "<")]) {
        damage = SourceDamage(
          reason: "unsupported-coding", detail: "the page is packed as \(coding), which is not read"
        )
      }
    }
    return .answer(Answer(address: address, body: body, charset: charset, damage: damage))
  }

  private static func unzipped(
    _ bytes: [UInt8], _ limits: SourceLimits
  ) throws(SourceDamage) -> [UInt8] {
    let reader = try ArchiveReader(bytes: bytes, limits: limits)
    guard try reader.next() != nil else { return [] }
    return try PeekedStream(reader).readAll(limit: limits.documentBytes)
  }

  /// Status, header fields and where the body begins.
  private static func http(_ payload: [UInt8]) -> (Int, [String: String], Int)? {
    guard payload.starts(with: Array("HTTP/".utf8)),
      let (lines, end) = lines(payload[...])
    else { return nil }
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, let status = Int(words[1]) else { return nil }
    return (status, fields(lines.dropFirst()), end)
  }

  /// The lines up to a blank one, and where the rest begins.
  private static func lines(_ bytes: ArraySlice<UInt8>) -> (lines: [String], end: Int)? {
    var lines: [String] = []
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: 10) {
      var line = bytes[start..<end]
      if line.last == 13 { line = line.dropLast() }
      start = end + 1
      if line.isEmpty { return lines.isEmpty ? nil : (lines, start) }
      lines.append(String(decoding: line, as: UTF8.self))
      if lines.count > 200 { return nil }
    }
    return nil
  }

  private static func fields(_ lines: ArraySlice<String>) -> [String: String] {
    var fields: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...])
        .trimmingASCII()
    }
    return fields
  }

  private static func unchunked(_ body: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var at = 0
    while at < body.count {
      guard let end = body[at...].firstIndex(of: 10) else { return nil }
      let text = String(decoding: body[at..<end], as: UTF8.self)
      let digits = text.prefix { $0.isHexDigit }
      guard let size = Int(digits, radix: 16) else { return nil }
      if size == 0 { return out }
      let start = end + 1
      guard size <= body.count - start else { return nil }
      out.append(contentsOf: body[start..<start + size])
      at = start + size
      while at < body.count, body[at] == 13 || body[at] == 10 { at += 1 }
    }
    return out
  }

  // MARK: - Bytes

  private struct Header {
    let version: String
    let fields: [String: String]
  }

  private mutating func header() throws(SourceDamage) -> Header? {
    var wanted = 1 << 12
    while true {
      let isThere = try fill(wanted)
      if let (lines, end) = Self.lines(buffer[at...]) {
        advance(end - at)
        return Header(version: lines[0], fields: Self.fields(lines.dropFirst()))
      }
      guard isThere, wanted < 1 << 20 else { return nil }
      wanted *= 2
    }
  }

  /// Holds at least so many bytes, if there are so many.
  private mutating func fill(_ count: Int) throws(SourceDamage) -> Bool {
    while buffer.count - at < count, !isEnded {
      if at > 1 << 20 {
        buffer.removeFirst(at)
        at = 0
      }
      if let piece = try stream.read() { buffer.append(contentsOf: piece) } else { isEnded = true }
    }
    return buffer.count - at >= count
  }

  private mutating func advance(_ count: Int) {
    at += count
    offset += count
  }

  private mutating func skip(_ count: Int) throws(SourceDamage) {
    var left = count
    while left > 0 {
      guard try fill(1) else { return }
      let step = min(left, buffer.count - at)
      advance(step)
      left -= step
    }
  }
}
