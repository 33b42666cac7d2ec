internal import HubbubTerms

/// Names for themes: noun phrases of the posts' own words.
///
/// A phrase's score is the geometric mean of the z-score of its log-odds with an informative
/// Dirichlet prior (Monroe, Colaresi, Quinn 2008, doi:10.1093/pan/mpn018) and of the root of G²
/// (Dunning 1993), of passages of the theme against the others, times the coherence of its words,
/// what its form is worth, how much of the theme it covers and how far it is spread over the
/// theme's threads and authors. A phrase stands for a word of its
/// own if it carries at least 0.6 of the word's passages. Two are joined only where each covers
/// much of the theme, and their passages overlap more than by chance.
struct Labels {
  /// A candidate of one theme.
  struct Candidate {
    var words: [Int32]
    var text: String
    var score: Double
    /// The share of the theme's passages that hold it.
    var reach: Double
    /// The score before it is weighed by reach.
    var strength: Double { score * (reach + Labels.halfReach) / max(reach, 1e-9) }

    /// What its words mean: equal where they are one word in another number, spelling or language.
    var keys: [String]

    /// The word that the others describe: in "proof of work" the proof.
    var head: String? {
      guard let link = words.firstIndex(where: { $0 < 0 }), link > 0 else { return keys.last }
      return keys[link - 1]
    }

    /// Whether both name one thing, or one of them a part of the other.
    func meets(_ other: Candidate) -> Bool {
      if let head, let theirs = other.head, SameWords.areVariants(head, theirs) { return true }
      return Set(keys).isSubset(of: other.keys) || Set(other.keys).isSubset(of: keys)
    }
  }

  let scan: PhraseScan
  let terms: TermIndex
  let tables: LabelWords
  private let language: String?
  /// The language that most of each theme's passages are in, and its tables.
  private let speaks: [String?]
  let own: [LabelWords]
  let coherence: [Float]
  /// The columns of words that stand in no label, such as people's names.
  let unfit: Set<Int>
  /// For each theme its best phrases and how surely they belong to it.
  private let scores: [[[Int32]: Double]]
  let spellings: [[Int32]: String]
  /// What themes are called already: the parts of their names.
  private var given: [Candidate] = []
  /// The share of the passages of each theme that is named that hold its name or a part of it.
  private(set) var reach: [Int: Double] = [:]

  /// The share of a theme's passages that hold one of the parts of a name.
  private func reach(of parts: [Candidate], in theme: Int) -> Double {
    guard parts.count > 1 else { return parts[0].reach }
    let counts = scan.together(parts[0].words, parts[1].words, in: theme)
    return Double(counts.a + counts.b - counts.both) / Double(max(1, scan.passages[theme]))
  }

  /// How far the term stands out that does most: the share of a theme's passages that hold it, less
  /// that of all others.
  ///
  /// Held against labelled posts (`docs/METHOD.md`): where it is low, a theme gathers several subjects.
  /// - Parameter ranked: the theme's terms by falling weight.
  func focus(of theme: Int, _ ranked: [(column: Int, weight: Double)]) -> Double {
    let own = Double(scan.passages[theme])
    let others = Double(scan.passages.reduce(0, +)) - own
    return ranked.prefix(Self.marking).compactMap { scan.phrases[[Int32($0.column)]] }.map {
      phrase in
      let inside = Double(phrase.passages[theme])
      let outside = Double(phrase.passages.reduce(0, +)) - inside
      return inside / max(1, own) - outside / max(1, others)
    }.max() ?? 0
  }

  /// So many of a theme's heaviest terms are held against other themes.
  private static let marking = 80

  init(
    scan: PhraseScan, terms: TermIndex, coherence: [Float], language: String?,
    without unfit: Set<Int>
  ) {
    self.unfit = unfit
    self.scan = scan
    self.coherence = coherence
    self.terms = terms
    tables = LabelWords.of(language)
    self.language = language
    speaks = scan.languages.map { counts in
      counts.min {
        $0.value != $1.value
          ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }?.key ?? language
    }
    own = speaks.map(LabelWords.of)
    let scores = scan.passages.indices.map { Self.scores(of: $0, scan) }
    self.scores = scores
    let tables = tables
    var spellings: [[Int32]: String] = [:]
    for words in scores.flatMap(\.keys) where spellings[words] == nil {
      spellings[words] = Self.best(scan.phrases[words]?.spellings ?? [:]) { form in
        // "Predict", "predicted" and "prediction" are one term: its noun names what it is about.
        (scan.forms[form]?.nominal ?? 0.5)
          * (tables.abstractEndings.contains { form.hasSuffix($0) } ? 1.3 : 1)
      }
    }
    self.spellings = spellings
  }

