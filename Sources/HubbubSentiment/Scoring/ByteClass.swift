/// What a byte of UTF-8 is to the scanner.
enum ByteClass: UInt8, Sendable {
  case letter, digit, space, lineBreak, stop, comma, clause, mark, at, quote, high

  static let table: [ByteClass] = (0..<256).map { value in
    switch UInt8(value) {
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x30...0x39: .digit
    case 0x0A: .lineBreak
    case 0...0x20, 0x7F: .space
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "/"):
      .clause
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "\""): .quote
    case 0x80...: .high
    default: .mark
    }
  }
}

/// Where an emoticon may begin.
struct Faces: Sendable {
  /// The bytes of the longest emoticon.
  static let longest = 4
  /// For each byte whether emoticons begin with it.
  private(set) var first = [Bool](repeating: false, count: 256)

  mutating func add(_ sign: [UInt8]) {
    guard sign.count > 1, sign.count <= Self.longest, sign[0] < 0x80 else { return }
    precondition(
      !sign.allSatisfy { ByteClass.table[Int($0)] == .letter },
      "letters alone are read as a word before anybody looks for an emoticon")
    first[Int(sign[0])] = true
  }
}
