/// Words by their hashes: an open-addressing table that is asked for every word of every post.
///
/// Words are told apart by 64 bits of FNV-1a: with 16,000 words in the lists, about one in 10¹⁵ other
/// words is taken for one of them.
struct WordTable: Sendable {
  /// Number of words.
  private(set) var count = 0
  /// For each slot the word's number plus one; 0 is empty.
  private var slots: [Int32]
  private var hashes: [UInt64]

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    hashes = [UInt64](repeating: 0, count: size)
  }

  /// FNV-1a, a byte at a time, so that a scanner may hash while it reads.
  static let emptyHash: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  static func hash(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(emptyHash) { hash($0, $1) }
  }

  /// The number of a word, which is given one if it has none.
  mutating func insert(_ word: some Sequence<UInt8>) -> Int {
    let hash = Self.hash(of: word)
    if let known = find(hash) { return known }
    precondition((count + 1) * 2 <= slots.count, "a table is made for the words it is to hold")
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    count += 1
    slots[slot] = Int32(count)
    hashes[slot] = hash
    return count - 1
  }

  /// The number of the word with a hash.
  @inline(__always)
  func find(_ hash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 {
      if hashes[slot] == hash { return Int(slots[slot]) - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}
