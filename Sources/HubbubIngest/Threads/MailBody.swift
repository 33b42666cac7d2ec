internal import HubbubModel

/// The text of a mail as own words, quotes, signature and what lists append.
///
/// Quote marks follow RFC 3676, section 4.5; the signature separator its section 4.3. The phrases
/// of mail programs are data: `mail-phrases.tsv`.
public enum MailBody {
  /// Types every line of a mail's text.
  ///
  /// A quote carries the name that its attribution line gives ("On 2 June, Nell wrote:"), and the
  /// attribution line belongs to the quote.
  /// - Complexity: O(n) in the text's bytes.
  public static func parse(_ text: String) -> ParsedBody {
    let bytes = Array(text.utf8)
    var lines: [Range<Int>] = []
    Lines.forEach(bytes) { lines.append($0) }
    var typer = MailTyper(bytes: bytes, lines: lines)
    typer.run()
    return ParsedBody(text: text, spans: typer.spans.finish(bytes.count))
  }

  /// Undoes `format=flowed` (RFC 3676): soft line breaks joined within one quote depth.
  public static func unflow(_ text: String, delSp: Bool) -> String {
    var out = ""
    var open: (depth: Int, signature: Bool)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let depth = line.utf8.prefix { $0 == UInt8(ascii: ">") }.count
      var content = line.dropFirst(depth)
      if content.utf8.last == 13 { content = content.dropLast() }
      if content.utf8.first == 0x20 { content = content.dropFirst() }
      let isSignature = content == "-- "
      let flows = content.utf8.last == 0x20 && !isSignature
      if let before = open, before.depth == depth, !isSignature {
        out += content
      } else {
        if open != nil { out += "\n" }
        if depth > 0 { out += String(repeating: ">", count: depth) + " " }
        out += content
      }
      if flows {
        if delSp { out.unicodeScalars.removeLast() }
        open = (depth, false)
      } else {
        out += "\n"
        open = nil
      }
    }
    if out.utf8.last == 10, text.utf8.last != 10 { out.removeLast() }
    return out
  }

  /// Whom an attribution line names, without address, date and list.
  public static func attributedName(_ line: String) -> String? {
    MailPhrases.attribution(line)
  }
}

/// The phrases of `mail-phrases.tsv`, by kind.
enum MailPhrases {
  private static let all: [String: [String]] = {
    var all: [String: [String]] = [:]
    let text = String(decoding: PackageResources.mail_phrases_tsv, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      if parts.count == 2 { all[String(parts[0]), default: []].append(String(parts[1])) }
    }
    return all
  }()
  static let wrote = all["wrote"] ?? []
  static let opens = all["opens"] ?? []
  static let forwarded = all["forwarded"] ?? []
  static let footer = all["footer"] ?? []
  static let scrubbed = all["scrubbed"] ?? []
  static let note = all["note"] ?? []
  static let contact = Set(all["contact"] ?? [])
  static let title = Set(all["title"] ?? [])

  /// Whether a line, or a few lines joined, is an attribution.
  ///
  /// - Returns: the text before the verb.
  static func beforeVerb(_ line: String) -> String? {
    var text = line.trimmingASCII()
    guard text.utf8.last == UInt8(ascii: ":") else {
      return nil
    }
    text = String(text.dropLast()).trimmingASCII()
    let lower = text.lowercased()
    if let first = lower.split(separator: " ").first, first == "quoting" {
      return String(text.dropFirst(8))
    }
    for verb in wrote where lower.hasSuffix(verb) {
      let rest = text.dropLast(verb.count)
      if let last = rest.utf8.last, last == 0x20 || last == UInt8(ascii: ">") {
        return String(rest).trimmingASCII()
      }
    }
    // "schrieb Nell Hope:" puts the verb first.
    for verb in wrote {
      if let range = lower.range(of: " \(verb) ") {
        let after = lower.distance(from: range.upperBound, to: lower.endIndex)
        if after <= 60, after > 1, hasDate(lower) { return String(text.suffix(after)) }
      }
    }
    return nil
  }

  /// Digits that could be a date or a time.
  static func hasDate(_ text: String) -> Bool {
    text.utf8.count { (0x30...0x39).contains($0) } >= 3
  }

  /// The name in an attribution line.
  static func attribution(_ line: String) -> String? {
    guard let before = beforeVerb(line) else { return nil }
    // Addresses and remarks: <…>, [mailto:…], (…).
    var text = ""
    var depth = 0
    for character in before.unicodeScalars {
      switch character {
      case "<", "[", "(": depth += 1
      case ">", "]", ")": depth = max(0, depth - 1)
      case "\"": continue
      default: if depth == 0 { text.unicodeScalars.append(character) }
      }
    }
    var kept: [String] = []
    for part in text.split(separator: ",") {
      var words = part.split(whereSeparator: \.isWhitespace).map(String.init)
      if kept.isEmpty, let first = words.first?.lowercased(), opens.contains(first) {
        words.removeFirst()
      }
      if let last = words.lastIndex(where: isDateWord) { words.removeFirst(last + 1) }
      while let first = words.first?.lowercased(),
        ["at", "um", "à", "?", "the", "of"].contains(first)
      {
        words.removeFirst()
      }
      if !words.isEmpty { kept.append(words.joined(separator: " ")) }
    }
    var name = kept.joined(separator: ", ")
    if let via = name.range(of: " via ") { name = String(name[..<via.lowerBound]) }
    name = name.trimmingASCII()
    return name.isEmpty || name.utf8.count > 80 ? nil : name
  }

  private static let calendar: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "january", "february", "march", "april", "june", "july",
    "august", "september", "october", "november", "december", "am", "pm", "utc", "gmt",
  ]

  private static func isDateWord(_ word: String) -> Bool {
    word.utf8.contains { (0x30...0x39).contains($0) }
      && !word.utf8.contains { (0x41...0x5A).contains($0 & 0xDF) }
      || word.utf8.first.map { (0x30...0x39).contains($0) } == true
      || word.hasPrefix("UTC") || word.hasPrefix("GMT")
      || calendar.contains(word.lowercased().filter { $0 != "." })
  }
}

extension String {
  /// Where some text stands, by exact characters.
  func range(of other: String) -> Range<String.Index>? {
    let bytes = Array(utf8)
    let needle = Array(other.utf8)
    guard let first = needle.first, bytes.count >= needle.count else { return nil }
    for at in 0...(bytes.count - needle.count)
    where bytes[at] == first && bytes[at..<(at + needle.count)].elementsEqual(needle) {
      let start = utf8.index(utf8.startIndex, offsetBy: at)
      return start..<utf8.index(start, offsetBy: needle.count)
    }
    return nil
  }
}
