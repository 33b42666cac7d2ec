/// A number for each pair of numbers: open addressing, keys and values side by side.
struct PairTable: Sendable {
  private struct Slot {
    /// Key plus one; 0 = empty.
    var key: UInt64 = 0
    var value: UInt32 = 0
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var count = 0

  static func key(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
  }

  /// The multiplier is that of Fibonacci hashing (Knuth, TAOCP 3, 6.4): 2⁶⁴ / φ.
  static func hash(_ key: UInt64) -> UInt64 {
    let product = (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  /// Adds one to a pair's number.
  mutating func count(_ key: UInt64, hash: UInt64) {
    let slot = place(of: key, hash: hash)
    if slots[slot].key != 0 {
      slots[slot].value += 1
    } else {
      add(key, 1, at: slot)
    }
  }

  /// Gives a pair a number.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    let slot = place(of: key, hash: Self.hash(key))
    if slots[slot].key != 0 {
      slots[slot].value = value
    } else {
      add(key, value, at: slot)
    }
  }

  /// The number of a pair, if it has one.
  func value(of key: UInt64) -> UInt32? {
    let slot = slots[place(of: key, hash: Self.hash(key))]
    return slot.key != 0 ? slot.value : nil
  }

  /// The pairs and their counts, in no order that means anything.
  var pairs: some Sequence<(key: UInt64, count: Int)> {
    slots.lazy.filter { $0.key != 0 }.map { (key: $0.key - 1, count: Int($0.value)) }
  }

  /// The slot of a pair, or the empty one where it belongs.
  @inline(__always)
  private func place(of key: UInt64, hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash >> 8) & (slots.count - 1)
    while slots[slot].key != key + 1, slots[slot].key != 0 {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  @inline(never)
  private mutating func add(_ key: UInt64, _ value: UInt32, at slot: Int) {
    slots[slot] = Slot(key: key + 1, value: value)
    count += 1
    if count * 2 > slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.key != 0 {
      slots[place(of: slot.key - 1, hash: Self.hash(slot.key - 1))] = slot
    }
  }
}
