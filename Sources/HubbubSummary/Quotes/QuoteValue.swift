/// How much a sentence is worth quoting by the way it speaks: a claim more than a report of what
/// somebody did.
struct QuoteValue: Sendable {
  let table: PhraseTable

  /// The factors for English.
  static let english: QuoteValue = {
    do {
      return QuoteValue(
        table: try PhraseTable(
          PhraseBooks.text(PackageResources.quote_value_en_tsv), columns: 1))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The factors' bounds: wording may not outweigh what a sentence is about.
  private static let bounds: ClosedRange<Float> = 0.3...1.6

  /// The product of the factors that apply, within bounds.
  func factor(_ words: [Word]) -> Float {
    var product: Float = 1
    for index in table.candidates(for: words) {
      let row = table.rows[index]
      guard let factor = Float(row.fields[0]),
        row.pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil
      else { continue }
      product *= factor
    }
    return min(max(product, Self.bounds.lowerBound), Self.bounds.upperBound)

  }

  /// Whether a sentence speaks of its writer or to one reader.
  func isPersonal(_ words: [Word]) -> Bool {
    table.candidates(for: words).contains { index in
      let row = table.rows[index]
      return row.fields[0] == "personal"
        && row.pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil
    }
  }
}
