internal import GRDB
internal import HubbubExport
internal import HubbubModel

/// The first page: what was discussed.
enum OverviewView {
  static func make(in db: Database) throws -> View {
    let title = try String.fetchOne(db, sql: "SELECT value FROM about WHERE key = 'title'")
    let posts = try Int.fetchOne(db, sql: "SELECT count(*) FROM posts") ?? 0
    let threads = try Int.fetchOne(db, sql: "SELECT count(*) FROM threads") ?? 0
    let authors = try Int.fetchOne(db, sql: "SELECT count(*) FROM authors") ?? 0
    let without = try Int.fetchOne(db, sql: "SELECT count(*) FROM posts WHERE theme IS NULL") ?? 0
    var lines = [
      "\(Numbers.grouped(posts)) posts by \(Numbers.grouped(authors)) authors in \(Numbers.grouped(threads)) threads."
    ]
    if without > 0, without < posts {
      lines.append("\(Numbers.grouped(without)) posts have no theme.")
    }
    let table = try themes(in: db)
    if table.rows.isEmpty {
      lines.append("No themes yet: run `hubbub cluster` over the workspace.")
    }
    return View(
      title: title ?? "Discussion", lines: lines, filter: PostFilter(),
      themes: try Offer.themes(in: db), names: try Offer.names(in: db),
      tables: [table, try names(in: db)])
  }

  private static func names(in db: Database) throws -> ResultTable {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM names ORDER BY place")
    return ResultTable(
      caption: "Names", columns: ["name", "posts", "mean", "low", "high"],
      rows: rows.map { row in
        var filter = PostFilter()
        filter.name = row["name"]
        return [
          .init(Cell(row["name"]), to: Address.posts(filter)), .init(Cell(row["posts"])),
          .init(Cell(row["mean"])), .init(Cell(row["low"])), .init(Cell(row["high"])),
        ]
      })
  }

  private static func themes(in db: Database) throws -> ResultTable {
    let rows = try Row.fetchAll(db, sql: "SELECT * FROM themes ORDER BY place")
    return ResultTable(
      caption: "Themes",
      columns: ["theme", "posts", "share", "mean", "low", "high", "verdict", "gloss", "id"],
      rows: rows.map { row in
        let id: String = row["id"]
        var filter = PostFilter()
        filter.theme = id
        return [
          .init(Cell(row["label"]), to: Address.theme(id)),
          .init(Cell(row["posts"]), to: Address.posts(filter)), .init(Cell(row["share"])),
          .init(Cell(row["mean"])), .init(Cell(row["low"])), .init(Cell(row["high"])),
          .init(Cell(row["verdict"])), .init(Cell(row["gloss"])), .init(.text(id)),
        ]
      })
  }
}

/// One theme: its words, its course, what it is quoted with.
enum ThemeView {
  static func make(id: String, in db: Database) throws -> View {
    guard
      let theme = try Row.fetchOne(db, sql: "SELECT * FROM themes WHERE id = ?", arguments: [id])
    else { throw RequestError.missing("There is no theme `\(id)`.") }
    let posts: Int = theme["posts"]
    let gloss: String? = theme["gloss"]
    let mean: Double? = theme["mean"]
    let verdict: String? = theme["verdict"]
    var lines = gloss.map { [$0] } ?? []
    var facts = ["\(Numbers.grouped(posts)) posts"]
    if let mean { facts.append("mean valence \(Numbers.signed(mean))") }
    if let verdict { facts.append("verdict: \(verdict)") }
    lines.append(facts.joined(separator: ", ") + ".")
    var filter = PostFilter()
    filter.theme = id
    let course = try Row.fetchAll(
      db, sql: "SELECT * FROM series WHERE unique_id = ? ORDER BY ds", arguments: [id])
    return View(
      title: theme["label"], lines: lines,
      links: [("All posts of this theme", Address.posts(filter))]
        + PostFilter.Side.allCases.map { side in
          filter.side = side
          return ("Its \(side.rawValue) posts", Address.posts(filter))
        },
      tables: [series(course, theme: id), try terms(id, in: db), try quotes(id, in: db)],
      chart: SeriesChart.svg(
        course.map { SeriesChart.Point(start: $0["ds"], value: $0["y"], posts: $0["n_posts"]) }))
  }

  private static func series(_ rows: [Row], theme: String) -> ResultTable {
    let columns = ["ds", "y", "low", "high", "n_posts", "n_authors", "positive", "negative"]
    return ResultTable(
      caption: "Over time", columns: columns,
      rows: rows.map { row in
        let start: String = row["ds"]
        let end: String = row["bucket_end"]
        var filter = PostFilter()
        filter.theme = theme
        filter.from = start
        filter.to = dayBefore(end)
        return columns.map { column in
          .init(Cell(row[column]), to: column == "n_posts" ? Address.posts(filter) : nil)
        }
      })
  }

  private static func dayBefore(_ day: String) -> String {
    guard let date = UTCDate(iso: day) else { return day }
    return UTCDate(date.seconds - 86_400).isoDay
  }

  private static func terms(_ id: String, in db: Database) throws -> ResultTable {
    let rows = try Row.fetchAll(
      db, sql: "SELECT term, weight FROM theme_terms WHERE theme = ? ORDER BY rank",
      arguments: [id])
    return ResultTable(
      caption: "Words", columns: ["term", "weight"],
      rows: rows.map { row in
        let term: String = row["term"]
        var filter = PostFilter()
        filter.theme = id
        filter.words = "\"\(term)\""
        return [.init(.text(term), to: Address.posts(filter)), .init(Cell(row["weight"]))]
      })
  }

  private static func quotes(_ id: String, in db: Database) throws -> ResultTable {
    let rows = try Row.fetchAll(
      db, sql: "SELECT text, side, post FROM quotes WHERE theme = ? ORDER BY rowid",
      arguments: [id])
    return ResultTable(
      caption: "Quotations of the report", columns: ["text", "side", "post"],
      rows: rows.map { row in
        let post: String = row["post"]
        return [
          .init(Cell(row["text"])), .init(Cell(row["side"])),
          .init(.text(post), to: Address.post(post)),
        ]
      })
  }
}
