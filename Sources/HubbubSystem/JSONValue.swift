internal import CSimdJSON

/// Why a JSON document could not be read.
public struct JSONError: Error, Sendable, CustomStringConvertible {
  /// The parser's code; see simdjson's `error_code`.
  public let code: Int32
  /// What is wrong, in words.
  public let message: String
  /// What is wrong, in words.
  public var description: String { message }
}

/// The library that parses JSON.
public enum JSONLibrary {
  /// The version of simdjson, such as "3.0.1".
  public static var version: String { unsafe String(cString: hubbub_json_version()) }
}

/// One value of a parsed JSON document, read in place from the document's tape.
///
/// Copies share the document. Member look-up is linear in the members before the one sought.
public struct JSONValue: Sendable {
  /// The kinds of JSON value.
  public enum Kind: Sendable { case object, array, string, integer, number, boolean, null }

  let tape: JSONTape
  let index: Int

  /// What kind of value this is.
  public var kind: Kind {
    switch tape.type(at: index) {
    case .object: .object
    case .array: .array
    case .string: .string
    case .signed, .unsigned: .integer
    case .double: .number
    case .yes, .no: .boolean
    default: .null
    }
  }

  /// Whether this is JSON's `null`.
  public var isNull: Bool { kind == .null }

  /// The text, if this is a string.
  public var string: String? {
    tape.type(at: index) == .string ? tape.string(at: index) : nil
  }

  /// The number, if this is a whole one that fits.
  public var integer: Int64? {
    switch tape.type(at: index) {
    case .signed: Int64(bitPattern: tape.words[index + 1])
    case .unsigned: Int64(exactly: tape.words[index + 1])
    case .double: Int64(exactly: Double(bitPattern: tape.words[index + 1]))
    default: nil
    }
  }

  /// The number, if this is one.
  public var number: Double? {
    switch tape.type(at: index) {
    case .signed: Double(Int64(bitPattern: tape.words[index + 1]))
    case .unsigned: Double(tape.words[index + 1])
    case .double: Double(bitPattern: tape.words[index + 1])
    default: nil
    }
  }

