/// Tells the language of a text by its function words.
///
/// Every language of the stop lists is told; function words make up 30–50 % of running text, so a
/// dozen words suffice, and a text of names or code has none and stays untold.
public enum LanguageIdentifier {
  /// Fewest function words that decide.
  private static let fewest = 3
  /// Smallest share of the words that must be function words of the language.
  private static let smallestShare = 0.15
  /// Longest text looked at, in words.
  private static let longest = 400

  /// The ISO 639-1 code of a text's language; nil if it cannot be told.
  ///
  /// - Complexity: O(n) in the text's first 400 words.
  public static func identify(_ text: String) -> String? {
    var words = 0
    var hits = [Int](repeating: 0, count: StopWords.languages.count)
    Tokenizer().forEachToken(in: text) { token, folded in
      guard token.kind == .word, words < longest else { return }
      words += 1
      let word = String(decoding: folded.indices.map { folded[$0] }, as: UTF8.self)
      for (index, language) in StopWords.languages.enumerated()
      where StopWords.contains(word, language: language) {
        hits[index] += 1
      }
    }
    guard let best = hits.max(), let index = hits.firstIndex(of: best) else { return nil }
    let second = hits.enumerated().filter { $0.offset != index }.map(\.element).max() ?? 0
    guard best >= fewest, best > second, Double(best) >= smallestShare * Double(words) else {
      return nil
    }
    return StopWords.languages[index]
  }
}
