/// Pairs of words: what may be one of them is told at once, what is one must be looked up.
struct WordPairs: Sendable {
  /// A bit for each of 16,384 hashes: of other pairs, about one in thirty has a bit too.
  private var bits = [UInt64](repeating: 0, count: 256)

  mutating func insert(_ first: Int, _ second: Int) {
    let bit = Self.bit(first, second)
    bits[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// Whether two words may be one of the pairs.
  @inline(__always)
  func mayHold(_ first: Int, _ second: Int) -> Bool {
    let bit = Self.bit(first, second)
    return bits[bit >> 6] &>> UInt64(truncatingIfNeeded: bit & 63) & 1 != 0
  }

  @inline(__always)
  private static func bit(_ first: Int, _ second: Int) -> Int {
    let mixed = (first &<< 16 | second) &* 0x9E37_79B1
    return (mixed &>> 15) & 0x3FFF
  }
}
