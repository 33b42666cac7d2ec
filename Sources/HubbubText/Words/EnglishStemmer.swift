/// Snowball's English stemmer (Porter 2001) for folded words of ASCII.
///
/// The rules of `english.sbl` of Snowball 2.2, written out over bytes; all other words go to the
/// library. A test holds the two against each other.
/// <https://snowballstem.org/algorithms/english/stemmer.html>
struct EnglishStemmer {
  /// The longest word that is cut here.
  private static let longest = 64

  /// Eight bytes without meaning, so that the last eight of any word can be loaded at once, then the
  /// word; a `y` that is a consonant stands as `Y`.
  private var buffer = [UInt8](repeating: 0, count: 8 + longest + 8)
  private var count = 0
  /// Where R1 and R2 begin: behind the first non-vowel that follows a vowel, and behind the next.
  private var first = 0
  private var second = 0

  /// Replaces an array by the stem of a word.
  ///
  /// - Returns: false if the word is not all ASCII or too long; the array is left as it is then.
  mutating func stem(_ folded: Span<UInt8>, into stem: inout [UInt8]) -> Bool {
    count = folded.count
    guard count <= Self.longest else { return false }
    var all: UInt8 = 0
    do {
      var buffer = buffer.mutableSpan
      for index in folded.indices {
        let byte = folded[index]
        buffer[8 + index] = byte
        all |= byte
      }
    }
    guard all < 0x80 else { return false }
    if count > 2, !isException() { cut() }
    stem.removeAll(keepingCapacity: true)
    stem += buffer[8..<8 + count]
    return true
  }

  private mutating func cut() {
    if buffer[8] == UInt8(ascii: "'") {
      count -= 1
      for place in 0..<count { buffer[8 + place] = buffer[9 + place] }
    }
    let hasConsonantY = markConsonants()
    markRegions()
    plural()
    if !isInvariant {
      pastAndGerund()
      finalY()
      longSuffix()
      shortSuffix()
      lastSuffix()
      finalE()
    }
    if hasConsonantY {
      for place in 8..<8 + count where buffer[place] == 0x59 { buffer[place] = 0x79 }
    }
  }

  // MARK: Regions

  /// Writes `Y` for each `y` at the beginning or behind a vowel.
  private mutating func markConsonants() -> Bool {
    var found = false
    for place in 0..<count where letter(place) == 0x79 {
      if place == 0 || isVowel(place - 1) {
        buffer[8 + place] = 0x59
        found = true
      }
    }
    return found
  }

  private mutating func markRegions() {
    first =
      begins("gener") || begins("arsen") ? 5 : begins("commun") ? 6 : region(from: 0)
    second = region(from: first)
  }

  private func region(from start: Int) -> Int {
    var place = start
    while place < count, !isVowel(place) { place += 1 }
    while place < count, isVowel(place) { place += 1 }
    return min(place + 1, count)
  }

  @inline(__always)
  private func letter(_ place: Int) -> UInt8 { buffer[8 + place] }

  @inline(__always)
  private func isVowel(_ place: Int) -> Bool {
    // a, e, i, o, u and y as bits, from the lowest on.
    let number = letter(place) &- 0x61
    return number < 26 && (0x0110_4111 as UInt32) >> UInt32(number) & 1 != 0
  }

  private func hasVowel(before end: Int) -> Bool {
    var place = 0
    while place < end {
      if isVowel(place) { return true }
      place += 1
    }
    return false
  }

  /// Whether the first so many letters end in a short syllable.
  private func endsShort(_ end: Int) -> Bool {
    if end >= 3, isVowel(end - 2), !isVowel(end - 3), !isVowel(end - 1) {
      let last = letter(end - 1)
      if last != UInt8(ascii: "w"), last != UInt8(ascii: "x"), last != UInt8(ascii: "Y") {
        return true
      }
    }
    return end == 2 && isVowel(0) && !isVowel(1)
  }

  // MARK: Ends of words

  /// A string of at most eight letters, the last one lowest.
  @inline(__always)
  private static func code(_ letters: StaticString) -> UInt64 {
    var code: UInt64 = 0
    for place in 0..<letters.utf8CodeUnitCount {
      code = unsafe code << 8 | UInt64(letters.utf8Start[place])
    }
    return code
  }

  @inline(__always)
  private func eight(before place: Int) -> UInt64 {
    unsafe buffer.span.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
      .bigEndian
  }

  @inline(__always)
  private func begins(_ prefix: StaticString) -> Bool {
    let letters = prefix.utf8CodeUnitCount
    return count >= letters
      && eight(before: letters) & (UInt64.max >> UInt64(64 - 8 * letters)) == Self.code(prefix)
  }

