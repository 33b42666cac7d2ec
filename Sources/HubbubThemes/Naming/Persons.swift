/// People that posts speak to or of by their given names alone.
///
/// Authors are told by their own names (`PersonNames`); who is only spoken of, or signs another
/// name, is told by where the word stands. A given name counts as one where it is hardly ever used
/// as things and places are ("in Julia", "the Ruby"), any other word with a capital where it mostly
/// stands as people do: greeted, alone on its line as a signature, or saying something.
enum Persons {
  /// The share of a given name's occurrences behind "in", "the" and the like that makes it a thing.
  private static let thing = 0.15
  /// How often, and in which share of its occurrences, another word stands as people do.
  private static let least = 3.0
  private static let share = 0.25

  /// Whether a word is a person's name rather than a thing's.
  ///
  /// Given names are often written small: one alone behind "the" makes a plain word of such a one.
  static func isPerson(_ word: String, _ use: WordUsage) -> Bool {
    guard use.total > 0 else { return false }
    let isCapital = word.first?.isUppercase ?? false
    if names.contains(word.lowercased()) {
      let most = max(1, thing * use.total)
      if use.asThing < most || isCapital && use.asThing == most { return true }
    }
    return isCapital && use.asPerson >= least && use.asPerson >= share * use.total
      && use.asThing < thing * use.total
  }

  private static let names: Set<String> = {
    var names = Set<String>()
    for line in String(decoding: PackageResources.given_names_txt, as: UTF8.self)
      .split(separator: "\n") where !line.hasPrefix("#")
    {
      names.formUnion(line.split(separator: " ").map(String.init))
    }
    return names
  }()
}