  /// The names of themes, each nil if no phrase of its posts can be one.
  ///
  /// What names one theme names no other, nor does a part of it, nor another phrase with the same
  /// head. The theme whose best phrase stands out most is named first.
  /// - Parameters:
  ///   - ranked: for each theme its terms by falling weight: what it is about should be among its
  ///     name's words.
  ///   - avoided: names that are given away, in lower case.
  mutating func labels(
    of themes: Range<Int>, ranked: [[(column: Int, weight: Double)]],
    avoiding avoided: Set<String> = []
  ) -> [String?] {
    let found = themes.map { theme in
      spread(candidates(of: theme, Self.salience(ranked[theme])), in: theme)
        .filter { !avoided.contains($0.text.lowercased()) }
    }
    func most(_ place: Int) -> Double { found[place].first?.score ?? 0 }
    var names = [String?](repeating: nil, count: themes.count)
    // What two languages have a word for is named in the one that is spoken most.
    func isMain(_ place: Int) -> Int { speaks[themes.lowerBound + place] == language ? 1 : 0 }
    let order = found.indices.sorted {
      (isMain($1), most($1), $0) < (isMain($0), most($0), $1)
    }
    for place in order {
      names[place] = label(of: themes.lowerBound + place, among: found[place])
    }
    return names
  }

  private mutating func label(of theme: Int, among found: [Candidate]) -> String? {
    let ranked = found.filter { !isTaken($0) }
    guard var first = broadest(ranked) else { return nil }
    if first.words.count == 1, let longer = extended(first, in: ranked) { first = longer }
    if let second = partners(of: first, in: ranked).first,
      let joint = joint(first, second, in: ranked)
    {
      first = joint
    }
    var parts = [first]
    if !(first.words.count > 1 && first.reach >= Self.wholeReach),
      var second = partners(of: first, in: ranked).first(where: {
        makesPair(first, $0, in: theme)
      })
    {
      if second.words.count == 1, let longer = extended(second, in: ranked),
        !longer.words.contains(where: first.words.contains)
      {
        second = longer
      }
      parts.append(second)
    }
    given += parts
    reach[theme] = reach(of: parts, in: theme)
    return Self.capitalised(parts.map(\.text).joined(separator: " and "))
  }

  /// The best candidate; where it covers hardly any of the theme, the one that covers most among
  /// those half as good: a mixed group is called by what most of it shares.
  private func broadest(_ ranked: [Candidate]) -> Candidate? {
    guard let first = ranked.first, first.reach < Self.hardlyAny else { return ranked.first }
    return ranked.filter { $0.score >= 0.5 * first.score }.max {
      ($0.reach, $0.score) < ($1.reach, $1.score)
    }
  }

  /// Whether a candidate is part of another theme's name, or the other way round, or both name
  /// one thing.
  private func isTaken(_ candidate: Candidate) -> Bool {
    given.contains { $0.meets(candidate) }
  }

  /// The phrase that says more clearly what a word says: one that carries a third of it, or, for
  /// a word that mostly describes another, the commonest that it describes.
  private func extended(_ word: Candidate, in ranked: [Candidate]) -> Candidate? {
    // What covers hardly any of a theme names it less than the word does.
    let least = min(Self.hardlyAny, 0.9 * word.reach)
    let phrases = ranked.filter {
      $0.words.count > 1 && $0.words.contains(word.words[0]) && $0.reach >= least
    }
    func commonest(_ phrases: [Candidate]) -> Candidate? {
      phrases.max { ($0.reach, $0.score) < ($1.reach, $1.score) }
    }
    // A name says what it says: a phrase must carry half of it.
    if let best = commonest(phrases),
      best.reach >= (isName(word.text) ? 0.5 : 0.35) * word.reach,
      // What a phrase must reach is said: its score is not weighed by reach again.
      best.strength >= 0.5 * word.strength
    {
      return best
    }
    guard let use = scan.phrases[word.words], !isName(word.text), !isAbstract(word.text),
      Double(use.final) < 0.65 * Double(use.total)
    else { return nil }
    return commonest(
      phrases.filter { $0.head != word.head && $0.reach >= 0.15 * word.reach })
  }

  // MARK: Pairs

  /// A phrase that covers so much of its theme needs no partner.
  private static let wholeReach = 0.3
  /// Less of a theme than this is hardly any of it.
  private static let hardlyAny = 0.1
  /// The least share of a theme that a second part covers.
  private static let leastReach = 0.1
  /// Two words that stand together in this share of the rarer one's passages name one thing.
  private static let oneThing = 0.6

  /// The least log-likelihood ratio of two parts' meeting: the 0.05 point of χ² with one degree of
  /// freedom.
  private static let leastMeeting = 3.84

  /// What may stand beside a first part, best first: what covers much of the theme too.
  private func partners(of first: Candidate, in ranked: [Candidate]) -> [Candidate] {
    guard first.reach >= Self.leastReach else { return [] }
    return ranked.filter { candidate in
      candidate.score >= 0.5 * first.score && candidate.words != first.words
        && candidate.reach >= max(Self.leastReach, 0.4 * first.reach)
        && !candidate.words.contains { word in
          word >= 0 && first.words.contains { $0 >= 0 && isAkin(word, $0) }
        }
    }
  }

