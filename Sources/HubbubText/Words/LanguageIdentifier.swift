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

  /// The languages, at most 64, and for each function word a bit for each language that has it.
  private static let languages = StopWords.languages
  private static let lists: [String: UInt64] = {
    var lists: [String: UInt64] = [:]
    for (index, language) in languages.prefix(64).enumerated() {
      for word in StopWords.words(of: language) { lists[word, default: 0] |= 1 << UInt64(index) }
    }
    return lists
  }()
  /// Longer words are no function words; looking them up is needless.
  private static let longestWord = lists.keys.map(\.utf8.count).max() ?? 0

  /// The ISO 639-1 code of a text's language; nil if it cannot be told.
  ///
  /// - Complexity: O(n) in the text's first 400 words.
  public static func identify(_ text: String) -> String? {
    var words = 0
    var hits = [Int](repeating: 0, count: languages.count)
    let lists = lists
    let longestWord = longestWord
    Tokenizer().forEachToken(in: text) { token, folded in
      guard token.kind == .word, words < longest else { return }
      words += 1
      guard folded.count <= longestWord else { return }
      let word = String(decoding: folded.indices.map { folded[$0] }, as: UTF8.self)
      var bits = lists[word] ?? 0
      while bits != 0 {
        hits[bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
    }
    guard let best = hits.max(), let index = hits.firstIndex(of: best) else { return nil }
    let second = hits.enumerated().filter { $0.offset != index }.map(\.element).max() ?? 0
    guard best >= fewest, best > second, Double(best) >= smallestShare * Double(words) else {
      return nil
    }
    return languages[index]
  }
}
