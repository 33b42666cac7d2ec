internal import HubbubTerms
internal import HubbubText

/// Function words that the terms hold although they are no subjects of anything.
///
/// A post loses the stop words of its own language. One that quotes or speaks another language too
/// keeps those of that language, and they would name a theme of such posts.
enum FunctionWords {
  /// The least share of the texts that a language of the discussion has.
  private static let leastShare = 0.05

  /// The columns of stop words of any language of the discussion, and of phrases with one; none
  /// where it has only one language.
  static func columns(in terms: TermIndex, languages: [String?]) -> Set<Int> {
    var counts: [String: Int] = [:]
    for language in languages { if let language { counts[language, default: 0] += 1 } }
    let spoken = counts.filter { Double($1) >= leastShare * Double(languages.count) }.keys
    guard spoken.count > 1 else { return [] }
    return Set(
      terms.surfaces.indices.filter { column in
        terms.surfaces[column].lowercased().split(separator: " ").contains { word in
          spoken.contains { StopWords.contains(String(word), language: $0) }
        }
      })
  }
}
