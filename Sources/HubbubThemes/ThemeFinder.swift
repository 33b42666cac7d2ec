public import HubbubCorpus
public import HubbubModel
public import HubbubSystem
public import HubbubTerms
internal import HubbubVectors

/// Finds what a discussion is about.
///
/// Passages become points (`ThemeSpace`), points become groups (`Consensus`, `Mixture`), guided
/// themes take what is theirs (`Guidance`), what fits nowhere is left out with a reason
/// (`Residue`), and the groups are named (`Naming`). The result depends on the posts, the terms
/// and the options alone.
public enum ThemeFinder {
  /// Finds the themes of a corpus.
  ///
  /// - Parameters:
  ///   - corpus: the posts.
  ///   - terms: the index of the same posts.
  ///   - options: how many themes, and which are named beforehand.
  ///   - embeddings: what the posts mean, from a model of the user's; nil goes by words alone.
  /// - Complexity: up to 20,000 passages quadratic in those that share common words; of more, so
  ///   many are fitted, and the rest costs linear time.
  public static func find(
    corpus: Corpus, terms: TermIndex, options: ThemeOptions = ThemeOptions(),
    embeddings: PostEmbeddings? = nil, workers: Workers
  ) -> ThemeModel {
    find(
      corpus: corpus, terms: terms, options: options, embeddings: embeddings,
      fitting: ThemeSpace.most, workers: workers)
  }

  /// Finds the themes of a corpus from so many passages at most, and places the others.
  static func find(
    corpus: Corpus, terms: TermIndex, options: ThemeOptions, embeddings: PostEmbeddings? = nil,
    fitting most: Int, workers: Workers
  ) -> ThemeModel {
    let reading = Reading(corpus: corpus, terms: terms, workers: workers)
    let space = ThemeSpace(
      terms: terms, reading: reading, embeddings: embeddings, most: most, workers: workers)
    let guidance = Guidance(
      themes: options.guided, corpus: corpus, terms: terms, space: space, workers: workers)
    let discovery = Discovery(
      space: space, guidance: guidance, options: options, workers: workers)
    let placing = Placing(
      terms: terms, reading: reading, space: space, guidance: guidance, discovery: discovery,
      options: options)
    return Naming.model(
      corpus: corpus, terms: terms, crowd: reading.people, space: space, placing: placing,
      discovery: discovery,
      options: options, workers: workers)
  }
}
