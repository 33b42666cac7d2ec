/// The phrase tables of one language, compiled once.
///
/// Shared, because copying them for each sentence costs more than looking into them.
final class PhraseBooks: Sendable {
  let numbers: [String: Double]
  let future: PhraseTable
  let odds: PhraseTable
  let analogies: PhraseTable

  /// Takes tables as they are.
  init(
    numbers: [String: Double], future: PhraseTable, odds: PhraseTable, analogies: PhraseTable
  ) {
    self.numbers = numbers
    self.future = future
    self.odds = odds
    self.analogies = analogies
  }

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
