public import HubbubModel
public import HubbubSystem

/// A post as one line of ConvoKit's `utterances.jsonl`, and back.
///
/// Format: ConvoKit's data format with a `meta` object that holds what ConvoKit has no field for.
public enum UtteranceCoding {
  /// The speaker under which posts of unknown authors are filed: ConvoKit requires one.
  public static let unknownSpeaker = "[unknown]"

  /// Appends a post as one line.
  ///
  /// - Parameter notes: more members for its `meta`.
  public static func write(
    _ post: Post, notes: [JSON.Member] = [], to json: inout JSONWriter
  ) {
    json.object { json in
      json.key(Label.id)
      json.string(post.id.text)
      json.key(Label.conversation)
      json.string(post.thread.text)
      json.key(Label.replyTo)
      json.string(post.parent?.text)
      json.key(Label.speaker)
      json.string(post.author ?? unknownSpeaker)
      json.key(Label.timestamp)
      json.integer(post.time)
      json.key(Label.text)
      let start = json.bytes.count
      json.string(post.text)
      let text = start..<json.bytes.count
      json.key(Label.meta)
      json.object { json in
        json.key(Label.title)
        json.string(post.title)
        json.key(Label.url)
        json.string(post.url)
        json.key(Label.score)
        json.integer(post.score.map(Int64.init))
        json.key(Label.source)
        write(post.source, to: &json)
        json.key(Label.spans)
        json.array { json in for span in post.spans { write(span, to: &json) } }
        json.key(Label.language)
        json.string(post.language)
        json.key(Label.findings)
        json.array { json in for finding in post.findings { json.string(finding) } }
        json.key(Label.body)
        // Most bodies are their author's alone.
        if post.body.utf8.count == post.text.utf8.count, post.body == post.text {
          json.again(text)
        } else {
          json.string(post.body)
        }
        for note in notes {
          json.key(note.key)
          json.write(note.value)
        }
      }
    }
    json.newline()
  }

  private static func write(_ source: SourceRange, to json: inout JSONWriter) {
    json.object { json in
      json.key(Label.path)
      json.string(source.path)
      json.key(Label.start)
      json.integer(Int64(source.start))
      json.key(Label.end)
      json.integer(Int64(source.end))
    }
  }

  private static func write(_ span: Span, to json: inout JSONWriter) {
    json.object { json in
      json.key(Label.kind)
      json.string(span.kind.rawValue)
      json.key(Label.start)
      json.integer(Int64(span.start))
      json.key(Label.end)
      json.integer(Int64(span.end))
      json.key(Label.ref)
      json.string(span.ref?.text)
      if let attribution = span.attribution {
        json.key(Label.attribution)
        json.string(attribution)
      }
    }
  }

  /// The names of the members, written at once.
  private enum Label {
    static let id = JSONLabel("id")
    static let conversation = JSONLabel("conversation_id")
    static let replyTo = JSONLabel("reply-to")
    static let speaker = JSONLabel("speaker")
    static let timestamp = JSONLabel("timestamp")
    static let text = JSONLabel("text")
    static let meta = JSONLabel("meta")
    static let title = JSONLabel("title")
    static let url = JSONLabel("url")
    static let score = JSONLabel("score")
    static let source = JSONLabel("source")
    static let spans = JSONLabel("spans")
    static let language = JSONLabel("language")
    static let findings = JSONLabel("findings")
    static let body = JSONLabel("body")
    static let path = JSONLabel("path")
    static let start = JSONLabel("start")
    static let end = JSONLabel("end")
    static let kind = JSONLabel("kind")
    static let ref = JSONLabel("ref")
    static let attribution = JSONLabel("attribution")
  }

  /// The names of the members, compared at once.
  private enum Name {
    static let id = JSONName("id")
    static let conversation = JSONName("conversation_id")
    static let root = JSONName("root")
    static let replyTo = JSONName("reply-to")
    static let oldReplyTo = JSONName("reply_to")
    static let speaker = JSONName("speaker")
    static let user = JSONName("user")
    static let timestamp = JSONName("timestamp")
    static let text = JSONName("text")
    static let meta = JSONName("meta")
    static let title = JSONName("title")
    static let url = JSONName("url")
    static let score = JSONName("score")
    static let source = JSONName("source")
    static let spans = JSONName("spans")
    static let language = JSONName("language")
    static let findings = JSONName("findings")
    static let body = JSONName("body")
  }

  /// The post of one line.
  ///
  /// Fields that Hubbub did not write are taken as absent.
  /// - Parameter fields: what is read; the rest is left empty.
  public static func post(from line: JSONValue, reading fields: PostFields = .all) -> Post {
    var post = Post(id: "", thread: "", text: "", body: "", spans: [])
    var meta: JSONValue?
    line.forEachMember { name, value in
      switch name {
      case Name.id: post.id = PostID(value.string ?? "")
      case Name.conversation, Name.root: if let id = value.string { post.thread = ThreadID(id) }
      case Name.replyTo, Name.oldReplyTo: post.parent = value.string.map { PostID($0) }
      case Name.speaker, Name.user: post.author = value.string
      case Name.timestamp: post.time = value.integer ?? value.number.map { Int64($0) }
      case Name.text: if fields.contains(.text) { post.text = value.string ?? "" }
      case Name.meta: meta = value
      default: break
      }
    }
    if post.author == unknownSpeaker { post.author = nil }
    if post.thread.text.isEmpty { post.thread = ThreadID(post.id.text) }
    var hasBody = false
    var hasSpans = false
    meta?.forEachMember { name, value in
      switch name {
      case Name.title: post.title = value.string
      case Name.url: post.url = value.string
      case Name.score: post.score = value.integer.map(Int.init)
      case Name.language: post.language = value.string
      case Name.source where fields.contains(.body): post.source = source(value)
      case Name.findings where fields.contains(.body):
        post.findings = value.elements.compactMap(\.string)
      case Name.spans where fields.contains(.body):
        post.spans = value.elements.compactMap(span)
        hasSpans = true
      case Name.body where fields.contains(.body):
        guard let body = value.string else { return }
        post.body = body
        hasBody = true
      default: break
      }
    }
    if fields.contains(.all) {
      if !hasBody { post.body = post.text }
      if !hasSpans { post.spans = [Span(.own, 0, post.text.utf8.count)] }
    }
    return post
  }

  private static func source(_ value: JSONValue) -> SourceRange {
    SourceRange(
      path: value["path"]?.string ?? "", start: value["start"]?.integer.map(Int.init) ?? 0,
      end: value["end"]?.integer.map(Int.init) ?? 0)
  }

  private static func span(_ value: JSONValue) -> Span? {
    guard let kind = value["kind"]?.string.flatMap(Span.Kind.init),
      let start = value["start"]?.integer, let end = value["end"]?.integer
    else { return nil }
    return Span(
      kind, Int(start), Int(end), ref: value["ref"]?.string.map { PostID($0) },
      attribution: value["attribution"]?.string)
  }
}
