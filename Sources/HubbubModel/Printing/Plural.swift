/// English nouns in the plural, for names that are read inside sentences.
public enum Plural {
  /// The plural of a noun in small letters: "wallets", "currencies", "buses", "shelves".
  public static func of(_ noun: String) -> String {
    if let plural = irregular[noun] { return plural }
    if same.contains(noun) { return noun }
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    let hisses = ["s", "x", "z", "ch", "sh"].contains { noun.hasSuffix($0) }
    return noun + (hisses ? "es" : "s")
  }

  private static let irregular = [
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet",
    "tooth": "teeth", "mouse": "mice", "goose": "geese", "leaf": "leaves", "knife": "knives",
    "wife": "wives", "life": "lives", "half": "halves", "shelf": "shelves", "wolf": "wolves",
    "loaf": "loaves", "thief": "thieves", "calf": "calves", "potato": "potatoes",
    "tomato": "tomatoes", "hero": "heroes", "echo": "echoes", "criterion": "criteria",
    "phenomenon": "phenomena", "analysis": "analyses", "basis": "bases", "crisis": "crises",
    "hypothesis": "hypotheses", "thesis": "theses",
  ]

  private static let same: Set<String> = [
    "fish", "sheep", "deer", "series", "species", "aircraft", "data", "media", "offspring",
  ]
}
