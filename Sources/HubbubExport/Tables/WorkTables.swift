internal import HubbubCorpus
internal import HubbubModel

/// The tables of a finished workspace, in the order in which each may refer to those before it.
extension FinishedWork {
  func tables() -> [Table] {
    let ofPosts = themesOfPosts()
    return [
      threads(), authors(), themeTable(), themeTerms(), posts(ofPosts), postThemes(ofPosts),
      quotes(), seriesTable(),
    ] + nameTables()
  }

  private func threads() -> Table {
    Table(
      "threads",
      [
        .init("id", "TEXT PRIMARY KEY"), .init("title", "TEXT"), .init("url", "TEXT"),
        .init("posts", "INTEGER NOT NULL"), .init("authors", "INTEGER NOT NULL"),
        .init("first", "TEXT"), .init("last", "TEXT"),
      ], rows: ThreadCounts.of(corpus).map(\.cells))
  }

  private func authors() -> Table {
    var tally: [String: AuthorCount] = [:]
    corpus.forEach(in: 0..<corpus.count) { row, post in
      guard let author = post.author else { return }
      tally[author, default: AuthorCount()].add(post, sentiment?[row].valence)
    }
    let sorted = tally.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return Table(
      "authors",
      [
        .init("name", "TEXT PRIMARY KEY"), .init("posts", "INTEGER NOT NULL"),
        .init("first", "TEXT"), .init("last", "TEXT"), .init("valence", "REAL"),
      ], rows: sorted.map { $0.value.cells(name: $0.key) })
  }

