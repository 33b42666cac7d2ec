#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubModel
internal import HubbubTerms
internal import HubbubText

/// One sentence of the posts that says what a theme claims.
struct Glosses {
  /// The fewest and the most words of a gloss.
  static let words = 8...35

  /// The best sentence of a theme's passages; nil if none can stand alone.
  ///
  /// A sentence can stand alone that begins with a capital, ends with a full stop, asks nothing,
  /// leans on nothing before it, and has 8 to 35 words. Among those the one counts most that
  /// holds most of the theme's terms for its length, names the theme, claims something that holds
  /// whoever speaks (it tells nothing of the writer and nothing that happened once, and is no
  /// list), points at little outside itself, and stands in a passage close to the centroid.
  static func gloss(
    of theme: Int, texts: [ThemeTexts.Text], terms: TermIndex,
    ranked: [(column: Int, weight: Double)], label: String
  ) -> Evidence? {
    var weights: [Int: Double] = [:]
    for term in ranked.prefix(40) where !terms.isPhrase[term.column] {
      weights[term.column] = term.weight
    }
    let named = Set(
      label.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    var best: (score: Double, evidence: Evidence)?
    for text in texts where text.theme == theme {
      let passage = terms.passages[text.passage]
      let part = String(decoding: text.bytes[passage.start..<passage.end], as: UTF8.self)
      for sentence in Sentences.ranges(in: part, language: text.language) {
        let bytes = passage.start + sentence.lowerBound..<passage.start + sentence.upperBound
        let words = String(decoding: text.bytes[bytes], as: UTF8.self)
        let tables = LabelWords.of(text.language)
        guard stands(words, tables) else { continue }
        let value = score(
          words, bytes: bytes, passage: text.passage, terms: terms, weights: weights,
          named: named, tables: tables)
        let score = value * Double(0.5 + max(0, text.fit))
        if score > (best?.score ?? 0) {
          best = (
            score,
            Evidence(text: words, post: text.post, start: bytes.lowerBound, end: bytes.upperBound)
          )
        }
      }
    }
    return best?.evidence
  }

  /// Whether a sentence is a whole statement that needs no other.
  static func stands(_ sentence: String, _ tables: LabelWords) -> Bool {
    let parts = sentence.split { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard words.contains(parts.count), let first = parts.first,
      sentence.first?.isUppercase ?? false, sentence.hasSuffix("."), !sentence.hasSuffix(".."),
      !sentence.contains("?"), !sentence.contains("http"), isOnOneLine(sentence),
      !sentence.contains("\u{2026}"), !sentence.contains(":")
    else { return false }
    return !tables.opening.contains(PhraseScan.folded(Array(first.utf8)[...]))
  }

  /// Whether lines end within a sentence only where a mail program broke one.
  private static func isOnOneLine(_ sentence: String) -> Bool {
    sentence.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { $0.first?.isLowercase ?? false }
  }

  private static func score(
    _ sentence: String, bytes: Range<Int>, passage: Int, terms: TermIndex,
    weights: [Int: Double], named: Set<String>, tables: LabelWords
  ) -> Double {
    var seen = Set<Int32>()
    var sum = 0.0
    for occurrence in terms.sequence.range(of: passage) {
      let term = terms.sequence.terms[occurrence]
      let place = terms.sequence.bytes(of: occurrence)
      guard bytes.contains(place.lowerBound), seen.insert(term).inserted else { continue }
      sum += weights[Int(term)] ?? 0
    }
    let parts = sentence.split { $0 == " " || $0 == "\n" }
    let words = parts.map { PhraseScan.folded(Array($0.utf8)[...]) }
    func isNamed(_ words: some Sequence<String>) -> Bool {
      words.contains { word in
        word.split(separator: "-").contains { named.contains(String($0)) }
      }
    }
    // What a sentence is about and the verb that claims it stand near its beginning.
    let about = isNamed(words.prefix(6)) ? 1.3 : isNamed(words) ? 1 : 0.5
    let claim =
      words.prefix(7).contains(where: tables.claiming.contains)
      ? 1.7 : words.contains(where: tables.claiming.contains) ? 0.7 : 0.35
    let leans = Double(words.count(where: tables.leaning.contains))
    // Anecdotes and lists: the writer, what happened, bare names and numbers.
    let isPersonal = words.contains(where: tables.personal.contains)
    let told = words.count(where: tables.telling.contains)
    let single = parts.dropFirst().count { part in
      part.contains(where: \.isNumber) || part.contains("$") || part.contains("@")
        || part.first?.isUppercase ?? false
          && !isNamed([PhraseScan.folded(Array(part.utf8)[...])])
    }
    let listed = max(0, sentence.count { $0 == "," } - 1)
    let general =
      (isPersonal ? 0.3 : 1) * pow(0.7, Double(min(3, told)))
      / (1 + 0.15 * Double(single) + 0.25 * Double(listed))
    let form = about * claim * general / (1 + 0.2 * leans)
    return form * sum / pow(Double(words.count + 8), 0.8)
  }
}
