internal import CLanes
internal import HubbubSystem

/// A stretch of a text of less than 4 GiB.
public struct ByteRange: Sendable {
  private let first: UInt32
  private let past: UInt32

  /// The first byte.
  public var start: Int { Int(first) }
  /// One past the last byte.
  public var end: Int { Int(past) }
  /// The number of bytes.
  public var count: Int { Int(past &- first) }

  /// Creates a stretch; it must not end before it begins.
  public init(_ start: Int, _ end: Int) {
    first = UInt32(truncatingIfNeeded: start)
    past = UInt32(truncatingIfNeeded: end)
  }
}

/// The bytes of numbered words, one behind the other.
public struct WordBytes: Sendable {
  fileprivate var arena: [UInt8] = []
  /// Where each word begins in the arena; one more than there are words.
  fileprivate var starts: [UInt32] = [0]

  /// No words yet.
  public init() {}

  fileprivate mutating func append(_ bytes: RawSpan) {
    precondition(arena.count + bytes.byteCount < Int(UInt32.max), "words below 4 GiB")
    unsafe bytes.withUnsafeBytes { unsafe arena.append(contentsOf: $0) }
    starts.append(UInt32(arena.count))
  }

  /// The bytes of a word, lent to a closure.
  public func withBytes<R>(of number: Int, _ body: (Span<UInt8>) -> R) -> R {
    body(arena.span.extracting(Int(starts[number])..<Int(starts[number + 1])))
  }
}

/// A table of the words of texts: a number for each, how often it came, and a mark that the caller
/// gives it.
///
/// Words are of a family (a language, say): the same bytes in two families are two words. Numbers
/// are given in the order in which words arrive.
///
/// Open addressing. A slot is half a cache line, and holds what is asked of nearly every word: its
/// bytes if it has at most sixteen, its number, mark and count. A frequent word thus costs one look
/// at one place. Memory: the words' bytes, 12 bytes each for their ends, marks and families, and 43 to 85 bytes a word for the slots, until `close()`.
public struct WordTally: Sendable {
  /// The mark of a word that has none yet.
  public static let unmarked: Int32 = .min

  /// The bytes of all words, which outlive the slots.
  public private(set) var words = WordBytes()
  private var families: [UInt32] = []
  private var marks: [Int32] = []
  private var slots = [Slot](repeating: Slot(), count: 16)
  /// What the words at hand are known by, kept for its memory.
  private var keys: [Key] = []

  /// The number of words.
  public var count: Int { marks.count }

  /// Creates an empty table.
  public init() {}

  /// What a word is known by: itself if it has at most sixteen bytes, else a part and a hash of it.
  private struct Key {
    static let short = 16
    var first: UInt64
    var last: UInt64
    /// The length and the family.
    var size: UInt32
    /// Where the search begins, before it is cut to the table's size.
    var place: UInt32

    @inline(__always)
    init(first: UInt64, last: UInt64, length: Int, family: UInt32) {
      self.first = first
      self.last = last
      size = UInt32(truncatingIfNeeded: min(length, 255)) | family << 8
      place = Self.place(first, last, size)
    }

    @inline(__always)
    static func place(_ first: UInt64, _ last: UInt64, _ size: UInt32) -> UInt32 {
      UInt32(
        truncatingIfNeeded: ByteHash.mix(
          first ^ 0x8EBC_6AF0_9C88_C6E3, last ^ UInt64(size) ^ 0xA076_1D64_78BD_642F))
    }

    @inline(__always)
    init(_ bytes: RawSpan, family: UInt32) {
      let length = bytes.byteCount
      let (first, last) = ByteHash.ends(bytes)
      self.init(
        first: first,
        last: length <= 8
          ? 0 : length <= Self.short ? last : ByteHash.hash(bytes, first: first, last: last),
        length: length, family: family)
    }

    @inline(__always)
    var isWhole: Bool { size & 255 <= UInt32(Self.short) }
  }

