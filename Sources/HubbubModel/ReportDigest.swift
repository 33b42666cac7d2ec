/// A thread in a few of its own sentences, as a report prints it.
public struct ReportDigest: Hashable, Sendable {
  /// The thread.
  public var thread: ThreadID
  /// Its title, if it has one.
  public var title: String?
  /// Its posts.
  public var posts: Int
  /// Their different authors.
  public var authors: Int
  /// What is said of its size.
  public var sentence: Sentence
  /// Sentences that stand for it, in the order in which they were written.
  public var quotes: [Quote]

  /// Creates a digest.
  public init(
    thread: ThreadID, title: String?, posts: Int, authors: Int, sentence: Sentence, quotes: [Quote]
  ) {
    self.thread = thread
    self.title = title
    self.posts = posts
    self.authors = authors
    self.sentence = sentence
    self.quotes = quotes
  }
}
