/// Words by their hashes: a perfect hash table, asked for every word of every post.
///
/// Every word has a slot of its own: words are dealt into buckets, and each bucket has the least
/// number that moves its words to slots that are free (Belazzougui, Botelho and Dietzfelbinger 2009,
/// doi:10.1007/978-3-642-04128-0_61). So a look-up is three loads and no search. What stands in the
/// slot is the word if 32 bits of the hashes agree: with 17,000 words in the lists, about one in
/// 10¹⁰ other words is taken for one of them.
struct WordTable: Sendable {
  /// A word, as a scanner finds it.
  struct Entry: Sendable {
    fileprivate var tag: UInt32 = 0
    /// What the word does.
    fileprivate(set) var marks = WordMarks()
    /// How it feels.
    fileprivate(set) var facts = WordFacts()
  }

  /// The words by their numbers; 0 is none of them.
  private(set) var entries = [Entry()]
  /// The number that moves each bucket's words.
  private var moves: [UInt16] = [0]
  /// For each slot the word's number.
  private var slots: [UInt16] = [0]
  /// The words' hashes until they are shelved.
  private var hashes: [UInt64: Int] = [:]

  /// The number of a word, which is given one if it has none.
  mutating func insert(_ word: some Sequence<UInt8>) -> Int {
    let hash = WordHash.of(word)
    if let known = hashes[hash] { return known }
    entries.append(Entry(tag: Self.tag(hash)))
    precondition(entries.count <= UInt16.max, "a number has 16 bits")
    hashes[hash] = entries.count - 1
    return entries.count - 1
  }

  /// Says what a word does and how it feels.
  mutating func describe(_ number: Int, _ marks: WordMarks, _ facts: WordFacts) {
    entries[number].marks = marks
    entries[number].facts = facts
  }

  /// Gives every word its slot; none can be added afterwards.
  mutating func shelve() {
    var size = 16
    while size * 2 < entries.count * 3 { size *= 2 }
    slots = [UInt16](repeating: 0, count: size)
    moves = [UInt16](repeating: 0, count: size / 8)
    var buckets = [[(hash: UInt64, number: Int)]](repeating: [], count: moves.count)
    for (hash, number) in hashes { buckets[Self.bucket(hash, moves.count)].append((hash, number)) }
    let order = buckets.indices.sorted { (buckets[$1].count, $0) < (buckets[$0].count, $1) }
    for bucket in order where !buckets[bucket].isEmpty {
      let words = buckets[bucket].sorted { $0.number < $1.number }
      var move = 0
      while !place(words, move) {
        move += 1
        precondition(move <= UInt16.max, "two words have the same hash")
      }
      moves[bucket] = UInt16(move)
    }
    hashes = [:]
  }

  private mutating func place(_ words: [(hash: UInt64, number: Int)], _ move: Int) -> Bool {
    for (index, word) in words.enumerated() {
      let slot = Self.slot(word.hash, move, slots.count)
      guard slots[slot] == 0 else {
        for placed in words[..<index] { slots[Self.slot(placed.hash, move, slots.count)] = 0 }
        return false
      }
      slots[slot] = UInt16(word.number)
    }
    return true
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

  @inline(__always)
  private static func bucket(_ hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 32) & (count - 1)
  }

  @inline(__always)
  private static func slot(_ hash: UInt64, _ move: Int, _ count: Int) -> Int {
    (Int(truncatingIfNeeded: hash) &+ move &* Int(truncatingIfNeeded: hash >> 40 | 1))
      & (count &- 1)
  }

  /// The number of the word with a hash; 0 for none.
  @inline(__always)
  func number(_ hash: UInt64) -> Int {
    let move = Int(moves[Self.bucket(hash, moves.count)])
    let number = Int(slots[Self.slot(hash, move, slots.count)])
    return entries[number].tag == Self.tag(hash) ? number : 0
  }
}
