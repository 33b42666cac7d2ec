/// An element of a dump's record, with all that it holds.
///
/// Read by Hubbub's own scanner: no entity but the five of XML and character references is ever
/// resolved, nothing is fetched, and markup that is not closed ends with its parent, so damaged
/// feeds give what they can.
struct XMLElement: Sendable {
  /// The name with the usual prefix of its namespace, in lower case: `dc:creator`.
  let name: String
  let attributes: [(name: String, value: String)]
  fileprivate(set) var children: [XMLElement] = []
  /// The text directly in it, CDATA included, references resolved.
  fileprivate(set) var text = ""
  /// The markup between its tags.
  fileprivate(set) var inner: Range<Int>

  /// Elements nested deeper are read as the text of the one at this depth.
  fileprivate static let depthLimit = 64

  /// The first child of a name.
  subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }
  /// The children of a name.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
  /// An attribute's value.
  func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  /// The text of the first child of a name that holds any.
  func text(_ names: String...) -> String? {
    for name in names {
      for child in children where child.name == name {
        let text = child.text.trimmingASCII()
        if !text.isEmpty { return text }
      }
    }
    return nil
  }
}

/// Namespaces by the prefix that everybody uses.
struct XMLNamespaces: Sendable {
  private var prefixes: [String: String] = [:]

