/// Names of MediaWiki's namespaces in the languages of large wikis, in lower case: `wiki-names.tsv`.
enum WikiNames {
  private static let all: [String: Set<String>] = {
    var all: [String: Set<String>] = [:]
    let text = String(decoding: PackageResources.wiki_names_tsv, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      if parts.count == 2 { all[String(parts[0]), default: []].insert(String(parts[1])) }
    }
    return all
  }()
  static let user = all["user"] ?? []
  static let special = all["special"] ?? []
  static let file = all["file"] ?? []
}

/// The part of wikitext that comments use, as HTML.
///
/// Markup: <https://www.mediawiki.org/wiki/Help:Formatting>. Templates say nothing that stands in
/// the page itself, so they are left out.
enum Wikitext {
  /// Lines of a comment as HTML: a paragraph each, indents taken off.
  static func html(_ lines: [String]) -> String {
    var out = ""
    var isOpen = false
    let source = withoutTemplates(lines.joined(separator: "\n"))
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == ":" || $0 == "*" || $0 == "#" || $0 == ";" }
      let trimmed = String(text).trimmingASCII()
      let isRule = trimmed.count >= 4 && trimmed.allSatisfy { $0 == "-" }
      if trimmed.isEmpty || isRule {
        isOpen = false
        continue
      }
      // Lines follow on unless they are indented or begin anew.
      let startsAnew = text.startIndex != line.startIndex || !isOpen
      out += startsAnew ? "<p>" : "\n"
      out += plain(trimmed.hasPrefix("=") ? trimmed.filter { $0 != "=" } : trimmed)
      isOpen = true
    }
    return out
  }

  /// Whether anything but markup is left.
  static func holdsWords(_ html: String) -> Bool {
    var inTag = false
    for byte in html.utf8 {
      if byte == UInt8(ascii: "<") { inTag = true }
      if byte == UInt8(ascii: ">") {
        inTag = false
      } else if !inTag, byte > 0x40 {
        return true
      }
    }
    return false
  }

  /// One line without bold, italics and links.
  static func plain(_ line: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(line.utf8)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'"), at + 1 < bytes.count, bytes[at + 1] == byte {
        while at < bytes.count, bytes[at] == byte { at += 1 }
      } else if byte == UInt8(ascii: "["), let (text, end) = link(bytes, at) {
        out.append(contentsOf: text)
        at = end
      } else {
        out.append(byte)
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// `[[page|shown]]` or `[address shown]`: what is shown, and where the link ends.
  private static func link(_ bytes: [UInt8], _ start: Int) -> (text: [UInt8], end: Int)? {
    let close = UInt8(ascii: "]")
    if start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") {
      guard let end = bytes[start...].firstIndex(of: close), end + 1 < bytes.count,
        bytes[end + 1] == close
      else { return nil }
      let inner = bytes[(start + 2)..<end]
      let target = String(decoding: inner, as: UTF8.self)
      let space = target.split(separator: ":").first.map { $0.lowercased() } ?? ""
      if WikiNames.file.contains(space), target.contains(":") { return ([], end + 2) }
      let shown = inner.lastIndex(of: UInt8(ascii: "|")).map { inner[($0 + 1)...] } ?? inner
      return (Array(shown.first == UInt8(ascii: ":") ? shown.dropFirst() : shown), end + 2)
    }
    let rest = bytes[(start + 1)...]
    guard rest.starts(with: Array("http".utf8)) || rest.starts(with: Array("//".utf8)),
      let end = rest.firstIndex(of: close)
    else { return nil }
    let inner = rest[..<end]
    guard let gap = inner.firstIndex(of: 0x20) else { return (Array(inner), end + 1) }
    return (Array(inner[(gap + 1)...]), end + 1)
  }

  /// Text without `{{…}}`, nested ones included, and without comments.
  private static func withoutTemplates(_ text: String) -> String {
    guard text.contains("{") || text.contains("<!--") else { return text }
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    let braces = bytes.count { $0 == UInt8(ascii: "{") }
    let closed = bytes.count { $0 == UInt8(ascii: "}") }
    var depth = 0
    var at = 0
    while at < bytes.count {
      let pair = at + 1 < bytes.count && bytes[at] == bytes[at + 1]
      if bytes[at...].starts(with: Array("<!--".utf8)) {
        guard let end = XMLTag.find("-->", in: bytes.span, from: at) else { break }
        at = end + 3
      } else if pair, bytes[at] == UInt8(ascii: "{"), braces == closed {
        depth += 1
        at += 2
      } else if pair, bytes[at] == UInt8(ascii: "}"), depth > 0 {
        depth -= 1
        at += 2
      } else {
        if depth == 0 { out.append(bytes[at]) }
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
