internal import HubbubModel

/// Reads a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0.
///
/// An item is a post. What it answers is told by the Atom threading extension (RFC 4685, `thr:`),
/// by an address that points into a page (`#comment-7`), by a subject that begins with "Re:", or
/// by a title that several people used in one feed, as forums' feeds do.
struct FeedReader: Sendable {
  let bodies: TextBodies

  /// What a feed holds.
  func read(_ raw: [UInt8], path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let bytes = Array(TextTools.decode(raw[...], declared: Self.declared(raw)).utf8)
    let namespaces = XMLNamespaces(head: bytes)
    let reader = XMLElementReader(bytes, namespaces: namespaces)
    let records = XMLRecords(["item", "entry"]).find(bytes)
    var items: [FeedItem] = []
    for (number, record) in records.enumerated() {
      guard
        let element = reader.element(at: record.range.lowerBound, limit: record.range.upperBound)
      else { continue }
      if !record.isClosed, number == records.count - 1 { batch.find("truncated") }
      // Ranges in a feed that had to be decoded stand for the feed.
      let isSame = bytes.count == raw.count
      let source = SourceRange(
        path: path, start: isSame ? record.range.lowerBound : 0,
        end: isSame ? record.range.upperBound : raw.count)
      items.append(FeedItem(element, number: number, source: source, reader, bodies))
    }
    guard !items.isEmpty else { return batch }
    let shared = Self.sharedTitles(items)
    for item in items { batch.drafts.append(item.draft(sharedTitles: shared)) }
    return batch
  }

  /// Titles that more than one author used.
  private static func sharedTitles(_ items: [FeedItem]) -> Set<String> {
    var authors: [String: Set<String>] = [:]
    for item in items {
      guard let title = item.title, let author = item.author else { continue }
      authors[title, default: []].insert(author)
    }
    return Set(authors.filter { $0.value.count > 1 }.keys)
  }

  /// The encoding that the XML declaration names.
  static func declared(_ bytes: [UInt8]) -> String? {
    guard let end = bytes.prefix(400).firstIndex(of: UInt8(ascii: ">")) else { return nil }
    return XMLElementReader.attributes(bytes[..<end]).first { $0.name == "encoding" }?.value
  }
}

/// One item of a feed, its fields found under any of the names that feeds give them.
struct FeedItem {
  let number: Int
  let source: SourceRange
  let id: String?
  let title: String?
  let author: String?
  let time: Int64?
  let link: String?
  let answers: String?
  let body: ParsedBody

  init(
    _ item: XMLElement, number: Int, source: SourceRange, _ reader: XMLElementReader,
    _ bodies: TextBodies
  ) {
    self.number = number
    self.source = source
    title = (item["title"] ?? item["dc:title"] ?? item["media:title"]).map {
      Self.line($0, reader, bodies)
    }.flatMap { $0.isEmpty ? nil : $0 }
    author = Self.author(item, bodies)
    time =
      item.text(
        "published", "pubdate", "dcterms:issued", "issued", "dcterms:created", "created",
        "dc:date", "updated", "dcterms:modified", "modified"
      ).flatMap(Timestamps.parse)
    link = Self.link(item)
    id = item.text("guid", "id", "dc:identifier") ?? item.attribute("rdf:about")
    answers = item["thr:in-reply-to"]?.attribute("ref")
    body = Self.withoutHeading(Self.body(item, reader, bodies), title: title, author: author)
  }

  /// Types as the feed's own what some feeds set above an item's words: its first line, where that
  /// repeats both the item's author and its title, whole words of either.
  static func withoutHeading(_ body: ParsedBody, title: String?, author: String?) -> ParsedBody {
    guard let title = title?.trimmingASCII(), let author = author?.trimmingASCII(),
      !title.isEmpty, !author.isEmpty, let line = body.text.firstIndex(of: "\n")
    else { return body }
    let head = body.text[..<line]
    let words = title.utf8.count + author.utf8.count
    guard head.utf8.count <= words + 80,
      let named = head.firstRange(of: author), let titled = head.firstRange(of: title),
      !named.overlaps(titled)
    else { return body }
    let cut = head.utf8.count + body.text[line...].prefix { $0 == "\n" }.utf8.count
    var typed = body
    typed.spans =
      [ParsedSpan(.boilerplate, 0, cut)]
      + body.spans.compactMap { span in
        var span = span
        span.start = max(span.start, cut)
        return span.start < span.end ? span : nil
      }
    return typed
  }

  private static func author(_ item: XMLElement, _ bodies: TextBodies) -> String? {
    for author in item.all("author") {
      if let name = author.text("name", "email") { return bodies.line(name) }
      let text = author.text.trimmingASCII()
      if !text.isEmpty { return name(bodies.line(text)) }
    }
    return item.text("dc:creator", "itunes:author", "dc:author", "dc:contributor").flatMap {
      name(bodies.line($0))
    }
  }

