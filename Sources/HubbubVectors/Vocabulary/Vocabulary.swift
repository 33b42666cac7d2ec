/// A two-way table of byte strings and numbers.
///
/// Strings are numbered in the order in which they arrive, until `frozen()` renumbers them by the
/// order of their bytes: that order does not depend on who arrived first, so that any division
/// of the input into shards ends in the same numbers.
///
/// Open addressing over one arena of bytes; a slot holds the number and half the hash, so that
/// most probes touch nothing else. Memory: the strings' bytes, 4 bytes each for their ends, and
/// 8 to 16 bytes a string for the slots.
public struct Vocabulary: Sendable {
  private var arena: [UInt8] = []
  /// Where each string begins in the arena; one more than there are strings.
  private var starts: [UInt32] = [0]
  /// 0 = empty, else the upper half of the hash and the number plus one.
  private var slots: [UInt64]

  /// The number of strings.
  public var count: Int { starts.count - 1 }

  /// Creates a table with room for some strings.
  public init(capacity: Int = 0) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The number of a string, which is added if it is new.
  ///
  /// - Complexity: O(n) in the string's bytes, on average.
  public mutating func insert(_ string: Span<UInt8>) -> Int {
    let bytes = unsafe string.bytes
    let (first, last) = ByteHash.ends(bytes)
    let hash = ByteHash.hash(bytes, first: first, last: last)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    while slots[slot] != 0 {
      if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if equals(number, bytes, first, last) { return number }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = count
    precondition(arena.count + bytes.byteCount < Int(UInt32.max), "a vocabulary below 4 GiB")
    for index in string.indices { arena.append(string[index]) }
    starts.append(UInt32(arena.count))
    slots[slot] = tag | UInt64(number + 1)
    if count * 2 > slots.count { grow() }
    return number
  }

  /// The number of a string, which is added if it is new.
  public mutating func insert(_ string: String) -> Int { insert(Array(string.utf8).span) }

  /// The number of a string, if it is there.
  public func find(_ string: Span<UInt8>) -> Int? {
    let bytes = unsafe string.bytes
    let (first, last) = ByteHash.ends(bytes)
    let hash = ByteHash.hash(bytes, first: first, last: last)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    let tag = hash & 0xFFFF_FFFF_0000_0000
    while slots[slot] != 0 {
      if slots[slot] & 0xFFFF_FFFF_0000_0000 == tag {
        let number = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if equals(number, bytes, first, last) { return number }
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
      other.withBytes(of: number) { Int32(insert($0)) }
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

  @inline(__always)
  private func equals(_ number: Int, _ bytes: RawSpan, _ first: UInt64, _ last: UInt64) -> Bool {
    let start = Int(starts[number])
    let length = Int(starts[number + 1]) - start
    guard length == bytes.byteCount else { return false }
    let own = unsafe arena.span.bytes.extracting(start..<start + length)
    let ends = ByteHash.ends(own)
    guard ends.first == first && ends.last == last else { return false }
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
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for number in 0..<count {
      let bytes = unsafe arena.span.extracting(Int(starts[number])..<Int(starts[number + 1])).bytes
      let (first, last) = ByteHash.ends(bytes)
      let hash = ByteHash.hash(bytes, first: first, last: last)
      var slot = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
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
