internal import GRDB
internal import HubbubSentiment

/// Which posts are asked for: the parameters of an address, and the SQL that they mean.
struct PostFilter: Hashable, Sendable {
  /// An order of posts, by the name that it has in addresses.
  enum Order: String, CaseIterable, Sendable {
    case relevance, oldest, newest, warmest, coldest, score

    var sql: String {
      switch self {
      case .relevance: "rank, p.row"
      case .oldest: "p.time IS NULL, p.time, p.row"
      case .newest: "p.time IS NULL, p.time DESC, p.row"
      case .warmest: "p.valence IS NULL, p.valence DESC, p.row"
      case .coldest: "p.valence IS NULL, p.valence, p.row"
      case .score: "p.score IS NULL, p.score DESC, p.row"
      }
    }
  }

  /// A side, told by the post's valence as the report tells it.
  enum Side: String, CaseIterable, Sendable {
    case positive, neutral, negative, unscored

    init(valence: Double) {
      let band = MoodMeasure.neutralBand
      self = valence > band ? .positive : valence < -band ? .negative : .neutral
    }

    var sql: String {
      switch self {
      case .positive: "p.valence > \(MoodMeasure.neutralBand)"
      case .neutral: "abs(p.valence) <= \(MoodMeasure.neutralBand)"
      case .negative: "p.valence < -\(MoodMeasure.neutralBand)"
      case .unscored: "p.valence IS NULL"
      }
    }
  }

  static let pageLength = 50

  var words: String?
  var theme: String?
  /// A name of the report that the post holds.
  var name: String?
  var author: String?
  var thread: String?
  var from: String?
  var to: String?
  var side: Side?
  var order: Order?
  var page = 1

  init() {}

  /// Reads the parameters of a request.
  ///
  /// - Throws: `RequestError` 400 that names the parameter and what it may be.
  init(_ request: ExplorerRequest) throws {
    words = request.value("q")
    theme = request.value("theme")
    name = request.value("name")
    author = request.value("author")
    thread = request.value("thread")
    from = try Self.day(request, "from")
    to = try Self.day(request, "to")
    side = try Self.choice(request, "side")
    order = try Self.choice(request, "sort")
    page = try Self.page(request)
  }

  static func page(_ request: ExplorerRequest) throws -> Int {
    guard let text = request.value("page") else { return 1 }
    guard let page = Int(text), (1...1_000_000).contains(page) else {
      throw RequestError.bad("`page` is a number from 1, not `\(text)`.")
    }
    return page
  }

  static func choice<Choice: RawRepresentable & CaseIterable>(
    _ request: ExplorerRequest, _ name: String
  ) throws -> Choice? where Choice.RawValue == String {
    guard let text = request.value(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw RequestError.bad("`\(name)` is one of \(known), not `\(text)`.")
  }

  private static func day(_ request: ExplorerRequest, _ name: String) throws -> String? {
    guard let text = request.value(name) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let fits =
      parts.map(\.count) == [4, 2, 2]
      && parts.allSatisfy {
        $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      }
    guard fits else {
      throw RequestError.bad("`\(name)` is a day such as 2026-01-31, not `\(text)`.")
    }
    return text
  }

  /// The order that is used if none is asked for.
  var effectiveOrder: Order {
    if let order, order != .relevance || words != nil { return order }
    return words == nil ? .oldest : .relevance
  }

  /// The parameters of an address that asks for the same.
  var parameters: [(String, String)] {
    let all: [(String, String?)] = [
      ("q", words), ("theme", theme), ("name", name), ("author", author), ("thread", thread),
      ("from", from),
      ("to", to), ("side", side?.rawValue), ("sort", order?.rawValue),
      ("page", page > 1 ? String(page) : nil),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }

  func on(page: Int) -> PostFilter {
    var filter = self
    filter.page = page
    return filter
  }

  /// `FROM … WHERE …` over posts as `p`, with its arguments.
  var source: (sql: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var values: [String] = []
    var tables = "posts p"
    if let words {
      tables += " JOIN posts_fts ON posts_fts.rowid = p.row"
      // A search for nothing but signs finds nothing.
      conditions.append("posts_fts MATCH ?")
      values.append(SearchWords.query(words) ?? "\"\"")
    }
    if let theme {
      conditions.append(
        "p.id IN (SELECT post FROM post_themes WHERE theme = ? AND counts)")
      values.append(theme)
    }
    if let name {
      conditions.append(
        "p.id IN (SELECT post FROM name_posts WHERE name IN (SELECT place FROM names WHERE name = ?))"
      )
      values.append(name)
    }
    for (column, value) in [("author", author), ("thread", thread)] {
      guard let value else { continue }
      conditions.append("p.\(column) = ?")
      values.append(value)
    }
    if let from {
      conditions.append("p.time >= ?")
      values.append(from)
    }
    if let to {
      // "~" sorts after the T that stands between day and time: the day itself is included.
      conditions.append("p.time <= ?")
      values.append(to + "~")
    }
    if let side { conditions.append(side.sql) }
    let sql =
      "FROM \(tables)"
      + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
    return (sql, StatementArguments(values))
  }
}
