internal import HubbubModel

/// Finds a signature without a separator by what it says: the author's name on a line of its own,
/// and below it how the author can be reached.
///
/// The phrases are data: `mail-phrases.tsv`, kinds `contact` and `title`.
enum NamedSignature {
  /// A mail's spans, its signature told apart if it has one.
  static func typed(_ body: ParsedBody, author: String?) -> ParsedBody {
    guard let author else { return body }
    let names = words(author).filter { $0.count >= 2 }
    guard !names.isEmpty else { return body }
    let closing = ClosingLines(body.text, body.spans)
    let bytes = Array(body.text.utf8)
    func text(_ line: ClosingLines.Line) -> String {
      String(decoding: bytes[line.range], as: UTF8.self)
    }
    // From the top: the first line that is the name and below which all lines are short.
    for count in stride(from: closing.lines.count, through: 1, by: -1) {
      let line = closing.lines[count - 1]
      guard closing.leavesWords(aboveLast: count), isName(text(line), names) else { continue }
      let below = closing.lines[..<(count - 1)].map(text)
      let contacts = below.count(where: isContact)
      // Most lines below the name say where the author is.
      guard below.allSatisfy({ $0.utf8.count <= 100 }),
        below.isEmpty || contacts * 2 >= below.count
      else { continue }
      var spans = ClosingLines.retyped(
        body.spans, closing.range(ofLast: count), as: .signature)
      // A rule of marks above belongs to it.
      if count < closing.lines.count, isRule(text(closing.lines[count])) {
        spans = ClosingLines.retyped(
          body.spans, closing.range(ofLast: count + 1), as: .signature)
      }
      return ParsedBody(text: body.text, spans: spans)
    }
    return body
  }

  /// Words in lower case, titles and degrees left out.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init).filter { word in
      !MailPhrases.title.contains(word)
    }
  }

  /// Whether a line is the author's name, whole or in part, and nothing else.
  private static func isName(_ line: String, _ names: [String]) -> Bool {
    guard line.utf8.count <= 60 else { return false }
    let found = words(line)
    guard (1...6).contains(found.count), found.contains(where: names.contains) else {
      return false
    }
    // "Ann" or "Ann Østby, PhD"; not "Ann said so".
    return found.count { names.contains($0) } * 2 >= found.count
  }

  private static func isRule(_ line: String) -> Bool {
    line.utf8.allSatisfy { byte in
      byte == 0x20 || (0x21...0x2F).contains(byte) || byte == UInt8(ascii: "=")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
    }
  }

  /// Whether a line says where to reach somebody: a telephone number, an address, an employer.
  static func isContact(_ line: String) -> Bool {
    let lower = line.lowercased()
    let digits = lower.utf8.count { (0x30...0x39).contains($0) }
    if lower.contains("@") || lower.contains("://") || lower.contains("www.")
      || lower.contains(" at ") && lower.contains(".") || isRule(line)
    {
      return true
    }
    // A telephone number, or a house and a postcode in a line that is no sentence.
    if digits >= 7 { return true }
    let words = lower.split { !$0.isLetter && $0 != "." }.map(String.init)
    if words.contains(where: { MailPhrases.contact.contains($0) }) { return true }
    if words.count <= 7, digits >= 4 { return true }
    // A short line of capitals only: a place, a firm.
    let names = line.split(separator: " ")
    return names.count <= 6 && !line.hasSuffix(".") && !line.hasSuffix("?")
      && names.allSatisfy { word in
        word.first.map { $0.isUppercase || !$0.isLetter } ?? true || word.count <= 3
      }
  }
}