  /// Thirty-two bytes on a boundary of as many.
  private struct Slot {
    /// First and last bytes; size and number plus one, 0 = empty; mark and count.
    var lanes = SIMD4<UInt64>(0, 0, 0, 0)

    @inline(__always)
    var number: Int { Int(lanes[2] >> 32) - 1 }
    @inline(__always)
    var mark: Int32 { Int32(truncatingIfNeeded: lanes[3]) }
    @inline(__always)
    var count: Int32 { Int32(truncatingIfNeeded: lanes[3] >> 32) }
    @inline(__always)
    func holds(_ key: Key) -> Bool {
      (lanes[0] ^ key.first) | (lanes[1] ^ key.last)
        | UInt64(UInt32(truncatingIfNeeded: lanes[2]) ^ key.size) == 0
    }
  }

  /// Counts stretches of a text, and finds their marks.
  ///
  /// First the slots where the searches begin are asked for, then they are looked at: the processor
  /// fetches many at once and waits for none of them.
  ///
  /// - Parameters:
  ///   - found: replaced by the mark and the number of each stretch.
  ///   - unknown: replaced by the places of stretches that have no mark yet, which are not counted
  ///     and of whose places in `found` nothing is said; see `add(_:family:counting:)`.
  public mutating func tally(
    _ ranges: Span<ByteRange>, of text: Span<UInt8>, family: Int,
    into found: inout [(mark: Int32, number: Int32)], unknown: inout [Int]
  ) {
    var keys: [Key] = []
    swap(&keys, &self.keys)
    let mask = UInt32(truncatingIfNeeded: slots.count - 1)
    found.removeAll(keepingCapacity: true)
    unknown.removeAll(keepingCapacity: true)
    unsafe slots.withUnsafeMutableBufferPointer { slots in
      guard let base = slots.baseAddress else { return }
      unsafe Self.find(ranges, of: text, family: UInt32(family), &keys, among: base, mask)
      let known = keys.span
      found.append(addingCapacity: known.count) { found in
        for place in known.indices {
          let key = known[place]
          var at = Int(key.place & mask)
          var slot = unsafe base[at]
          while !slot.holds(key), slot.number >= 0 {
            at = (at + 1) & Int(mask)
            slot = unsafe base[at]
          }
          found.append((slot.mark, Int32(truncatingIfNeeded: slot.number)))
          if slot.number >= 0, slot.mark != Self.unmarked, key.isWhole {
            unsafe base[at].lanes[3] &+= 1 << 32
          } else {
            unknown.append(place)
          }
        }
      }
    }
    swap(&keys, &self.keys)
  }

  /// Replaces an array by what stretches of a text are known by, and asks for the slots where they are
  /// looked for.
  private static func find(
    _ ranges: Span<ByteRange>, of text: Span<UInt8>, family: UInt32, _ keys: inout [Key],
    among slots: UnsafePointer<Slot>, _ mask: UInt32
  ) {
    let whole = unsafe text.bytes
    let count = text.count
    keys.removeAll(keepingCapacity: true)
    keys.append(addingCapacity: ranges.count) { keys in
      for place in ranges.indices {
        let range = ranges[place]
        let length = range.count
        let key: Key
        if length <= 8, length > 0, range.start + 8 <= count {
          // Eight bytes at once, of which those that follow the stretch are cut off.
          let eight = unsafe whole.unsafeLoadUnaligned(
            fromByteOffset: range.start, as: UInt64.self
          ).littleEndian
          key = Key(
            first: eight & (UInt64.max >> UInt64(64 - 8 * length)), last: 0, length: length,
            family: family)
        } else {
          key = Key(whole.extracting(range.start..<range.end), family: family)
        }
        unsafe hubbub_expect(slots + Int(key.place & mask))
        keys.append(key)
      }
    }
  }