  /// The truth value, if this is one.
  public var boolean: Bool? {
    switch tape.type(at: index) {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// The elements, if this is an array; else none.
  public var elements: [JSONValue] {
    guard tape.type(at: index) == .array else { return [] }
    var found: [JSONValue] = []
    var at = index + 1
    while tape.type(at: at) != .arrayEnd {
      found.append(JSONValue(tape: tape, index: at))
      at = tape.next(after: at)
    }
    return found
  }

  /// The members in the order of the document, if this is an object; else none.
  public var members: [(key: String, value: JSONValue)] {
    guard tape.type(at: index) == .object else { return [] }
    var found: [(key: String, value: JSONValue)] = []
    var at = index + 1
    while tape.type(at: at) != .objectEnd {
      let value = tape.next(after: at)
      found.append((tape.string(at: at), JSONValue(tape: tape, index: value)))
      at = tape.next(after: value)
    }
    return found
  }

  /// Calls a closure with each member in the order of the document, if this is an object.
  public func forEachMember(_ body: (JSONName, JSONValue) -> Void) {
    guard tape.type(at: index) == .object else { return }
    var at = index + 1
    while tape.type(at: at) != .objectEnd {
      let value = tape.next(after: at)
      body(tape.name(at: at), JSONValue(tape: tape, index: value))
      at = tape.next(after: value)
    }
  }

  /// The member of that name, if this is an object that has one.
  ///
  /// `null` counts as a member.
  public subscript(key: String) -> JSONValue? {
    guard tape.type(at: index) == .object else { return nil }
    var at = index + 1
    while tape.type(at: at) != .objectEnd {
      let value = tape.next(after: at)
      if tape.string(at: at, equals: key) { return JSONValue(tape: tape, index: value) }
      at = tape.next(after: value)
    }
    return nil
  }
}

/// The name of a member as two words and a length, so that names are compared at once.
///
/// Names of up to 16 bytes are equal exactly if these are; longer ones equal no shorter one.
public struct JSONName: Hashable, Sendable {
  private var length: Int
  private var head: UInt64 = 0
  private var tail: UInt64 = 0

  /// The name with that text.
  public init(_ text: String) { self.init(Array(text.utf8)[...]) }

  init(_ bytes: ArraySlice<UInt8>) {
    length = bytes.count
    for (place, byte) in bytes.prefix(16).enumerated() {
      if place < 8 { head = head << 8 | UInt64(byte) } else { tail = tail << 8 | UInt64(byte) }
    }
  }
}

/// A reusable JSON parser; one for each thread.
@safe public final class JSONParser {
  private let parser: OpaquePointer

  /// Creates a parser.
  public init() {
    guard let parser = unsafe hubbub_json_parser_create() else {
      preconditionFailure("out of memory")
    }
    unsafe self.parser = parser
  }

  deinit { unsafe hubbub_json_parser_destroy(parser) }

  /// Parses one document.
  ///
  /// - Throws: `JSONError` if the bytes are not one well-formed JSON document in UTF-8.
  /// - Complexity: O(n) in the bytes.
  public func parse(_ bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    let code = unsafe bytes.withUnsafeBufferPointer { buffer -> Int32 in
      guard let base = buffer.baseAddress else { return -1 }
      return unsafe hubbub_json_parse(parser, base, buffer.count)
    }
    if code == -1 { throw JSONError(code: code, message: "the document is empty") }
    if code != 0 {
      throw JSONError(code: code, message: unsafe String(cString: hubbub_json_error(code)))
    }
    var wordCount = 0
    var byteCount = 0
    let words = unsafe hubbub_json_tape(parser, &wordCount)
    let strings = unsafe hubbub_json_strings(parser, &byteCount)
    let tape = unsafe JSONTape(
      words: Array(UnsafeBufferPointer(start: words, count: wordCount)),
      strings: Array(UnsafeBufferPointer(start: strings, count: byteCount)))
    return JSONValue(tape: tape, index: 1)
  }

  /// Parses one document held in an array.
  public func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue { try parse(bytes.span) }
}

/// simdjson's tape: a word a value, the type in its top byte.
///
/// The layout is documented in simdjson's `doc/tape.md`.
final class JSONTape: Sendable {
  /// The type of a word: the byte that simdjson writes, compared as it stands.
  struct Word: Equatable {
    let byte: UInt8
    static var object: Word { Word(byte: 0x7B) }
    static var objectEnd: Word { Word(byte: 0x7D) }
    static var array: Word { Word(byte: 0x5B) }
    static var arrayEnd: Word { Word(byte: 0x5D) }
    static var string: Word { Word(byte: 0x22) }
    static var signed: Word { Word(byte: 0x6C) }
    static var unsigned: Word { Word(byte: 0x75) }
    static var double: Word { Word(byte: 0x64) }
    static var yes: Word { Word(byte: 0x74) }
    static var no: Word { Word(byte: 0x66) }
    static var null: Word { Word(byte: 0x6E) }
  }

  let words: [UInt64]
  let strings: [UInt8]

  init(words: [UInt64], strings: [UInt8]) {
    self.words = words
    self.strings = strings
  }

  func type(at index: Int) -> Word { Word(byte: UInt8(words[index] >> 56)) }

  private func payload(at index: Int) -> Int { Int(words[index] & ((1 << 56) - 1)) }

  /// Where the value after this one begins.
  func next(after index: Int) -> Int {
    switch type(at: index) {
    case .object, .array: payload(at: index) & 0xFFFF_FFFF
    case .signed, .unsigned, .double: index + 2
    default: index + 1
    }
  }

  private func stringRange(at index: Int) -> Range<Int> {
    let at = payload(at: index)
    let length =
      Int(strings[at]) | Int(strings[at + 1]) << 8 | Int(strings[at + 2]) << 16
      | Int(strings[at + 3]) << 24
    return at + 4..<at + 4 + length
  }

  func string(at index: Int) -> String {
    String(decoding: strings[stringRange(at: index)], as: UTF8.self)
  }

  func name(at index: Int) -> JSONName { JSONName(strings[stringRange(at: index)]) }

  func string(at index: Int, equals other: String) -> Bool {
    strings[stringRange(at: index)].elementsEqual(other.utf8)
  }
}
