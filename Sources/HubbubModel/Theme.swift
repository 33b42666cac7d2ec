/// A stretch of a post that is one row of the TF-IDF matrix.
public struct Passage: Hashable, Sendable {
  /// The post's row in the corpus.
  public var post: Int
  /// The first byte in the UTF-8 of the post's `text`.
  public var start: Int
  /// One past the last byte.
  public var end: Int

  /// Creates a passage.
  public init(post: Int, start: Int, end: Int) {
    self.post = post
    self.start = start
    self.end = end
  }
}

/// A term and how much it says about a theme.
public struct WeightedTerm: Hashable, Sendable {
  /// The term in its most frequent surface form.
  public var term: String
  /// Its weight, ≥ 0; comparable within one theme only.
  public var weight: Double

  /// Creates a weighted term.
  public init(_ term: String, _ weight: Double) {
    self.term = term
    self.weight = weight
  }
}

/// What a group of passages is about.
public struct Theme: Hashable, Sendable {
  /// The user's id for a guided theme, else one derived from its content.
  public var id: ThemeID
  /// A noun phrase, as a person would name it.
  public var label: String
  /// One sentence of the posts that says what the theme claims; nil if none fits.
  public var gloss: Evidence?
  /// Whether the user named it in the pipeline.
  public var guided: Bool
  /// The largest theme of the group of kindred themes that it is part of; nil for that one itself,
  /// and for a theme that stands alone.
  public var parent: ThemeID?
  /// What its group of kindred themes is called; nil for a theme that stands alone.
  public var group: String?
  /// Its terms, heaviest first.
  public var terms: [WeightedTerm]
  /// The share of its passages that hold its name, or a part of it where that has two; nil where the
  /// name was given, or is of no phrase of the posts.
  public var reach: Double?
  /// How far the word stands out that does most: the share of its passages that hold it less that of
  /// all others, 0…1; nil if not measured.
  public var focus: Double?

  /// Creates a theme.
  public init(
    id: ThemeID, label: String, gloss: Evidence? = nil, guided: Bool = false,
    parent: ThemeID? = nil, group: String? = nil, terms: [WeightedTerm] = [],
    reach: Double? = nil, focus: Double? = nil
  ) {
    self.id = id
    self.label = label
    self.gloss = gloss
    self.guided = guided
    self.parent = parent
    self.group = group
    self.terms = terms
    self.reach = reach
    self.focus = focus
  }
}

/// That a passage belongs to a theme, and how much of its post that makes.
public struct Assignment: Hashable, Sendable {
  /// The post's row in the corpus.
  public var post: Int
  /// The passage's row in the matrix.
  public var passage: Int
  /// The theme's index in the list of themes.
  public var theme: Int
  /// The share of the post; the weights of a post sum to 1.
  public var weight: Double

  /// Creates an assignment.
  public init(post: Int, passage: Int, theme: Int, weight: Double) {
    self.post = post
    self.passage = passage
    self.theme = theme
    self.weight = weight
  }
}

/// A verbatim stretch of a post, where it stands, and whose it is.
public struct Evidence: Hashable, Sendable {
  /// The words, equal to bytes `start..<end` of the post's `text`.
  public var text: String
  /// The post.
  public var post: PostID
  /// The first byte in the UTF-8 of the post's `text`.
  public var start: Int
  /// One past the last byte.
  public var end: Int

  /// Creates a piece of evidence.
  public init(text: String, post: PostID, start: Int, end: Int) {
    self.text = text
    self.post = post
    self.start = start
    self.end = end
  }
}

/// How good a set of themes is; see `docs/METHOD.md` for each formula.
public struct ThemeMetrics: Hashable, Sendable {
  /// Mean normalised pointwise mutual information of the top words in passages (Bouma 2009), −1…1.
  public var npmi: Double
  /// The same within windows of ten words, as gensim's c_npmi; nil if not measured.
  public var windowedNPMI: Double?
  /// C_v within windows of 110 words (Röder, Both, Hinneburg 2015), as gensim has it; nil if not
  /// measured.
  public var cv: Double?
  /// Share of distinct terms among all themes' top terms, 0…1.
  public var diversity: Double
  /// Mean adjusted Rand index over resamples; nil where too few posts allow none.
  public var stability: Double?
  /// Share of posts without a theme, 0…1.
  public var residue: Double
  /// The numbers of themes that were tried, rising; empty where the user chose the number.
  public var levels: [ThemeLevel]

  /// Creates a set of metrics.
  public init(
    npmi: Double, windowedNPMI: Double? = nil, cv: Double? = nil, diversity: Double,
    stability: Double?, residue: Double, levels: [ThemeLevel] = []
  ) {
    self.npmi = npmi
    self.windowedNPMI = windowedNPMI
    self.cv = cv
    self.diversity = diversity
    self.stability = stability
    self.residue = residue
    self.levels = levels
  }
}

/// A number of themes, and how much speaks for it.
public struct ThemeLevel: Hashable, Sendable {
  /// The number of themes.
  public var count: Int
  /// Mean adjusted Rand index of groupings of subsamples.
  public var stability: Double
  /// Mean modularity of these groupings in the graph of neighbours, at most 1.
  public var modularity: Double

  /// Creates a level.
  public init(count: Int, stability: Double, modularity: Double) {
    self.count = count
    self.stability = stability
    self.modularity = modularity
  }
}

/// The themes of a corpus and what belongs to them.
public struct ThemeModel: Hashable, Sendable {
  /// Guided themes first in the order of the pipeline, then discovered ones, largest first.
  public var themes: [Theme]
  /// One row a passage and theme, by post; within a post by falling weight.
  ///
  /// A post of the residue
  /// has none.
  public var assignments: [Assignment]
  /// The posts without a theme, by reason.
  public var residue: [String: Int]
  /// How good the set is.
  public var metrics: ThemeMetrics

  /// Creates a model.
  public init(
    themes: [Theme], assignments: [Assignment], residue: [String: Int], metrics: ThemeMetrics
  ) {
    self.themes = themes
    self.assignments = assignments
    self.residue = residue
    self.metrics = metrics
  }
}
