/// The stemmer that published ROUGE figures rest on: Porter's of 1980 with the departures of NLTK.
///
/// Snowball's English stemmer, which terms use, is a later algorithm with other stems; scores are
/// comparable with those of `rouge-score` only if words are cut as it cuts them.
/// Source: Porter, "An algorithm for suffix stripping", Program 14(3), 1980; the departures are
/// those of `nltk.stem.porter`, mode `NLTK_EXTENSIONS`.
enum PorterStemmer {
  /// The stem of a word of ASCII small letters and digits.
  static func stem(_ word: [UInt8]) -> [UInt8] {
    if let irregular = irregular[word] { return irregular }
    guard word.count > 2 else { return word }
    var stem = withoutPlural(word)
    stem = withoutPast(stem)
    stem = withSoftenedY(stem)
    stem = doubleSuffix(stem)
    stem = apply(thirdStep, to: stem)
    stem = withoutSuffix(stem)
    return tidied(stem)
  }

  private typealias Suffix = (ending: [UInt8], replacement: [UInt8])

  private static let irregular: [[UInt8]: [UInt8]] = {
    let forms = [
      "sky": "sky skies", "die": "dying", "lie": "lying", "tie": "tying", "news": "news",
      "inning": "innings inning", "outing": "outings outing", "canning": "cannings canning",
      "howe": "howe", "proceed": "proceed", "exceed": "exceed", "succeed": "succeed",
    ]
    var table: [[UInt8]: [UInt8]] = [:]
    for (stem, words) in forms {
      for word in words.split(separator: " ") { table[Array(word.utf8)] = Array(stem.utf8) }
    }
    return table
  }()

  private static func suffixes(_ list: String) -> [Suffix] {
    list.split(separator: " ").map { pair in
      let halves = pair.split(separator: ">", omittingEmptySubsequences: false)
      return (Array(halves[0].utf8), Array(halves[1].utf8))
    }
  }

  private static let secondStep = suffixes(
    "ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e "
      + "ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous "
      + "aliti>al iviti>ive biliti>ble fulli>ful")
  private static let thirdStep = suffixes(
    "icate>ic ative> alize>al iciti>ic ical>ic ful> ness>")
  private static let fourthStep = suffixes(
    "al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ion> ou> ism> ate> iti> ous> "
      + "ive> ize>")

  // MARK: The five steps

  private static func withoutPlural(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "ies") { return Array(word.dropLast(word.count == 4 ? 1 : 2)) }
    if ends(word, "sses") { return Array(word.dropLast(2)) }
    if ends(word, "s"), !ends(word, "ss") { return Array(word.dropLast()) }
    return word
  }

  private static func withoutPast(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "ied") { return Array(word.dropLast(word.count == 4 ? 1 : 2)) }
    if ends(word, "eed") {
      return measure(word.dropLast(3)) > 0 ? Array(word.dropLast()) : word
    }
    var rest: [UInt8]?
    for ending in ["ed", "ing"] where ends(word, ending) {
      let cut = Array(word.dropLast(ending.utf8.count))
      if consonants(cut[...]).contains(false) {
        rest = cut
        break
      }
    }
    guard let rest, let last = rest.last else { return word }
    if ends(rest, "at") || ends(rest, "bl") || ends(rest, "iz") {
      return rest + [UInt8(ascii: "e")]
    }
    if endsInDoubleConsonant(rest) {
      return "lsz".utf8.contains(last) ? rest : Array(rest.dropLast())
    }
    return measure(rest[...]) == 1 && endsShort(rest) ? rest + [UInt8(ascii: "e")] : rest
  }

  private static func withSoftenedY(_ word: [UInt8]) -> [UInt8] {
    guard ends(word, "y"), word.count > 2, consonants(word[...])[word.count - 2] else {
      return word
    }
    return Array(word.dropLast()) + [UInt8(ascii: "i")]
  }

  private static func doubleSuffix(_ word: [UInt8]) -> [UInt8] {
    if ends(word, "alli"), measure(word.dropLast(4)) > 0 {
      return doubleSuffix(Array(word.dropLast(2)))
    }
    if secondStep.contains(where: { word.hasSuffix($0.ending) }) {
      return apply(secondStep, to: word)
    }
    if ends(word, "logi"), measure(word.dropLast(3)) > 0 { return Array(word.dropLast()) }
    return word
  }

  private static func withoutSuffix(_ word: [UInt8]) -> [UInt8] {
    guard let suffix = fourthStep.first(where: { word.hasSuffix($0.ending) }) else { return word }
    let rest = word.dropLast(suffix.ending.count)
    guard measure(rest) > 1 else { return word }
    if suffix.ending == Array("ion".utf8) {
      guard let last = rest.last, "st".utf8.contains(last) else { return word }
    }
    return Array(rest)
  }

  private static func tidied(_ word: [UInt8]) -> [UInt8] {
    var word = word
    if ends(word, "e") {
      let rest = Array(word.dropLast())
      let measure = measure(rest[...])
      if measure > 1 || measure == 1 && !endsShort(rest) { word = rest }
    }
    if ends(word, "ll"), measure(word.dropLast()) > 1 { word.removeLast() }
    return word
  }

  /// The first rule whose ending the word has decides, whether or not its condition holds.
  private static func apply(_ rules: [Suffix], to word: [UInt8]) -> [UInt8] {
    guard let rule = rules.first(where: { word.hasSuffix($0.ending) }) else { return word }
    let rest = word.dropLast(rule.ending.count)
    return measure(rest) > 0 ? Array(rest) + rule.replacement : word
  }

  // MARK: What a word is made of

  private static func ends(_ word: [UInt8], _ ending: String) -> Bool {
    word.hasSuffix(Array(ending.utf8))
  }

  /// Whether each letter is a consonant; a `y` is one unless another stands before it.
  private static func consonants(_ word: ArraySlice<UInt8>) -> [Bool] {
    var flags: [Bool] = []
    for letter in word {
      if "aeiou".utf8.contains(letter) {
        flags.append(false)
      } else {
        flags.append(letter == UInt8(ascii: "y") ? !(flags.last ?? false) : true)
      }
    }
    return flags
  }

  /// Porter's m: how often a vowel gives way to a consonant.
  private static func measure(_ word: ArraySlice<UInt8>) -> Int {
    let flags = consonants(word)
    return zip(flags, flags.dropFirst()).count { !$0 && $1 }
  }

  private static func endsInDoubleConsonant(_ word: [UInt8]) -> Bool {
    guard word.count >= 2, word[word.count - 1] == word[word.count - 2] else { return false }
    return consonants(word[...]).last ?? false
  }

  /// Porter's *o: consonant, vowel, consonant other than w, x, y; or a vowel and a consonant alone.
  private static func endsShort(_ word: [UInt8]) -> Bool {
    let flags = consonants(word[...])
    if flags.count == 2 { return !flags[0] && flags[1] }
    guard flags.count >= 3, let last = word.last else { return false }
    let tail = flags.suffix(3)
    return tail.elementsEqual([true, false, true]) && !"wxy".utf8.contains(last)
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ ending: [UInt8]) -> Bool {
    count >= ending.count && self[(count - ending.count)...].elementsEqual(ending)
  }
}
