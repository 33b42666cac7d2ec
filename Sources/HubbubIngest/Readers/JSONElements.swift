internal import HubbubSystem

/// JSON values that stand one after another: the elements of an array, or documents in a row.
enum JSONElements {
  /// What a run of bytes between separators is.
  enum Piece {
    /// An object, its braces matched.
    case object
    /// Anything else, such as a number.
    case other
    /// A value that the bytes end in.
    case unfinished
  }

  /// Whether a source is a run of objects, by its first bytes.
  ///
  /// What Reddit serves begins like an array of records, and is a tree.
  static func areRecords(_ head: some Collection<UInt8>) -> Bool {
    let head = Array(head.prefix(FormatSniffer.headSize))
    var pieces = 0
    let start = head.firstIndex { !FormatSniffer.isSpace($0) } ?? head.count
    guard start < head.count else { return false }
    let isArray = head[start] == UInt8(ascii: "[")
    guard isArray || head[start] == UInt8(ascii: "{") else { return false }
    var isObject = true
    forEach(in: head.span, from: start) { range, piece in
      if pieces == 0, isArray {
        isObject = head[range.lowerBound] == UInt8(ascii: "{")
      } else if piece == .other {
        isObject = false
      }
      pieces += 1
      return pieces < 2
    }
    let opening = head[start...].prefix(200)
    return isObject && pieces >= (isArray ? 1 : 2)
      && !FormatSniffer.contains(opening, "\"Listing\"")
  }

  /// Whether every value that some bytes open is closed in them.
  static func areWhole(_ text: ArraySlice<UInt8>) -> Bool {
    var isWhole = true
    forEach(in: Array(text).span, from: 0) { _, piece in
      isWhole = piece != .unfinished
      return isWhole
    }
    return isWhole
  }

  /// How much of a buffer is whole values, and how many; see `DumpReader.cut`.
  ///
  /// A value at the buffer's end is kept back: what follows tells whether its source is whole.
  static func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    var length = 0
    var records = 0
    if !isLast, FormatSniffer.isWithinName(buffer) { return (0, 0) }
    forEach(in: buffer.span, from: FormatSniffer.start(of: buffer)) { range, piece in
      guard isLast || piece != .unfinished && range.upperBound < buffer.count else { return false }
      length = range.upperBound
      records += 1
      return true
    }
    return (isLast ? buffer.count : length, records)
  }

  /// Calls a closure with each value until it says that it has enough.
  ///
  /// Brackets and commas between values are passed over wherever they stand.
  /// - Complexity: O(n) in the bytes.
  static func forEach(
    in bytes: Span<UInt8>, from start: Int, _ body: (Range<Int>, Piece) -> Bool
  ) {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if isBetween(byte) {
        at += 1
        continue
      }
      let isObject = byte == UInt8(ascii: "{")
      let end = isObject ? endOfObject(bytes, at) : endOfOther(bytes, at)
      guard let end else {
        _ = body(at..<bytes.count, .unfinished)
        return
      }
      guard body(at..<end, isObject ? .object : .other) else { return }
      at = end
    }
  }

  /// White space, brackets, commas, the separator of JSON text sequences (RFC 7464), and the sign that
  /// ends what a script assigns.
  private static func isBetween(_ byte: UInt8) -> Bool {
    FormatSniffer.isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ";") || byte == 0x1E
  }

  private static func endOfObject(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var depth = 0
    var at = start
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard let end = endOfString(bytes, at) else { return nil }
        at = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return at + 1 }
      default: break
      }
      at += 1
    }
    return nil
  }

  private static func endOfOther(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        guard let end = endOfString(bytes, at) else { return nil }
        at = end
      } else if isBetween(byte) || byte == UInt8(ascii: "{") {
        return at
      } else {
        at += 1
      }
    }
    return nil
  }

  private static func endOfString(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var at = start + 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""): return at + 1
      case UInt8(ascii: "\\"): at += 2
      default: at += 1
      }
    }
    return nil
  }
}
