/// What the letters of a word say of it where its script has no blanks between words.
enum Scripts {
  /// Whether a script writes words without blanks: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
  static func isClose(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x323AF:
      true
    default: false
    }
  }

  /// Whether a letter is of the Japanese script that writes endings and small words.
  static func isHiragana(_ scalar: Unicode.Scalar) -> Bool { 0x3040...0x309F ~= scalar.value }

  /// How many words so much of a script without blanks is about: two signs of Chinese or Japanese
  /// make one, four letters of the others.
  static func words(in text: some StringProtocol) -> Int {
    var quarters = 0
    for scalar in text.unicodeScalars where isClose(scalar) {
      quarters += scalar.value < 0x3040 ? 1 : 2
    }
    return quarters / 4
  }

  /// How likely a word is a name by its letters, beside others: 1 for most.
  static func weight(of word: String) -> Double {
    let scalars = word.unicodeScalars
    guard let last = scalars.last, isClose(last) else { return 1 }
    if scalars.allSatisfy(isHiragana) { return 0.3 }
    // "\u{5FD8}\u{308C}": a verb's stem.
    if isHiragana(last) { return 0.5 }
    return scalars.count == 1 ? 0.5 : 1
  }
}
