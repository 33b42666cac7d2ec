internal import HubbubSystem

/// When two words of names mean one thing.
///
/// One theme is not called "Whiskey" beside another called "Whiskies", nor one "French" beside
/// another "Fran\u{E7}ais": number, hyphens, spellings and the names that a language has in others
/// make no other name.
enum SameWords {
  /// What a word has in common with others that mean the same.
  static func key(_ word: String) -> String {
    let plain = word.lowercased().filter { $0.isLetter || $0.isNumber }
    if let tongue = tongues[plain] { return "@" + tongue }
    let one = singular(plain)
    // "Lenses" less an s is "lense", as "houses" is "house".
    return one.hasSuffix("se") ? String(one.dropLast()) : one
  }

  /// Words that end in s though there is one.
  private static let single: Set<String> = [
    "lens", "gas", "bias", "alias", "atlas", "canvas", "christmas", "news", "series", "species",
  ]

  /// Whether two keys are two spellings of one word, such as "whisky" and "whiskey": six letters
  /// and more, of which one is a vowel that the other lacks or has another for.
  static func areVariants(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (shorter, longer) = a.count < b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
    guard shorter.count >= 6, longer.count - shorter.count <= 1,
      shorter[..<3] == longer[..<3]
    else { return false }
    let same = zip(shorter, longer).prefix { $0 == $1 }.count
    guard same < longer.count, vowels.contains(longer[same]) else { return false }
    if shorter.count < longer.count { return shorter[same...] == longer[(same + 1)...] }
    return vowels.contains(shorter[same]) && shorter[(same + 1)...] == longer[(same + 1)...]
  }

  private static let vowels: Set<Character> = ["a", "e", "i", "o", "u"]

  /// A word without the ending that says there are several, as English and its neighbours have it.
  static func singular(_ word: String) -> String {
    guard word.count > 3, word.last == "s", !single.contains(word) else { return word }
    if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "xes", "zes", "ches", "shes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    for ending in ["ss", "us", "is"] where word.hasSuffix(ending) { return word }
    return String(word.dropLast())
  }

  /// What there are several of, as English writes it.
  static func plurals(of word: String) -> [String] {
    if word.hasSuffix("y") { return [word + "s", word.dropLast() + "ies"] }
    return [word + "s", word + "es"]
  }

  /// The code of each language by its names.
  private static let tongues: [String: String] = {
    var codes: [String: String] = [:]
    for line in String(decoding: PackageResources.tongues_tsv, as: UTF8.self)
      .split(separator: "\n") where !line.hasPrefix("#")
    {
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { continue }
      for name in fields[1].split(separator: " ") { codes[String(name)] = String(fields[0]) }
    }
    return codes
  }()
}
