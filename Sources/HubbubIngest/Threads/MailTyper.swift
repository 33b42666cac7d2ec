internal import HubbubModel

/// Walks the lines of a mail and types each.
struct MailTyper {
  let bytes: [UInt8]
  let lines: [Range<Int>]
  var spans = SpanBuilder()
  private var at = 0

  init(bytes: [UInt8], lines: [Range<Int>]) {
    self.bytes = bytes
    self.lines = lines
  }

  mutating func run() {
    while at < lines.count {
      if boilerplate() || forwarded() || attributed() || quoted() || signature() { continue }
      let line = lines[at]
      spans.addOwn(bytes, line.lowerBound, end(of: at))
      at += 1
    }
  }

  /// One past a line's line end.
  private func end(of line: Int) -> Int { min(lines[line].upperBound + 1, bytes.count) }

  private func text(_ line: Int) -> String {
    String(decoding: bytes[lines[line]], as: UTF8.self).trimmingASCII()
  }

  private func isBlank(_ line: Int) -> Bool {
    bytes[lines[line]].allSatisfy(FormatSniffer.isSpace)
  }

  /// Whether a line is quoted: `>`, `|`, or a supercite's initials before the mark.
  private func isQuoted(_ line: Int) -> Bool {
    var rest = bytes[lines[line]].prefix(12)
    while let first = rest.first, FormatSniffer.isSpace(first),
      rest.startIndex < lines[line].lowerBound + 2
    {
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ">") { return true }
    if rest.starts(with: Array("| ".utf8)) { return isPiped(line) }
    let initials = rest.prefix { (0x41...0x5A).contains($0) }
    return (2...3).contains(initials.count)
      && rest.dropFirst(initials.count).first == UInt8(ascii: ">")
  }

  /// A bar quotes only beside another one, and never in a table, which has more bars to a line.
  private func isPiped(_ line: Int) -> Bool {
    let bars: (Int) -> Bool = { other in
      other >= 0 && other < lines.count && bytes[lines[other]].starts(with: Array("| ".utf8))
        && bytes[lines[other]].count { $0 == UInt8(ascii: "|") } == 1
    }
    return bars(line) && (bars(line - 1) || bars(line + 1))
  }

  private mutating func add(_ kind: Span.Kind, through last: Int, attribution: String? = nil) {
    spans.add(
      kind, lines[at].lowerBound, end(of: last), attribution: kind == .quote ? attribution : nil)
    at = last + 1
  }

  // MARK: - What programs add

  /// Lists' footers, scrubbed attachments, armour of signed mail.
  private mutating func boilerplate() -> Bool {
    let line = bytes[lines[at]]
    guard let first = line.first else { return false }
    if let last = scrubNote() {
      add(.boilerplate, through: last)
      return true
    }
    if first == UInt8(ascii: "_") || first == UInt8(ascii: "-") || first == UInt8(ascii: "="),
      line.count >= 5
    {
      let words = text(at).lowercased()
      let isRule = line.allSatisfy { $0 == first || FormatSniffer.isSpace($0) }
      if isRule, at + 1 < lines.count {
        let below = (at + 1..<min(at + 4, lines.count)).map { text($0).lowercased() }
        if below.contains(where: { line in MailPhrases.footer.contains { line.contains($0) } }) {
          add(.boilerplate, through: lines.count - 1)
          return true
        }
      }
      if first == UInt8(ascii: "-"), MailPhrases.scrubbed.contains(where: { words.contains($0) }),
        words.hasSuffix("---")
      {
        var last = at
        while last + 1 < lines.count, !isBlank(last + 1) { last += 1 }
        add(.boilerplate, through: last)
        return true
      }
      if words == "-----begin pgp signed message-----" {
        var last = at
        while last + 1 < lines.count, !isBlank(last + 1), last - at < 4 { last += 1 }
        add(.boilerplate, through: last)
        return true
      }
      if words == "-----begin pgp signature-----" {
        var last = at
        while last + 1 < lines.count, !text(last).hasPrefix("-----END PGP") { last += 1 }
        add(.boilerplate, through: last)
        return true
      }
    }
    return false
  }

