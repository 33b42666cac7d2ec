internal import HubbubModel

/// The line that says what a report was made from.
struct SourceLine {
  /// "214 posts", "73 authors", "15 threads", "14 January 2026 to 30 August 2026".
  let parts: [String]

  init(_ source: Report.Source, _ words: Words) {
    let period: String
    if let first = source.first, let last = source.last {
      let days = (UTCDate(first).text, UTCDate(last).text)
      period = days.0 == days.1 ? days.0 : words("period", ["first": days.0, "last": days.1])
    } else {
      period = words["period_unknown"]
    }
    parts = [
      words.count("posts", source.posts),
      source.authors > 0 ? words.count("authors", source.authors) : words["authors_unknown"],
      words.count("threads", source.threads), period,
    ]
  }
}

/// The books of the ingest as rows of a table.
enum Books {
  /// Seen, used, and what was dropped by reason, most first.
  static func rows(_ books: Conservation, _ words: Words) -> [(label: String, count: Int)] {
    let dropped = books.dropped.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
    }
    return [(words["book_seen"], books.seen), (words["book_used"], books.used)]
      + dropped.map {
        (words("book_dropped", ["reason": words.code("reason", $0.key)]), $0.value)
      }
  }
}

/// What a measure of opinions says, in words.
enum Verdict {
  /// "split", "agreed"; of voices that lean, to which side.
  static func words(_ measure: SplitMeasure, _ words: Words) -> String {
    let code = measure.verdict.rawValue
    guard measure.verdict == .leaning, measure.favour != measure.against else {
      return words.code("verdict", code)
    }
    return words.code("verdict", code + (measure.favour > measure.against ? "-for" : "-against"))
  }
}

/// Which badge a theme carries.
enum ThemeBadge {
  /// The badge's words; nil unless the measure says that its authors are divided.
  static func split(_ measure: SplitMeasure, _ words: Words) -> String? {
    switch measure.verdict {
    case .split, .leaning: Verdict.words(measure, words)
    case .agreed, .tooFew: nil
    }
  }

  /// Fewer authors than this are too few for their mean to say much: with four, the author
  /// bootstrap has 35 different resamples only.
  static let fewAuthors = 5
}

/// Keeps a rendering within its limit of quotations.
enum QuoteLimit {
  /// The quotations that a report shows.
  static func count(_ report: Report) -> Int {
    fixed(report) + report.themes.reduce(0) { $0 + $1.quotes.count }
      + report.names.reduce(0) { $0 + $1.quotes.count }
  }

  /// The quotations beside those of the themes and the names.
  private static func fixed(_ report: Report) -> Int {
    report.split.quotes.count + report.split.common.count + report.split.shared.count
      + report.outlook.count
      + report.parallels.count
  }

  /// The report with at most `limit` quotations.
  ///
  /// Those of the names go first, then themes keep their best ones, as many for every theme as fit;
  /// quotations of the split, the outlook and the parallels stay.
  static func apply(_ limit: Int, to report: Report) -> Report {
    guard count(report) > limit else { return report }
    var report = report
    for index in report.names.indices { report.names[index].quotes = [] }
    guard count(report) > limit else { return report }
    let room = max(0, limit - fixed(report))
    var low = 0
    var high = report.themes.map(\.quotes.count).max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if report.themes.reduce(0, { $0 + min($1.quotes.count, middle) }) <= room {
        low = middle
      } else {
        high = middle - 1
      }
    }
    var cut = report
    for index in cut.themes.indices {
      cut.themes[index].quotes = Array(cut.themes[index].quotes.prefix(low))
    }
    cut.split.quotes = Array(cut.split.quotes.prefix(limit))
    var rest = limit - cut.split.quotes.count
    cut.split.common = Array(cut.split.common.prefix(max(0, rest)))
    rest -= cut.split.common.count
    cut.split.shared = Array(cut.split.shared.prefix(max(0, rest)))
    rest -= cut.split.shared.count
    cut.parallels = Array(cut.parallels.prefix(max(0, rest)))
    return cut
  }
}
