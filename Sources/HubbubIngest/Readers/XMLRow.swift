internal import HubbubSystem

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
    var fields = Fields(wanted)
    return read(into: &fields).map { (fields, $0) }
  }

  /// Reads the attributes that some fields ask for, in place of what they hold, which is lost.
  ///
  /// - Returns: where the row ends; nil if it is malformed.
  func read(into found: inout Fields) -> Int? {
    found.clear()
    let prefix = Self.prefix
    let bytes = bytes.span
    let end = range.upperBound
    guard end - range.lowerBound > prefix.count else { return nil }
    for at in prefix.indices where bytes[range.lowerBound + at] != prefix[at] { return nil }
    var at = range.lowerBound + prefix.count
    while true {
      let before = at
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end else { return nil }
      if bytes[at] == UInt8(ascii: "/") {
        return at + 1 < end && bytes[at + 1] == UInt8(ascii: ">") ? at + 2 : nil
      }
      guard at > before else { return nil }
      let nameStart = at
      while at < end, isName(bytes[at]) { at += 1 }
      guard at > nameStart else { return nil }
      let field = found.names.index(of: bytes, nameStart, at)
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
      at += 1
      while at < end, FormatSniffer.isSpace(bytes[at]) { at += 1 }
      guard at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
        return nil
      }
      let quote = bytes[at]
      at += 1
      guard let close = ByteSearch.next(quote, in: bytes, from: at, to: end),
        ByteSearch.next(UInt8(ascii: "<"), in: bytes, from: at, to: close) == nil
      else { return nil }
      if let field {
        let start = found.text.count
        guard Self.append(bytes.extracting(at..<close), to: &found.text) else { return nil }
        found.places[field] = start..<found.text.count
      }
      at = close
      at += 1
    }
  }

  private func isName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static let prefix = Array("<row".utf8)

  /// Appends what an attribute's value means; runs without references are copied whole.
  ///
  /// - Returns: whether all its references are ones.
  private static func append(_ raw: Span<UInt8>, to out: inout [UInt8]) -> Bool {
    var start = 0
    while true {
      var at = nextSpecial(raw, start)
      unsafe raw.extracting(start..<at).withUnsafeBufferPointer {
        unsafe out.append(contentsOf: $0)
      }
      if at == raw.count { return true }
      if raw[at] == UInt8(ascii: "&") {
        guard let (length, character) = reference(raw, at) else { return false }
        if character < 0x80 {
          out.append(UInt8(character))
        } else if let scalar = Unicode.Scalar(character) {
          out.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
        }
        at += length
      } else {
        out.append(0x20)
        at += 1
      }
      start = at
    }
  }

  /// The next reference, line end or tab, eight bytes at a time; the end if there is none.
  private static func nextSpecial(_ raw: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at + 8 <= raw.count {
      let block = EightBytes.load(raw, at)
      let found = EightBytes.first(UInt8(ascii: "&"), block) | EightBytes.firstBelow(0x20, block)
      if found == 0 {
        at += 8
        continue
      }
      at += found.trailingZeroBitCount / 8
      if isSpecial(raw[at]) { return at }
      at += 1
    }
    while at < raw.count, !isSpecial(raw[at]) { at += 1 }
    return at
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == 10 || byte == 13 || byte == 9
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
    while let found = ByteSearch.next(UInt8(ascii: "<"), in: span, from: at, to: span.count),
      found + 4 < span.count
    {
      at = found + 1
      if span[at] == UInt8(ascii: "r"), span[at + 1] == UInt8(ascii: "o"),
        span[at + 2] == UInt8(ascii: "w"), FormatSniffer.isSpace(span[at + 3])
      {
        starts.append(found)
      }
    }
    return starts
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
  ///
  /// One set holds row after row.
  struct Fields {
    fileprivate let names: Names
    fileprivate var text: [UInt8] = []
    fileprivate var places: [Range<Int>?]

    /// Fields that hold no row yet.
    init(_ names: Names) {
      self.names = names
      places = Array(repeating: nil, count: names.texts.count)
    }

    fileprivate mutating func clear() {
      text.removeAll(keepingCapacity: true)
      for index in places.indices { places[index] = nil }
    }

    subscript(name: String) -> String? {
      place(of: name).map { String(decoding: text[$0], as: UTF8.self) }
    }

    func has(_ name: String) -> Bool { place(of: name) != nil }

    /// A whole number, as `Int` reads it.
    func number(_ name: String) -> Int? {
      guard let place = place(of: name) else { return nil }
      let digits = text.span.extracting(place)
      var number = 0
      // What is longer than any id, has a sign or is none is left to the library.
      for at in 0..<min(digits.count, 18) {
        let digit = digits[at] &- UInt8(ascii: "0")
        if digit > 9 { return Int(String(decoding: text[place], as: UTF8.self)) }
        number = number * 10 + Int(digit)
      }
      return 1...18 ~= digits.count ? number : Int(String(decoding: text[place], as: UTF8.self))
    }

    /// A point in time.
    func time(_ name: String) -> Int64? {
      place(of: name).flatMap { place in
        Timestamps.canonical(text.span.extracting(place))
          ?? Timestamps.parse(String(decoding: text[place], as: UTF8.self))
      }
    }

    /// What a closure makes of a value's bytes, of none if the attribute is missing.
    func read<T>(_ name: String, _ body: (Span<UInt8>) -> T) -> T {
      body(text.span.extracting(place(of: name) ?? 0..<0))
    }

    private func place(of name: String) -> Range<Int>? {
      names.texts.firstIndex(of: name).flatMap { places[$0] }
    }
  }
}
