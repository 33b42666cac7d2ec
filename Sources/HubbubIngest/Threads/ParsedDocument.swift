public import HubbubModel

/// What a parser found in one document: threads as they stand there, before pages are joined,
/// duplicates dropped and reply trees repaired.
///
/// Every post that the document holds is either in `threads` or in `dropped`.
public struct ParsedDocument: Sendable {
  /// The threads, or the pages of threads, in the document's order.
  public var threads: [ParsedThread]
  /// Posts that the document holds and the parser left out, by reason (`deleted`, `not-a-post`).
  public var dropped: [String: Int]
  /// What was noticed about the document as a whole: code → how often.
  public var findings: [String: Int]
  /// Pieces set aside; a document with entries and no thread is not used at all.
  public var quarantine: [QuarantineEntry]
  /// What an index of messages says about the pages beside it.
  public var replies: [PageReply]

  /// Creates a document's findings.
  public init(
    threads: [ParsedThread] = [], dropped: [String: Int] = [:], findings: [String: Int] = [:],
    quarantine: [QuarantineEntry] = [], replies: [PageReply] = []
  ) {
    self.threads = threads
    self.dropped = dropped
    self.findings = findings
    self.quarantine = quarantine
    self.replies = replies
  }

  /// Posts that the document holds: those parsed and those left out.
  public var seen: Int {
    threads.reduce(0) { $0 + $1.posts.count } + dropped.values.reduce(0, +)
  }
}

/// That the post of one page answers that of another, as an index of both says.
public struct PageReply: Hashable, Sendable {
  /// The path of the page.
  public var page: String
  /// The path of the page that it answers.
  public var answers: String

  /// Creates a link.
  public init(page: String, answers: String) {
    self.page = page
    self.answers = answers
  }
}

/// One thread, or one page of one.
public struct ParsedThread: Sendable {
  /// What joins the pages of a thread, and becomes the thread's id: the engine's own thread id
  /// with its host, or a canonical address without page number.
  public var key: String
  /// The title as shown, white space folded.
  public var title: String?
  /// The thread's address.
  public var url: String?
  /// The page number, from 1: pages of one key are joined in its order.
  public var page: Int
  /// The posts as they stand on the page.
  public var posts: [ParsedPost]

  /// Creates a thread or a page of one.
  public init(
    key: String, title: String? = nil, url: String? = nil, page: Int = 1, posts: [ParsedPost] = []
  ) {
    self.key = key
    self.title = title
    self.url = url
    self.page = page
    self.posts = posts
  }
}

/// One post as a parser read it.
public struct ParsedPost: Sendable {
  /// What the source says about the post that this one answers.
  public enum Parent: Hashable, Sendable {
    /// Nothing: the thread's root, or a flat engine; a leading quote may still tell.
    case unstated
    /// The local id of the post answered.
    case post(String)
    /// How deep the post is nested, 0 for the top: the parent is the nearest earlier post of
    /// lesser depth.
    case depth(Int)

    /// Whether an id is what tables write where a post answers nothing.
    ///
    /// It says so only where no post has that id.
    static func meansNothing(_ id: String) -> Bool { id == "0" || id == "-1" || id == "root" }
  }

  /// The engine's own id of the post: unique in its thread, the same when a page is saved twice.
  public var localID: String
  /// The post's id in the corpus where the source has one of its own (a Message-ID, a CSV's id
  /// column); nil makes it `<thread key>#<local id>`.
  public var globalID: String?
  /// The author as shown; nil where none is.
  public var author: String?
  /// Seconds since 1970, UTC; nil where the source does not say.
  public var time: Int64?
  /// The time as a page writes it ("3 hours ago"); nil where it shows none.
  public var shownTime: String?
  /// What the post answers.
  public var parent: Parent
  /// Votes, points, likes.
  public var score: Int?
  /// The post's permanent address.
  public var url: String?
  /// Everything shown, as text: blocks separated by line breaks.
  public var body: String
  /// A tiling of the body in order, without gaps or overlaps, in UTF-8 bytes.
  public var spans: [ParsedSpan]
  /// Where the body stands in the raw source.
  public var source: SourceRange
  /// What was noticed, as codes such as `edited`.
  public var findings: [String]

  /// Creates a post.
  public init(
    localID: String, globalID: String? = nil, author: String? = nil, time: Int64? = nil,
    shownTime: String? = nil, parent: Parent = .unstated, score: Int? = nil, url: String? = nil,
    body: ParsedBody, source: SourceRange, findings: [String] = []
  ) {
    self.localID = localID
    self.globalID = globalID
    self.author = author
    self.time = time
    self.shownTime = shownTime
    self.parent = parent
    self.score = score
    self.url = url
    self.body = body.text
    self.spans = body.spans
    self.source = source
    self.findings = findings
  }
}

/// A run of a body, and what the source says about a quote's origin.
public struct ParsedSpan: Hashable, Sendable {
  /// What the run is.
  public var kind: Span.Kind
  /// The first byte in the body's UTF-8.
  public var start: Int
  /// One past the last byte.
  public var end: Int
  /// For a quote: whom it names as its author, as shown.
  public var attribution: String?
  /// For a quote: the local id of the post quoted, where the markup says.
  public var quoted: String?

  /// Creates a span.
  public init(
    _ kind: Span.Kind, _ start: Int, _ end: Int, attribution: String? = nil, quoted: String? = nil
  ) {
    self.kind = kind
    self.start = start
    self.end = end
    self.attribution = attribution
    self.quoted = quoted
  }
}

/// A body as text, with its spans.
public struct ParsedBody: Sendable {
  /// Everything shown.
  public var text: String
  /// A tiling of the text in order, without gaps or overlaps, in UTF-8 bytes.
  public var spans: [ParsedSpan]

  /// Creates a body; without spans the whole text is the author's own.
  public init(text: String, spans: [ParsedSpan]? = nil) {
    self.text = text
    self.spans = spans ?? (text.isEmpty ? [] : [ParsedSpan(.own, 0, text.utf8.count)])
  }
}

/// Turns one whole document, such as an HTML page, into threads.
public protocol DocumentParser: Sendable {
  /// Parses the bytes of a document; what cannot be used is quarantined, never thrown.
  ///
  /// - Parameters:
  ///   - bytes: the raw bytes, before decoding.
  ///   - path: the document's path for source ranges, relative to its input.
  func parse(_ bytes: [UInt8], path: String) -> ParsedDocument
}

/// Turns a fragment of HTML (the body of one post in a dump) into text with spans.
public protocol FragmentParser: Sendable {
  /// Parses a fragment.
  func body(html: String) -> ParsedBody
  /// Parses a fragment in valid UTF-8.
  func body(utf8 html: Swift.Span<UInt8>) -> ParsedBody
}

extension FragmentParser {
  /// Parses a fragment in valid UTF-8.
  public func body(utf8 html: Swift.Span<UInt8>) -> ParsedBody {
    body(html: unsafe html.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
  }
}
