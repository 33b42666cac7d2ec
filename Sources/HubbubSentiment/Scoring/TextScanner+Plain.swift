internal import HubbubSystem

/// Most of a text: words of nothing but letters, read eight bytes at a time.
extension TextScanner {
  /// Reads words of nothing but letters, blanks and commas, and says where anything else begins.
  mutating func plainWords(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    makeRoom()
    var stored: [Piece] = []
    swap(&stored, &pieces)
    defer { swap(&stored, &pieces) }
    var out = stored.mutableSpan
    let kindTable = kind
    let kinds = kindTable.span
    let last = bytes.count
    var (count, letters, capitals) = (self.count, 0, 0)
    var pending = pending
    defer {
      words += count - self.count
      sentence.words += count - self.count
      sentence.capitalWords += capitals
      self.letters += letters
      (self.count, self.pending) = (count, pending)
    }
    let blanks = EightBytes.every(0x20)
    var at = start
    while at < last, count < out.count {
      var eight = EightBytes.load(bytes, at)
      var others = ~EightBytes.letters(eight) & EightBytes.tops
      if others & 0x80 != 0 {
        let byte = UInt8(truncatingIfNeeded: eight)
        if byte == UInt8(ascii: ",") {
          pending.insert(.afterComma)
        } else if byte != 0x20 {
          return at
        }
        at &+= 1
        continue
      }
      var hash = WordHash.empty
      var small: UInt64 = 0
      var end = at
      while others == 0 {
        small |= eight & blanks
        hash = WordHash.add(eight | blanks, to: hash)
        end &+= 8
        eight = end < last ? EightBytes.load(bytes, end) : 0
        others = ~EightBytes.letters(eight) & EightBytes.tops
      }
      // All bits of the bytes before the first that is no letter.
      let bits = ((others & (0 &- others)) &- 1) &>> 7
      let next = UInt8(
        truncatingIfNeeded: eight &>> UInt64(truncatingIfNeeded: others.trailingZeroBitCount &- 7))
      if bits != 0 {
        small |= eight & bits & blanks
        hash = WordHash.add((eight | blanks) & bits, to: hash)
        end &+= others.trailingZeroBitCount &>> 3
      }
      if next != 0x20, end < last, !ends(next, kinds, at, end, bytes) { return at }
      var traits = pending
      pending = []
      if small == 0, end &- at > 1 {
        traits.insert(.capitals)
        capitals &+= 1
      }
      out[count] = Piece(
        start: Int32(truncatingIfNeeded: at), end: Int32(truncatingIfNeeded: end),
        hash: WordHash.finished(hash), traits: traits)
      count &+= 1
      letters &+= end &- at
      at = next == 0x20 ? end &+ 1 : end
    }
    return at
  }

  /// Whether a word of letters ends before a byte that is no blank: it may go on with a digit, an
  /// apostrophe, a hyphen or a letter beyond ASCII, or be the beginning of a web address or an emoticon.
  private func ends(
    _ next: UInt8, _ kinds: Span<ByteClass>, _ start: Int, _ end: Int, _ bytes: Span<UInt8>
  ) -> Bool {
    switch kinds[Int(next)] {
    case .digit, .high: return false
    case .mark where next == UInt8(ascii: "'") || next == UInt8(ascii: "-"): return false
    case .clause, .stop: if end - start <= 5, mayBeAddress(start, bytes) { return false }
    default: break
    }
    return end - start >= Faces.longest || !lexicon.faces.first[Int(bytes[start])]
  }
}
