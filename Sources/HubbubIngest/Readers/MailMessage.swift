/// A mail's head and body: RFC 5322 fields, RFC 2047 words, RFC 2045–2046 parts.
struct MailMessage {
  /// Fields by lower-case name, in order of appearance; values unfolded, still encoded.
  private(set) var fields: [String: [ArraySlice<UInt8>]] = [:]
  /// Where the body begins.
  let bodyStart: Int
  let bytes: ArraySlice<UInt8>

  /// Reads the head of a message or of a part.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var at = bytes.startIndex
    var name: String?
    var value: [UInt8] = []
    var fields: [String: [ArraySlice<UInt8>]] = [:]
    func finish() {
      if let name { fields[name, default: []].append(value[...]) }
    }
    while at < bytes.endIndex {
      let end = bytes[at...].firstIndex(of: 10) ?? bytes.endIndex
      var line = bytes[at..<end]
      if line.last == 13 { line = line.dropLast() }
      if line.isEmpty {
        at = min(end + 1, bytes.endIndex)
        break
      }
      if line.first == 0x20 || line.first == 9 {
        value.append(0x20)
        value.append(contentsOf: line.drop { $0 == 0x20 || $0 == 9 })
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].allSatisfy({ (33...126).contains($0) })
      {
        finish()
        name = FormatSniffer.lower(line[..<colon])
        value = Array(line[(colon + 1)...].drop { $0 == 0x20 || $0 == 9 })
      } else if name != nil, !line.starts(with: Array(">From ".utf8)) {
        // No field and no blank line: the body begins here, the blank line was lost.
        break
      }
      at = min(end + 1, bytes.endIndex)
    }
    finish()
    self.fields = fields
    bodyStart = at
  }

  /// The body's bytes.
  var body: ArraySlice<UInt8> { bytes[bodyStart...] }

  /// A field's value as text, encoded words decoded.
  func text(_ name: String) -> String? {
    guard let raw = fields[name]?.first else { return nil }
    let text = EncodedWords.decode(raw).trimmingASCII()
    return text.isEmpty ? nil : text
  }

  /// A structured field: its value and its parameters by lower-case name.
  func structured(_ name: String) -> (value: String, parameters: [String: String])? {
    guard let raw = fields[name]?.first else { return nil }
    let parts = Self.split(raw)
    var parameters: [String: String] = [:]
    for part in parts.dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let key = String(part[..<equals]).trimmingASCII().lowercased()
      var value = String(part[part.index(after: equals)...]).trimmingASCII()
      if value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 {
        value = String(value.dropFirst().dropLast())
      }
      parameters[key] = value
    }
    return (parts.first?.trimmingASCII().lowercased() ?? "", parameters)
  }

  /// Parts between semicolons, quoted ones left whole.
  private static func split(_ raw: ArraySlice<UInt8>) -> [String] {
    var parts: [[UInt8]] = [[]]
    var quoted = false
    for byte in raw {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if byte == UInt8(ascii: ";"), !quoted {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.map { TextBytes.text($0[...], encoding: nil) }
  }

  /// The ids in a field such as `References`, in order, without their angle brackets.
  func ids(_ name: String) -> [String] {
    guard let raw = fields[name]?.first else { return [] }
    var ids: [String] = []
    var at = raw.startIndex
    while let open = raw[at...].firstIndex(of: UInt8(ascii: "<")),
      let close = raw[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      let id = raw[(open + 1)..<close].filter { $0 > 0x20 && $0 < 0x7F || $0 >= 0x80 }
      if !id.isEmpty { ids.append(TextBytes.text(id[...], encoding: nil)) }
      at = close + 1
    }
    return ids
  }
}

/// Words that a mail's head holds in another character set: `=?utf-8?Q?caf=C3=A9?=` (RFC 2047).
enum EncodedWords {
  /// The text of a field's value.
  static func decode(_ raw: ArraySlice<UInt8>) -> String {
    guard FormatSniffer.contains(raw, "=?") else { return TextBytes.text(raw, encoding: nil) }
    var out = ""
    var at = raw.startIndex
    var plainStart = at
    var wasWord = false
    // Neighbouring words of one set are joined as bytes first: characters may be cut in two.
    var pending: (charset: String, bytes: [UInt8])?
    func flush() {
      if let word = pending { out += TextBytes.text(word.bytes[...], encoding: word.charset) }
      pending = nil
    }
    while at < raw.endIndex {
      guard raw[at] == UInt8(ascii: "="), let word = word(raw, at) else {
        at += 1
        continue
      }
      let gap = raw[plainStart..<at]
      // White space between two encoded words is not part of the text.
      if !(wasWord && gap.allSatisfy(FormatSniffer.isSpace)) {
        flush()
        out += TextBytes.text(gap, encoding: nil)
      }
      if let open = pending, open.charset == word.charset {
        pending = (open.charset, open.bytes + word.bytes)
      } else {
        flush()
        pending = (word.charset, word.bytes)
      }
      at = word.end
      plainStart = at
      wasWord = true
    }
    flush()
    return out + TextBytes.text(raw[plainStart...], encoding: nil)
  }

  private static func word(
    _ raw: ArraySlice<UInt8>, _ start: Int
  ) -> (charset: String, bytes: [UInt8], end: Int)? {
    let mark = UInt8(ascii: "?")
    guard start + 1 < raw.endIndex, raw[start + 1] == mark,
      let second = raw[(start + 2)...].firstIndex(of: mark),
      let third = raw[(second + 1)...].firstIndex(of: mark), third == second + 2,
      let fourth = raw[(third + 1)...].firstIndex(of: mark), fourth + 1 < raw.endIndex,
      raw[fourth + 1] == UInt8(ascii: "=")
    else { return nil }
    let charset =
      FormatSniffer.lower(raw[(start + 2)..<second])
      .split(separator: "*").first.map(String.init) ?? "utf-8"
    let content = raw[(third + 1)..<fourth]
    switch raw[second + 1] | 0x20 {
    case UInt8(ascii: "b"): return (charset, TransferCoding.base64(content), fourth + 2)
    case UInt8(ascii: "q"):
      let spaced = content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
      return (charset, TransferCoding.quotedPrintable(spaced[...]), fourth + 2)
    default: return nil
    }
  }
}

/// Content transfer encodings (RFC 2045, section 6); damage is read as leniently as mail is.
enum TransferCoding {
  static func decode(_ bytes: ArraySlice<UInt8>, _ name: String?) -> [UInt8] {
    switch name?.trimmingASCII().lowercased() {
    case "quoted-printable": quotedPrintable(bytes)
    case "base64": base64(bytes)
    default: Array(bytes)
    }
  }

  static func quotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard bytes[at] == UInt8(ascii: "=") else {
        out.append(bytes[at])
        at += 1
        continue
      }
      if at + 2 < bytes.endIndex, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) {
        out.append(high << 4 | low)
        at += 3
        continue
      }
      // A soft line break, spaces before the line end included.
      var next = at + 1
      while next < bytes.endIndex, bytes[next] == 0x20 || bytes[next] == 9 || bytes[next] == 13 {
        next += 1
      }
      if next >= bytes.endIndex || bytes[next] == 10 {
        at = next + 1
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }

  static func base64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count * 3 / 4)
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      let value: UInt32
      switch byte {
      case 0x41...0x5A: value = UInt32(byte - 0x41)
      case 0x61...0x7A: value = UInt32(byte - 0x61 + 26)
      case 0x30...0x39: value = UInt32(byte - 0x30 + 52)
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="):
        buffer = 0
        bits = 0
        continue
      default: continue
      }
      buffer = buffer << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        buffer &= (1 << UInt32(bits)) - 1
      }
    }
    return out
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

