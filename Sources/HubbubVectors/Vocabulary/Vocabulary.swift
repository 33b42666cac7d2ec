internal import HubbubSystem

/// A two-way table of byte strings and numbers.
///
/// Strings are numbered in the order in which they arrive, until `frozen()` renumbers them by the
/// order of their bytes: that order does not depend on who arrived first, so that any division
/// of the input into shards ends in the same numbers.
///
/// Open addressing over one arena of bytes. A slot holds a string of up to eight bytes itself, and
/// the hash of a longer one, so that nearly every look-up touches one cache line. Memory: the
/// strings' bytes, 4 bytes each for their ends, and 21 to 43 bytes a string for the slots.
public struct Vocabulary: Sendable {
  private var arena: [UInt8] = []
  /// Where each string begins in the arena; one more than there are strings.
  private var starts: [UInt32] = [0]
  private var slots: [Slot]

  private struct Slot {
    var key = Key(word: 0, length: 0)
    /// The number plus one; 0 = empty.
    var number: UInt32 = 0
  }

  /// What a string is known by: itself if it is short, else its hash.
  private struct Key: Equatable {
    static let short: UInt32 = 8
    var word: UInt64
    var length: UInt32

    /// Where the search begins.
    @inline(__always)
    var place: Int {
      length > Self.short
        ? Int(truncatingIfNeeded: word)
        : Int(
          truncatingIfNeeded: ByteHash.mix(
            word ^ 0x8EBC_6AF0_9C88_C6E3, UInt64(length) ^ 0xA076_1D64_78BD_642F))
    }

    @inline(__always)
    init(word: UInt64, length: UInt32) {
      self.word = word
      self.length = length
    }

    @inline(__always)
    init(_ bytes: RawSpan) {
      let (first, last) = ByteHash.ends(bytes)
      length = UInt32(truncatingIfNeeded: bytes.byteCount)
      word = length > Self.short ? ByteHash.hash(bytes, first: first, last: last) : first
    }
  }

  /// The number of strings.
  public var count: Int { starts.count - 1 }

  /// Creates a table with room for some strings.
  public init(capacity: Int = 0) {
    var size = 16
    while size * 3 < capacity * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
  }

  /// The number of a string, which is added if it is new.
  ///
  /// - Complexity: O(n) in the string's bytes, on average.
  public mutating func insert(_ string: Span<UInt8>) -> Int {
    let bytes = unsafe string.bytes
    return insert(bytes, Key(bytes))
  }

  /// The number of a string, which is added if it is new.
  public mutating func insert(_ string: [UInt8]) -> Int { insert(string.span) }

  @inline(__always)
  private mutating func insert(_ bytes: RawSpan, _ key: Key) -> Int {
    var slot = key.place & (slots.count - 1)
    while slots[slot].number != 0 {
      if slots[slot].key == key {
        let number = Int(slots[slot].number) - 1
        if key.length <= Key.short || equals(number, bytes) { return number }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(bytes, key, at: slot)
  }

  @inline(never)
  private mutating func add(_ bytes: RawSpan, _ key: Key, at slot: Int) -> Int {
    let number = count
    precondition(arena.count + bytes.byteCount < Int(UInt32.max), "a vocabulary below 4 GiB")
    unsafe bytes.withUnsafeBytes { unsafe arena.append(contentsOf: $0) }
    starts.append(UInt32(arena.count))
    slots[slot] = Slot(key: key, number: UInt32(number + 1))
    if count * 4 > slots.count * 3 { grow() }
    return number
  }

  /// The number of a string, which is added if it is new.
  public mutating func insert(_ string: String) -> Int { insert(Array(string.utf8)) }

  /// The number of a string, if it is there.
  public func find(_ string: Span<UInt8>) -> Int? {
    let bytes = unsafe string.bytes
    let key = Key(bytes)
    var slot = key.place & (slots.count - 1)
    while slots[slot].number != 0 {
      if slots[slot].key == key {
        let number = Int(slots[slot].number) - 1
        if key.length <= Key.short || equals(number, bytes) { return number }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The number of a string, if it is there.
  public func find(_ string: String) -> Int? { find(Array(string.utf8).span) }

  /// The bytes of a string, lent to a closure.
  public func withBytes<R>(of number: Int, _ body: (Span<UInt8>) -> R) -> R {
    body(arena.span.extracting(Int(starts[number])..<Int(starts[number + 1])))
  }

  /// A string by its number; bytes that are no UTF-8 are replaced.
  public func string(_ number: Int) -> String {
    String(decoding: arena[Int(starts[number])..<Int(starts[number + 1])], as: UTF8.self)
  }

  /// The numbers in the order of their strings' bytes.
  ///
  /// - Complexity: O(n log n).
  public func sortedNumbers() -> [Int] { sorted(Array(0..<count)) }

  /// Some numbers in the order of their strings' bytes.
  public func sorted(_ numbers: [Int]) -> [Int] {
    // Eight bytes, highest first, decide nearly every comparison.
    let keyed = numbers.map { (key: prefix($0), number: $0) }
    return keyed.sorted { a, b in
      a.key != b.key ? a.key < b.key : a.number != b.number && precedes(a.number, b.number)
    }.map(\.number)
  }

  /// The same strings numbered by the order of their bytes, and the new number of each old one.
  public func frozen() -> (vocabulary: Vocabulary, renumbering: [Int32]) {
    var frozen = Vocabulary(capacity: count)
    var renumbering = [Int32](repeating: 0, count: count)
    for (new, old) in sortedNumbers().enumerated() {
      withBytes(of: old) { _ = frozen.insert($0) }
      renumbering[old] = Int32(new)
    }
    return (frozen, renumbering)
  }

  /// Adds every string of another table.
  ///
  /// - Returns: the number here of each number there.
  public mutating func merge(_ other: Vocabulary) -> [Int32] {
    (0..<other.count).map { number in
      Int32(other.withBytes(of: number) { insert($0) })
    }
  }

  private func prefix(_ number: Int) -> UInt64 {
    var key: UInt64 = 0
    let start = Int(starts[number])
    let end = Int(starts[number + 1])
    for place in 0..<8 {
      key = key << 8 | (start + place < end ? UInt64(arena[start + place]) : 0)
    }
    return key
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    arena[Int(starts[a])..<Int(starts[a + 1])].lexicographicallyPrecedes(
      arena[Int(starts[b])..<Int(starts[b + 1])])
  }

  private func equals(_ number: Int, _ bytes: RawSpan) -> Bool {
    let start = Int(starts[number])
    let length = Int(starts[number + 1]) - start
    guard length == bytes.byteCount else { return false }
    let own = unsafe arena.span.bytes.extracting(start..<start + length)
    guard ByteHash.ends(own) == ByteHash.ends(bytes) else { return false }
    var at = 8
    while at + 8 < length {
      let here = unsafe own.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      let there = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      if here != there { return false }
      at += 8
    }
    return true
  }

  private mutating func grow() {
    var larger = LargePages.array(repeating: Slot(), count: slots.count * 2)
    for old in slots where old.number != 0 {
      var slot = old.key.place & (larger.count - 1)
      while larger[slot].number != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = old
    }
    slots = larger
  }
}

extension Vocabulary: Equatable {
  /// Whether two tables give the same strings the same numbers.
  public static func == (a: Vocabulary, b: Vocabulary) -> Bool {
    a.arena == b.arena && a.starts == b.starts
  }
}
