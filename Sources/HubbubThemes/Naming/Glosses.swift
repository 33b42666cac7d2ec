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
  /// The best sentence of a theme's passages; nil if none can stand alone.
  ///
  /// Sentences come in ranks (`GlossForm.rank`): one of a better rank is chosen before any of a
  /// worse one, so that no theme goes without a gloss for want of a perfect sentence. Within a rank
  /// the one counts most that holds most of the theme's terms for its length, is about the theme
  /// (its subject names it), claims something, and stands in a passage close to the centroid.
  static func gloss(
    of theme: Int, texts: [ThemeTexts.Text], terms: TermIndex,
    ranked: [(column: Int, weight: Double)], label: String
  ) -> Evidence? {
    var weights: [Int: Double] = [:]
    for term in ranked.prefix(40) where !terms.isPhrase[term.column] {
      weights[term.column] = term.weight
    }
    let subject = GlossSubject(label: label, ranked: ranked, terms: terms)
    var best: (rank: Int, score: Double, evidence: Evidence)?
    for text in texts where text.theme == theme {
      let passage = terms.passages[text.passage]
      let part = String(decoding: text.bytes[passage.start..<passage.end], as: UTF8.self)
      let tables = LabelWords.of(text.language)
      for sentence in Sentences.ranges(in: part, language: text.language) {
        let bytes = passage.start + sentence.lowerBound..<passage.start + sentence.upperBound
        let weight = weight(of: bytes, passage: text.passage, terms: terms, weights: weights)
        guard weight > 0 else { continue }
        let words = String(decoding: text.bytes[bytes], as: UTF8.self)
        let form = GlossForm(words, tables: tables, subject: subject)
        guard var rank = form.rank, rank <= best?.rank ?? .max else { continue }
        if !GlossForm.isCutWhole(text.bytes, bytes) { rank = GlossForm.worst }
        guard rank <= best?.rank ?? .max else { continue }
        let score = form.worth * weight * Double(0.5 + max(0, text.fit))
        guard score > 0 else { continue }
        if best.map({ rank < $0.rank || score > $0.score }) ?? true {
          best = (
            rank, score,
            Evidence(text: words, post: text.post, start: bytes.lowerBound, end: bytes.upperBound)
          )
        }
      }
    }
    return best?.evidence
  }

  /// How much of a theme's weight the terms of a stretch carry, each counted once.
  private static func weight(
    of bytes: Range<Int>, passage: Int, terms: TermIndex, weights: [Int: Double]
  ) -> Double {
    var seen = Set<Int32>()
    var sum = 0.0
    for occurrence in terms.sequence.range(of: passage) {
      let term = terms.sequence.terms[occurrence]
      let place = terms.sequence.bytes(of: occurrence)
      guard bytes.contains(place.lowerBound), seen.insert(term).inserted else { continue }
      sum += weights[Int(term)] ?? 0
    }
    return sum
  }
}

/// The words that a gloss of a theme should be about.
///
/// What was found of a word is kept: the sentences of a theme share most of theirs.
final class GlossSubject {
  /// What a word is to the theme.
  private struct Standing {
    var isName: Bool
    var isHeavy: Bool
  }

  /// Keys of the words of its name.
  private let name: Set<String>
  /// Keys of its heaviest words.
  private let heavy: Set<String>
  private var known: [String: Standing] = [:]

  convenience init(label: String, ranked: [(column: Int, weight: Double)], terms: TermIndex) {
    let words = ranked.lazy.filter { !terms.isPhrase[$0.column] }.prefix(5)
    self.init(label: label, heavy: words.map { terms.surfaces[$0.column] })
  }

  init(label: String, heavy: [String]) {
    name = Set(
      label.lowercased().split { !$0.isLetter && !$0.isNumber }.map { SameWords.key(String($0)) })
    self.heavy = Set(heavy.map(SameWords.key))
  }

  func isName(_ word: String) -> Bool { standing(of: word).isName }
  func isHeavy(_ word: String) -> Bool { standing(of: word).isHeavy }

  private func standing(of word: String) -> Standing {
    if let standing = known[word] { return standing }
    var keys = [SameWords.key(word)]
    if word.contains("-") {
      keys += word.split(separator: "-").map { SameWords.key(String($0)) }
    }
    let standing = Standing(
      isName: keys.contains(where: name.contains), isHeavy: keys.contains(where: heavy.contains))
    known[word] = standing
    return standing
  }
}
