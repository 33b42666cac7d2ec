/// A word of a post as names see it: how it is written, and what stands around it.
struct NameToken: Sendable {
  /// How a word is written.
  enum Shape: UInt8, Sendable {
    /// In small letters.
    case lower
    /// With a capital at its start.
    case capital
    /// In capitals: "NASA", "H100", "GPUs".
    case capitals
    /// With a capital inside: "iPhone", "PostgreSQL", "Node.js", "io.net".
    case mixed
    /// A number or a version: "39", "22.04", "v2".
    case number
  }

  /// What stands around a word.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8
    /// It begins a sentence, a line or a quotation, so that its capital says nothing.
    static let opening = Traits(rawValue: 1)
    /// A mark stands before it: no name goes on across.
    static let parted = Traits(rawValue: 2)
    /// Its line is a heading, a signature or a shout, whose capitals say nothing.
    static let unclear = Traits(rawValue: 4)
    /// It stands alone between brackets, as an abbreviation that is introduced does.
    static let bracketed = Traits(rawValue: 8)
    /// It is a plural in capitals, "GPUs", whose key is that of the singular.
    static let plural = Traits(rawValue: 16)
    /// A comma follows it.
    static let comma = Traits(rawValue: 32)
    /// Its line holds little more, as that of a signature.
    static let lone = Traits(rawValue: 64)
    /// It is the number of an edition: "2.0", "v3".
    static let version = Traits(rawValue: 128)
  }

  /// The hash of its letters and digits in small letters, without a possessive.
  var key: UInt64
  /// The first byte in the post's text.
  var start: Int32
  /// One past the last byte, without a possessive.
  var end: Int32
  var shape: Shape
  var traits: Traits
  /// Its first letter, small; 0 for one that is not ASCII.
  var initial: UInt8

  /// Whether it may be a word of a name.
  var isNameLike: Bool { shape == .capital || shape == .capitals || shape == .mixed }

  /// FNV-1a of a word's letters and digits in small letters: "Wi-Fi" is "wifi"; the signs of "C++"
  /// and "C#" tell them from "C".
  static func key(of word: some StringProtocol) -> UInt64 {
    var hash = emptyKey
    for byte in word.lowercased().utf8 where byte >= 0x80 || isAlphanumeric(byte) || isSign(byte) {
      hash = step(hash, byte)
    }
    return hash
  }

  static func isSign(_ byte: UInt8) -> Bool { byte == 0x2B || byte == 0x23 }

  static let emptyKey: UInt64 = 0xcbf2_9ce4_8422_2325

  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// The key of several words in a row.
  static func key(of words: some Sequence<UInt64>) -> UInt64 {
    var hash = emptyKey
    for word in words {
      for shift in stride(from: 0, to: 64, by: 8) {
        hash = step(hash, UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return hash
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }
}
