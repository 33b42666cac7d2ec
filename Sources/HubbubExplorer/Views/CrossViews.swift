internal import GRDB
internal import HubbubExport
internal import HubbubModel

/// Themes against months, years, authors or threads: counts, and the mean valence of each cell.
enum CrossView {
  /// What the columns are, by the name that it has in addresses.
  enum Columns: String, CaseIterable {
    case month, year, author, thread

    var sql: String {
      switch self {
      case .month: "substr(p.time, 1, 7)"
      case .year: "substr(p.time, 1, 4)"
      case .author: "p.author"
      case .thread: "p.thread"
      }
    }
  }

  /// What a cell tells, by the name that it has in addresses.
  enum Measure: String, CaseIterable {
    case posts, authors, valence

    var name: String {
      switch self {
      case .posts: "Posts"
      case .authors: "Authors"
      case .valence: "Mean valence"
      }
    }

    var sql: String {
      switch self {
      case .posts: "count(*)"
      case .authors: "count(DISTINCT p.author)"
      case .valence: "round(avg(p.valence), 3)"
      }
    }
  }

  /// More columns than a page can show are cut to those with the most posts.
  private static let most = 24

  /// - Parameter filter: which posts are counted; the sort and the page do not matter.
  static func make(
    columns: Columns, measure: Measure, filter: PostFilter, in db: Database
  ) throws -> View {
    let (source, arguments) = filter.source
    let counted = try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns.sql) AS name, count(*) AS n FROM posts p
        WHERE \(columns.sql) IS NOT NULL AND p.id IN (SELECT p.id \(source))
        GROUP BY name ORDER BY n DESC, name LIMIT \(most + 1)
        """, arguments: arguments)
    var names: [String] = counted.prefix(most).map { $0["name"] }
    if columns == .month || columns == .year { names.sort() }
    let places = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var grid: [String: [Cell]] = [:]
    let cells = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.theme AS theme, \(columns.sql) AS name, \(measure.sql) AS value
        FROM post_themes s JOIN posts p ON p.id = s.post
        WHERE s.counts AND \(columns.sql) IS NOT NULL AND p.id IN (SELECT p.id \(source))
        GROUP BY 1, 2
        """, arguments: arguments)
    while let cell = try cells.next() {
      guard let place = places[cell["name"]] else { continue }
      let theme: String = cell["theme"]
      grid[theme, default: Array(repeating: .none, count: names.count)][place] = Cell(cell["value"])
    }
    let themes = try Row.fetchAll(db, sql: "SELECT id, label FROM themes ORDER BY place")
    let table = ResultTable(
      caption: "Themes by \(columns.rawValue): \(measure.rawValue)", columns: ["theme"] + names,
      rows: themes.map { theme in
        let id: String = theme["id"]
        let row = grid[id] ?? Array(repeating: .none, count: names.count)
        return [.init(Cell(theme["label"]), to: Address.theme(id))]
          + zip(names, row).map { name, cell in
            .init(cell, to: cell == .none ? nil : address(id, columns, name, of: filter))
          }
      })
    var lines = [
      "A post counts for every theme that makes up at least a quarter of it; a number leads to its posts."
    ]
    if counted.count > most {
      lines.append("The \(most) \(columns.rawValue)s with the most posts are shown.")
    }
    if filter != PostFilter() {
      let total = try PostsView.count(filter, in: db)
      lines.insert(try PostsView.summary(filter, total, in: db), at: 0)
    }
    return View(
      title: "Themes by \(columns.rawValue)", lines: lines,
      links: Columns.allCases.flatMap { columns in
        Measure.allCases.map { measure in
          (
            "\(measure.name) by \(columns.rawValue)",
            FormText.address(
              "/cross",
              [("columns", columns.rawValue), ("measure", measure.rawValue)] + filter.parameters)
          )
        }
      }, filter: filter, action: "/cross",
      kept: [("columns", columns.rawValue), ("measure", measure.rawValue)],
      themes: try Offer.themes(in: db), names: try Offer.names(in: db), tables: [table])
  }

  /// The posts of a cell: those of the filter that are of its theme and column.
  private static func address(
    _ theme: String, _ columns: Columns, _ name: String, of filter: PostFilter
  ) -> String {
    var filter = filter
    filter.theme = theme
    switch columns {
    case .month:
      filter.from = max("\(name)-01", filter.from ?? "")
      filter.to = min("\(name)-31", filter.to ?? "9")
    case .year:
      filter.from = max("\(name)-01-01", filter.from ?? "")
      filter.to = min("\(name)-12-31", filter.to ?? "9")
    case .author: filter.author = name
    case .thread: filter.thread = name
    }
    return Address.posts(filter)
  }
}

