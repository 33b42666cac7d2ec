public import HubbubModel

/// The posts behind the numbers of a report, as far as a page carries them.
///
/// Each number of a report counts posts; this says which. Of a large corpus it holds a part, the
/// posts that say most about their themes first, so that any head of the list is a fair part too.
public struct ReportPosts: Hashable, Sendable {
  /// A post as a list shows it.
  public struct Post: Hashable, Sendable {
    /// The post.
    public var id: PostID
    /// Its thread's place in `threads`; nil if that thread is not listed.
    public var thread: Int?
    /// The author's handle, if known.
    public var author: String?
    /// When it was written, if known.
    public var time: Int64?
    /// How it reads; nil if it is not scored.
    public var side: Quote.Side?
    /// The themes that it counts for, by their place in the report, heaviest first.
    public var themes: [Int]
    /// How much of it its first theme makes up, 0…1; 0 for a post of the residue alone.
    public var weight: Double
    /// The beginning of its own words, white space folded.
    public var text: String
    /// Whether `text` is all of them.
    public var isWhole: Bool
    /// Its address, if known.
    public var url: String?
    /// The names that it holds, by their place in the report.
    public var names: [Int]

    /// Creates a post.
    public init(
      id: PostID, thread: Int?, author: String?, time: Int64?, side: Quote.Side?, themes: [Int],
      weight: Double, text: String, isWhole: Bool, url: String?, names: [Int] = []
    ) {
      self.id = id
      self.thread = thread
      self.author = author
      self.time = time
      self.side = side
      self.themes = themes
      self.weight = weight
      self.text = text
      self.isWhole = isWhole
      self.url = url
      self.names = names
    }
  }

  /// A thread as a table shows it; its numbers are those of all its posts.
  public struct Thread: Hashable, Sendable {
    /// The thread.
    public var id: ThreadID
    /// Its title, if known.
    public var title: String?
    /// The address of its first post, if known.
    public var url: String?
    /// Its posts.
    public var posts: Int
    /// Their different authors.
    public var authors: Int
    /// The first post's time, if any has one.
    public var first: Int64?
    /// The last post's time.
    public var last: Int64?
    /// Posts above, within and below the neutral band.
    public var positive: Int
    /// Posts within the neutral band.
    public var neutral: Int
    /// Posts below it.
    public var negative: Int
    /// The theme that most of its posts count for, by its place in the report.
    public var theme: Int?

    /// Creates a thread.
    public init(
      id: ThreadID, title: String?, url: String?, posts: Int, authors: Int, first: Int64?,
      last: Int64?, positive: Int, neutral: Int, negative: Int, theme: Int?
    ) {
      self.id = id
      self.title = title
      self.url = url
      self.posts = posts
      self.authors = authors
      self.first = first
      self.last = last
      self.positive = positive
      self.neutral = neutral
      self.negative = negative
      self.theme = theme
    }
  }

  /// The posts of the whole report.
  public var all: Int
  /// The threads of the whole report.
  public var allThreads: Int
  /// The posts, those that say most about their themes first.
  public var posts: [Post]
  /// The threads, largest first.
  public var threads: [Thread]
  /// How alike the words of two themes are, 0…1, by their places in the report; symmetric.
  public var likeness: [[Double]]

  /// Creates a list of posts; without any, a page shows none.
  public init(
    all: Int = 0, allThreads: Int = 0, posts: [Post] = [], threads: [Thread] = [],
    likeness: [[Double]] = []
  ) {
    self.all = all
    self.allThreads = allThreads
    self.posts = posts
    self.threads = threads
    self.likeness = likeness
  }
}
