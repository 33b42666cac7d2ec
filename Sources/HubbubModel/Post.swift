/// A run of bytes in a source file as it was given, before any decoding.
public struct SourceRange: Hashable, Sendable {
  /// The file, relative to the input it was found under; `archive.zip!/inner` inside archives.
  public var path: String
  /// The first byte.
  public var start: Int
  /// One past the last byte.
  public var end: Int

  /// Creates a range.
  public init(path: String, start: Int, end: Int) {
    self.path = path
    self.start = start
    self.end = end
  }
}

/// A run of a post's body, and whose words they are.
public struct Span: Hashable, Sendable {
  /// What a run of the body is.
  public enum Kind: String, CaseIterable, Sendable {
    /// The author's own words.
    case own
    /// Somebody else's words.
    case quote
    /// A block of code, a log, preformatted output.
    case code
    /// What the author appends to every post.
    case signature
    /// What the site adds: "Last edited by", "Click to expand".
    case boilerplate
    /// A bare address.
    case link
  }

  /// What the run is.
  public var kind: Kind
  /// The first byte in the body's UTF-8.
  public var start: Int
  /// One past the last byte in the body's UTF-8.
  public var end: Int
  /// For a quote: the post quoted, where it is known.
  public var ref: PostID?
  /// For a quote: whom it names as its author, as shown.
  public var attribution: String?

  /// Creates a span.
  public init(
    _ kind: Kind, _ start: Int, _ end: Int, ref: PostID? = nil, attribution: String? = nil
  ) {
    self.kind = kind
    self.start = start
    self.end = end
    self.ref = ref
    self.attribution = attribution
  }
}

/// One utterance of a discussion.
public struct Post: Hashable, Sendable {
  /// Unique in the corpus.
  public var id: PostID
  /// The thread that it belongs to.
  public var thread: ThreadID
  /// The post that it answers; nil for the one post that opens the thread.
  public var parent: PostID?
  /// The author's handle as shown; nil where none is (deleted accounts, damaged pages).
  public var author: String?
  /// Seconds since 1970, UTC; nil where the source does not say, never a default.
  public var time: Int64?
  /// The thread's title.
  public var title: String?
  /// The post's permanent address.
  public var url: String?
  /// Votes, points, likes: whatever the forum counts.
  public var score: Int?
  /// The author's own words: `OwnWords.text(of:in:)` of `spans` and `body`.
  public var text: String
  /// Everything shown, quotes included.
  public var body: String
  /// A tiling of the body: in order, without gaps or overlaps.
  public var spans: [Span]
  /// BCP 47 language tag, if identified.
  public var language: String?
  /// Where the post's body stands in the raw source.
  public var source: SourceRange
  /// What was noticed while reading it, as codes such as `orphan` or `mojibake-repaired`.
  public var findings: [String]

  /// Creates a post.
  public init(
    id: PostID, thread: ThreadID, parent: PostID? = nil, author: String? = nil,
    time: Int64? = nil, title: String? = nil, url: String? = nil, score: Int? = nil,
    text: String, body: String? = nil, spans: [Span]? = nil, language: String? = nil,
    source: SourceRange = SourceRange(path: "", start: 0, end: 0), findings: [String] = []
  ) {
    self.id = id
    self.thread = thread
    self.parent = parent
    self.author = author
    self.time = time
    self.title = title
    self.url = url
    self.score = score
    self.text = text
    self.body = body ?? text
    self.spans = spans ?? [Span(.own, 0, text.utf8.count)]
    self.language = language
    self.source = source
    self.findings = findings
  }
}

/// The author's own words, cut from a body by its spans.
public enum OwnWords {
  /// The own and link spans of a body, joined and trimmed.
  ///
  /// What is left out between two of them leaves one line break. White space at both ends is trimmed.
  ///
  /// - Complexity: O(n) in the body's bytes.
  public static func text(of spans: [Span], in body: String) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    // Most bodies are their author's alone.
    if spans.count == 1, spans[0].kind == .own, spans[0].start == 0,
      spans[0].end == body.utf8.count, let first = body.utf8.first, let last = body.utf8.last,
      !isSpace(first), !isSpace(last)
    {
      return body
    }
    let bytes = body.utf8.span
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var skipped = false
    for span in spans {
      guard span.kind == .own || span.kind == .link else {
        skipped = true
        continue
      }
      if skipped, let last = kept.last, last != UInt8(ascii: "\n") {
        kept.append(UInt8(ascii: "\n"))
      }
      skipped = false
      unsafe bytes.extracting(span.start..<span.end).withUnsafeBufferPointer {
        unsafe kept.append(contentsOf: $0)
      }
    }
    var start = 0
    var end = kept.count
    while start < end, isSpace(kept[start]) { start += 1 }
    while end > start, isSpace(kept[end - 1]) { end -= 1 }
    return String(decoding: kept[start..<end], as: UTF8.self)
  }
}
