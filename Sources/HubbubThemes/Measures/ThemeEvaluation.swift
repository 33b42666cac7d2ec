internal import HubbubCorpus
public import HubbubModel
public import HubbubSystem
internal import HubbubTerms
internal import HubbubText

/// How well the themes of labelled texts agree with their labels.
public struct ThemeEvaluation: Hashable, Sendable {
  /// The agreement of themes and labels.
  public let scores: PartitionScores
  /// The number of texts.
  public let texts: Int
  /// The number of different labels.
  public let labels: Int
  /// The number of themes found.
  public let themes: Int
  /// How well the themes' words go together, whatever the labels.
  public let metrics: ThemeMetrics
  /// What the themes are called, and the label of most of their texts.
  public let named: [Named]

  /// A theme's names beside the label of most of its texts.
  public struct Named: Hashable, Sendable {
    /// What the theme is called.
    public var name: String
    /// Its heaviest terms.
    public var terms: [String]
    /// The commonest label of its texts.
    public var label: String
    /// The share of its texts that have this label.
    public var share: Double
  }

  /// Finds the themes of texts, one passage a text and none left out, and compares them.
  ///
  /// - Parameters:
  ///   - texts: the texts.
  ///   - labels: the label of each; used for nothing but the comparison.
  ///   - k: the number of themes; nil lets the data decide.
  ///   - embeddings: an `.npy` file with a row for each text; nil goes by words alone.
  /// - Throws: `EmbeddingError` if the file does not fit the texts.
  public static func run(
    texts: [String], labels: [String], k: Int?, embeddings: String? = nil, workers: Workers
  ) throws(EmbeddingError) -> ThemeEvaluation {
    precondition(texts.count == labels.count, "a label for each text")
    let width = String(texts.count).count
    let corpus = Corpus(
      posts: texts.enumerated().map { row, text in
        let digits = String(row)
        let id = String(repeating: "0", count: width - digits.count) + digits
        return Post(id: PostID(id), thread: ThreadID(id), text: text)
      })
    let vectors = try embeddings.map { path throws(EmbeddingError) in
      try PostEmbeddings(file: path, corpus: corpus)
    }
    let terms = TermIndexer.index(
      corpus: corpus, options: TermOptions(unit: .post, language: language(of: texts)),
      workers: workers)
    let model = ThemeFinder.find(
      corpus: corpus, terms: terms, options: ThemeOptions(count: k, residue: 0, most: .max),
      embeddings: vectors, workers: workers)
    var found = [Int](repeating: -1, count: texts.count)
    for row in model.assignments where found[row.post] < 0 { found[row.post] = row.theme }
    var numbers: [String: Int] = [:]
    let truth = labels.map { label -> Int in
      let number = numbers[label] ?? numbers.count
      numbers[label] = number
      return number
    }
    return ThemeEvaluation(
      scores: PartitionScores(truth: truth, found: found), texts: texts.count,
      labels: numbers.count, themes: model.themes.count, metrics: model.metrics,
      named: model.themes.indices.map { theme in
        Self.named(model.themes[theme], texts.indices.filter { found[$0] == theme }, labels)
      })
  }

  private static func named(_ theme: Theme, _ texts: [Int], _ labels: [String]) -> Named {
    var counts: [String: Int] = [:]
    for text in texts { counts[labels[text], default: 0] += 1 }
    let most = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
    return Named(
      name: theme.label, terms: theme.terms.prefix(3).map(\.term), label: most?.key ?? "",
      share: Double(most?.value ?? 0) / Double(max(1, texts.count)))
  }

  /// The language of most texts that tell theirs; nil if none does.
  private static func language(of texts: [String]) -> String? {
    var counts: [String: Int] = [:]
    for text in texts.prefix(2000) {
      if let language = LanguageIdentifier.identify(text) { counts[language, default: 0] += 1 }
    }
    return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }
}
