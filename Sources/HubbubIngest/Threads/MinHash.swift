/// Runs of five words as a set, and the signs by which like sets find each other.
///
/// Broder, "On the resemblance and containment of documents" (1997): the least of a hash over a
/// set agrees between two sets as often as they are alike. Four such least values make a band; two
/// sets that share one of ten bands are candidates, which at a likeness of 0.85 happens for 99.9 %
/// of pairs. Whether they are alike is then counted, not estimated.
enum MinHash {
  /// Words to a shingle.
  static let shingle = 5
  /// Fewer words are too few to call two texts copies of one.
  static let leastWords = 25
  static let bands = 10
  private static let rows = 4

  /// Odd multipliers and offsets, from a fixed sequence: equal on every machine.
  private static let hashes: [(multiplier: UInt64, offset: UInt64)] = (0..<(bands * rows)).map {
    let seed = UInt64($0) &* 0x9E37_79B9_7F4A_7C15
    return (StableHash.mix(seed &+ 1) | 1, StableHash.mix(seed ^ 0x5851_F42D_4C95_7F2D))
  }

  /// The bands of a text; none if it is too short.
  static func bands(_ words: FoldedWords) -> [UInt32] {
    guard words.count >= leastWords else { return [] }
    var least = Array(repeating: UInt64.max, count: hashes.count)
    let hashes = hashes
    for shingle in shingles(words) {
      for index in 0..<hashes.count {
        let value = (shingle &* hashes[index].multiplier &+ hashes[index].offset) >> 16
        if value < least[index] { least[index] = value }
      }
    }
    return (0..<bands).map { band in
      var key = UInt64(band + 1)
      for row in 0..<rows { key = StableHash.mix(key ^ least[band * rows + row]) }
      return UInt32(truncatingIfNeeded: key)
    }
  }

  /// The runs of five words.
  static func shingles(_ words: FoldedWords) -> [UInt64] {
    guard words.count >= shingle else { return [] }
    return (0...(words.count - shingle)).map { start in
      var hash = UInt64(shingle)
      for offset in 0..<shingle { hash = StableHash.mix(hash ^ words.hashes[start + offset]) &+ 1 }
      return hash
    }
  }

  /// The share of two sorted sets that is common to both (Jaccard).
  static func likeness(_ a: [UInt64], _ b: [UInt64]) -> Double {
    var common = 0
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        common += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    let all = a.count + b.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }
}
