/// What a scanner keeps of a word in small letters while it reads it: its hash, not its bytes.
struct WordShape {
  private var builder = WordHash.Builder()
  /// The hash of what stands before the last apostrophe.
  private(set) var ownerHash = WordHash.finished(WordHash.empty)
  /// The last four bytes.
  private var tail: UInt32 = 0

  var hash: UInt64 { builder.hash }

  mutating func append(_ byte: UInt8) {
    if byte == UInt8(ascii: "'") { ownerHash = builder.hash }
    tail = tail << 8 | UInt32(byte)
    builder.append(byte)
  }

  /// Whether it ends in "n't".
  var endsInNot: Bool { tail & 0xFF_FFFF == 0x6E_2774 }
  /// Whether it ends in "'s".
  var isPossessive: Bool { tail & 0xFFFF == 0x2773 }
}
