/// The rows of a Stack Exchange dump: `<row Id="1" Body="…" />`, cut and read without a parser
/// library, so that all workers read one file.
///
/// In well-formed XML `<` stands in no attribute value, so `<row` begins a row wherever it stands
/// outside comments, which these dumps do not have. A row is held to XML 1.0's grammar of an
/// empty element: attribute values normalised (section 3.3.3), the five predefined entities and
/// character references resolved, anything else malformed. No entity is ever declared or fetched,
/// so nothing here expands.
struct XMLRow {
  private let bytes: [UInt8]
  private let range: Range<Int>

  /// A row within some bytes, from its `<` to its `>`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// The attributes, in order; nil if the row is malformed.
  ///
  /// - Parameter wanted: which names to give; the others are checked and passed over.
  func attributes(_ wanted: (Substring) -> Bool = { _ in true }) -> [(name: String, value: String)]?
  {
    let prefix = Array("<row".utf8)
    guard bytes[range].starts(with: prefix) else { return nil }
    var found: [(name: String, value: String)] = []
    var at = range.lowerBound + prefix.count
    let end = range.upperBound
    while true {
      let before = at
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end else { return nil }
      if bytes[at] == UInt8(ascii: "/") {
        return at + 1 < end && bytes[at + 1] == UInt8(ascii: ">") ? found : nil
      }
      guard at > before else { return nil }
      let nameStart = at
      while at < end, isName(bytes[at]) { at += 1 }
      guard at > nameStart else { return nil }
      let name = String(decoding: bytes[nameStart..<at], as: UTF8.self)
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
      at += 1
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
        return nil
      }
      let quote = bytes[at]
      at += 1
      let valueStart = at
      while at < end, bytes[at] != quote {
        if bytes[at] == UInt8(ascii: "<") { return nil }
        at += 1
      }
      guard at < end else { return nil }
      if wanted(name[...]) {
        guard let value = Self.value(bytes[valueStart..<at]) else { return nil }
        found.append((name, value))
      }
      at += 1
    }
  }

  private func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func value(_ raw: ArraySlice<UInt8>) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var at = raw.startIndex
    while at < raw.endIndex {
      let byte = raw[at]
      if byte == UInt8(ascii: "&") {
        guard let end = raw[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
          let text = entity(String(decoding: raw[(at + 1)..<end], as: UTF8.self))
        else { return nil }
        out.append(contentsOf: text.utf8)
        at = end + 1
      } else {
        out.append(byte == 10 || byte == 13 || byte == 9 ? 0x20 : byte)
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A predefined entity or a character reference, without `&` and `;`.
  static func entity(_ name: String) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.utf8.first == UInt8(ascii: "#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "x")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }

  /// Where rows begin.
  static func starts(_ bytes: [UInt8]) -> [Int] {
    var starts: [Int] = []
    let span = bytes.span
    guard span.count >= 5 else { return [] }
    for at in 0..<(span.count - 4)
    where span[at] == UInt8(ascii: "<") && span[at + 1] == UInt8(ascii: "r")
      && span[at + 2] == UInt8(ascii: "o") && span[at + 3] == UInt8(ascii: "w")
      && FormatSniffer.isSpace(span[at + 4])
    {
      starts.append(at)
    }
    return starts
  }
}
