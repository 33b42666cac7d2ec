internal import HubbubSystem

/// Recognises a source by its first bytes; its name only decides where the bytes do not.
enum FormatSniffer {
  /// How many bytes of a source are looked at.
  static let headSize = 1 << 16

  /// What a source is.
  ///
  /// - Parameters:
  ///   - head: the first bytes, at most `headSize` of them.
  ///   - isWhole: whether that is all there is.
  ///   - name: the file's name.
  static func sniff(_ head: [UInt8], isWhole: Bool, name: String) -> Sniffed {
    if head.isEmpty {
      return name.hasSuffix("maildirfolder")
        ? .bystander : .unusable("empty-file", "the file has no bytes")
    }
    if let known = magic(head) { return known }
    var text = head[start(of: head)...]
    if text.starts(with: Array("WARC/".utf8)) { return .format(.warc) }
    if isWide(head) {
      // UTF-16 and UTF-32 are only expected of pages, which are decoded whole.
      let ascii = head.filter { $0 != 0 && $0 < 0x80 }
      let start = lower(ascii[...].prefix(4096))
      if start.contains("<rss") || start.contains("<feed") || start.contains("<rdf:rdf") {
        return .format(.feed)
      }
      return start.contains("<html")
        ? .format(.html)
        : .unusable(
          "unknown-format", "UTF-16 is read of pages and feeds; save tables, JSON and mail as UTF-8"
        )
    }
    // What mail servers keep beside the messages of a Maildir.
    let base = name.split(separator: "/").last ?? ""
    if base.hasPrefix("dovecot") || base == "maildirfolder" || base == "subscriptions" {
      return .bystander
    }
    if let unusable = binary(text) {
      return ChatLog.isLikely(ChatLog.unformatted(text)[...]) ? ChatLog.unsupported : unusable
    }
    text = text.drop { isSpace($0) }
    // A stray character before the declaration, as hand-edited exports have it.
    if text.dropFirst().prefix(16).starts(with: Array("<?xml".utf8)) { text = text.dropFirst() }
    // Before JSON, as a time in brackets looks like the beginning of a list.
    if ChatLog.isLikely(text) { return ChatLog.unsupported }
    switch text.first {
    case UInt8(ascii: "<"): return markup(text, name: name)
    case UInt8(ascii: "[") where ChatLog.beginsWithTime(text): break
    case UInt8(ascii: "{"), UInt8(ascii: "["): return json(text, isWhole: isWhole, name: name)
    default: break
    }
    if SavedPage.isLikely(text) { return .format(.mhtml) }
    if isMail(text) { return .format(.mbox) }
    return table(text, isWhole: isWhole, name: name)
  }

  // MARK: - Magic numbers

