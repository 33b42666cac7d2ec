/// Words by 64 bits of FNV-1a: what the phrase tables compare instead of their letters.
///
/// The tables hold some thousands of words; that another word has the key of one of them is to be
/// expected once in 10¹⁵ words.
enum WordKey {
  /// The key of a word's UTF-8; never 0.
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { key = (key ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return key | 1
  }
}

/// A set of words, asked for each word of each sentence.
struct WordKeys: Hashable, Sendable {
  /// Open addressing; 0 is an empty slot.
  private(set) var slots: [UInt64]
  /// The number of words.
  let count: Int

  init(_ words: some Sequence<String>) {
    let keys = Set(words.map { WordKey.of($0.utf8) })
    count = keys.count
    var size = 2
    while size < keys.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for key in keys.sorted() {
      var slot = Int(truncatingIfNeeded: key >> 1) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = key
    }
  }

  /// Whether a key is one of the set.
  func contains(_ key: UInt64) -> Bool { Self.contains(key, slots, 0, slots.count - 1) }

  /// Whether a key is one of a set whose slots stand in a longer array.
  @inline(__always)
  static func contains(_ key: UInt64, _ slots: [UInt64], _ first: Int, _ mask: Int) -> Bool {
    var slot = Int(truncatingIfNeeded: key >> 1) & mask
    while slots[first + slot] != 0 {
      if slots[first + slot] == key { return true }
      slot = (slot + 1) & mask
    }
    return false
  }
}

/// For each word of a table the rows that it may begin to matter for.
struct WordIndex: Sendable {
  private var keys: [UInt64]
  private var ranges: [Range<Int32>]
  private var rows: [Int32] = []

  init(_ rowsOfWord: [UInt64: [Int]]) {
    var size = 16
    while size < rowsOfWord.count * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    ranges = Array(repeating: 0..<0, count: size)
    for (key, list) in rowsOfWord.sorted(by: { $0.key < $1.key }) {
      var slot = Int(truncatingIfNeeded: key >> 1) & (size - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (size - 1) }
      keys[slot] = key
      ranges[slot] = Int32(rows.count)..<Int32(rows.count + list.count)
      rows += list.map { Int32($0) }
    }
  }

  /// Marks the rows of a word, a bit each.
  @inline(__always)
  func mark(_ key: UInt64, in bits: inout [UInt64]) {
    var slot = Int(truncatingIfNeeded: key >> 1) & (keys.count - 1)
    while keys[slot] != 0 {
      if keys[slot] == key {
        for place in ranges[slot] {
          let row = Int(rows[Int(place)])
          bits[row >> 6] |= 1 << UInt64(row & 63)
        }
        return
      }
      slot = (slot + 1) & (keys.count - 1)
    }
  }
}
