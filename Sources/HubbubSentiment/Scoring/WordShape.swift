/// What a scanner keeps of a word in small letters while it reads it: its hash, not its bytes.
struct WordShape {
  private(set) var hash = WordTable.emptyHash
  /// The hash of what stands before the last apostrophe.
  private(set) var ownerHash = WordTable.emptyHash
  /// Whether a letter stands three times or more in a row.
  private(set) var isDrawnOut = false
  /// The last four bytes.
  private var tail: UInt32 = 0

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if byte == UInt8(ascii: "'") { ownerHash = hash }
    appendLetter(byte)
  }

  /// Appends a byte that is no apostrophe.
  @inline(__always)
  mutating func appendLetter(_ byte: UInt8) {
    let repeated = UInt32(byte) << 8 | UInt32(byte)
    if tail & 0xFFFF == repeated { isDrawnOut = true }
    tail = tail << 8 | UInt32(byte)
    hash = WordTable.hash(hash, byte)
  }

  /// Whether it ends in "n't".
  var endsInNot: Bool { tail & 0xFF_FFFF == 0x6E_2774 }
  /// Whether it ends in "'s".
  var isPossessive: Bool { tail & 0xFFFF == 0x2773 }

  /// A word with runs of three and more letters cut down.
  static func undrawn(_ word: [UInt8], keep: Int) -> [UInt8] {
    var short: [UInt8] = []
    var at = 0
    while at < word.count {
      var end = at
      while end < word.count, word[end] == word[at] { end += 1 }
      short.append(contentsOf: repeatElement(word[at], count: end - at >= 3 ? keep : end - at))
      at = end
    }
    return short
  }
}