  private static let signatures: [(bytes: [UInt8], at: Int, is: Sniffed)] = [
    ([0x1F, 0x8B], 0, .archive), (Array("BZh".utf8), 0, .archive),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], 0, .archive), ([0x28, 0xB5, 0x2F, 0xFD], 0, .archive),
    ([0x50, 0x4B, 3, 4], 0, .archive), ([0x50, 0x4B, 5, 6], 0, .archive),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, .archive), (Array("ustar".utf8), 257, .archive),
    ([0x89, 0x50, 0x4E, 0x47], 0, image), ([0xFF, 0xD8, 0xFF], 0, image),
    (Array("GIF8".utf8), 0, image), (Array("WEBP".utf8), 8, image), ([0, 0, 1, 0], 0, image),
    (Array("II*\0".utf8), 0, image), (Array("MM\0*".utf8), 0, image),
    (Array("%PDF".utf8), 0, .unusable("pdf", "PDF is not read; save the thread as HTML instead")),
    (Array("ID3".utf8), 0, media), (Array("OggS".utf8), 0, media), (Array("ftyp".utf8), 4, media),
    (Array("RIFF".utf8), 0, media), (Array("wOFF".utf8), 0, media), (Array("wOF2".utf8), 0, media),
    (Array("SQLite format 3".utf8), 0, .unusable("database", "export the table as CSV first")),
    (Array("Rar!".utf8), 0, .unusable("unsupported-archive", "RAR is not read; repack it as zip")),
    ([0x7F, 0x45, 0x4C, 0x46], 0, .unusable("not-text", "a program")),
  ]
  private static let image = Sniffed.unusable(
    "image", "a picture holds no posts; save the page itself as HTML")
  private static let media = Sniffed.unusable("media", "sound, film or a font holds no posts")

  private static func magic(_ head: [UInt8]) -> Sniffed? {
    for signature in signatures where head.count >= signature.at + signature.bytes.count {
      if head[signature.at...].starts(with: signature.bytes) { return signature.is }
    }
    return nil
  }

  private static func isWide(_ head: [UInt8]) -> Bool {
    head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
      || head.starts(with: [0, 0, 0xFE, 0xFF])
  }

  /// Control characters other than white space, form feed and escape are rare in any encoding of
  /// text; more than one in two hundred bytes is something else.
  private static func binary(_ text: ArraySlice<UInt8>) -> Sniffed? {
    var odd = 0
    for byte in text where byte < 9 || (14..<32).contains(byte) && byte != 27 { odd += 1 }
    return odd > text.count / 200 + 1
      ? .unusable(
        "not-text",
        "the bytes are not text in any known encoding; give HTML, a dump, or an archive of them")
      : nil
  }

  // MARK: - Markup

  private static func markup(_ text: ArraySlice<UInt8>, name: String) -> Sniffed {
    let head = lower(text.prefix(8192))
    guard let root = rootElement(head) else {
      return .format(.html)
    }
    switch root {
    case "posts", "comments", "users", "votes", "postlinks", "posthistory":
      // Rows of a data dump, whatever the file is called: `minimal.xml` may hold users.
      return .format(.stackexchange, part: root)
    case "badges", "tags", "posttypes", "votetypes":
      return .bystander
    case "rss":
      let isExport = head.contains("wordpress.org/export/") || head.contains("<wp:wxr_version")
      return .format(isExport ? .wordpress : .feed)
    case "feed", "rdf:rdf", "atom:feed": return .format(.feed)
    case "disqus": return .format(.disqus)
    case "mediawiki": return .format(.mediawiki)
    case "html", "head", "body", "div", "table", "article", "section", "main", "p", "ul", "ol",
      "meta", "title", "link", "script", "style", "span", "a", "center", "font", "dl", "nav",
      "header":
      return .format(.html)
    default:
      return head.hasPrefix("<?xml") && !head.contains("<html")
        ? .unusable("unknown-format", "XML with the root <\(root)> holds no posts Hubbub knows")
        : .format(.html)
    }
  }

  /// The name of the first element after prolog, comments and doctype.
  private static func rootElement(_ head: String) -> String? {
    let bytes = Array(head.utf8)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count else {
        at += 1
        continue
      }
      let next = bytes[at + 1]
      if bytes[at...].starts(with: Array("<!--".utf8)) {
        at += 4
        while at < bytes.count, !bytes[at...].starts(with: Array("-->".utf8)) { at += 1 }
      } else if next == UInt8(ascii: "?") || next == UInt8(ascii: "!") {
        while at < bytes.count, bytes[at] != UInt8(ascii: ">") { at += 1 }
      } else if (0x61...0x7A).contains(next) {
        let name = bytes[(at + 1)...].prefix {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ":")
            || $0 == UInt8(ascii: "-")
        }
        return String(decoding: name, as: UTF8.self)
      } else {
        at += 1
      }
    }
    return nil
  }

  // MARK: - JSON

  private static func json(_ text: ArraySlice<UInt8>, isWhole: Bool, name: String) -> Sniffed {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    if base == "conversations.json" { return .format(.convokit, part: "conversations") }
    if ["speakers.json", "users.json", "corpus.json", "index.json"].contains(base) {
      return .bystander
    }
    if contains(text.prefix(4096), "\"post_stream\"") { return .format(.discourseJSON) }
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    if line.count < text.count || isWhole, text.first == UInt8(ascii: "{"),
      let value = try? JSONParser().parse(Array(line))
    {
      if value["post_stream"] != nil { return .format(.discourseJSON) }
      let rest = text.dropFirst(line.count).drop { isSpace($0) }
      let isLines = rest.first == UInt8(ascii: "{") || base.hasSuffix("l")
      // An envelope on one line, such as an interface's answer, is a document.
      let isEnvelope =
        rest.isEmpty && value.members.contains { $0.value.elements.first?.kind == .object }
      if value["conversation_id"] ?? value["root"] != nil,
        value["speaker"] ?? value["user"] != nil, value["text"] != nil
      {
        return .format(.convokit, part: "utterances")
      }
      return isLines || value["children"] == nil && !isEnvelope ? .format(.jsonl) : .format(.json)
    }
    if contains(text, "\"post_stream\"") { return .format(.discourseJSON) }
    // A first line that is no JSON, or longer than what was looked at: lines if the name says so,
    // or if it closes what it opens and the next one opens an object as well.
    if text.first == UInt8(ascii: "{") {
      let next = text.dropFirst(line.count + 1).first
      let isLines = base.hasSuffix(".jsonl") || base.hasSuffix(".ndjson")
      if isLines || next == UInt8(ascii: "{") && JSONElements.areWhole(line) {
        return .format(.jsonl)
      }
    }
    return .format(.json, part: JSONElements.areRecords(text) ? InputFormat.records : "")
  }

  // MARK: - Mail

  private static func isMail(_ text: ArraySlice<UInt8>) -> Bool {
    // A carriage return with its line feed is one character, which no line feed divides.
    let head = TextTools.unixLines(String(decoding: text.prefix(8192), as: UTF8.self))
    let lines = head.split(separator: "\n", maxSplits: 80, omittingEmptySubsequences: false)
    let start = lines.first.map { $0.hasPrefix("From ") } == true ? 1 : 0
    var names: Set<String> = []
    for line in lines.dropFirst(start) {
      guard let first = line.utf8.first, first != UInt8(ascii: "\r") else { break }
      if isSpace(first) || line.hasPrefix(">From ") { continue }
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { break }
      let name = line[..<colon]
      guard !name.isEmpty, name.utf8.allSatisfy({ (33...126).contains($0) }) else { break }
      names.insert(name.lowercased())
    }
    if start == 1 { return names.contains("from") || names.contains("date") }
    return names.contains("from")
      && (names.contains("message-id") || names.contains("subject") && names.contains("date"))
  }

  // MARK: - Tables

  private static func table(
    _ text: ArraySlice<UInt8>, isWhole: Bool, name: String
  ) -> Sniffed {
    let unknown = Sniffed.unusable(
      "unknown-format", "text of no known format; name it with --set ingest.format=")
    guard let dialect = CSVDialect.sniff(text) else { return unknown }
    let lowered = name.lowercased()
    if lowered.hasSuffix(".csv") || lowered.hasSuffix(".tsv") || lowered.hasSuffix(".tab") {
      return .format(.csv)
    }
    // Text whose first line nothing divides is a table only where its name says so.
    return dialect.isCertain ? .format(.csv) : unknown
  }

  // MARK: - Bytes

  /// Where a text begins: past the byte order mark, if it has one.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func lower(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  static func contains(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
    let needle = Array(text.utf8)
    guard let first = needle.first, bytes.count >= needle.count else { return false }
    for at in bytes.startIndex...(bytes.endIndex - needle.count)
    where bytes[at] == first && bytes[at..<(at + needle.count)].elementsEqual(needle) {
      return true
    }
    return false
  }
}