  @inline(__always)
  private func ends(_ suffix: StaticString) -> Bool {
    let letters = suffix.utf8CodeUnitCount
    return count >= letters
      && eight(before: count) & (UInt64.max >> UInt64(64 - 8 * letters)) == Self.code(suffix)
  }

  @inline(__always)
  private mutating func append(_ letter: UInt8) {
    buffer[8 + count] = letter
    count += 1
  }

  /// Puts letters in the place of an ending behind a region; those of a shorter word stay.
  ///
  /// - Returns: whether the word has the ending.
  @inline(__always)
  private mutating func swap(
    _ suffix: StaticString, _ letters: StaticString, behind region: Int
  ) -> Bool {
    guard ends(suffix) else { return false }
    let start = count - suffix.utf8CodeUnitCount
    if start >= region {
      count = start
      for place in 0..<letters.utf8CodeUnitCount { append(unsafe letters.utf8Start[place]) }
    }
    return true
  }

  // MARK: Steps, numbered as Snowball's

  /// 1a: apostrophes and the plural.
  private mutating func plural() {
    if ends("'s'") {
      count -= 3
    } else if ends("'s") {
      count -= 2
    } else if ends("'") {
      count -= 1
    }
    if ends("sses") {
      count -= 2
    } else if ends("ied") || ends("ies") {
      count -= count >= 5 ? 2 : 1
    } else if ends("s"), !ends("us"), !ends("ss"), hasVowel(before: count - 2) {
      count -= 1
    }
  }

  /// 1b: the past and what ends in -ing.
  private mutating func pastAndGerund() {
    var ending = 0
    switch letter(count - 1) {
    case UInt8(ascii: "y"), UInt8(ascii: "Y"):
      if swap("eedly", "ee", behind: first) { return }
      ending = ends("ingly") ? 5 : ends("edly") ? 4 : 0
    case UInt8(ascii: "d"):
      if swap("eed", "ee", behind: first) { return }
      ending = ends("ed") ? 2 : 0
    case UInt8(ascii: "g"): ending = ends("ing") ? 3 : 0
    default: break
    }
    guard ending > 0, hasVowel(before: count - ending) else { return }
    count -= ending
    if ends("at") || ends("bl") || ends("iz") {
      append(UInt8(ascii: "e"))
    } else if isDouble {
      count -= 1
    } else if count == first, endsShort(count) {
      append(UInt8(ascii: "e"))
    }
  }

