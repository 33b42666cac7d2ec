internal import CByteKinds

/// Sixty-four bytes of a text from the beginning of a stretch between blanks on: which of its whole
/// stretches are one word of ASCII letters, told for all of them at once by arithmetic on bits.
struct StretchBlock {
  /// The most words that a block holds: each has a letter and something behind it.
  static let mostWords = 32

  /// Where stretches begin that begin with one to seven letters, and where those letters end.
  let short: UInt64, shortEnds: UInt64
  /// The same of eight letters and more.
  let long: UInt64, longEnds: UInt64
  /// Where stretches begin that begin with no letter.
  let others: UInt64
  /// Where a stretch ends, or nothing but a mark follows before it does.
  let stops: UInt64
  /// Up to where the stretches of the block are whole, which is behind a blank or the text's end; 0 if
  /// none is, or if an address may be among them.
  let length: Int

  /// The block from a place on, before which there is no text, or a blank.
  init(_ bytes: Span<UInt8>, _ place: Int) {
    let kinds = Self.kinds(of: bytes, at: place)
    let blanks = kinds.blanks
    let isUsable = blanks != 0 && kinds.ws & kinds.ws << 1 == 0
    let last = isUsable ? 63 - blanks.leadingZeroBitCount : 0
    let whole: UInt64 = (1 << UInt64(last)) &- 1
    let letters = kinds.letters & whole
    let starts = ~blanks & (blanks << 1 | 1) & whole
    // Eight letters in a row begin here.
    var eight = letters & letters >> 1
    eight &= eight >> 2
    eight &= eight >> 4
    short = starts & letters & ~eight
    long = starts & letters & eight
    others = starts & ~letters
    // A carry runs through the letters to what stands behind them.
    shortEnds = (letters &+ short) & ~letters
    longEnds = (letters &+ long) & ~letters
    stops = blanks | kinds.marks & blanks >> 1
    length = isUsable ? min(last + 1, bytes.count - place) : 0
  }

  /// The kinds of the 64 bytes from a place, of blanks past the text's end.
  private static func kinds(of bytes: Span<UInt8>, at place: Int) -> hubbub_stretch_kinds {
    let rest = bytes.extracting(place...)
    return unsafe rest.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return hubbub_stretch_kinds() }
      if bytes.count >= 64 { return unsafe hubbub_classify_stretches(base) }
      return unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { padded in
        unsafe padded.initializeMemory(as: UInt8.self, repeating: 0x20)
        unsafe padded.copyMemory(from: bytes)
        guard let base = padded.baseAddress else { return hubbub_stretch_kinds() }
        return unsafe hubbub_classify_stretches(base)
      }
    }
  }
}
