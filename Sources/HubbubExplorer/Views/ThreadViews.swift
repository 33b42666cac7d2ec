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
    let rows = try PostView.rows(db, "p.thread = ?", [id])
    let depths = depths(of: rows)
    let shown = rows.indices.dropFirst((page - 1) * most).prefix(most)
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
        "\(Numbers.grouped(rows.count)) post\(rows.count == 1 ? "" : "s") by \(Numbers.grouped(authors)) author\(authors == 1 ? "" : "s")."
      ], links: [("Search and sort this thread’s posts", Address.posts(filter))],
      cards: shown.map { index in
        var card = Card(row: rows[index])
        card.depth = depths[index]
        return card
      },
      tables: [
        ResultTable(
          caption: "Posts", columns: columns,
          rows: shown.map { index in columns.map { .init(Cell(rows[index][$0])) } },
          isShown: false)
      ], total: rows.count, previous: page > 1 ? address(page - 1) : nil,
      next: page * most < rows.count ? address(page + 1) : nil)
  }

  /// How deep each post stands; a parent stands before its answers.
  private static func depths(of rows: [Row]) -> [Int] {
    var depths: [String: Int] = [:]
    return rows.map { row in
      let id: String = row["id"]
      let parent: String? = row["parent"]
      let depth = parent.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
      depths[id] = depth
      return depth
    }
  }
}
