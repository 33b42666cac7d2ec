/// Words that say nothing about what a text is about.
public enum StopWords {
  /// Folded words by ISO 639-1 code: function words, and for English the chatter of forums.
  private static let lists: [String: Set<String>] = {
    var lists: [String: Set<String>] = [:]
    var language = ""
    let text = String(decoding: PackageResources.stop_words_txt, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("[") {
        language = String(line.dropFirst().dropLast())
      } else {
        lists[language, default: []].formUnion(line.split(separator: " ").map(String.init))
      }
    }
    return lists
  }()

  /// The lists as they are shipped, for cache keys.
  public static var table: [UInt8] { PackageResources.stop_words_txt }

  /// The languages with a list.
  public static var languages: [String] { lists.keys.sorted() }

  /// The folded words on the list of a language.
  static func words(of language: String) -> Set<String> { lists[language] ?? [] }

  /// The folded words on the list of a language, sorted; none where there is no list.
  public static func list(of language: String) -> [String] { words(of: language).sorted() }

  /// Whether a folded word is on the list of a language; false where there is no list.
  public static func contains(_ folded: String, language: String) -> Bool {
    lists[language]?.contains(folded) ?? false
  }
}
