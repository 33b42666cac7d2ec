/// The words of the text.
extension TextScanner {
  /// What is read of a word in one go.
  struct Word {
    var shape = WordShape()
    var end = 0
    var capitals = 0
    var small = 0
    var foreign = 0
    var hyphen: Int?
  }

  /// Reads the word that begins here, without writing anything: so its bytes need no copy.
  func readWord(_ start: Int, _ bytes: Span<UInt8>) -> Word {
    var word = Word()
    var at = start
    reading: while at < bytes.count {
      var byte = bytes[at]
      // Most of a word is letters of ASCII.
      if byte &- 0x61 < 26 {
        word.small += 1
        word.shape.append(byte)
        at += 1
        continue
      }
      var width = 1
      switch kind[Int(byte)] {
      case .letter:
        if byte < 0x61 {
          byte |= 0x20
          word.capitals += 1
        } else {
          word.small += 1
        }
      case .digit: break
      case .high:
        if byte == 0xE2 || byte == 0xCA, let apostrophe = apostropheWidth(at, bytes) {
          guard isLetter(at + apostrophe, bytes), at > start else { break reading }
          (byte, width) = (UInt8(ascii: "'"), apostrophe)
        } else if byte < 0xE0, byte >= 0xC3 {
          // A letter of Latin, Greek or Cyrillic script; anything of three bytes ends the word.
          width = 2
          word.foreign += 1
          word.shape.append(byte)
          at += 1
          guard at < bytes.count else { break reading }
          (byte, width) = (bytes[at], 1)
        } else {
          break reading
        }
      default:
        let joins = byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-")
        guard joins, at > start, isLetter(at + 1, bytes) else { break reading }
        if byte == UInt8(ascii: "-"), word.hyphen == nil { word.hyphen = at }
      }
      word.shape.append(byte)
      at += width
    }
    word.end = at
    return word
  }
}
