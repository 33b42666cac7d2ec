internal import HubbubSystem

/// The function words of all languages in one table, found by the bytes of a word: the look-up is
/// once a word of every text, so it makes no string.
struct FunctionWords: Sendable {
  private var bytes: [UInt8] = []
  /// By slot: where the word stands in `bytes`, one past it (0 if the slot is free), and a bit for
  /// each language that has it.
  private var slots: [Slot]
  private var longest = 0
  /// A bit for each hash that a word has: most words of a text are known from it to be none of
  /// these, and it stays in the nearest cache.
  private var marks = [UInt64](repeating: 0, count: 1 << 10)

  /// Words of at most seven ASCII letters by their bytes as a number, which most are; the number is
  /// 0 if the slot is free.
  ///
  /// A word stands in one of two slots, one in each half (Pagh and Rodler, "Cuckoo hashing", 2004),
  /// so that looking it up is two comparisons and no branch: half of a text's words are found, and
  /// no processor guesses which.
  private var shortSlots: [ShortSlot] = []
  private var shortBits: UInt64 = 8
  /// A bit for each hash that a longer word of at most fifteen ASCII letters has.
  private var longMarks = [UInt64](repeating: 0, count: 1 << 10)

  private struct ShortSlot {
    var key: UInt64 = 0
    var languages: UInt64 = 0

    /// The languages if the slot holds a word; told by arithmetic, of which no compiler makes a jump.
    @inline(__always)
    func languages(of word: ShortWord) -> UInt64 {
      let difference = key ^ word.key
      return languages & ((difference | (0 &- difference)) &>> 63 &- 1)
    }
  }

  private struct Slot {
    var start: Int32 = 0
    var end: Int32 = 0
    var languages: UInt64 = 0
  }

  init(_ languages: [String]) {
    var lists: [String: UInt64] = [:]
    for (index, language) in languages.enumerated() {
      for word in StopWords.words(of: language) { lists[word, default: 0] |= 1 << UInt64(index) }
    }
    var size = 16
    while size < lists.count * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    var short: [ShortSlot] = []
    for (word, bits) in lists {
      let start = bytes.count
      bytes.append(contentsOf: word.utf8)
      longest = max(longest, bytes.count - start)
      let hash = Self.hash(bytes.span, start, bytes.count)
      marks[Self.mark(hash) >> 6] |= 1 << UInt64(hash & 63)
      var slot = Self.slot(hash) & (size - 1)
      while slots[slot].end != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(start: Int32(start), end: Int32(bytes.count), languages: bits)
      let letters = Array(word.utf8)
      if ShortWord.isOne(letters) {
        let word = ShortWord(letters.span, 0, letters.count)
        short.append(ShortSlot(key: word.key, languages: bits))
      } else if LongWord.isOne(letters) {
        let word = LongWord(letters.span, 0, letters.count)
        longMarks[Int(word.hash >> 54)] |= 1 << (word.hash >> 48 & 63)
      }
    }
    while !place(short) { shortBits += 1 }
  }

  /// Gives each short word one of its two slots; false if two halves of that size are too small.
  private mutating func place(_ words: [ShortSlot]) -> Bool {
    shortSlots = Array(repeating: ShortSlot(), count: 2 << shortBits)
    for word in words {
      var homeless = word
      var isSecond = false
      // Who is pushed out moves to the other half, and may push out another.
      for _ in 0..<64 where homeless.key != 0 {
        let slot = slots(of: homeless.key)
        swap(&homeless, &shortSlots[isSecond ? slot.second : slot.first])
        isSecond.toggle()
      }
      if homeless.key != 0 { return false }
    }
    return true
  }

  @inline(__always)
  private func slots(of key: UInt64) -> (first: Int, second: Int) {
    let hash = Self.hash(key)
    let half = 1 << shortBits
    return (
      Int(truncatingIfNeeded: hash >> (64 - shortBits)),
      half | Int(truncatingIfNeeded: hash >> 16) & (half - 1)
    )
  }

  /// The languages that have a short word.
  @inline(__always)
  func languages(of word: ShortWord) -> UInt64 {
    let place = slots(of: word.key)
    let (first, second) = (shortSlots[place.first], shortSlots[place.second])
    return first.languages(of: word) | second.languages(of: word)
  }

  /// Whether a long word may be one of these.
  func mayHold(_ word: LongWord) -> Bool {
    longMarks[Int(word.hash >> 54)] & 1 << (word.hash >> 48 & 63) != 0
  }

  @inline(__always)
  fileprivate static func hash(_ key: UInt64) -> UInt64 {
    let product = key &* 0x9E37_79B9_7F4A_7C15
    return (product ^ product >> 32) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The languages that have a word, whose ASCII may be in capitals still, by its hash.
  func languages(of text: Span<UInt8>, _ start: Int, _ end: Int, _ hash: UInt32) -> UInt64 {
    guard marks[Self.mark(hash) >> 6] & 1 << UInt64(hash & 63) != 0, end - start <= longest else {
      return 0
    }
    let mask = slots.count - 1
    var slot = Self.slot(hash) & mask
    while slots[slot].end != 0 {
      let found = slots[slot]
      if Int(found.end - found.start) == end - start {
        var at = 0
        while at < end - start, bytes[Int(found.start) + at] == ASCII.lower(text[start + at]) {
          at += 1
        }
        if at == end - start { return found.languages }
      }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// FNV-1a (Fowler, Noll, Vo), 32 bits, over ASCII in lower case.
  static func hash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
    var hash = basis
    for at in start..<end { hash = step(hash, text[at]) }
    return hash
  }

  static let basis: UInt32 = 2_166_136_261

  static func step(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(ASCII.lower(byte))) &* 16_777_619
  }

  private static func mark(_ hash: UInt32) -> Int { Int(hash & 0xFFFF) }

  private static func slot(_ hash: UInt32) -> Int { Int(hash ^ hash >> 15) }
}

/// A word of at most seven ASCII letters as a number, read at once; most words of a text are.
struct ShortWord {
  /// The letters in lower case, the first in the lowest byte.
  let key: UInt64

  /// The letters between two places, one to seven of them.
  @inline(__always)
  init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    let lower = EightBytes.load(bytes, start) | EightBytes.every(0x20)
    key = lower & (1 &<< UInt64(truncatingIfNeeded: 8 &* (end &- start)) &- 1)
  }

  /// Whether a word is one, of lower letters alone.
  static func isOne(_ word: [UInt8]) -> Bool {
    word.count < 8 && word.allSatisfy { 0x61...0x7A ~= $0 }
  }
}

/// A word of eight to fifteen ASCII letters, read at once.
struct LongWord {
  /// The same for the same word in capitals.
  let hash: UInt64

  /// The letters between two places, eight to fifteen of them.
  @inline(__always)
  init(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
    let first = EightBytes.load(bytes, start) | EightBytes.every(0x20)
    let rest = ShortWord(bytes, start + 8, end)
    hash = FunctionWords.hash(first ^ rest.key &* 0xC2B2_AE3D_27D4_EB4F)
  }

  /// Whether a word is one, of lower letters alone.
  static func isOne(_ word: [UInt8]) -> Bool {
    8..<16 ~= word.count && word.allSatisfy { 0x61...0x7A ~= $0 }
  }
}