  /// The last line of what Mailman puts where it took an attachment away; nil if this is none.
  ///
  /// A note of one line, or a paragraph in any language that ends in an address in the archive's own
  /// folder of attachments, `…/attachments/20070601/…`.
  private func scrubNote() -> Int? {
    if MailPhrases.note.contains(text(at).lowercased()) { return at }
    guard at == 0 || isBlank(at - 1) else { return nil }
    var last = at
    while last + 1 < lines.count, !isBlank(last + 1), last - at < 8 { last += 1 }
    guard let folder = text(last).firstRange(of: "/attachments/") else { return nil }
    let date = text(last)[folder.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return date.count == 8 ? last : nil
  }

  // MARK: - Somebody else's words

  /// `-----Original Message-----`, a forwarded mail, Outlook's block of headers: to the end.
  private mutating func forwarded() -> Bool {
    let line = text(at)
    let lower = line.lowercased()
    let dashed =
      line.hasPrefix("--") && MailPhrases.forwarded.contains { lower.contains($0) }
    let begun = lower == "begin forwarded message:"
    guard dashed || begun || isHeaderBlock(at) else { return false }
    var name: String?
    for below in at..<min(at + 8, lines.count) {
      let words = text(below)
      for label in ["From:", "Von:", "De :", "De:", "Da:", "Van:"] where words.hasPrefix(label) {
        name = name ?? MailAddress.displayName(String(words.dropFirst(label.count)))
      }
    }
    var last = lines.count - 1
    // The list's footer below is nobody's words.
    for below in at..<lines.count
    where bytes[lines[below]].starts(with: Array("__________".utf8)) && below > at + 4 {
      last = below - 1
      break
    }
    add(.quote, through: last, attribution: name)
    return true
  }

  /// Three headers of a mail in a row, the first of them the sender.
  private func isHeaderBlock(_ line: Int) -> Bool {
    guard bytes[lines[line]].contains(UInt8(ascii: ":")) else { return false }
    let first = text(line)
    guard ["From:", "Von:", "De :", "De:", "Da:", "Van:"].contains(where: { first.hasPrefix($0) })
    else { return false }
    var headers = 0
    for below in (line + 1)..<min(line + 6, lines.count) {
      let words = text(below)
      if [
        "Sent:", "Date:", "To:", "Cc:", "Subject:", "Gesendet:", "An:", "Betreff:", "Envoyé",
        "À :", "Objet :", "Enviado", "Para:", "Asunto:", "Reply-To:", "Datum:",
      ].contains(where: { words.hasPrefix($0) }) {
        headers += 1
      }
    }
    return headers >= 2
  }

  /// An attribution line and the quote below it.
  private mutating func attributed() -> Bool {
    guard !isBlank(at), !isQuoted(at) else { return false }
    // The attribution may be broken over three lines.
    var joined = ""
    var last = at
    for line in at..<min(at + 3, lines.count) {
      if isBlank(line) || isQuoted(line) { break }
      joined += (joined.isEmpty ? "" : " ") + text(line)
      last = line
      if joined.utf8.last == UInt8(ascii: ":") { break }
    }
    guard joined.utf8.last == UInt8(ascii: ":"), joined.utf8.count <= 300,
      MailPhrases.beforeVerb(joined) != nil
    else { return false }
    if last > at {
      // Lines above the attribution may be own words: it must begin like one or hold a date.
      let first = joined.lowercased()
      guard MailPhrases.opens.contains(where: { first.hasPrefix($0 + " ") }) else { return false }
    }
    let name = MailPhrases.attribution(joined)
    var below = last + 1
    while below < lines.count, isBlank(below) { below += 1 }
    if below < lines.count, isQuoted(below) {
      add(.quote, through: quoteEnd(from: below), attribution: name)
      return true
    }
    // No marks below: everything after it is the mail answered, if it is dated as mails are and
    // nothing further down is marked.
    guard MailPhrases.hasDate(joined), below < lines.count,
      !(below..<lines.count).contains(where: isQuoted)
    else { return false }
    add(.quote, through: lines.count - 1, attribution: name)
    return true
  }

  private mutating func quoted() -> Bool {
    guard isQuoted(at) else { return false }
    add(.quote, through: quoteEnd(from: at))
    return true
  }

  /// The last line of the quote that begins at a line; blank lines inside it belong to it.
  private func quoteEnd(from first: Int) -> Int {
    var last = first
    var line = first + 1
    while line < lines.count {
      if isQuoted(line) {
        last = line
      } else if !isBlank(line) {
        break
      }
      line += 1
    }
    return last
  }

  // MARK: - Signatures

  /// From `-- ` to a quote, a footer or the end, twenty lines at most.
  private mutating func signature() -> Bool {
    let line = bytes[lines[at]]
    let mark = line.last == 13 ? line.dropLast() : line
    guard mark.elementsEqual("-- ".utf8) || mark.elementsEqual("--".utf8) else { return false }
    var last = at
    while last + 1 < lines.count {
      let below = last + 1
      if isQuoted(below) || bytes[lines[below]].starts(with: Array("________".utf8))
        || bytes[lines[below]].starts(with: Array("-----".utf8))
        || bytes[lines[below]].elementsEqual("-- ".utf8)
      {
        break
      }
      let words = text(below)
      if MailPhrases.beforeVerb(words) != nil { break }
      last = below
    }
    guard last - at <= 20 else { return false }
    add(.signature, through: last)
    return true
  }
}