  private var isDouble: Bool {
    guard count >= 2, letter(count - 1) == letter(count - 2) else { return false }
    switch letter(count - 1) {
    case UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "g"),
      UInt8(ascii: "m"), UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "r"),
      UInt8(ascii: "t"):
      return true
    default: return false
    }
  }

  /// 1c: y behind a consonant.
  private mutating func finalY() {
    guard count >= 3, letter(count - 1) | 0x20 == UInt8(ascii: "y"), !isVowel(count - 2) else {
      return
    }
    buffer[7 + count] = UInt8(ascii: "i")
  }

  /// 2: endings made of several.
  private mutating func longSuffix() {
    switch letter(count - 1) {
    case UInt8(ascii: "i"): longSuffixInI()
    case UInt8(ascii: "l"):
      _ =
        swap("ational", "ate", behind: first)
        || swap("tional", "tion", behind: first)
    case UInt8(ascii: "m"): _ = swap("alism", "al", behind: first)
    case UInt8(ascii: "n"):
      _ =
        swap("ization", "ize", behind: first)
        || swap("ation", "ate", behind: first)
    case UInt8(ascii: "r"):
      _ =
        swap("izer", "ize", behind: first)
        || swap("ator", "ate", behind: first)
    case UInt8(ascii: "s"):
      _ =
        swap("fulness", "ful", behind: first)
        || swap("ousness", "ous", behind: first)
        || swap("iveness", "ive", behind: first)
    default: break
    }
  }

  private mutating func longSuffixInI() {
    if ends("ci") {
      _ =
        swap("enci", "ence", behind: first)
        || swap("anci", "ance", behind: first)
    } else if ends("ti") {
      _ =
        swap("biliti", "ble", behind: first)
        || swap("aliti", "al", behind: first)
        || swap("iviti", "ive", behind: first)
    } else if ends("ogi") {
      if count >= 4, letter(count - 4) == UInt8(ascii: "l") {
        _ = swap("ogi", "og", behind: first)
      }
    } else if ends("bli") {
      _ =
        swap("abli", "able", behind: first)
        || swap("bli", "ble", behind: first)
    } else if ends("lli") {
      // -lli without what follows here has no letter before -li that would let it go.
      _ =
        swap("fulli", "ful", behind: first)
        || swap("alli", "al", behind: first)
    } else if ends("entli") || ends("ousli") || ends("lessli") {
      _ =
        swap("entli", "ent", behind: first)
        || swap("ousli", "ous", behind: first)
        || swap("lessli", "less", behind: first)
    } else if ends("li"), count >= 3 {
      switch letter(count - 3) {
      case UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "g"),
        UInt8(ascii: "h"), UInt8(ascii: "k"), UInt8(ascii: "m"), UInt8(ascii: "n"),
        UInt8(ascii: "r"), UInt8(ascii: "t"):
        _ = swap("li", "", behind: first)
      default: break
      }
    }
  }

  /// 3: shorter endings.
  private mutating func shortSuffix() {
    switch letter(count - 1) {
    case UInt8(ascii: "e"):
      if swap("ative", "", behind: max(first, second)) { return }
      _ =
        swap("alize", "al", behind: first)
        || swap("icate", "ic", behind: first)
    case UInt8(ascii: "i"): _ = swap("iciti", "ic", behind: first)
    case UInt8(ascii: "l"):
      _ =
        swap("ational", "ate", behind: first)
        || swap("tional", "tion", behind: first)
        || swap("ical", "ic", behind: first)
        || swap("ful", "", behind: first)
    case UInt8(ascii: "s"): _ = swap("ness", "", behind: first)
    default: break
    }
  }

  /// 4: endings behind R2.
  private mutating func lastSuffix() {
    switch letter(count - 1) {
    case UInt8(ascii: "c"): _ = swap("ic", "", behind: second)
    case UInt8(ascii: "e"):
      _ =
        swap("ance", "", behind: second)
        || swap("ence", "", behind: second)
        || swap("able", "", behind: second)
        || swap("ible", "", behind: second)
        || swap("ate", "", behind: second)
        || swap("ive", "", behind: second)
        || swap("ize", "", behind: second)
    case UInt8(ascii: "i"): _ = swap("iti", "", behind: second)
    case UInt8(ascii: "l"): _ = swap("al", "", behind: second)
    case UInt8(ascii: "m"): _ = swap("ism", "", behind: second)
    case UInt8(ascii: "n"):
      if ends("sion") || ends("tion") { _ = swap("ion", "", behind: second) }
    case UInt8(ascii: "r"): _ = swap("er", "", behind: second)
    case UInt8(ascii: "s"): _ = swap("ous", "", behind: second)
    case UInt8(ascii: "t"):
      _ =
        swap("ement", "", behind: second)
        || swap("ment", "", behind: second)
        || swap("ent", "", behind: second)
        || swap("ant", "", behind: second)
    default: break
    }
  }

  /// 5: the last e and l.
  private mutating func finalE() {
    let end = count - 1
    if ends("e") {
      if end >= second || (end >= first && !endsShort(end)) { count -= 1 }
    } else if ends("ll"), end >= second {
      count -= 1
    }
  }

  // MARK: Words that the rules would spoil

  /// Whether a word's stem is listed, and now stands in its place.
  private mutating func isException() -> Bool {
    guard count <= 6 else { return false }
    switch letter(count - 1) {
    case UInt8(ascii: "e"): return isWhole("howe")
    case UInt8(ascii: "g"):
      return swapWhole("dying", "die") || swapWhole("lying", "lie") || swapWhole("tying", "tie")
    case UInt8(ascii: "s"):
      return swapWhole("skis", "ski") || swapWhole("skies", "sky") || isWhole("news")
        || isWhole("atlas") || isWhole("cosmos") || isWhole("bias") || isWhole("andes")
    case UInt8(ascii: "y"):
      return isWhole("sky") || swapWhole("idly", "idl") || swapWhole("gently", "gentl")
        || swapWhole("ugly", "ugli") || swapWhole("early", "earli") || swapWhole("only", "onli")
        || swapWhole("singly", "singl")
    default: return false
    }
  }

  /// Whether a word without its plural keeps its end.
  private var isInvariant: Bool {
    guard count >= 6, count <= 7 else { return false }
    return isWhole("inning") || isWhole("outing") || isWhole("canning") || isWhole("herring")
      || isWhole("earring") || isWhole("proceed") || isWhole("exceed") || isWhole("succeed")
  }

  @inline(__always)
  private func isWhole(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && ends(word)
  }

  @inline(__always)
  private mutating func swapWhole(_ word: StaticString, _ stem: StaticString) -> Bool {
    isWhole(word) && swap(word, stem, behind: 0)
  }
}
