internal import HubbubCorpus
internal import HubbubModel
internal import HubbubReport

/// The tables of who and what is talked about.
extension FinishedWork {
  func nameTables() -> [Table] {
    let names = (report?.names ?? []).enumerated()
    let rows: [[Cell]] = names.map { place, name in
      [
        .count(place), .text(name.name), .text(name.spellings.joined(separator: "; ")),
        .optional(name.kind?.rawValue), .count(name.posts), .count(name.authors),
        .count(name.threads), .optional(name.mood.mean), .optional(name.mood.low),
        .optional(name.mood.high),
      ]
    }
    let shares: [[Cell]] = names.flatMap { place, name in
      name.themes.map { [.count(place), .text($0.theme.text), .count($0.posts)] }
    }
    let quotes: [[Cell]] = names.flatMap { place, name in
      name.quotes.map { quote in
        [
          .count(place), .text(quote.evidence.post.text), .count(quote.evidence.start),
          .count(quote.evidence.end), .text(quote.evidence.text),
        ]
      }
    }
    // In public, posts have other ids in the report than in the corpus: there is nothing to join.
    let known = mentions.isEmpty ? nil : corpus.rows()
    let posts: [[Cell]] = mentions.compactMap { mention in
      known?[mention.post] == nil ? nil : [.count(mention.name), .text(mention.post.text)]
    }
    return [
      Table(
        "names",
        [
          .init("place", "INTEGER PRIMARY KEY"), .init("name", "TEXT NOT NULL"),
          .init("spellings", "TEXT NOT NULL"), .init("kind", "TEXT"),
          .init("posts", "INTEGER NOT NULL"), .init("authors", "INTEGER NOT NULL"),
          .init("threads", "INTEGER NOT NULL"), .init("mean", "REAL"), .init("low", "REAL"),
          .init("high", "REAL"),
        ], rows: rows),
      Table(
        "name_themes",
        [
          .init("name", "INTEGER NOT NULL REFERENCES names(place)"),
          .init("theme", "TEXT NOT NULL REFERENCES themes(id)"),
          .init("posts", "INTEGER NOT NULL"),
        ], indexes: ["name", "theme"], rows: shares),
      Table(
        "name_posts",
        [
          .init("name", "INTEGER NOT NULL REFERENCES names(place)"),
          .init("post", "TEXT NOT NULL REFERENCES posts(id)"),
        ], indexes: ["name", "post"], rows: posts),
      Table(
        "name_quotes",
        [
          .init("name", "INTEGER NOT NULL REFERENCES names(place)"),
          .init("post", "TEXT NOT NULL REFERENCES posts(id)"), .init("start", "INTEGER NOT NULL"),
          .init("end", "INTEGER NOT NULL"), .init("text", "TEXT NOT NULL"),
        ], indexes: ["name"], rows: quotes),
    ]
  }
}
