internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
internal import HubbubTerms
internal import HubbubVectors

/// Puts names, terms, glosses and measures to groups of passages.
enum Naming {
  /// The most terms that a theme shows.
  static let mostTerms = 12

  static func model(
    corpus: Corpus, terms: TermIndex, crowd: People, space: ThemeSpace, placing: Placing,
    discovery: Discovery,
    options: ThemeOptions, workers: Workers
  ) -> ThemeModel {
    let count = placing.guided + placing.discovered
    let coherence = space.graph.coherence(
      of: terms.counts.selectingRows(space.fitted.map { space.rows[$0] }), workers: workers)
    let texts = ThemeTexts(corpus: corpus, terms: terms, placing: placing, themes: count).texts
    let languages = texts.map(\.language)
    let unfit = PersonNames(people: crowd, terms: terms, texts: texts).columns
      .union(FunctionWords.columns(in: terms, languages: languages))
    let weights = ThemeTerms(
      terms: terms, theme: placing.theme, themes: count, coherence: coherence, without: unfit,
      workers: workers)
    let language = commonest(languages)
    let scan = PhraseScan(texts, terms: terms, themes: count)
    var labels = Labels(
      scan: scan, terms: terms, coherence: coherence, language: language, without: unfit)
    // So series call all posts together.
    var taken: Set = ["all"]
    for guided in options.guided { taken.insert(guided.id.text) }
    var given: [(id: ThemeID, label: String)] = []
    let found = labels.labels(of: placing.guided..<count, ranked: weights.ranked)
    let (reach, focus) = (
      labels.reach, (0..<count).map { labels.focus(of: $0, weights.ranked[$0]) }
    )
    let known = found.compactMap(\.self)
    for theme in 0..<count {
      if theme < placing.guided {
        given.append((options.guided[theme].id, options.guided[theme].name))
      } else {
        let label =
          found[theme - placing.guided]
          ?? fallback(
            theme, weights, terms, avoiding: given.map(\.label) + known)
        given.append((ThemeNames.id(of: label, taken: &taken), label))
      }
    }
    let names = given
    let kin = Kinship(placing: placing, space: space)
    let groups = kin.names(
      avoiding: names.map(\.label), scan: scan, terms: terms, theme: placing.theme,
      coherence: coherence, language: language, without: unfit, workers: workers)
    let themes = workers.map(count) { theme in
      Theme(
        id: names[theme].id, label: names[theme].label,
        gloss: Glosses.gloss(
          of: theme, texts: texts, terms: terms, ranked: weights.ranked[theme],
          label: names[theme].label),
        guided: theme < placing.guided,
        parent: kin.parent[theme].map { names[$0].id }, group: groups[theme],
        terms: weights.shown(
          theme, terms: terms, most: mostTerms, tables: LabelWords.of(language)),
        reach: reach[theme], focus: focus[theme])
    }
    let quality = ThemeQuality(
      terms: terms, weights: weights, themes: count, workers: workers)
    let residue = placing.reasons.values.reduce(0, +)
    return ThemeModel(
      themes: themes, assignments: placing.assignments(terms, posts: corpus.count),
      residue: placing.reasons,
      metrics: ThemeMetrics(
        npmi: quality.npmi, windowedNPMI: quality.windowedNPMI, cv: quality.cv,
        diversity: quality.diversity, stability: discovery.stability,
        residue: corpus.isEmpty ? 0 : Double(residue) / Double(corpus.count),
        levels: discovery.levels))
  }

  /// The name of a theme none of whose phrases can be one: its heaviest terms that are in no name.
  private static func fallback(
    _ theme: Int, _ weights: ThemeTerms, _ terms: TermIndex, avoiding names: [String]
  ) -> String {
    let taken = Set(names.flatMap { $0.split(separator: " ") }.map { SameWords.key(String($0)) })
    let words = weights.ranked[theme].lazy.filter { !terms.isPhrase[$0.column] }
      .map { terms.surfaces[$0.column] }.filter { !taken.contains(SameWords.key($0)) }.prefix(2)
    return words.isEmpty ? "Other" : Labels.capitalised(words.joined(separator: " and "))
  }

  private static func commonest(_ languages: [String?]) -> String? {
    var counts: [String: Int] = [:]
    for language in languages { if let language { counts[language, default: 0] += 1 } }
    return counts.min {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }?.key
  }
}