  /// RSS writes `me@example.com (Name)`, and people write it the other way round.
  private static func name(_ field: String) -> String? {
    if field.hasSuffix(")"), let open = field.firstIndex(of: "("), field[open...].contains("@"),
      !field[..<open].contains("@")
    {
      return String(field[..<open]).trimmingASCII()
    }
    return MailAddress.displayName(field)
  }

  private static func link(_ item: XMLElement) -> String? {
    for link in item.all("link") {
      let text = link.text.trimmingASCII()
      if !text.isEmpty { return text }
      if let address = link.attribute("href"),
        ["alternate", nil].contains(link.attribute("rel"))
      {
        return address
      }
    }
    return item["guid"]?.attribute("ispermalink") == "false"
      ? nil
      : item.text("guid")
        .flatMap { $0.hasPrefix("http") ? $0 : nil }
  }

  /// The fullest text that the item gives.
  private static func body(
    _ item: XMLElement, _ reader: XMLElementReader, _ bodies: TextBodies
  ) -> ParsedBody {
    for name in [
      "content:encoded", "content", "xhtml:body", "body", "fullitem", "description", "summary",
      "tagline", "itunes:summary", "dc:description", "abstract",
    ] {
      for element in item.all(name) {
        let body = text(element, reader, bodies)
        if !body.text.trimmingASCII().isEmpty { return body }
      }
    }
    return ParsedBody(text: "")
  }

  /// A text construct: escaped HTML, markup in place, plain, or packed in base 64.
  private static func text(
    _ element: XMLElement, _ reader: XMLElementReader, _ bodies: TextBodies
  ) -> ParsedBody {
    let type = element.attribute("type")?.lowercased() ?? ""
    let isInPlace =
      type == "xhtml" || type == "application/xhtml+xml"
      || element.attribute("mode")?.lowercased() == "xml" || !element.children.isEmpty
    if isInPlace, !element.children.isEmpty {
      return bodies.fragments.body(html: reader.markup(element.inner))
    }
    var text = element.text
    // Atom 1.0, section 4.1.3.3: what is neither text nor XML is packed.
    let isPacked = type.contains("/") && !type.hasPrefix("text/") && !type.contains("xml")
    if isPacked || element.attribute("mode")?.lowercased() == "base64" {
      text = TextTools.decode(TransferCoding.base64(Array(text.utf8)[...])[...], declared: nil)
    }
    if type == "text" || type == "text/plain" { return PlainText.body(text.trimmingASCII()) }
    return bodies.markup(text)
  }

  private static func line(
    _ element: XMLElement, _ reader: XMLElementReader, _ bodies: TextBodies
  ) -> String {
    text(element, reader, bodies).text.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  /// What stands before the number in an address that points to a post of a page.
  private static let marks: Set<String> = [
    "c", "comment", "comments", "p", "post", "m", "msg", "message", "r", "reply", "answer",
    "isso", "li",
  ]

  /// Where in a page an address points, taken off; nil if it points to no post of a page.
  static func page(of address: String) -> String? {
    if let mark = address.firstIndex(of: "#") {
      let place = address[address.index(after: mark)...]
      let word = place.prefix { $0.isLetter }.lowercased()
      let rest = place.dropFirst(word.count)
      guard marks.contains(word), rest.utf8.contains(where: { (0x30...0x39).contains($0) })
      else { return nil }
      let page = String(address[..<mark])
      // Blogger shows a comment by a parameter as well.
      if let query = page.range(of: "?showComment=") { return String(page[..<query.lowerBound]) }
      return page
    }
    return nil
  }

  func draft(sharedTitles: Set<String>) -> Draft {
    let subject = title.map(MboxReader.title)
    let own = id ?? link ?? "\(source.path):\(number + 1)"
    let page = link.flatMap(Self.page)
    var findings: [String] = []
    if time == nil { findings.append("time-unreadable") }
    var thread = ""
    var links: [String] = []
    if let answers { links.append(answers) }
    if links.isEmpty, let page { thread = page }
    let isShared = title.map(sharedTitles.contains) ?? false
    return Draft(
      thread: thread, title: page == nil ? subject?.title : nil, threadURL: page ?? link,
      position: .time(time, number),
      post: ParsedPost(
        localID: own, globalID: own, author: author, time: time,
        parent: answers.map { .post($0) } ?? .unstated, url: link, body: body, source: source,
        findings: findings), links: links,
      subject: thread.isEmpty && links.isEmpty && (subject?.isReply == true || isShared)
        ? subject?.title : nil)
  }
}
