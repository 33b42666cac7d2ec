internal import CLanes

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
  /// forty, and lanes that are compiled for wide vectors. Least is what is least as a signed number:
  /// every machine compares those, and any fixed order will do.
  static func bands(_ words: FoldedWords) -> [UInt32] {
    guard words.count >= leastWords else { return [] }
    let runs = shingles(words)
    var least = InlineArray<40, Int32>(repeating: 0)
    var places = least.mutableSpan
    unsafe runs.withUnsafeBufferPointer { runs in
      unsafe places.withUnsafeMutableBufferPointer { places in
        guard let first = runs.baseAddress, let out = places.baseAddress else { return }
        unsafe hubbub_least_hashes(first, runs.count, out)
      }
    }
    return (0..<bands).map { band in
      var key = UInt64(band + 1)
      for row in 0..<rows {
        key = StableHash.mix(key ^ UInt64(UInt32(bitPattern: least[band * rows + row])))
      }
      return UInt32(truncatingIfNeeded: key)
    }
  }

  /// The runs of five words.
  static func shingles(_ words: FoldedWords) -> [UInt64] {
    guard words.count >= shingle else { return [] }
    let hashes = words.hashes.span
    return (0...(hashes.count - shingle)).map { start in
      // Odd multipliers tell the places apart; the words' hashes are mixed already.
      let sum =
        hashes[start] &* 0x9E37_79B9_7F4A_7C15 &+ hashes[start + 1] &* 0xC2B2_AE3D_27D4_EB4F
        &+ hashes[start + 2] &* 0x1656_67B1_9E37_79F9
        &+ hashes[start + 3] &* 0x27D4_EB2F_1656_67C5 &+ hashes[start + 4]
      return StableHash.mix(sum)
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
