internal import HubbubModel
internal import HubbubSystem

/// The block of data that the page's script works on: posts in short rows, names once.
///
/// Its text is JSON in which `<`, `>` and `&` are escaped, so that no text of a post can end the
/// element that it stands in, whatever a browser makes of it.
struct PageData {
  let posts: ReportPosts
  let labels: [String]
  let calendar: [Int64]
  let spots: [(x: Double, y: Double)?]
  let words: Words
  /// What each name of the report is called.
  var names: [String] = []

  /// The words of `words.tsv` that the script prints.
  static let spoken = [
    "unknown_author", "months", "permalink", "residue", "all_posts", "posts_one", "posts_other",
    "reads_positive", "reads_neutral", "reads_negative", "reads_unscored", "found", "match",
    "more_posts", "drawer_part", "from_day",
  ]

  var json: Markup {
    var authors: [String] = []
    var places: [String: Int] = [:]
    var json = JSONWriter()
    json.object { json in
      json.key("all")
      json.integer(Int64(posts.all))
      json.key("words")
      json.write(.object(Self.spoken.map { JSON.Member($0, .string(words[$0])) }))
      json.key("themes")
      json.write(.array(labels.map { .string(Untrusted.line($0)) }))
      json.key("names")
      json.write(.array(names.map { .string(Untrusted.line($0)) }))
      json.key("calendar")
      json.write(.array(calendar.map(JSON.integer)))
      json.key("threads")
      json.write(
        .array(posts.threads.map { [.string(Untrusted.line($0.title ?? $0.id.text))] }))
      json.key("posts")
      json.array { json in
        for (index, post) in posts.posts.enumerated() {
          var author = -1
          if let name = post.author {
            author = places[name] ?? authors.count
            if author == authors.count {
              places[name] = author
              authors.append(name)
            }
          }
          json.write(row(post, author: author, spots.indices.contains(index) ? spots[index] : nil))
        }
      }
      json.key("authors")
      json.write(.array(authors.map { .string(Untrusted.line($0)) }))
    }
    return Markup(html: Self.inert(json.bytes))
  }

  private func row(
    _ post: ReportPosts.Post, author: Int, _ spot: (x: Double, y: Double)?
  ) -> JSON {
    let side =
      switch post.side {
      case .negative: 0
      case .neutral: 1
      case .positive: 2
      case nil: 3
      }
    let themes = post.weight == 0 ? [-1] : post.themes
    return [
      .string(Untrusted.line(post.id.text)), .integer(Int64(post.thread ?? -1)),
      .integer(Int64(author)), .optional(post.time), .integer(Int64(side)),
      .array(themes.map { .integer(Int64($0)) }),
      .string(Untrusted.line(post.text) + (post.isWhole ? "" : " …")),
      Untrusted.link(post.url).map(JSON.string) ?? 0,
      .optional(spot.map { Self.tenths($0.x) }), .optional(spot.map { Self.tenths($0.y) }),
      .array(post.names.map { .integer(Int64($0)) }),
    ]
  }

  private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// JSON that stays JSON within HTML.
  static func inert(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "<"): result.append(contentsOf: "\\u003c".utf8)
      case UInt8(ascii: ">"): result.append(contentsOf: "\\u003e".utf8)
      case UInt8(ascii: "&"): result.append(contentsOf: "\\u0026".utf8)
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