  private func themeTable() -> Table {
    let members = themes?.members() ?? []
    let told = Dictionary(
      (report?.themes ?? []).map { ($0.theme.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rows: [[Cell]] = (themes?.themes ?? []).enumerated().map { number, theme in
      let entry = told[theme.id]
      return [
        .text(theme.id.text), .count(number), .text(theme.label),
        .optional(entry?.gloss?.text ?? theme.gloss?.text), .integer(theme.guided ? 1 : 0),
        .optional(theme.parent?.text), .optional(theme.group), .count(members[number].count),
        .optional(entry.map { Int64($0.authors) }), .optional(entry?.share),
        .optional(entry?.mood.mean), .optional(entry?.mood.low), .optional(entry?.mood.high),
        .optional(entry?.split.agreement), .optional(entry?.split.verdict.rawValue),
      ]
    }
    return Table(
      "themes",
      [
        .init("id", "TEXT PRIMARY KEY"), .init("place", "INTEGER NOT NULL"),
        .init("label", "TEXT NOT NULL"), .init("gloss", "TEXT"),
        .init("guided", "INTEGER NOT NULL"), .init("parent", "TEXT"),
        .init("kin", "TEXT"),
        .init("posts", "INTEGER NOT NULL"), .init("authors", "INTEGER"), .init("share", "REAL"),
        .init("mean", "REAL"), .init("low", "REAL"), .init("high", "REAL"),
        .init("agreement", "REAL"), .init("verdict", "TEXT"),
      ], rows: rows)
  }

  private func themeTerms() -> Table {
    let rows: [[Cell]] = (themes?.themes ?? []).flatMap { theme in
      theme.terms.enumerated().map { rank, term in
        [.text(theme.id.text), .count(rank), .text(term.term), .real(term.weight)]
      }
    }
    return Table(
      "theme_terms",
      [
        .init("theme", "TEXT NOT NULL REFERENCES themes(id)"), .init("rank", "INTEGER NOT NULL"),
        .init("term", "TEXT NOT NULL"), .init("weight", "REAL NOT NULL"),
      ], indexes: ["theme"], rows: rows)
  }

  private func posts(_ ofPosts: [[(theme: Int, weight: Double)]]) -> Table {
    let themes = themes?.themes ?? []
    return Table(
      "posts",
      [
        .init("row", "INTEGER PRIMARY KEY"), .init("id", "TEXT NOT NULL UNIQUE"),
        .init("thread", "TEXT NOT NULL REFERENCES threads(id)"), .init("parent", "TEXT"),
        .init("author", "TEXT REFERENCES authors(name)"), .init("time", "TEXT"),
        .init("title", "TEXT"), .init("url", "TEXT"), .init("score", "INTEGER"),
        .init("language", "TEXT"), .init("theme", "TEXT REFERENCES themes(id)"),
        .init("valence", "REAL"), .init("positive", "REAL"), .init("negative", "REAL"),
        .init("text", "TEXT NOT NULL"), .init("source_path", "TEXT NOT NULL"),
        .init("source_start", "INTEGER NOT NULL"), .init("source_end", "INTEGER NOT NULL"),
      ], indexes: ["thread", "parent", "author", "time", "theme", "valence"]
    ) { [corpus, sentiment] body in
      try corpus.forEach(in: 0..<corpus.count) { row, post in
        let mood = sentiment?[row]
        try body([
          .count(row), .text(post.id.text), .text(post.thread.text),
          .optional(post.parent?.text), .optional(post.author),
          .optional(post.time.map { UTCDate($0).iso }), .optional(post.title),
          .optional(post.url), .optional(post.score.map(Int64.init)), .optional(post.language),
          .optional(ofPosts[row].first.map { themes[$0.theme].id.text }),
          .optional(mood?.valence), .optional(mood.flatMap { $0.isScored ? $0.positive : nil }),
          .optional(mood.flatMap { $0.isScored ? $0.negative : nil }), .text(post.text),
          .text(post.source.path), .count(post.source.start), .count(post.source.end),
        ])
      }
    }
  }

  private func postThemes(_ ofPosts: [[(theme: Int, weight: Double)]]) -> Table {
    let memberships = themes?.memberships(posts: corpus.count) ?? []
    let themes = themes?.themes ?? []
    return Table(
      "post_themes",
      [
        .init("post", "TEXT NOT NULL REFERENCES posts(id)"),
        .init("theme", "TEXT NOT NULL REFERENCES themes(id)"),
        .init("weight", "REAL NOT NULL"), .init("counts", "INTEGER NOT NULL"),
      ], indexes: ["post", "theme"]
    ) { [corpus] body in
      try corpus.forEach(in: 0..<corpus.count) { row, post in
        for share in ofPosts[row] {
          let counts = memberships[row].contains(share.theme)
          try body([
            .text(post.id.text), .text(themes[share.theme].id.text), .real(share.weight),
            .integer(counts ? 1 : 0),
          ])
        }
      }
    }
  }

  private func quotes() -> Table {
    let rows: [[Cell]] = (report?.themes ?? []).flatMap { entry in
      entry.quotes.map { quote in
        [
          .text(entry.theme.id.text), .text(quote.evidence.post.text),
          .count(quote.evidence.start), .count(quote.evidence.end),
          .text(quote.evidence.text), .optional(quote.side?.rawValue),
        ]
      }
    }
    return Table(
      "quotes",
      [
        .init("theme", "TEXT NOT NULL REFERENCES themes(id)"),
        .init("post", "TEXT NOT NULL REFERENCES posts(id)"), .init("start", "INTEGER NOT NULL"),
        .init("end", "INTEGER NOT NULL"), .init("text", "TEXT NOT NULL"), .init("side", "TEXT"),
      ], indexes: ["theme"], rows: rows)
  }

  private func seriesTable() -> Table {
    let rows: [[Cell]] = series.map { row in
      [
        .text(row.theme), .text(UTCDate(row.start).isoDay), .text(UTCDate(row.end).isoDay),
        .optional(row.mood.mean), .optional(row.mood.low), .optional(row.mood.high),
        .count(row.posts), .count(row.authors), .optional(row.share), .count(row.mood.positive),
        .count(row.mood.neutral), .count(row.mood.negative), .count(row.mood.unscored),
        .optional(row.split),
      ]
    }
    return Table(
      "series",
      [
        .init("unique_id", "TEXT NOT NULL"), .init("ds", "TEXT NOT NULL"),
        .init("bucket_end", "TEXT NOT NULL"), .init("y", "REAL"), .init("low", "REAL"),
        .init("high", "REAL"), .init("n_posts", "INTEGER NOT NULL"),
        .init("n_authors", "INTEGER NOT NULL"), .init("share", "REAL"),
        .init("positive", "INTEGER NOT NULL"), .init("neutral", "INTEGER NOT NULL"),
        .init("negative", "INTEGER NOT NULL"), .init("unscored", "INTEGER NOT NULL"),
        .init("split", "REAL"),
      ], indexes: ["unique_id"], rows: rows)
  }
}
