/// Words with drawn-out letters.
enum DrawnOut {
  /// Whether a letter stands three times or more in a row.
  static func holds(_ word: Span<UInt8>) -> Bool {
    var at = 2
    while at < word.count {
      let byte = small(word[at])
      if byte == small(word[at - 1]), byte == small(word[at - 2]) { return true }
      at += 1
    }
    return false
  }

  /// The hash of a word in small letters, with its runs of three and more letters cut down.
  static func hash(_ word: Span<UInt8>, keep: Int) -> UInt64 {
    var builder = WordHash.Builder()
    var at = 0
    while at < word.count {
      let byte = small(word[at])
      var end = at
      while end < word.count, small(word[end]) == byte { end += 1 }
      for _ in 0..<(end - at >= 3 ? keep : end - at) { builder.append(byte) }
      at = end
    }
    return builder.hash
  }

  private static func small(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
}
