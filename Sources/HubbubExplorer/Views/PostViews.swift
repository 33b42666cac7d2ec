internal import GRDB
internal import HubbubExport
internal import HubbubModel

/// Posts that fit a filter.
enum PostsView {
  private static let columns = [
    "id", "thread", "title", "author", "time", "theme", "valence", "score", "text",
  ]

  static func make(_ filter: PostFilter, in db: Database) throws -> View {
    let (source, arguments) = filter.source
    let total = try count(filter, in: db)
    let found =
      filter.words == nil
      ? "substr(p.text, 1, 480) AS shown"
      : "snippet(posts_fts, 1, char(2), char(3), '…', 48) AS shown"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT p.*, \(found), length(p.text) > 480 AS is_cut,
          (SELECT label FROM themes WHERE id = p.theme) AS label \(source)
        ORDER BY \(filter.effectiveOrder.sql)
        LIMIT \(PostFilter.pageLength) OFFSET \((filter.page - 1) * PostFilter.pageLength)
        """, arguments: arguments)
    let table = ResultTable(
      caption: "Posts", columns: columns,
      rows: rows.map { row in columns.map { .init(Cell(row[$0])) } }, isShown: false)
    let isLast = filter.page * PostFilter.pageLength >= total
    return View(
      title: "Posts", lines: [try summary(filter, total, in: db)], filter: filter,
      themes: try Offer.themes(in: db), names: try Offer.names(in: db),
      cards: rows.map { row in
        var card = Card(row: row)
        let shown: String = row["shown"]
        let isCut: Bool = filter.words == nil && row["is_cut"]
        card.pieces = Card.pieces(isCut ? shown + "…" : shown)
        return card
      },
      tables: [table], total: total,
      previous: filter.page > 1 ? Address.posts(filter.on(page: filter.page - 1)) : nil,
      next: isLast ? nil : Address.posts(filter.on(page: filter.page + 1)))
  }

  /// How many posts a filter finds.
  static func count(_ filter: PostFilter, in db: Database) throws -> Int {
    let (source, arguments) = filter.source
    return try Int.fetchOne(db, sql: "SELECT count(*) \(source)", arguments: arguments) ?? 0
  }

  /// That number and what the filter asks for, in words.
  static func summary(
    _ filter: PostFilter, _ total: Int, in db: Database
  ) throws -> String {
    let count = "\(Numbers.grouped(total)) post\(total == 1 ? "" : "s")"
    var parts: [String] = []
    if let words = filter.words { parts.append("with “\(words)”") }
    if let theme = filter.theme {
      let label = try String.fetchOne(
        db, sql: "SELECT label FROM themes WHERE id = ?", arguments: [theme])
      parts.append("on “\(label ?? theme)”")
    }
    if let name = filter.name { parts.append("that name \(name)") }
    if let author = filter.author { parts.append("by \(author)") }
    if let thread = filter.thread {
      let title = try String.fetchOne(
        db, sql: "SELECT title FROM threads WHERE id = ?", arguments: [thread])
      parts.append("in “\(title ?? thread)”")
    }
    if let side = filter.side { parts.append("read as \(side.rawValue)") }
    if let from = filter.from { parts.append("from \(from)") }
    if let to = filter.to { parts.append("to \(to)") }
    return ([count] + parts).joined(separator: " ") + "."
  }
}

/// One post: what was made of it, what it answers and what answers it.
enum PostView {
  static func make(id: String, in db: Database) throws -> View {
    guard let row = try Self.rows(db, "p.id = ?", [id]).first else {
      throw RequestError.missing("There is no post `\(id)`.")
    }
    let parent: String? = row["parent"]
    let before = try parent.map { try rows(db, "p.id = ?", [$0]) } ?? []
    let after = try rows(db, "p.parent = ?", [id])
    let shares = try Row.fetchAll(
      db,
      sql: """
        SELECT t.id, t.label, s.weight FROM post_themes s JOIN themes t ON t.id = s.theme
        WHERE s.post = ? ORDER BY s.weight DESC, t.place
        """, arguments: [id])
    let thread: String = row["thread"]
    let source: String = row["source_path"]
    let start: Int64 = row["source_start"]
    let end: Int64 = row["source_end"]
    var cards = before.map { Card(row: $0) }
    var focus = Card(row: row)
    focus.isFocus = true
    focus.depth = before.isEmpty ? 0 : 1
    cards.append(focus)
    cards += after.map { row in
      var card = Card(row: row)
      card.depth = focus.depth + 1
      return card
    }
    var links = [("The whole thread", Address.thread(thread))]
    // The page's own address is shown as text: a link that leaves could be anything.
    if let author: String = row["author"] {
      links.append(("All posts by \(author)", Address.author(author)))
    }
    let url: String? = row["url"]
    return View(
      title: row["title"] ?? "Post \(id)",
      lines: [
        "Read from \(source), bytes \(Numbers.grouped(Int(start))) to \(Numbers.grouped(Int(end)))."
      ] + (url.map { ["It stood at \($0)."] } ?? []),
      links: links, cards: cards,
      tables: [
        ResultTable(
          caption: "Themes of this post", columns: ["id", "label", "weight"],
          rows: shares.map { share in
            let theme: String = share["id"]
            return [
              .init(.text(theme), to: Address.theme(theme)), .init(Cell(share["label"])),
              .init(Cell(share["weight"])),
            ]
          })
      ])
  }

  static func rows(
    _ db: Database, _ condition: String, _ values: [String], limit: Int = -1, offset: Int = 0
  ) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT p.*, (SELECT label FROM themes WHERE id = p.theme) AS label FROM posts p
        WHERE \(condition) ORDER BY p.row LIMIT \(limit) OFFSET \(offset)
        """, arguments: StatementArguments(values))
  }
}

extension Card {
  /// A post of the database, whole.
  init(row: Row) {
    let theme: String? = row["theme"]
    let label: String? = row["label"]
    let parent: String? = row["parent"]
    self.init(
      post: row["id"], heading: parent == nil ? row["title"] : nil, author: row["author"],
      time: row["time"],
      theme: theme.flatMap { id in label.map { (id, $0) } }, valence: row["valence"],
      score: row["score"], pieces: [Piece(text: row["text"], isFound: false)])
  }
}
