/// The fast way through plain text: words and numbers of ASCII, cut in one pass.
///
/// Letters are told eight at a time by arithmetic on a 64-bit word, all other bytes by a table.
enum PlainScan {
  /// A stretch between blanks that is not plain.
  struct Stretch {
    let start: Int
    let end: Int
    let isASCII: Bool
  }

  /// What a byte is to the scan.
  private enum Kind {
    static let mark: UInt8 = 0
    static let blank: UInt8 = 1
    static let letter: UInt8 = 2
    /// A digit or an underscore.
    static let digit: UInt8 = 3
    /// May join what stands around it: `'`, `.`, `,` and `;`.
    static let joiner: UInt8 = 4
    /// May begin an address, a mention or a hashtag, or is no ASCII.
    static let other: UInt8 = 5
  }

  private static let table: [UInt8] = {
    var kinds = [UInt8](repeating: Kind.mark, count: 256)
    for place in 0..<256 {
      let byte = UInt8(place)
      if byte <= 0x20 {
        kinds[place] = Kind.blank
      } else if ASCII.isLetter(byte) {
        kinds[place] = Kind.letter
      } else if ASCII.isWord(byte) {
        kinds[place] = Kind.digit
      } else if byte >= 0x80 {
        kinds[place] = Kind.other
      }
    }
    for byte in "',.;".utf8 { kinds[Int(byte)] = Kind.joiner }
    for byte in ":@#".utf8 { kinds[Int(byte)] = Kind.other }
    return kinds
  }()

  /// Appends tokens up to the first stretch that is not plain, whose own tokens are left out.
  ///
  /// - Parameter at: where to begin, a blank or the beginning of a stretch; afterwards past what
  ///   was read.
  /// - Returns: that stretch; nil at the end of the text.
  static func cut(
    _ bytes: Span<UInt8>, from place: inout Int, into tokens: inout [Token]
  ) -> Stretch? {
    let table = table
    let kinds = table.span
    let raw = unsafe bytes.bytes
    let count = bytes.count
    var at = place
    var start = at
    var kept = tokens.count
    scan: while at < count {
      switch kinds[Int(bytes[at])] {
      case Kind.blank:
        at += 1
        start = at
        kept = tokens.count
        continue scan
      case Kind.letter, Kind.digit: break
      case Kind.other where !isHarmless(bytes, at): break scan
      default:
        at += 1
        continue scan
      }
      let first = at
      var hasLetter = false
      if beginsAddress(bytes, at) { break scan }
      word: while true {
        while at + 8 <= count {
          let letters = Self.letters(
            unsafe raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
          if letters == 0 { break }
          hasLetter = true
          at += letters
          if letters < 8 { break }
        }
        guard at < count else { break word }
        switch kinds[Int(bytes[at])] {
        case Kind.letter:
          hasLetter = true
          at += 1
        case Kind.digit: at += 1
        case Kind.joiner:
          guard at + 1 < count, ASCII.joins(bytes[at - 1], bytes[at], bytes[at + 1]) else {
            break word
          }
          at += 1
          if beginsAddress(bytes, at) { break scan }
        default: break word
        }
      }
      tokens.append(Token(kind: hasLetter ? .word : .number, start: first, end: at))
    }
    guard at < count else {
      place = count
      return nil
    }
    tokens.removeLast(tokens.count - kept)
    var end = start
    var isASCII = true
    while end < count, bytes[end] > 0x20 {
      if bytes[end] >= 0x80 { isASCII = false }
      end += 1
    }
    place = end
    return Stretch(start: start, end: end, isASCII: isASCII)
  }

  /// How many letters of ASCII eight bytes begin with, the first byte lowest.
  @inline(__always)
  private static func letters(_ eight: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Each byte below 0x80, so that no sum reaches into the next one.
    let small = (eight & (0x7F * ones)) | (0x20 * ones)
    let fromA = small &+ ((0x80 - 0x61) * ones)
    let pastZ = small &+ ((0x80 - 0x7B) * ones)
    let isNone = ~(fromA & ~pastZ & ~eight) & (0x80 * ones)
    return isNone.trailingZeroBitCount >> 3
  }

  /// Whether a colon begins no address.
  @inline(__always)
  private static func isHarmless(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: ":")
      && !(at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/"))
  }

  /// Whether a word could be the `www` of an address.
  @inline(__always)
  private static func beginsAddress(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: "w") && at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "w")
  }
}
