#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import HubbubTerms

/// Names for themes: noun phrases of the posts' own words.
///
/// A phrase's score is the z-score of its log-odds with an informative Dirichlet prior (Monroe,
/// Colaresi, Quinn 2008, doi:10.1093/pan/mpn018) of passages of the theme against the others,
/// times what its form is worth. A phrase stands for a word of its own if it carries at least
/// 0.6 of the word's passages. Where one phrase says too little, the best two are joined.
struct Labels {
  /// A candidate of one theme.
  struct Candidate {
    var words: [Int32]
    var text: String
    var score: Double
    /// The share of the theme's passages that hold it.
    var reach: Double
  }

  private let scan: PhraseScan
  private let terms: TermIndex
  private let tables: LabelWords
  private let spellings: [[Int32]: String]
  private var used = Set<Int32>()

  init(scan: PhraseScan, terms: TermIndex, language: String?) {
    self.scan = scan
    self.terms = terms
    tables = LabelWords.of(language)
    spellings = scan.phrases.mapValues { Self.best($0.spellings) }
  }

  /// The name of a theme; nil if no phrase of its posts can be one.
  ///
  /// A word that names one theme names no other.
  mutating func label(of theme: Int) -> String? {
    let ranked = candidates(of: theme).filter { candidate in
      !candidate.words.contains { used.contains($0) }
    }
    guard let first = ranked.first else { return nil }
    var parts = [first]
    let isWhole = first.words.count > 1 && first.reach >= 0.3
    if !isWhole {
      let second = ranked.dropFirst().first { candidate in
        candidate.score >= 0.45 * first.score
          && candidate.words.allSatisfy { word in word < 0 || !first.words.contains(word) }
          && !Self.similar(candidate.text, first.text)
      }
      if let second { parts.append(second) }
    }
    for part in parts { used.formUnion(part.words.filter { $0 >= 0 }) }
    return Self.capitalised(parts.map(\.text).joined(separator: " and "))
  }

  // MARK: Candidates

  private func candidates(of theme: Int) -> [Candidate] {
    let own = Double(scan.passages[theme])
    let others = Double(scan.passages.reduce(0, +)) - own
    let least = own < 12 ? 1 : (own < 60 ? 2 : 3)
    var scores: [[Int32]: Double] = [:]
    for (words, phrase) in scan.phrases where phrase.passages[theme] >= least {
      let inside = Double(phrase.passages[theme])
      let outside = Double(phrase.passages.reduce(0, +)) - inside
      let z = Self.logOdds(inside, own, outside, others)
      if z > 0 { scores[words] = z }
    }
    let found = scores.keys.filter { isNominal($0) && !isCarried($0, theme, scores) }
    let candidates = found.map { words in
      Candidate(
        words: words, text: spellings[words] ?? "",
        score: (scores[words] ?? 0) * worth(words),
        reach: Double(scan.phrases[words]?.passages[theme] ?? 0) / max(1, own))
    }
    return candidates.sorted {
      $0.score != $1.score
        ? $0.score > $1.score : $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
    }
  }

  /// The weight of the prior, in passages.
  private static let prior = 10.0

  /// The z-score of a phrase's log-odds in `inside` of `own` passages against the others.
  static func logOdds(_ inside: Double, _ own: Double, _ outside: Double, _ others: Double)
    -> Double
  {
    let background = prior * (inside + outside + 0.5) / (own + others + 1)
    let a = inside + background
    let b = outside + background
    let restA = max(own + prior - a, 0.5)
    let restB = max(others + prior - b, 0.5)
    return (log(a / restA) - log(b / restB)) / (1 / a + 1 / b).squareRoot()
  }

  /// Whether a longer phrase of the theme makes at least 0.6 of this one's passages.
  private func isCarried(_ words: [Int32], _ theme: Int, _ scores: [[Int32]: Double]) -> Bool {
    guard let own = scan.phrases[words]?.passages[theme] else { return false }
    return scores.keys.contains { longer in
      guard longer.count > words.count, isNominal(longer), Self.contains(longer, words) else {
        return false
      }
      return Double(scan.phrases[longer]?.passages[theme] ?? 0) >= 0.6 * Double(own)
    }
  }

  private static func contains(_ longer: [Int32], _ shorter: [Int32]) -> Bool {
    guard shorter.count <= longer.count else { return false }
    return (0...(longer.count - shorter.count)).contains { start in
      longer[start..<start + shorter.count].elementsEqual(shorter)
    }
  }

  // MARK: Form

  /// Whether a run of words can be a noun phrase.
  private func isNominal(_ words: [Int32]) -> Bool {
    guard let phrase = scan.phrases[words], let last = words.last, last >= 0,
      let text = spellings[words]
    else { return false }
    let parts = text.split { $0 == " " || $0 == "-" }.map { $0.lowercased() }
    guard let head = parts.last, !parts.contains(where: { tables.never.contains($0) }),
      !tables.light.contains(head), words.count > 1 || !tables.light.contains(parts[0]),
      Set(words).count == words.count, !text.contains("/")
    else { return false }
    // A run that mostly goes on is a fragment of a longer one.
    guard Double(phrase.final) >= 0.4 * Double(phrase.total) else { return false }
    guard !head.hasSuffix("ly"), !(head.hasSuffix("ed") && words.count == 1) else { return false }
    if let use = scan.usage[last], use.asOther > 1.5 * use.asNoun, use.asOther >= 2 {
      return false
    }
    return true
  }

  /// What a form is worth: phrases say more than words, names and plurals more than others.
  private func worth(_ words: [Int32]) -> Double {
    let length = words.count { $0 >= 0 }
    var worth = length == 1 ? 1 : length == 2 ? 1.3 : 1.25
    if let last = words.last, let use = scan.usage[last] {
      worth *= 0.6 + 0.4 * (use.asNoun + 1) / (use.asNoun + use.asOther + 1)
    }
    return worth
  }

  /// The commonest spelling, case aside, and of that the commonest casing.
  private static func best(_ spellings: [String: Int]) -> String {
    var folded: [String: Int] = [:]
    for (text, count) in spellings { folded[text.lowercased(), default: 0] += count }
    func first(_ counts: [(key: String, value: Int)]) -> String {
      counts.min {
        $0.value != $1.value
          ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }?.key ?? ""
    }
    let form = first(Array(folded))
    let cased = spellings.filter { $0.key.lowercased() == form }
    // At the head of a sentence every word is written with a capital: lower case wins a tie.
    if let lower = cased[form], lower * 2 >= (cased.values.max() ?? 0) { return form }
    return first(Array(cased))
  }

  /// Whether two labels' parts would read as one word said twice.
  private static func similar(_ a: String, _ b: String) -> Bool {
    let (a, b) = (a.lowercased(), b.lowercased())
    let common = zip(a, b).prefix { $0 == $1 }.count
    return common >= 5 && common * 10 >= 6 * min(a.count, b.count)
  }

  static func capitalised(_ label: String) -> String {
    guard let first = label.split(separator: " ").first, first.allSatisfy({ !$0.isUppercase })
    else { return label }
    return label.prefix(1).uppercased() + label.dropFirst()
  }
}
