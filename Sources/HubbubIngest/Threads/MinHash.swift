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

  /// The bands of a text; none if it is too short.
  ///
  /// The forty hashes of a run are its two halves `a + i · b`: one multiplication a run instead of
  /// forty, and lanes that the compiler makes vectors of.
  static func bands(_ words: FoldedWords) -> [UInt32] {
    guard words.count >= leastWords else { return [] }
    var least = Lanes(repeating: SIMD8(repeating: Int32.max))
    forEachShingle(words) { shingle in
      let first = UInt32(truncatingIfNeeded: shingle)
      let step = UInt32(truncatingIfNeeded: shingle >> 32) | 1
      var value = Lane(repeating: first) &+ Lane(repeating: step) &* ramp
      let stride = Lane(repeating: step &* 8)
      for lane in 0..<5 {
        // Signed comparisons: every machine has them, and any fixed order of the values will do.
        let signed = SIMD8<Int32>(truncatingIfNeeded: value)
        least[lane].replace(with: signed, where: signed .< least[lane])
        value = value &+ stride
      }
    }
    return (0..<bands).map { band in
      var key = UInt64(band + 1)
      for row in 0..<rows {
        let index = band * rows + row
        key = StableHash.mix(key ^ UInt64(UInt32(bitPattern: least[index / 8][index % 8])))
      }
      return UInt32(truncatingIfNeeded: key)
    }
  }

  private typealias Lane = SIMD8<UInt32>
  private typealias Lanes = InlineArray<5, SIMD8<Int32>>
  private static let ramp = Lane(0, 1, 2, 3, 4, 5, 6, 7)

  /// The runs of five words.
  static func shingles(_ words: FoldedWords) -> [UInt64] {
    var shingles: [UInt64] = []
    shingles.reserveCapacity(words.count)
    forEachShingle(words) { shingles.append($0) }
    return shingles
  }

  @inline(__always)
  private static func forEachShingle(_ words: FoldedWords, _ body: (UInt64) -> Void) {
    guard words.count >= shingle else { return }
    let hashes = words.hashes.span
    for start in 0...(hashes.count - shingle) {
      // Odd multipliers tell the places apart; the words' hashes are mixed already.
      let sum =
        hashes[start] &* 0x9E37_79B9_7F4A_7C15 &+ hashes[start + 1] &* 0xC2B2_AE3D_27D4_EB4F
        &+ hashes[start + 2] &* 0x1656_67B1_9E37_79F9
        &+ hashes[start + 3] &* 0x27D4_EB2F_1656_67C5 &+ hashes[start + 4]
      body(StableHash.mix(sum))
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
