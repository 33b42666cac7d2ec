/// Words by their bytes: an open-addressing table that is asked for every word of every post.
struct WordTable: Sendable {
  /// Number of words.
  private(set) var count = 0
  /// For each slot the word's number plus one; 0 is empty.
  private var slots: [Int32]
  private var hashes: [UInt64] = []
  private var starts: [Int32] = [0]
  private var arena: [UInt8] = []

  init(capacity: Int) {
    var size = 16
    while size < capacity * 3 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
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
  mutating func insert(_ word: some Collection<UInt8>) -> Int {
    let word = Array(word)
    let hash = Self.hash(of: word)
    if let known = find(word, 0, word.count, hash: hash) { return known }
    precondition((count + 1) * 2 < slots.count, "a table is made for the words it is to hold")
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    count += 1
    slots[slot] = Int32(count)
    hashes.append(hash)
    arena.append(contentsOf: word)
    starts.append(Int32(arena.count))
    return count - 1
  }

  /// The number of the word `bytes[start..<end]`, whose hash is known.
  @inline(__always)
  func find(_ bytes: [UInt8], _ start: Int, _ end: Int, hash: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 {
      let word = Int(slots[slot]) - 1
      if hashes[word] == hash, equals(word, bytes, start, end) { return word }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The number of a folded word.
  @inline(__always)
  func find(_ word: borrowing FoldedWord) -> Int? {
    var slot = Int(truncatingIfNeeded: word.hash ^ word.hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 {
      let known = Int(slots[slot]) - 1
      if hashes[known] == word.hash, equals(known, word) { return known }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func equals(_ known: Int, _ word: borrowing FoldedWord) -> Bool {
    let first = Int(starts[known])
    let count = Int(starts[known + 1]) - first
    guard count == word.count, count <= FoldedWord.capacity else { return false }
    for offset in 0..<count where arena[first + offset] != word.bytes[offset] { return false }
    return true
  }

  /// The number of a word.
  func find(_ word: String) -> Int? {
    let bytes = Array(word.utf8)
    return find(bytes, 0, bytes.count, hash: Self.hash(of: bytes))
  }

  /// A word's text.
  func text(_ word: Int) -> String {
    String(decoding: arena[Int(starts[word])..<Int(starts[word + 1])], as: UTF8.self)
  }

  private func equals(_ word: Int, _ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    let first = Int(starts[word])
    guard Int(starts[word + 1]) - first == end - start else { return false }
    for offset in 0..<(end - start) where arena[first + offset] != bytes[start + offset] {
      return false
    }
    return true
  }
}