  /// The number of a word, which is added without a mark if it is new.
  ///
  /// - Parameter counting: whether it is counted.
  public mutating func add(_ word: Span<UInt8>, family: Int, counting: Bool) -> Int {
    let bytes = unsafe word.bytes
    let key = Key(bytes, family: UInt32(family))
    var at = place(of: bytes, key)
    if slots[at].number < 0 {
      let number = count
      words.append(bytes)
      families.append(UInt32(family))
      marks.append(Self.unmarked)
      slots[at].lanes = SIMD4(
        key.first, key.last, UInt64(key.size) | UInt64(number + 1) << 32,
        UInt64(UInt32(bitPattern: Self.unmarked)))
      if count * 4 > slots.count * 3 {
        grow()
        at = place(of: bytes, key)
      }
    }
    if counting { slots[at].lanes[3] &+= 1 << 32 }
    return slots[at].number
  }

  /// The marks of all words, lent to a closure.
  public func withMarks<R>(_ body: (Span<Int32>) -> R) -> R { body(marks.span) }

  /// The family of a word.
  public func family(of number: Int) -> Int { Int(families[number]) }

  /// The mark of a word.
  public func mark(of number: Int) -> Int32 { marks[number] }

  /// Marks a word, by anything but `unmarked`.
  public mutating func setMark(_ mark: Int32, of number: Int) {
    marks[number] = mark
    let at = withBytes(of: number) { word in
      let bytes = unsafe word.bytes
      return place(of: bytes, Key(bytes, family: families[number]))
    }
    let count = slots[at].lanes[3] & 0xFFFF_FFFF_0000_0000
    slots[at].lanes[3] = count | UInt64(UInt32(bitPattern: mark))
  }

  /// The number of a word, if it is there.
  public func find(_ word: Span<UInt8>, family: Int) -> Int? {
    let bytes = unsafe word.bytes
    let number = slots[place(of: bytes, Key(bytes, family: UInt32(family)))].number
    return number < 0 ? nil : number
  }

  /// The bytes of a word, lent to a closure.
  public func withBytes<R>(of number: Int, _ body: (Span<UInt8>) -> R) -> R {
    words.withBytes(of: number, body)
  }

  /// The bytes of all words, one after the other, and where each begins, lent to a closure.
  ///
  /// For loops over many words: each loan counts references, which threads that do so at once wait
  /// for.
  public func withAllBytes<R>(_ body: (_ bytes: Span<UInt8>, _ starts: Span<UInt32>) -> R) -> R {
    body(words.arena.span, words.starts.span)
  }

  /// How often each word came.
  public func counts() -> [Int32] {
    var counts = [Int32](repeating: 0, count: count)
    for slot in slots where slot.number >= 0 { counts[slot.number] = slot.count }
    return counts
  }

  /// Lets go of the slots: words are neither found nor added any more, and no longer counted.
  public mutating func close() {
    slots = []
    keys = []
  }

  /// The slot of a word, or the empty one where it belongs.
  private func place(of bytes: RawSpan, _ key: Key) -> Int {
    let mask = slots.count - 1
    var at = Int(key.place) & mask
    while slots[at].number >= 0 {
      if slots[at].holds(key), key.isWhole || equals(slots[at].number, bytes) { return at }
      at = (at + 1) & mask
    }
    return at
  }

  private func equals(_ number: Int, _ bytes: RawSpan) -> Bool {
    withBytes(of: number) { word in
      guard word.count == bytes.byteCount else { return false }
      for at in word.indices {
        let there = unsafe bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        if word[at] != there { return false }
      }
      return true
    }
  }

  private mutating func grow() {
    var larger = LargePages.array(repeating: Slot(), count: slots.count * 2)
    let mask = larger.count - 1
    for slot in slots where slot.number >= 0 {
      let size = UInt32(truncatingIfNeeded: slot.lanes[2])
      var at = Int(Key.place(slot.lanes[0], slot.lanes[1], size)) & mask
      while larger[at].number >= 0 { at = (at + 1) & mask }
      larger[at] = slot
    }
    slots = larger
  }
}