  /// Whether "A and B" says more than A does: two subjects that the theme's posts bring together
  /// more often than chance explains, not two words for one thing, and together much more of the
  /// theme.
  private func makesPair(_ a: Candidate, _ b: Candidate, in theme: Int) -> Bool {
    let counts = scan.together(a.words, b.words, in: theme)
    let both = Double(counts.both)
    let passages = scan.passages[theme]
    let chance = Double(counts.a) * Double(counts.b) / Double(max(1, passages))
    // Three passages of two words that would share one and a half by chance show nothing.
    let meeting = Association(
      pair: counts.both, first: counts.a, second: counts.b, total: passages)
    return both > chance && meeting.logLikelihood >= Self.leastMeeting
      && both < Self.oneThing * Double(min(counts.a, counts.b))
      && Double(counts.a + counts.b) - both >= 1.3 * Double(counts.a)
  }

  /// Two words that the posts join themselves, as one phrase.
  private func joint(_ a: Candidate, _ b: Candidate, in ranked: [Candidate]) -> Candidate? {
    guard a.words.count == 1, b.words.count == 1 else { return nil }
    return ranked.first {
      ($0.words == a.words + b.words || $0.words == b.words + a.words)
        && $0.reach >= Self.leastReach
    }
  }

  /// Whether two words are one, or one's stem begins with the other's.
  private func isAkin(_ a: Int32, _ b: Int32) -> Bool {
    if a == b { return true }
    let (a, b) = (terms.terms[Int(a)], terms.terms[Int(b)])
    if a + "s" == b || b + "s" == a { return true }
    let shorter = min(a.count, b.count)
    return shorter >= 3 && zip(a, b).prefix { $0 == $1 }.count >= min(shorter, 6)
  }

  // MARK: Candidates

  /// How many phrases of a theme are looked at closely.
  private static let most = 400

  /// How surely each phrase belongs to a theme, the highest ones.
  private static func scores(of theme: Int, _ scan: PhraseScan) -> [[Int32]: Double] {
    let own = Double(scan.passages[theme])
    let others = Double(scan.passages.reduce(0, +)) - own
    let least = own < 12 ? 1 : (own < 60 ? 2 : 3)
    var scores: [(words: [Int32], evidence: Double)] = []
    for (words, phrase) in scan.phrases where phrase.passages[theme] >= least {
      let inside = Double(phrase.passages[theme])
      let outside = Double(phrase.passages.reduce(0, +)) - inside
      let evidence = evidence(inside, own, outside, others)
      if evidence > 0 { scores.append((words, evidence)) }
    }
    scores.sort {
      $0.evidence != $1.evidence
        ? $0.evidence > $1.evidence : $0.words.lexicographicallyPrecedes($1.words)
    }
    return Dictionary(scores.prefix(most).map { ($0.words, $0.evidence) }) { first, _ in first }
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
    let nominal = scores.keys.filter { isNominal($0, in: theme) }
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
        score: (scores[words] ?? 0) * worth(words, in: theme)
          * (0.6 + 0.8 * (words.compactMap { salience[$0] }.max() ?? 0)),
        reach: Double(scan.phrases[words]?.passages[theme] ?? 0) / max(1, own),
        keys: words.map { $0 < 0 ? "" : SameWords.key(terms.surfaces[Int($0)]) })
    }
    return Self.sorted(candidates)
  }

  private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted {
      if $0.score != $1.score { return $0.score > $1.score }
      if $0.text != $1.text { return $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
      return $0.words.lexicographicallyPrecedes($1.words)
    }
  }

  /// So many of a theme's best phrases are looked at closely.
  private static let pool = 40
  /// Reach at which a phrase keeps half of its score.
  fileprivate static let halfReach = 0.1
  /// What stands in fewer threads, or is said by fewer people, than this share of what its number
  /// of passages gives by chance is one thread's or one person's own.
  private static let evenSpread = 0.4

  /// The two words before or after a phrase are the same in at most this share of its threads.
  ///
  /// More of them make a signature or a form that is filled in. A form that most of a theme's
  /// passages fill in is what the theme is.
  private static let mostTemplate = 0.4

  /// The best phrases, weighed by how much of the theme they cover and by their spread: what one
  /// author keeps saying (a signature, a hobby horse) is not what the theme is about.
  private func spread(_ candidates: [Candidate], in theme: Int) -> [Candidate] {
    Self.sorted(
      candidates.prefix(Self.pool).map { candidate in
        var candidate = candidate
        let spread = scan.spread(of: candidate.words, in: theme)
        candidate.score *=
          min(1, spread.threads / Self.evenSpread) * min(1, spread.authors / Self.evenSpread)
          * (candidate.reach > 0.5
            ? 1 : min(1, (1 - spread.template) / (1 - Self.mostTemplate)))
          * candidate.reach / (candidate.reach + Self.halfReach)
        return candidate
      })
  }
}