  private static let known: [(address: String, prefix: String)] = [
    ("http://www.w3.org/2005/atom", ""), ("http://purl.org/atom/ns#", ""),
    ("http://example.com/necho", ""), ("http://purl.org/rss/1.0/modules/content/", "content:"),
    ("http://purl.org/rss/1.0/modules/slash/", "slash:"), ("http://purl.org/rss/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""), ("http://channel.netscape.com/rdf/", ""),
    ("http://backend.userland.com/", ""), ("http://blogs.law.harvard.edu/", ""),
    ("http://my.netscape.com/publish/formats/", ""),
    ("http://purl.org/dc/elements/1.", "dc:"), ("http://purl.org/dc/terms/", "dcterms:"),
    ("http://purl.org/syndication/thread/1.0", "thr:"),
    ("http://wellformedweb.org/commentapi/", "wfw:"), ("http://wordpress.org/export/", "wp:"),
    ("https://wordpress.org/export/", "wp:"), ("http://disqus.com/disqus-internals", "dsq:"),
    ("http://disqus.com", ""), ("http://www.mediawiki.org/xml/export", ""),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes:"),
    ("http://www.w3.org/1999/xhtml", "xhtml:"), ("http://www.w3.org/xml/1998/namespace", "xml:"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
  ]

  /// Takes in an `xmlns` attribute.
  mutating func declare(_ name: String, _ address: String) {
    guard name == "xmlns" || name.hasPrefix("xmlns:") else { return }
    let folded = address.lowercased()
    // The export's excerpts live below the export's own address.
    if folded.contains("/excerpt") {
      prefixes[String(name.dropFirst(6))] = "excerpt:"
    } else if let match = Self.known.first(where: { folded.hasPrefix($0.address) }) {
      prefixes[name == "xmlns" ? "" : String(name.dropFirst(6))] = match.prefix
    }
  }

  /// A name under the usual prefix, in lower case.
  func resolve(_ name: String, isAttribute: Bool = false) -> String {
    guard let colon = name.firstIndex(of: ":") else {
      return isAttribute ? name.lowercased() : (prefixes[""] ?? "") + name.lowercased()
    }
    let prefix = String(name[..<colon])
    let local = name[name.index(after: colon)...].lowercased()
    if let usual = prefixes[prefix] { return usual + local }
    return prefix.lowercased() + ":" + local
  }
}

/// Reads elements from bytes in UTF-8.
struct XMLElementReader {
  private typealias Open = (element: XMLElement, scope: XMLNamespaces, name: [UInt8])
  private let bytes: [UInt8]
  private(set) var namespaces: XMLNamespaces

  init(_ bytes: [UInt8], namespaces: XMLNamespaces = XMLNamespaces()) {
    self.bytes = bytes
    self.namespaces = namespaces
  }

  /// The element that begins at a `<`, up to its end tag or `limit`.
  func element(at start: Int, limit: Int) -> XMLElement? {
    var isCut = false
    guard let tag = XMLTag.read(bytes.span, at: start, isCut: &isCut),
      tag.kind == .start || tag.kind == .empty
    else { return nil }
    let (root, scope) = open(tag, namespaces)
    guard tag.kind == .start else { return root }
    var stack: [Open] = [(root, scope, Array(bytes[tag.name]))]
    func close(_ end: Int, _ stack: inout [Open]) -> XMLElement? {
      var (done, _, _) = stack.removeLast()
      done.inner = done.inner.lowerBound..<end
      guard !stack.isEmpty else { return done }
      stack[stack.count - 1].element.children.append(done)
      return nil
    }
    var at = tag.end
    while at < limit {
      let next = XMLTag.next(bytes.span, from: at).map { min($0, limit) } ?? limit
      if next > at { stack[stack.count - 1].element.text += Self.text(bytes[at..<next]) }
      guard next < limit else { break }
      isCut = false
      guard let tag = XMLTag.read(bytes.span, at: next, isCut: &isCut), tag.end <= limit else {
        // A tag that never ends makes the rest text: looking for its end again would be quadratic.
        let end = isCut ? limit : next + 1
        stack[stack.count - 1].element.text += Self.text(bytes[next..<end])
        at = end
        continue
      }
      at = tag.end
      switch tag.kind {
      case .other: break
      case .cdata:
        stack[stack.count - 1].element.text += Self.lines(bytes[tag.inside])
      case .start, .empty:
        let (element, scope) = open(tag, stack[stack.count - 1].scope)
        if tag.kind == .empty || stack.count >= XMLElement.depthLimit {
          stack[stack.count - 1].element.children.append(element)
        } else {
          stack.append((element, scope, Array(bytes[tag.name])))
        }
      case .end:
        let name = bytes[tag.name]
        guard let match = stack.lastIndex(where: { $0.name.elementsEqual(name) }) else { break }
        while stack.count > match {
          if let done = close(next, &stack) { return done }
        }
      }
    }
    while true { if let done = close(limit, &stack) { return done } }
  }

  private func open(
    _ tag: XMLTag, _ outer: XMLNamespaces
  ) -> (element: XMLElement, scope: XMLNamespaces) {
    var scope = outer
    let raw = Self.attributes(bytes[tag.inside])
    for (name, value) in raw { scope.declare(name, value) }
    let element = XMLElement(
      name: scope.resolve(String(decoding: bytes[tag.name], as: UTF8.self)),
      attributes: raw.map { (scope.resolve($0.name, isAttribute: true), $0.value) },
      inner: tag.end..<tag.end)
    return (element, scope)
  }

  /// The markup of a range, as text.
  func markup(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The attributes of a start tag; values without quotes are taken too.
  static func attributes(_ bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var at = bytes.startIndex
    while at < bytes.endIndex, found.count < 256 {
      guard XMLTag.isName(bytes[at]) else {
        at += 1
        continue
      }
      let nameStart = at
      while at < bytes.endIndex, XMLTag.isName(bytes[at]) { at += 1 }
      let name = String(decoding: bytes[nameStart..<at], as: UTF8.self)
      while at < bytes.endIndex, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < bytes.endIndex, bytes[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < bytes.endIndex, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < bytes.endIndex else { break }
      let quote = bytes[at]
      let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
      if isQuoted { at += 1 }
      let start = at
      while at < bytes.endIndex, isQuoted ? bytes[at] != quote : !FormatSniffer.isSpace(bytes[at]) {
        at += 1
      }
      found.append((name, text(bytes[start..<at])))
      at += 1
    }
    return found
  }

  /// Text with its references resolved; a name that XML does not know stays as it is.
  static func text(_ raw: ArraySlice<UInt8>) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return lines(raw) }
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      if raw[at] == UInt8(ascii: "&"),
        let end = raw[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let text = XMLRow.entity(String(decoding: raw[(at + 1)..<end], as: UTF8.self))
      {
        out.append(contentsOf: text.utf8)
        at = end + 1
      } else {
        out.append(raw[at])
        at += 1
      }
    }
    return lines(out[...])
  }

  /// Text with a line feed for every end of a line (XML 1.0, 2.11).
  private static func lines(_ raw: ArraySlice<UInt8>) -> String {
    let text = String(decoding: raw, as: UTF8.self)
    return raw.contains(13) ? TextTools.unixLines(text) : text
  }
}
