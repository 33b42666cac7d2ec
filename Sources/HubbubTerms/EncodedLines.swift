internal import HubbubSystem

/// Lines of files that were put into posts as text: uuencoded, or in base64.
///
/// What looks like words in them is none.
enum EncodedLines {
  /// The shortest uuencoded line that is taken for one, and the shortest of base64.
  private static let least = (uuencoded: 45, base64: 60)

  /// Where they stand, rising, without their line ends.
  static func ranges(in text: Swift.Span<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < text.count {
      var end = ByteSearch.next(0x0A, in: text, from: start, to: text.count) ?? text.count
      let next = end + 1
      while end > start, text[end - 1] <= 0x20 { end -= 1 }
      if end - start >= least.uuencoded,
        isUuencoded(text, start..<end) || isBase64(text, start..<end)
      {
        found.append(start..<end)
      }
      start = next
    }
    return found
  }

  /// Whether a line holds no small letter, hardly a blank, and many different marks among its
  /// letters.
  ///
  /// Headings have blanks, and rules repeat one mark.
  private static func isUuencoded(_ text: Swift.Span<UInt8>, _ line: Range<Int>) -> Bool {
    var blanks = 0
    var marks = 0
    var kinds: UInt64 = 0
    for place in line {
      let byte = text[place]
      guard byte >= 0x20, byte <= 0x60 else { return false }
      let isLetter = byte >= 0x41 && byte <= 0x5A
      let isFigure = byte >= 0x30 && byte <= 0x39
      if byte == 0x20 {
        blanks += 1
      } else if !isLetter && !isFigure {
        marks += 1
        kinds |= 1 << UInt64(byte & 0x3F)
      }
    }
    return blanks * 10 <= line.count && marks * 5 >= line.count && kinds.nonzeroBitCount > 1
      && marks < line.count
  }

  /// Whether a line is of the alphabet of base64 alone, of small and capital letters and figures.
  private static func isBase64(_ text: Swift.Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count >= least.base64 else { return false }
    var (small, capital, figure) = (false, false, false)
    for place in line {
      switch text[place] {
      case 0x61...0x7A: small = true
      case 0x41...0x5A: capital = true
      case 0x30...0x39: figure = true
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): break
      default: return false
      }
    }
    return small && capital && figure
  }
}