/// Whom an address field names.
enum MailAddress {
  /// The display name; without one the address, as shown.
  ///
  /// Read are `Name <a@b>`, `"Name, N." <a@b>`, `a@b (Name)` and pipermail's obfuscated
  /// `a at b (Name)`. What a list adds (`Name via R-help`) is taken off.
  static func displayName(_ field: String) -> String? {
    let text = field.trimmingASCII()
    var name = text
    if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
      name = unquoted(String(text[..<open]))
      if name.isEmpty { name = String(text[text.index(after: open)...].dropLast()) }
    } else if text.hasSuffix(")"), let open = text.firstIndex(of: "("), open > text.startIndex {
      let inside = unquoted(String(text[text.index(after: open)...].dropLast()))
      name = inside.isEmpty ? String(text[..<open]) : inside
    } else {
      name = unquoted(text)
    }
    if let via = name.range(of: " via "), via.lowerBound > name.startIndex {
      name = unquoted(String(name[..<via.lowerBound]))
    }
    name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return name.isEmpty ? nil : name
  }

  private static func unquoted(_ text: String) -> String {
    var out = text.trimmingASCII()
    while out.count >= 2,
      out.hasPrefix("\"") && out.hasSuffix("\"") || out.hasPrefix("'") && out.hasSuffix("'")
    {
      out = String(out.dropFirst().dropLast()).trimmingASCII()
    }
    return out.split(separator: "\\").joined()
  }
}
