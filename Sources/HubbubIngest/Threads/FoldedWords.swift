internal import HubbubSystem

/// A hash that is the same on every run and machine: FNV-1a, 64 bits, with a final mix.
enum StableHash {
  static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  static func of(_ text: String) -> UInt64 {
    var hash = basis
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mix(hash)
  }

  /// The finaliser of MurmurHash3.
  static func mix(_ hash: UInt64) -> UInt64 {
    var hash = hash
    hash ^= hash >> 33
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    hash = hash &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}

/// The words of a text as hashes: letters and digits, ASCII case folded, all else a break.
struct FoldedWords {
  private(set) var hashes: [UInt64] = []
  var count: Int { hashes.count }

  init(_ text: String) {
    var text = text
    text.withUTF8 { bytes in unsafe add(bytes.span) }
  }

  init(_ bytes: Span<UInt8>) { add(bytes) }

  /// Eight bytes at a time: most words end within them, and the break behind them too.
  private mutating func add(_ bytes: Span<UInt8>) {
    hashes.reserveCapacity(bytes.count / 5 + 4)
    var hash = StableHash.basis
    var isInWord = false
    var at = 0
    while at < bytes.count {
      let block = FoldedBlock(bytes, at)
      let length = block.wordLength
      if length > 0 {
        hash = (hash ^ block.word(length)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
        isInWord = true
        if length == 8 {
          at += 8
          continue
        }
      }
      if isInWord {
        hashes.append(StableHash.mix(hash))
        hash = StableHash.basis
        isInWord = false
      }
      at += length + block.breakLength(after: length)
    }
    if isInWord { hashes.append(StableHash.mix(hash)) }
  }

  /// One number for an author and all the words; never 0.
  func fingerprint(seed: String) -> UInt64 {
    var hash = StableHash.of(seed)
    // The words' hashes are mixed already; turned, so that their order counts.
    for word in hashes {
      hash = ((hash << 23 | hash >> 41) ^ word) &* 0x9E37_79B9_7F4A_7C15
    }
    return max(1, StableHash.mix(hash))
  }
}

/// Eight bytes of a text: which are of words, and what they are with ASCII in lower case.
private struct FoldedBlock {
  private let folded: UInt64
  /// The high bit of each byte that is a letter, a digit, or no ASCII.
  private let isWord: UInt64

  /// The bytes from a place on; behind the text's end come breaks.
  init(_ bytes: Span<UInt8>, _ start: Int) {
    let block = EightBytes.load(bytes, start)
    let isLetter = EightBytes.letters(block)
    isWord = isLetter | EightBytes.digits(block) | block & EightBytes.tops
    folded = block | isLetter >> 2
  }

  /// How many of the first bytes are of a word.
  var wordLength: Int {
    let isBreak = ~isWord & EightBytes.tops
    return isBreak == 0 ? 8 : isBreak.trailingZeroBitCount / 8
  }

  /// How many breaks follow a word of less than eight bytes.
  func breakLength(after length: Int) -> Int {
    let rest = isWord >> UInt64(8 * length)
    return rest == 0 ? 8 - length : rest.trailingZeroBitCount / 8
  }

  /// The first bytes as a number.
  func word(_ length: Int) -> UInt64 {
    length == 8 ? folded : folded & (1 << UInt64(8 * length) &- 1)
  }
}
