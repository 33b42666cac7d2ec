internal import Synchronization

/// Sentences of a text (UAX #29 through ICU, then mended for how people write in forums).
public enum Sentences {
  /// Abbreviations that never end a sentence, folded, without their last full stop.
  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "messrs", "gen", "col", "capt", "lt", "sgt", "rev",
    "hon", "e.g", "eg", "i.e", "ie", "vs", "cf", "fig", "figs", "approx", "ca", "viz", "resp",
    "incl", "excl", "esp", "p", "pp", "vol", "no", "nr", "z.b", "d.h", "bzw", "usw", "sog",
    "ggf", "u.a", "p.ej", "sr", "sra", "dra", "mme", "mlle",
  ]

  /// Shortest line, in bytes, that a mail program may have wrapped.
  private static let wrappedLine = 50

  /// The sentences as byte ranges of the text's UTF-8, without white space at their ends.
  ///
  /// A line break ends a sentence unless the line looks wrapped: long, and without a mark at its
  /// end. "Mr. X", "e.g. this" and "J. Smith" stay whole.
  /// - Parameter language: a BCP 47 tag; nil for the root rules.
  /// - Complexity: O(n); about 100 MB/s.
  public static func ranges(in text: String, language: String?) -> [Range<Int>] {
    let bytes = unwrapped(Array(text.utf8))
    let boundaries = pool.take(language ?? "en")
    defer { pool.give(boundaries, language ?? "en") }
    var ranges: [Range<Int>] = []
    var open: Int?
    for stretch in boundaries.iterator.stretches(of: bytes.span) {
      let start = open ?? stretch.start
      if continues(bytes, start, stretch.end) {
        open = start
        continue
      }
      open = nil
      if let range = trimmed(bytes, start, stretch.end) { ranges.append(range) }
    }
    if let open, let range = trimmed(bytes, open, bytes.count) { ranges.append(range) }
    return ranges
  }

  /// The text with the line breaks that wrapping made replaced by spaces, byte for byte.
  private static func unwrapped(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var lineStart = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      let next = index + 1
      let isSoft =
        index - lineStart >= wrappedLine && next < bytes.count && bytes[next] > 0x20
        && !isListMark(bytes[next]) && !ends(bytes, lineStart, index)
      if isSoft { bytes[index] = 0x20 }
      lineStart = next
    }
    return bytes
  }

  private static func isListMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "#")
  }

  private static func ends(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var last = end
    while last > start, bytes[last - 1] <= 0x20 { last -= 1 }
    guard last > start else { return true }
    switch bytes[last - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"): return true
    default: return false
    }
  }

  /// Whether a stretch ends in an abbreviation or an initial, and within its line.
  private static func continues(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard end < bytes.count, end > start, bytes[end - 1] == 0x20 else { return false }
    var stop = end
    while stop > start, bytes[stop - 1] == 0x20 { stop -= 1 }
    guard stop - 1 > start, bytes[stop - 1] == UInt8(ascii: ".") else { return false }
    var first = stop - 1
    while first > start, bytes[first - 1] > 0x20, bytes[first - 1] != UInt8(ascii: "(") {
      first -= 1
    }
    let word = bytes[first..<stop - 1]
    if word.count == 1, let only = word.first, only &- 0x41 < 26, only != UInt8(ascii: "I") {
      return true
    }
    guard word.count <= 8 else { return false }
    return abbreviations.contains(String(decoding: word.map(ASCII.lower), as: UTF8.self))
  }

  private static func trimmed(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Range<Int>? {
    var start = start
    var end = end
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start < end ? start..<end : nil
  }

  private static let pool = BoundariesPool()
}

/// Sentence iterators that wait for their next text: making one costs more than a short text.
private final class BoundariesPool: Sendable {
  struct Lent: @unchecked Sendable { let iterator: Boundaries }
  private let idle = Mutex<[String: [Lent]]>([:])

  func take(_ locale: String) -> Lent {
    if let lent = idle.withLock({ $0[locale]?.popLast() }) { return lent }
    return Lent(iterator: Boundaries(.sentences, locale: locale))
  }

  func give(_ lent: Lent, _ locale: String) {
    idle.withLock { $0[locale, default: []].append(lent) }
  }
}
