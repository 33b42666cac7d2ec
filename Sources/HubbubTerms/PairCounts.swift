/// Counts of pairs of numbers: open addressing, keys and counts side by side.
struct PairCounts: Sendable {
  /// Key plus one; 0 = empty.
  private var keys: [UInt64]
  private var counts: [UInt32]
  private(set) var count = 0

  init() {
    keys = Array(repeating: 0, count: 1024)
    counts = Array(repeating: 0, count: 1024)
  }

  static func key(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
  }

  /// The multiplier is that of Fibonacci hashing (Knuth, TAOCP 3, 6.4): 2⁶⁴ / φ.
  static func hash(_ key: UInt64) -> UInt64 {
    let product = (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  mutating func add(_ key: UInt64, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash >> 8) & (keys.count - 1)
    while keys[slot] != key + 1 {
      if keys[slot] == 0 {
        keys[slot] = key + 1
        counts[slot] = 1
        count += 1
        if count * 2 > keys.count { grow() }
        return
      }
      slot = (slot + 1) & (keys.count - 1)
    }
    counts[slot] += 1
  }

  /// The pairs counted at least `least` times, by rising key.
  func pairs(least: Int) -> [(key: UInt64, count: Int)] {
    var found: [(key: UInt64, count: Int)] = []
    for slot in keys.indices where keys[slot] != 0 && Int(counts[slot]) >= least {
      found.append((keys[slot] - 1, Int(counts[slot])))
    }
    return found.sorted { $0.key < $1.key }
  }

  private mutating func grow() {
    let oldKeys = keys
    let oldCounts = counts
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    counts = Array(repeating: 0, count: oldKeys.count * 2)
    for old in oldKeys.indices where oldKeys[old] != 0 {
      var slot = Int(truncatingIfNeeded: Self.hash(oldKeys[old] - 1) >> 8) & (keys.count - 1)
      while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = oldKeys[old]
      counts[slot] = oldCounts[old]
    }
  }
}
