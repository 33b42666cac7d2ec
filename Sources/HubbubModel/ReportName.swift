/// What kind of thing a name names.
public enum ReportNameKind: String, CaseIterable, Sendable {
  case person, organisation, product, place
}

/// Someone or something that a discussion talks about.
public struct ReportName: Hashable, Sendable {
  /// A theme that a name belongs to.
  public struct Share: Hashable, Sendable {
    /// The theme.
    public var theme: ThemeID
    /// The theme's posts that hold the name.
    public var posts: Int
    /// Creates a share.
    public init(theme: ThemeID, posts: Int) {
      self.theme = theme
      self.posts = posts
    }
  }

  /// The spelling that most posts use.
  public var name: String
  /// The other spellings, the most frequent first.
  public var spellings: [String]
  /// What it is; nil where the words beside it say too little.
  public var kind: ReportNameKind?
  /// The posts that hold it.
  public var posts: Int
  /// Their different authors.
  public var authors: Int
  /// Their threads.
  public var threads: Int
  /// The mood of the sentences that hold it; without a mean where too few people speak of it.
  public var mood: Mood
  /// The themes that its posts count for, the most posts first.
  public var themes: [Share]
  /// What is said of it, verbatim.
  public var quotes: [Quote]

  /// Creates a name.
  public init(
    name: String, spellings: [String], kind: ReportNameKind?, posts: Int, authors: Int,
    threads: Int, mood: Mood, themes: [Share], quotes: [Quote]
  ) {
    self.name = name
    self.spellings = spellings
    self.kind = kind
    self.posts = posts
    self.authors = authors
    self.threads = threads
    self.mood = mood
    self.themes = themes
    self.quotes = quotes
  }
}
