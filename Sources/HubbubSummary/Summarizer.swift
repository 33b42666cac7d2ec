public import HubbubCorpus
public import HubbubModel
public import HubbubSystem
public import HubbubTerms

/// Writes the theme report: every sentence by a rule, from figures and quotations alone.
public enum Summarizer {
  /// The report of a corpus.
  ///
  /// - Parameters:
  ///   - sentiment: one value a post, in corpus order.
  ///   - series: the rows of `SeriesBuilder`, of all themes and of `all`.
  ///   - conservation: the books of the ingest.
  ///   - names: the corpus's names, if they were read already.
  /// - Complexity: O(n) in the corpus's bytes; memory for the chosen sentences and some 100 bytes a
  ///   post.
  public static func summarize(
    corpus: Corpus, terms: TermIndex, themes: ThemeModel, sentiment: [PostSentiment],
    series: [SeriesRow], conservation: Conservation, options: SummaryOptions = SummaryOptions(),
    names: NameIndex? = nil, workers: Workers
  ) -> Report {
    summarize(
      corpus: corpus, terms: terms, themes: themes, sentiment: sentiment, series: series,
      conservation: conservation, options: options, names: names, workers: workers,
      measures: .standard)
  }

  static func summarize(
    corpus: Corpus, terms: TermIndex, themes: ThemeModel, sentiment: [PostSentiment],
    series: [SeriesRow], conservation: Conservation, options: SummaryOptions,
    names: NameIndex? = nil, workers: Workers, measures: Measures
  ) -> Report {
    precondition(sentiment.count == corpus.count, "a sentiment for each post")
    let census = PostCensus.read(corpus, workers: workers)
    let findings = Findings.read(corpus, census, workers: workers)
    let survey = Survey(
      census, stances: measures.stances(findings.stances(sentiment), sentiment), model: themes,
      sentiment: sentiment, series: series, options: options, measures: measures, workers: workers)
    let profiles = ThemeProfiles(themes, terms, workers: workers)
    let reader = CandidateReader(corpus, terms, profiles, survey)
    let candidates = reader.read(findings, workers: workers)
    var article = Article(
      survey: survey, labels: Labels(survey.themes, corpus), conservation: conservation,
      candidates: candidates, options: options, shelf: QuoteShelf(corpus, survey))

    // Who gets a sentence first: the gloss, which cannot take another; the line that stands for
    // the whole; then the sections with few sentences to choose from; the themes have most, of
    // which one may serve as a gloss.
    article.takeGlosses(themes.themes)
    let stands = Stands(survey)
    let claims = article.confirmedClaims(stands) { reader.sentences(of: $0) }
    let sides = article.chooseSides()
    let common = article.commonPoints(stands, corpus) { reader.sentences(of: $0) }
    let shared = article.sharedPoints(stands) { reader.sentences(of: $0) }
    let future = article.shelf.choose(options.outlook, of: candidates.future)
    let parallels = article.shelf.choose(options.parallels, of: candidates.parallels)
    article.takeOtherGlosses(themes.themes)

    let index = names ?? NameIndex.read(corpus, most: options.names, workers: workers)
    let title = article.title()
    let lede = article.lede(index)
    let takeaways = article.takeaways(claims: claims, outlook: future, names: index)
    let cards = article.themeCards()
    let split = article.splitSection(sides, stands, shared: shared, common: common)
    let outlook = article.outlook(future)
    let drawn = article.parallels(parallels)
    let readings = NameReader(
      corpus: corpus, terms: terms, profiles: profiles, survey: survey, index: index
    ).read(workers: workers)
    let named = article.nameCards(index, readings, measures)
    let nameSentences = article.nameSentences(named)
    let digests = article.digests(corpus)
    let method = article.method(
      quotes: cards.reduce(0) { $0 + $1.quotes.count }, outlook: outlook.count,
      unscored: sentiment.reduce(0) { $1.isScored ? $0 : $0 + 1 })
    return Report(
      title: title, lede: lede, source: survey.source, conservation: conservation,
      calendar: survey.calendar, themes: cards, takeaways: takeaways, split: split,
      outlook: outlook, parallels: drawn.quotes, parallelSentences: drawn.sentences,
      residuePosts: survey.residuePosts,
      residueShare: survey.rows.isEmpty
        ? 0 : Double(survey.residuePosts) / Double(survey.rows.count),
      method: method, names: named, nameSentences: nameSentences, digests: digests)
  }
}
