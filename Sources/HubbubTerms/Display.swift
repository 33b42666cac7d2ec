internal import HubbubText

/// How words are most often written.
enum Display {
  /// How a variant is shown: without a possessive ending.
  static func shown(_ variant: Int, of table: WordTable) -> String {
    table.withWord(of: variant) { word in
      string(word.extracting(first: shownLength(word)))
    }
  }

  static func string(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// How many bytes of a word stand before a possessive `'s` or a Korean particle, all of them if
  /// there is none or if it would leave less than two.
  static func shownLength(_ word: Span<UInt8>) -> Int {
    let count = word.count
    guard count >= 4 else { return count }
    if word[count - 1] & 0xC0 == 0x80 { return KoreanParticles.stemLength(word) }
    guard word[count - 1] | 0x20 == UInt8(ascii: "s") else { return count }
    if word[count - 2] == UInt8(ascii: "'") { return count - 2 }
    let isCurly =
      count >= 6 && word[count - 4] == 0xE2 && word[count - 3] == 0x80 && word[count - 2] == 0x99
    return isCurly ? count - 4 : count
  }

  /// The text of the highest sum of counts, the first by its bytes among equals; empty if there is
  /// none.
  static func best(_ counts: [(text: String, count: Int)]) -> String {
    let sorted = counts.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    var found = (text: "", count: 0)
    var at = 0
    while at < sorted.count {
      let text = sorted[at].text
      var count = 0
      while at < sorted.count, sorted[at].text == text {
        count += sorted[at].count
        at += 1
      }
      if count > found.count { found = (text, count) }
    }
    return found.text
  }
}
