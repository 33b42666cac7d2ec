/// A word in small letters with its hash, built a byte at a time without touching the heap.
struct FoldedWord {
  /// Longer words are in no list; of them only the length and the hash are kept.
  static let capacity = 64

  private(set) var bytes = InlineArray<64, UInt8>(repeating: 0)
  private(set) var count = 0
  private(set) var hash = WordTable.emptyHash

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count < Self.capacity { bytes[count] = byte }
    count += 1
    hash = WordTable.hash(hash, byte)
  }

  /// The byte that many places before the end.
  func fromEnd(_ place: Int) -> UInt8? {
    count > place && count <= Self.capacity ? bytes[count - 1 - place] : nil
  }

  /// The word without its last bytes.
  func dropping(_ last: Int) -> FoldedWord {
    var shorter = FoldedWord()
    for index in 0..<min(Self.capacity, count - last) { shorter.append(bytes[index]) }
    return shorter
  }

  /// The word with runs of three and more letters cut down.
  func undrawn(keep: Int) -> FoldedWord {
    var short = FoldedWord()
    let length = min(count, Self.capacity)
    var at = 0
    while at < length {
      var end = at
      while end < length, bytes[end] == bytes[at] { end += 1 }
      for _ in 0..<(end - at >= 3 ? keep : end - at) { short.append(bytes[at]) }
      at = end
    }
    return short
  }
}
