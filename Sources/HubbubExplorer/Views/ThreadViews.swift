internal import GRDB
internal import HubbubExport
internal import HubbubModel

/// The list of threads.
enum ThreadsView {
  /// An order of threads, by the name that it has in addresses.
  enum Order: String, CaseIterable {
    case longest, newest, oldest, title

    var sql: String {
      switch self {
      case .longest: "posts DESC, id"
      case .newest: "first IS NULL, first DESC, id"
      case .oldest: "first IS NULL, first, id"
      case .title: "title IS NULL, title, id"
      }
    }
  }

  static func make(order: Order, page: Int, in db: Database) throws -> View {
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM threads") ?? 0
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM threads ORDER BY \(order.sql)
        LIMIT \(PostFilter.pageLength) OFFSET \((page - 1) * PostFilter.pageLength)
        """)
    func address(_ page: Int) -> String {
      FormText.address("/threads", [("sort", order.rawValue), ("page", String(page))])
    }
    return View(
      title: "Threads",
      lines: [
        "\(Numbers.grouped(total)) thread\(total == 1 ? "" : "s"), sorted by \(order.rawValue)."
      ],
      links: Order.allCases.filter { $0 != order }.map {
        ("Sort by \($0.rawValue)", FormText.address("/threads", [("sort", $0.rawValue)]))
      },
      tables: [
        ResultTable(
          caption: "Threads", columns: ["title", "posts", "authors", "first", "last", "id"],
          rows: rows.map { row in
            let id: String = row["id"]
            let title: String? = row["title"]
            return [
              .init(.text(title ?? id), to: Address.thread(id)), .init(Cell(row["posts"])),
              .init(Cell(row["authors"])), .init(Cell(row["first"])), .init(Cell(row["last"])),
              .init(.text(id)),
            ]
          })
      ], total: total, previous: page > 1 ? address(page - 1) : nil,
      next: page * PostFilter.pageLength < total ? address(page + 1) : nil)
  }
}

/// One thread as a tree.
enum ThreadView {
  /// A thread may have a hundred thousand posts; a page shows this many.
  private static let most = 1000

  static func make(id: String, page: Int, in db: Database) throws -> View {
    guard
      let thread = try Row.fetchOne(db, sql: "SELECT * FROM threads WHERE id = ?", arguments: [id])
    else { throw RequestError.missing("There is no thread `\(id)`.") }
    let total: Int = thread["posts"]
    let rows = try PostView.rows(
      db, "p.thread = ?", [id], limit: most, offset: (page - 1) * most)
    let depths = try depths(of: rows, in: db)
    let columns = ["id", "parent", "author", "time", "theme", "valence", "score", "text"]
    func address(_ page: Int) -> String {
      FormText.address("/thread", [("id", id), ("page", String(page))])
    }
    let authors: Int = thread["authors"]
    var filter = PostFilter()
    filter.thread = id
    return View(
      title: thread["title"] ?? id,
      lines: [
        "\(Numbers.grouped(total)) post\(total == 1 ? "" : "s") by \(Numbers.grouped(authors)) author\(authors == 1 ? "" : "s")."
      ], links: [("Search and sort this thread’s posts", Address.posts(filter))],
      cards: rows.indices.map { index in
        var card = Card(row: rows[index])
        card.depth = depths[index]
        return card
      },
      tables: [
        ResultTable(
          caption: "Posts", columns: columns,
          rows: rows.map { row in columns.map { .init(Cell(row[$0])) } },
          isShown: false)
      ], total: total, previous: page > 1 ? address(page - 1) : nil,
      next: page * most < total ? address(page + 1) : nil)
  }

  /// How deep each post stands; a parent stands before its answers.
  ///
  /// The ancestors of a page's first branch stand on pages before it: they alone are looked up.
  private static func depths(of rows: [Row], in db: Database) throws -> [Int] {
    var depths: [String: Int] = [:]
    return try rows.map { row in
      let id: String = row["id"]
      let parent: String? = row["parent"]
      let depth =
        if let parent {
          try depths[parent].map { $0 + 1 } ?? ancestors(of: id, in: db)
        } else { 0 }
      depths[id] = depth
      return depth
    }
  }

  /// How many posts of the same thread a post answers, directly and through others.
  private static func ancestors(of id: String, in db: Database) throws -> Int {
    let count = try Int.fetchOne(
      db,
      sql: """
        WITH RECURSIVE above (parent, thread, row, depth) AS (
          SELECT parent, thread, row, 0 FROM posts WHERE id = ?
          UNION ALL
          SELECT p.parent, p.thread, p.row, depth + 1 FROM above JOIN posts p ON p.id = above.parent
          WHERE p.thread = above.thread AND p.row < above.row
        )
        SELECT max(depth) FROM above
        """, arguments: [id])
    return count ?? 0
  }
}
