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
/// times the coherence of its words and what its form is worth. A phrase stands for a word of its own if it carries at least
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
  private let coherence: [Float]
  /// The columns of people's names, which stand in no label.
  private let people: Set<Int>
  /// For each theme its best phrases and their z-scores.
  private let scores: [[[Int32]: Double]]
  private let spellings: [[Int32]: String]
  private var used = Set<Int32>()

  init(
    scan: PhraseScan, terms: TermIndex, coherence: [Float], language: String?,
    without people: Set<Int>
  ) {
    self.people = people
    self.scan = scan
    self.coherence = coherence
    self.terms = terms
    tables = LabelWords.of(language)
    let scores = scan.passages.indices.map { Self.scores(of: $0, scan) }
    self.scores = scores
    var spellings: [[Int32]: String] = [:]
    for words in scores.flatMap(\.keys) where spellings[words] == nil {
      spellings[words] = Self.best(scan.phrases[words]?.spellings ?? [:])
    }
    self.spellings = spellings
  }

  /// The name of a theme; nil if no phrase of its posts can be one.
  ///
  /// A word that names one theme names no other.
  /// - Parameters:
  ///   - ranked: the theme's terms by falling weight: what it is about should be among its name's
  ///     words.
  ///   - avoided: names that are given away, in lower case.
  mutating func label(
    of theme: Int, ranked: [(column: Int, weight: Double)], avoiding avoided: Set<String> = []
  ) -> String? {
    let free = candidates(of: theme, Self.salience(ranked)).filter { candidate in
      !candidate.words.contains { used.contains($0) }
        && !avoided.contains(candidate.text.lowercased())
    }
    // What one author keeps saying (a signature, a hobby horse) is not what the theme is about.
    let ranked = free.prefix(40).filter { scan.largestShare(of: $0.words, in: theme) <= 0.5 }
    guard var first = ranked.first else { return nil }
    if first.words.count == 1, let longer = extended(first, in: ranked) { first = longer }
    var rest = partners(of: first, in: ranked)
    if let second = rest.first, let joint = joint(first, second, in: ranked) {
      first = joint
      rest = partners(of: first, in: ranked)
    }
    var parts = [first]
    let isWhole = first.words.count > 1 && first.reach >= 0.3
    if !isWhole, var second = rest.first(where: { makesPair(first, $0, in: theme) }) {
      if second.words.count == 1, let longer = extended(second, in: rest) { second = longer }
      parts.append(second)
    }
    for part in parts { used.formUnion(part.words.filter { $0 >= 0 }) }
    return Self.capitalised(parts.map(\.text).joined(separator: " and "))
  }

  /// The phrase that says more clearly what a word says: one that carries a third of it, or, for
  /// a word that mostly describes another, the commonest.
  private func extended(_ word: Candidate, in ranked: [Candidate]) -> Candidate? {
    let phrases = ranked.filter { $0.words.count > 1 && $0.words.contains(word.words[0]) }
    guard let best = phrases.max(by: { ($0.reach, $0.score) < ($1.reach, $1.score) }) else {
      return nil
    }
    if best.reach >= 0.35 * word.reach && best.score >= 0.5 * word.score { return best }
    guard let use = scan.phrases[word.words], !isName(word.text), !isAbstract(word.text)
    else { return nil }
    return Double(use.final) < 0.65 * Double(use.total) ? best : nil
  }

  /// What may stand beside a first part, best first.
  private func partners(of first: Candidate, in ranked: [Candidate]) -> [Candidate] {
    ranked.filter { candidate in
      candidate.score >= 0.45 * first.score && candidate.words != first.words
        && !candidate.words.contains { word in
          word >= 0 && first.words.contains { $0 >= 0 && isAkin(word, $0) }
        }
    }
  }

  /// Whether "A and B" says more than A does: two subjects that the theme's posts bring together,
  /// and neither two words for one thing nor two that happen to be in one group.
  private func makesPair(_ a: Candidate, _ b: Candidate, in theme: Int) -> Bool {
    if a.words.count == 1, b.words.count == 1, isName(a.text), isName(b.text) { return false }
    let counts = scan.together(a.words, b.words, in: theme)
    let fewer = Double(min(counts.a, counts.b))
    let chance = Double(counts.a) * Double(counts.b) / Double(max(1, scan.passages[theme]))
    return fewer > 0 && Double(counts.both) < Self.oneThing * fewer
      && Double(counts.both) >= chance
  }

  /// Two words that stand together in this share of the rarer one's passages name one thing.
  private static let oneThing = 0.6

  /// Two words that the posts join themselves, as one phrase.
  private func joint(_ a: Candidate, _ b: Candidate, in ranked: [Candidate]) -> Candidate? {
    guard a.words.count == 1, b.words.count == 1 else { return nil }
    return ranked.first {
      ($0.words == a.words + b.words || $0.words == b.words + a.words) && $0.reach >= 0.1
    }
  }

  /// Whether two words are one, or one's stem begins with the other's.
  private func isAkin(_ a: Int32, _ b: Int32) -> Bool {
    if a == b { return true }
    let (a, b) = (terms.terms[Int(a)], terms.terms[Int(b)])
    let shorter = min(a.count, b.count)
    return shorter >= 3 && zip(a, b).prefix { $0 == $1 }.count >= min(shorter, 6)
  }

  // MARK: Candidates

  /// How many phrases of a theme are looked at closely.
  private static let most = 400

  /// The z-scores of a theme's phrases, the highest ones.
  private static func scores(of theme: Int, _ scan: PhraseScan) -> [[Int32]: Double] {
    let own = Double(scan.passages[theme])
    let others = Double(scan.passages.reduce(0, +)) - own
    let least = own < 12 ? 1 : (own < 60 ? 2 : 3)
    var scores: [(words: [Int32], z: Double)] = []
    for (words, phrase) in scan.phrases where phrase.passages[theme] >= least {
      let inside = Double(phrase.passages[theme])
      let outside = Double(phrase.passages.reduce(0, +)) - inside
      let z = logOdds(inside, own, outside, others)
      if z > 0 { scores.append((words, z)) }
    }
    scores.sort {
      $0.z != $1.z ? $0.z > $1.z : $0.words.lexicographicallyPrecedes($1.words)
    }
    return Dictionary(scores.prefix(most).map { ($0.words, $0.z) }) { first, _ in first }
  }

  /// How heavy each word is beside the heaviest of its theme, 0…1.
  private static func salience(_ ranked: [(column: Int, weight: Double)]) -> [Int32: Double] {
    guard let most = ranked.first?.weight, most > 0 else { return [:] }
    return Dictionary(
      ranked.prefix(Self.most).map { (Int32($0.column), $0.weight / most) }
    ) { first, _ in first }
  }

  private func candidates(of theme: Int, _ salience: [Int32: Double]) -> [Candidate] {
    let scores = scores[theme]
    let own = Double(scan.passages[theme])
    let nominal = scores.keys.filter(isNominal)
    // In how many passages a longer phrase holds each run of words.
    var carried: [[Int32]: Int] = [:]
    for longer in nominal where longer.count > 1 {
      let passages = scan.phrases[longer]?.passages[theme] ?? 0
      for start in longer.indices {
        for end in start..<longer.count where end - start + 1 < longer.count {
          let run = Array(longer[start...end])
          carried[run] = max(carried[run] ?? 0, passages)
        }
      }
    }
    let found = nominal.filter { words in
      let passages = Double(scan.phrases[words]?.passages[theme] ?? 0)
      return Double(carried[words] ?? 0) < 0.6 * passages
    }
    let candidates = found.map { words in
      Candidate(
        words: words, text: spellings[words] ?? "",
        score: (scores[words] ?? 0) * worth(words)
          * (0.6 + 0.8 * (words.compactMap { salience[$0] }.max() ?? 0)),
        reach: Double(scan.phrases[words]?.passages[theme] ?? 0) / max(1, own))
    }
    return candidates.sorted {
      if $0.score != $1.score { return $0.score > $1.score }
      if $0.text != $1.text { return $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
      return $0.words.lexicographicallyPrecedes($1.words)
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

  // MARK: Form

  /// Whether a run of words can be a noun phrase.
  private func isNominal(_ words: [Int32]) -> Bool {
    guard let phrase = scan.phrases[words], let last = words.last, last >= 0,
      let text = spellings[words], !words.contains(where: { people.contains(Int($0)) })
    else { return false }
    let parts = text.split { $0 == " " || $0 == "-" }.map { $0.lowercased() }
    // In "proof of work" the head is the proof.
    let isOf = words.contains(-1)
    let head = isOf ? parts.prefix { $0 != "of" }.last : parts.last
    guard let head, !parts.contains(where: { tables.never.contains($0) }),
      isOf || !tables.light.contains(head), words.count > 1 || !tables.light.contains(parts[0]),
      Set(words).count == words.count, !isOf || phrase.total > 2,
      !text.split(separator: " ").contains(where: { Self.isCode($0) })
    else { return false }
    // A run that mostly goes on is a fragment of a longer one.
    guard Double(phrase.final) >= 0.4 * Double(phrase.total) else { return false }
    if isName(text) { return true }
    guard !head.hasSuffix("ly"), !(head.hasSuffix("ed") && words.count == 1) else { return false }
    guard let use = scan.usage[last] else { return true }
    return use.asNoun + use.asOther < 2 || use.asNoun >= 0.25 * (use.asNoun + use.asOther)
  }

  /// Whether a word looks like a path, an option, an identifier or a random id and not like a word:
  /// marks that words do not hold, capitals after small letters with figures among them, figures
  /// between letters, or five and more parts.
  static func isCode(_ word: some StringProtocol) -> Bool {
    let letters = Array(word)
    if letters.contains(where: { "/\\_=@#<>{}[]()$%^*+|~:".contains($0) }) { return true }
    if word.split(separator: "-", omittingEmptySubsequences: false).count > 4 { return true }
    // A file by its ending: init.o, main.c.
    if letters.count > 3, letters[letters.count - 2] == ".", letters.last?.isLowercase ?? false {
      return true
    }
    let digits = letters.count(where: \.isNumber)
    guard digits > 0 else { return false }
    // H100, GPT-4 and 3D are names; base64jb, x86y and 1d5w are none.
    let kinds = letters.filter { $0 != "-" && $0 != "." }.map(\.isNumber)
    let turns = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return turns > 1 || digits == letters.count || (letters.count > 8 && digits < letters.count)
  }

  /// Whether a phrase is written as a name is: with a capital inside a sentence too.
  private func isName(_ text: String) -> Bool {
    text.split(separator: " ").last?.first?.isUppercase ?? false
  }

  private func isAbstract(_ word: String) -> Bool {
    tables.abstractEndings.contains { word.hasSuffix($0) }
  }

  /// What a form is worth, and how far its words hold passages together: phrases say more than words; names and what is named by a quality
  /// (efficiency, verification) make better names than things do.
  private func worth(_ words: [Int32]) -> Double {
    let text = spellings[words] ?? ""
    let columns = words.filter { $0 >= 0 }
    let length = columns.count
    // A phrase is as coherent as its most coherent word.
    let held = columns.map { Double(coherence[Int($0)]) }.max() ?? 0
    var worth = (length == 1 ? 1 : 1.5) * (0.3 + held)
    if isName(text) { return worth * 1.1 }
    if length == 1, isAbstract(text) { worth *= 1.2 }
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
    if let lower = cased[form], lower * 2 >= (cased.values.max() ?? 0) {
      // What there are several of is named in the plural.
      let plural = form + "s"
      return (folded[plural] ?? 0) * 4 >= (folded[form] ?? 0) ? plural : form
    }
    let text = first(Array(cased))
    // Words in capitals are shouted; one alone may be an abbreviation.
    return text.contains(" ") && !text.contains(where: \.isLowercase) ? text.lowercased() : text
  }

  static func capitalised(_ label: String) -> String {
    guard let first = label.split(separator: " ").first,
      first.allSatisfy({ $0.isLetter && !$0.isUppercase || $0 == "-" || $0 == "\u{2019}" })
    else { return label }
    return label.prefix(1).uppercased() + label.dropFirst()
  }
}
