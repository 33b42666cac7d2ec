public import HubbubModel

/// A theme that the user names in the pipeline.
public struct GuidedTheme: Hashable, Sendable {
  /// Its id in every artifact.
  public var id: ThemeID
  /// Its label in the report.
  public var name: String
  /// Words and phrases that speak for it, compared by their stems.
  public var terms: [String]
  /// Words and phrases that keep a passage out of it.
  public var not: [String]

  /// Creates a guided theme.
  public init(id: ThemeID, name: String, terms: [String], not: [String] = []) {
    self.id = id
    self.name = name
    self.terms = terms
    self.not = not
  }
}

/// How themes are found.
public struct ThemeOptions: Hashable, Sendable {
  /// How many themes to discover beside the guided ones; nil lets the data decide, 0 is none.
  public var count: Int?
  /// The largest share of posts that may be left without a theme, 0…1; 0 assigns every post.
  public var residue: Double
  /// Themes that the user named; they come first, in this order.
  public var guided: [GuidedTheme]
  /// Which of the possible random draws; the same seed gives the same themes.
  public var seed: UInt64
  /// The most themes that are discovered where the data decide their number.
  public var most: Int

  /// Creates a set of options.
  public init(
    count: Int? = nil, residue: Double = 0.15, guided: [GuidedTheme] = [], seed: UInt64 = 0,
    most: Int = 12
  ) {
    self.count = count
    self.residue = residue
    self.guided = guided
    self.seed = seed
    self.most = most
  }
}
