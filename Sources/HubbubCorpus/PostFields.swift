/// What is read of a post beside its id, thread, parent, author, time, score, title, address and
/// language, which always are.
public struct PostFields: OptionSet, Sendable {
  /// The bits.
  public let rawValue: Int
  /// Creates a set of fields.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The author's own words.
  public static let text = PostFields(rawValue: 1)
  /// The body, its spans, where it stands in the source, and what was noticed while reading it.
  public static let body = PostFields(rawValue: 2)
  /// Everything.
  public static let all: PostFields = [.text, .body]
}
