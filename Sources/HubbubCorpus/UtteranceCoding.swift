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
      json.key("id")
      json.string(post.id.text)
      json.key("conversation_id")
      json.string(post.thread.text)
      json.key("reply-to")
      json.string(post.parent?.text)
      json.key("speaker")
      json.string(post.author ?? unknownSpeaker)
      json.key("timestamp")
      json.integer(post.time)
      json.key("text")
      json.string(post.text)
      json.key("meta")
      json.object { json in
        json.key("title")
        json.string(post.title)
        json.key("url")
        json.string(post.url)
        json.key("score")
        json.integer(post.score.map(Int64.init))
        json.key("source")
        write(post.source, to: &json)
        json.key("spans")
        json.array { json in for span in post.spans { write(span, to: &json) } }
        json.key("language")
        json.string(post.language)
        json.key("findings")
        json.array { json in for finding in post.findings { json.string(finding) } }
        json.key("body")
        json.string(post.body)
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
      json.key("path")
      json.string(source.path)
      json.key("start")
      json.integer(Int64(source.start))
      json.key("end")
      json.integer(Int64(source.end))
    }
  }

  private static func write(_ span: Span, to json: inout JSONWriter) {
    json.object { json in
      json.key("kind")
      json.string(span.kind.rawValue)
      json.key("start")
      json.integer(Int64(span.start))
      json.key("end")
      json.integer(Int64(span.end))
      json.key("ref")
      json.string(span.ref?.text)
      if let attribution = span.attribution {
        json.key("attribution")
        json.string(attribution)
      }
    }
  }

  /// The post of one line.
  ///
  /// Fields that Hubbub did not write are taken as absent.
  public static func post(from line: JSONValue) -> Post {
    var id = ""
    var thread = ""
    var parent: String?
    var speaker: String?
    var time: Int64?
    var text = ""
    var meta: JSONValue?
    for (key, value) in line.members {
      switch key {
      case "id": id = value.string ?? ""
      case "conversation_id", "root": thread = value.string ?? thread
      case "reply-to", "reply_to": parent = value.string
      case "speaker", "user": speaker = value.string
      case "timestamp": time = value.integer ?? value.number.map { Int64($0) }
      case "text": text = value.string ?? ""
      case "meta": meta = value
      default: break
      }
    }
    if speaker == unknownSpeaker { speaker = nil }
    let source = meta?["source"]
    return Post(
      id: PostID(id), thread: ThreadID(thread.isEmpty ? id : thread),
      parent: parent.map { PostID($0) },
      author: speaker, time: time, title: meta?["title"]?.string, url: meta?["url"]?.string,
      score: meta?["score"]?.integer.map(Int.init), text: text, body: meta?["body"]?.string,
      spans: meta?["spans"].map { $0.elements.compactMap(span) },
      language: meta?["language"]?.string,
      source: SourceRange(
        path: source?["path"]?.string ?? "", start: source?["start"]?.integer.map(Int.init) ?? 0,
        end: source?["end"]?.integer.map(Int.init) ?? 0),
      findings: meta?["findings"]?.elements.compactMap(\.string) ?? [])
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
