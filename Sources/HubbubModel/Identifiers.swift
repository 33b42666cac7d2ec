/// The identifier of a post, unique in a corpus.
public struct PostID: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The identifier as it stands in artifacts.
  public let text: String
  /// The identifier as it stands in artifacts.
  public var description: String { text }
  /// Creates an identifier.
  public init(_ text: String) { self.text = text }
  /// Creates an identifier.
  public init(stringLiteral value: String) { text = value }
  /// Order of the UTF-8 bytes, the same in every locale.
  public static func < (a: PostID, b: PostID) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

/// The identifier of a thread, unique in a corpus.
public struct ThreadID: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The identifier as it stands in artifacts.
  public let text: String
  /// The identifier as it stands in artifacts.
  public var description: String { text }
  /// Creates an identifier.
  public init(_ text: String) { self.text = text }
  /// Creates an identifier.
  public init(stringLiteral value: String) { text = value }
  /// Order of the UTF-8 bytes, the same in every locale.
  public static func < (a: ThreadID, b: ThreadID) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}

/// The identifier of a theme: the user's own for a guided theme, else derived from its content.
public struct ThemeID: Hashable, Comparable, Sendable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The identifier as it stands in artifacts.
  public let text: String
  /// The identifier as it stands in artifacts.
  public var description: String { text }
  /// Creates an identifier.
  public init(_ text: String) { self.text = text }
  /// Creates an identifier.
  public init(stringLiteral value: String) { text = value }
  /// Order of the UTF-8 bytes, the same in every locale.
  public static func < (a: ThemeID, b: ThemeID) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }
}
