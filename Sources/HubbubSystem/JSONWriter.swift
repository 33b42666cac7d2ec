/// A JSON value to be written, with its members in the order given.
public indirect enum JSON: Sendable, Equatable {
  /// An object: members in the order in which they are written.
  case object([Member])
  /// An array.
  case array([JSON])
  /// A string.
  case string(String)
  /// A whole number.
  case integer(Int64)
  /// A number; what is not finite is written as `null`.
  case number(Double)
  /// A truth value.
  case boolean(Bool)
  /// `null`.
  case null

  /// One member of an object.
  public struct Member: Sendable, Equatable {
    /// The member's name.
    public let key: String
    /// Its value.
    public let value: JSON
    /// Creates a member.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// A string, or `null` for nil.
  public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
  /// A whole number, or `null` for nil.
  public static func optional(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }
  /// A number, or `null` for nil.
  public static func optional(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }
  /// An object whose members are sorted by the UTF-8 bytes of their keys.
  public static func sorted(_ counts: [String: Int]) -> JSON {
    .object(
      counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { Member($0.key, .integer(Int64($0.value))) })
  }

  /// The value as UTF-8 text, on one line or indented by two spaces, without a final newline.
  public func utf8(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.bytes
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  /// An object with its members in the order of the literal.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

/// The name of a member that is written again and again: quoted once.
public struct JSONLabel: Sendable {
  fileprivate let bytes: [UInt8]
  /// The same behind the member before it.
  fileprivate let next: [UInt8]

  /// Creates a label.
  public init(_ name: String) {
    var writer = JSONWriter()
    writer.string(name)
    bytes = writer.bytes + [UInt8(ascii: ":")]
    next = [UInt8(ascii: ",")] + bytes
  }
}

/// Appends JSON to a byte buffer: the same calls give the same bytes.
///
/// Numbers are written in the shortest form that reads back as the same `Double`.
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private let pretty: Bool
  private var depth = 0
  private var needsComma = false

  /// Creates an empty writer.
  ///
  /// - Parameter capacity: how many bytes to make room for.
  public init(pretty: Bool = false, capacity: Int = 0) {
    self.pretty = pretty
    if capacity > 0 { bytes.reserveCapacity(capacity) }
  }

  /// Forgets what has been written and keeps the storage.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    depth = 0
  }

  /// Writes a whole value.
  public mutating func write(_ value: JSON) {
    switch value {
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.key)
          writer.write(member.value)
        }
      }
    case .array(let elements):
      array { writer in for element in elements { writer.write(element) } }
    case .string(let text): string(text)
    case .integer(let number): integer(number)
    case .number(let number): self.number(number)
    case .boolean(let truth): boolean(truth)
    case .null: null()
    }
  }

  /// Writes an object; the closure writes its keys and values.
  public mutating func object(_ members: (inout JSONWriter) -> Void) {
    nested(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), members)
  }

  /// Writes an array; the closure writes its elements.
  public mutating func array(_ elements: (inout JSONWriter) -> Void) {
    nested(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), elements)
  }

  /// Writes the key of the value that comes next.
  public mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if pretty { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
  }

  /// Writes the key of the value that comes next.
  public mutating func key(_ label: JSONLabel) {
    if pretty {
      separate()
      bytes.append(contentsOf: label.bytes)
      bytes.append(UInt8(ascii: " "))
    } else {
      bytes.append(contentsOf: needsComma ? label.next : label.bytes)
    }
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// Writes a value once more that stands in `bytes` already.
  public mutating func again(_ value: Range<Int>) {
    separate()
    // A slice held while the array grows would make it copy itself.
    let copy = Array(bytes[value])
    bytes.append(contentsOf: copy)
    needsComma = true
  }

  /// Writes a string, or `null` for nil.
  public mutating func string(_ text: String?) {
    if let text { string(text) } else { null() }
  }

  /// Writes a whole number.
  public mutating func integer(_ number: Int64) {
    separate()
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(number.magnitude)
    needsComma = true
  }

  private mutating func digits(_ number: UInt64) {
    if number < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    var rest = number
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = 20
    repeat {
      start -= 1
      digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    append(digits.span.extracting(start..<20))
  }

  /// Writes a whole number, or `null` for nil.
  public mutating func integer(_ number: Int64?) {
    if let number { integer(number) } else { null() }
  }

  /// Writes a number, or `null` if it is not finite.
  public mutating func number(_ number: Double) {
    guard number.isFinite else { return null() }
    separate()
    if number == number.rounded(), abs(number) < 1e15 {
      bytes.append(contentsOf: String(Int64(number)).utf8)
    } else {
      bytes.append(contentsOf: number.description.utf8)
    }
    needsComma = true
  }

  /// Writes a truth value.
  public mutating func boolean(_ truth: Bool) {
    separate()
    bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    needsComma = true
  }

  /// Writes `null`.
  public mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
    needsComma = true
  }

  /// Ends a line, for JSON Lines.
  public mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func nested(
    open: UInt8, close: UInt8, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    needsComma = false
    depth += 1
    let start = bytes.count
    content(&self)
    depth -= 1
    if bytes.count > start { breakLine() }
    bytes.append(close)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    guard pretty else { return }
    // A value directly after its key stays on the key's line.
    let afterKey = bytes.last == UInt8(ascii: ":") || bytes.last == UInt8(ascii: " ")
    if depth > 0, !(afterKey && !needsComma) { breakLine() }
  }

  private mutating func breakLine() {
    guard pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func quote(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    let span = text.utf8.span
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while true {
      let at = Self.firstEscape(span, from: start)
      append(span.extracting(start..<at))
      if at == span.count { break }
      escape(span[at])
      start = at + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ run: Span<UInt8>) {
    unsafe run.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// The first byte from a place on that needs an escape, eight bytes at a time; the end if none does.
  private static func firstEscape(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at + 8 <= text.count {
      let block = EightBytes.load(text, at)
      let found =
        EightBytes.firstBelow(0x20, block) | EightBytes.first(0x22, block)
        | EightBytes.first(0x5C, block) | EightBytes.first(0x7F, block)
      if found != 0 { return at + found.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < text.count, !needsEscape(text[at]) { at += 1 }
    return at
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
    default:
      let hex = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: #"\u00"#.utf8)
      bytes.append(hex[Int(byte >> 4)])
      bytes.append(hex[Int(byte & 15)])
    }
  }
}