/// The authors.
enum AuthorsView {
  static func make(page: Int, in db: Database) throws -> View {
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM authors") ?? 0
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT * FROM authors ORDER BY posts DESC, name
        LIMIT \(PostFilter.pageLength) OFFSET \((page - 1) * PostFilter.pageLength)
        """)
    func address(_ page: Int) -> String {
      FormText.address("/authors", [("page", String(page))])
    }
    return View(
      title: "Authors", lines: ["\(Numbers.grouped(total)) authors, the most active first."],
      tables: [
        ResultTable(
          caption: "Authors", columns: ["name", "posts", "valence", "first", "last"],
          rows: rows.map { row in
            let name: String = row["name"]
            return [
              .init(.text(name), to: Address.author(name)), .init(Cell(row["posts"])),
              .init(Cell(row["valence"])), .init(Cell(row["first"])), .init(Cell(row["last"])),
            ]
          })
      ], total: total, previous: page > 1 ? address(page - 1) : nil,
      next: page * PostFilter.pageLength < total ? address(page + 1) : nil)
  }
}

/// This run beside another one.
enum CompareView {
  static func make(in db: Database) throws -> View {
    guard try db.schemas().contains("other") else {
      throw RequestError.missing(
        "Start the explorer with --compare DIR to see two runs side by side.")
    }
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT a.id AS id, a.label AS label, a.posts AS posts, a.mean AS mean,
          b.label AS other_label, b.posts AS other_posts, b.mean AS other_mean
        FROM themes a LEFT JOIN other.themes b ON b.id = a.id
        UNION ALL
        SELECT b.id, NULL, NULL, NULL, b.label, b.posts, b.mean FROM other.themes b
        WHERE b.id NOT IN (SELECT id FROM themes)
        """)
    let moves = try Row.fetchAll(
      db,
      sql: """
        SELECT a.theme AS theme, b.theme AS other_theme, count(*) AS posts
        FROM posts a JOIN other.posts b ON b.id = a.id
        GROUP BY 1, 2 ORDER BY posts DESC, 1, 2
        """)
    let shared =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM posts a JOIN other.posts b ON b.id = a.id") ?? 0
    let kept =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM posts a JOIN other.posts b ON b.id = a.id
          WHERE a.theme IS b.theme
          """) ?? 0
    func table(_ caption: String, _ columns: [String], _ rows: [Row]) -> ResultTable {
      ResultTable(
        caption: caption, columns: columns,
        rows: rows.map { row in columns.map { .init(Cell(row[$0])) } })
    }
    return View(
      title: "This run and the other",
      lines: [
        "\(Numbers.grouped(shared)) posts are in both; \(Numbers.grouped(kept)) of them have a theme of the same id, or none, in both."
      ],
      tables: [
        table(
          "Themes",
          ["id", "label", "posts", "mean", "other_label", "other_posts", "other_mean"], rows),
        table("Where posts went", ["theme", "other_theme", "posts"], moves),
      ])
  }
}

extension Database {
  /// The names of the databases that are open together.
  fileprivate func schemas() throws -> [String] {
    try Row.fetchAll(self, sql: "PRAGMA database_list").map { $0["name"] }
  }
}
