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
  ///
  /// Words are told apart by 64 bits of FNV-1a: another word is taken for one of these about once in
  /// 10¹⁵ words.
  private static let lists: [UInt64: UInt64] = {
    var lists: [UInt64: UInt64] = [:]
    for (index, language) in languages.prefix(64).enumerated() {
      for word in StopWords.words(of: language) {
        lists[key(Array(word.utf8).span), default: 0] |= 1 << UInt64(index)
      }
    }
    return lists
  }()
  /// Longer words are no function words; looking them up is needless.
  private static let longestWord =
    languages.prefix(64).flatMap { StopWords.words(of: $0).map(\.utf8.count) }.max() ?? 0

  private static func key(_ word: Span<UInt8>) -> UInt64 {
    var key: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in word.indices { key = (key ^ UInt64(word[index])) &* 0x100_0000_01b3 }
    return key
  }

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
      var bits = lists[key(folded)] ?? 0
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
