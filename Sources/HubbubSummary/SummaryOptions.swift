/// What a report shows of what there is.
public struct SummaryOptions: Hashable, Sendable {
  /// The most themes shown, guided ones not counted; nil shows all.
  public var themes: Int?
  /// The most quotations of a theme.
  public var quotes: Int
  /// The most statements about the future.
  public var outlook: Int
  /// The most parallels.
  public var parallels: Int
  /// The most names.
  public var names: Int
  /// The most threads told in brief.
  public var digests: Int

  /// Creates a set of options.
  public init(
    themes: Int? = nil, quotes: Int = 3, outlook: Int = 5, parallels: Int = 4, names: Int = 30,
    digests: Int = 5
  ) {
    self.themes = themes
    self.quotes = quotes
    self.outlook = outlook
    self.parallels = parallels
    self.names = names
    self.digests = digests
  }
}
