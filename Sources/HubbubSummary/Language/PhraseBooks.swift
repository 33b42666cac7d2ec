/// The phrase tables of one language, compiled once.
struct PhraseBooks: Sendable {
  let numbers: [String: Double]
  let future: PhraseTable
  let odds: PhraseTable
  let analogies: PhraseTable

  /// The tables for English, from the resources compiled into the library.
  static let english: PhraseBooks = {
    do {
      return PhraseBooks(
        numbers: NumberWords.parse(text(PackageResources.numbers_en_tsv)),
        future: try PhraseTable(text(PackageResources.future_en_tsv), columns: 2),
        odds: try PhraseTable(text(PackageResources.odds_en_tsv), columns: 3),
        analogies: try PhraseTable(text(PackageResources.analogies_en_tsv), columns: 1))
    } catch {
      // The tables are part of the program: a line that cannot be read is a bug, and a test
      // compiles them.
      preconditionFailure("\(error)")
    }
  }()

  /// The tables for a post's language; nil for one without tables.
  ///
  /// A post of unknown language is read as English: foreign text matches nothing.
  static func of(_ language: String?) -> PhraseBooks? {
    guard let language else { return english }
    return language == "en" || language.hasPrefix("en-") ? english : nil
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
