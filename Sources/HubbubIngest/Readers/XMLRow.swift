#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

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
  func attributes(_ wanted: Names) -> (fields: Fields, end: Int)? {
    let prefix = Self.prefix
    let bytes = bytes.span
    let end = range.upperBound
    guard end - range.lowerBound > prefix.count else { return nil }
    for at in prefix.indices where bytes[range.lowerBound + at] != prefix[at] { return nil }
    var found = Fields(names: wanted)
    var at = range.lowerBound + prefix.count
    while true {
      let before = at
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end else { return nil }
      if bytes[at] == UInt8(ascii: "/") {
        return at + 1 < end && bytes[at + 1] == UInt8(ascii: ">") ? (found, at + 2) : nil
      }
      guard at > before else { return nil }
      let nameStart = at
      while at < end, isName(bytes[at]) { at += 1 }
      guard at > nameStart else { return nil }
      let field = wanted.index(of: bytes, nameStart, at)
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
      if let field {
        guard let value = Self.value(bytes.extracting(valueStart..<at)) else { return nil }
        found.values[field] = value
      }
      at += 1
    }
  }

  private func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static let prefix = Array("<row".utf8)

  /// The text of an attribute's value; runs without references are copied whole.
  private static func value(_ raw: Span<UInt8>) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(raw.count)
    var start = 0
    var at = 0
    func copy() {
      unsafe raw.extracting(start..<at).withUnsafeBufferPointer {
        unsafe out.append(contentsOf: $0)
      }
    }
    while at < raw.count {
      let byte = raw[at]
      if byte == UInt8(ascii: "&") {
        copy()
        guard let (length, character) = reference(raw, at) else { return nil }
        if character < 0x80 {
          out.append(UInt8(character))
        } else if let scalar = Unicode.Scalar(character) {
          out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
        at += length
        start = at
      } else if byte == 10 || byte == 13 || byte == 9 {
        copy()
        out.append(0x20)
        at += 1
        start = at
      } else {
        at += 1
      }
    }
    copy()
    return String(decoding: out, as: UTF8.self)
  }

  /// How long the reference at an ampersand is, and the character that it stands for.
  private static func reference(_ raw: Span<UInt8>, _ at: Int) -> (length: Int, UInt32)? {
    var end = at + 1
    while end < raw.count, end - at < 12, raw[end] != UInt8(ascii: ";") { end += 1 }
    guard end < raw.count, end - at < 12 else { return nil }
    let length = end + 1 - at
    // Those that every body is full of.
    switch (length, raw[at + 1]) {
    case (4, UInt8(ascii: "l")) where raw[at + 2] == UInt8(ascii: "t"): return (length, 0x3C)
    case (4, UInt8(ascii: "g")) where raw[at + 2] == UInt8(ascii: "t"): return (length, 0x3E)
    case (5, UInt8(ascii: "a")) where raw[at + 2] == UInt8(ascii: "m"):
      if raw[at + 3] == UInt8(ascii: "p") { return (length, 0x26) }
    case (5, UInt8(ascii: "#")) where raw[at + 2] == UInt8(ascii: "x"):
      if raw[at + 3] == UInt8(ascii: "A") { return (length, 0x0A) }
      if raw[at + 3] == UInt8(ascii: "D") { return (length, 0x0D) }
    case (6, UInt8(ascii: "q")) where raw[at + 2] == UInt8(ascii: "u"):
      if raw[at + 3] == UInt8(ascii: "o"), raw[at + 4] == UInt8(ascii: "t") {
        return (length, 0x22)
      }
    default: break
    }
    let name = String(decoding: (at + 1..<end).map { raw[$0] }, as: UTF8.self)
    return entity(name)?.unicodeScalars.first.map { (length, $0.value) }
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
    var at = 0
    while let found = next(UInt8(ascii: "<"), in: span, from: at), found + 4 < span.count {
      at = found + 1
      if span[at] == UInt8(ascii: "r"), span[at + 1] == UInt8(ascii: "o"),
        span[at + 2] == UInt8(ascii: "w"), FormatSniffer.isSpace(span[at + 3])
      {
        starts.append(found)
      }
    }
    return starts
  }

  /// The next place of a byte.
  private static func next(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }
}

extension XMLRow {
  /// The names of the attributes that a reader asks for.
  struct Names: Sendable {
    let texts: [String]
    private let bytes: [[UInt8]]

    init(_ texts: [String]) {
      self.texts = texts
      bytes = texts.map { Array($0.utf8) }
    }

    /// Which of the names stands in some bytes.
    func index(of text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
      search: for number in bytes.indices where bytes[number].count == end - start {
        for at in 0..<(end - start) where bytes[number][at] != text[start + at] { continue search }
        return number
      }
      return nil
    }
  }

  /// The attributes asked for; of one that stands twice, the last.
  struct Fields {
    let names: Names
    var values: [String?]

    init(names: Names) {
      self.names = names
      values = Array(repeating: nil, count: names.texts.count)
    }

    subscript(name: String) -> String? { names.texts.firstIndex(of: name).flatMap { values[$0] } }
  }
}
