/// What stands at a byte of the text, for the scanner to decide on.
extension TextScanner {
  /// Whether a web address may begin here: "ht", "ww" and "ft" tell nearly all words apart from one.
  @inline(__always)
  func mayBeAddress(_ start: Int, _ bytes: Span<UInt8>) -> Bool {
    let byte = bytes[start] | 0x20
    guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w") || byte == UInt8(ascii: "f") else {
      return false
    }
    return start + 1 < bytes.count
      && bytes[start + 1] == (byte == UInt8(ascii: "w") ? byte : UInt8(ascii: "t"))
  }

  /// The end of a web address that begins here.
  func address(_ start: Int, _ bytes: Span<UInt8>) -> Int? {
    for prefix in Self.addresses where begins(with: prefix, start, bytes) {
      var end = start
      while end < bytes.count, bytes[end] > 0x20, bytes[end] != UInt8(ascii: ")") { end += 1 }
      return end
    }
    return nil
  }

  private func begins(with prefix: [UInt8], _ start: Int, _ bytes: Span<UInt8>) -> Bool {
    guard start + prefix.count <= bytes.count else { return false }
    for (offset, byte) in prefix.enumerated() where bytes[start + offset] != byte { return false }
    return true
  }

  static let addresses = ["http://", "https://", "www.", "ftp://"].map { Array($0.utf8) }

  /// The end of a handle or of the rest of a mail address.
  func afterMention(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    var end = start + 1
    while end < bytes.count,
      isWord(end, bytes) || bytes[end] == UInt8(ascii: "_")
    {
      end += 1
    }
    return end
  }

  func isWord(_ at: Int, _ bytes: Span<UInt8>) -> Bool {
    let own = kind[Int(bytes[at])]
    return own == .letter || own == .digit
  }

  func isLetter(_ at: Int, _ bytes: Span<UInt8>) -> Bool {
    at < bytes.count && kind[Int(bytes[at])] == .letter
  }

  /// The bytes of a curly or modifier apostrophe, if one stands here.
  func apostropheWidth(_ at: Int, _ bytes: Span<UInt8>) -> Int? {
    if at + 2 < bytes.count, bytes[at] == 0xE2, bytes[at + 1] == 0x80, bytes[at + 2] == 0x99 {
      return 3
    }
    if at + 1 < bytes.count, bytes[at] == 0xCA, bytes[at + 1] == 0xBC { return 2 }
    return nil
  }
}
