/// Words by their hashes: an open-addressing table that is asked for every word of every post.
///
/// Words are told apart by 44 bits of FNV-1a beside their slot: with 17,000 words in the lists, about
/// one in 10¹³ other words is taken for one of them.
struct WordTable: Sendable {
  /// Number of words.
  private(set) var count = 0
  /// For each slot the upper bits of the word's hash and, below, its number plus one; 0 is empty.
  private var slots: [UInt64]

  private static let numbers: UInt64 = 0xF_FFFF

  init(capacity: Int) {
    precondition(capacity < Self.numbers, "a number has 20 bits")
    var size = 16
    while size * 2 < capacity * 3 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
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

  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
  }

  /// The number of a word, which is given one if it has none.
  mutating func insert(_ word: some Sequence<UInt8>) -> Int {
    let hash = Self.hash(of: word)
    if let known = find(hash) { return known }
    precondition((count + 1) * 3 <= slots.count * 2, "a table is made for the words it is to hold")
    var slot = slot(of: hash)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    count += 1
    slots[slot] = hash & ~Self.numbers | UInt64(count)
    return count - 1
  }

  /// The number of the word with a hash.
  @inline(__always)
  func find(_ hash: UInt64) -> Int? {
    var slot = slot(of: hash)
    while true {
      let found = slots[slot]
      if found == 0 { return nil }
      if (found ^ hash) & ~Self.numbers == 0 {
        return Int(truncatingIfNeeded: found & Self.numbers) - 1
      }
      slot = (slot + 1) & (slots.count - 1)
    }
  }
}
