internal import HubbubModel
internal import HubbubSystem

/// The posts behind a report as `report/posts.json`, and back.
public enum PostsCoding {
  /// The version of the format.
  public static let schema = 1

  /// `posts.json`: UTF-8, a line for each post and thread.
  public static func json(_ posts: ReportPosts) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key("schema")
      json.integer(Int64(schema))
      json.key("all")
      json.integer(Int64(posts.all))
      json.key("all_threads")
      json.integer(Int64(posts.allThreads))
      json.key("likeness")
      json.write(.array(posts.likeness.map { .array($0.map(JSON.number)) }))
      json.key("threads")
      json.array { json in
        for thread in posts.threads {
          json.write(self.json(thread))
        }
      }
      json.key("posts")
      json.array { json in
        for post in posts.posts {
          json.write(self.json(post))
        }
      }
    }
    json.newline()
    return json.bytes
  }

  private static func json(_ thread: ReportPosts.Thread) -> JSON {
    [
      "id": .string(thread.id.text), "title": .optional(thread.title),
      "url": .optional(thread.url), "posts": .integer(Int64(thread.posts)),
      "authors": .integer(Int64(thread.authors)), "first": moment(thread.first),
      "last": moment(thread.last), "positive": .integer(Int64(thread.positive)),
      "neutral": .integer(Int64(thread.neutral)), "negative": .integer(Int64(thread.negative)),
      "theme": .optional(thread.theme.map(Int64.init)),
    ]
  }

  private static func json(_ post: ReportPosts.Post) -> JSON {
    [
      "id": .string(post.id.text), "thread": .optional(post.thread.map(Int64.init)),
      "author": .optional(post.author), "time": moment(post.time),
      "side": .optional(post.side?.rawValue),
      "themes": .array(post.themes.map { .integer(Int64($0)) }), "weight": .number(post.weight),
      "text": .string(post.text), "whole": .boolean(post.isWhole), "url": .optional(post.url),
      "names": .array(post.names.map { .integer(Int64($0)) }),
    ]
  }

  private static func moment(_ seconds: Int64?) -> JSON {
    .optional(seconds.map { UTCDate($0).iso })
  }

  /// Reads `posts.json`.
  ///
  /// - Throws: `ReportError` that names the field that is missing or wrong.
  public static func posts(json: [UInt8]) throws(ReportError) -> ReportPosts {
    let root = JSONReader(try JSONReader.parse(json, "posts.json"), "posts.json")
    return ReportPosts(
      all: try root["all"].int(), allThreads: try root["all_threads"].int(),
      posts: try root["posts"].list(post), threads: try root["threads"].list(thread),
      likeness: try root["likeness"].list { row throws(ReportError) in
        try row.list { value throws(ReportError) in try value.number() }
      })
  }

  private static func post(_ json: JSONReader) throws(ReportError) -> ReportPosts.Post {
    ReportPosts.Post(
      id: PostID(try json["id"].text()), thread: try json["thread"].optional(whole),
      author: try json["author"].optional(text), time: try json["time"].optional(moment),
      side: Quote.Side(rawValue: try json["side"].optional(text) ?? ""),
      themes: try json["themes"].list(whole), weight: try json["weight"].number(),
      text: try json["text"].text(), isWhole: try json["whole"].flag(),
      url: try json["url"].optional(text), names: try json["names"].list(whole))
  }

  private static func thread(_ json: JSONReader) throws(ReportError) -> ReportPosts.Thread {
    ReportPosts.Thread(
      id: ThreadID(try json["id"].text()), title: try json["title"].optional(text),
      url: try json["url"].optional(text), posts: try json["posts"].int(),
      authors: try json["authors"].int(), first: try json["first"].optional(moment),
      last: try json["last"].optional(moment), positive: try json["positive"].int(),
      neutral: try json["neutral"].int(), negative: try json["negative"].int(),
      theme: try json["theme"].optional(whole))
  }

  private static func text(_ json: JSONReader) throws(ReportError) -> String { try json.text() }
  private static func whole(_ json: JSONReader) throws(ReportError) -> Int { try json.int() }
  private static func moment(_ json: JSONReader) throws(ReportError) -> Int64 {
    try json.moment()
  }
}
