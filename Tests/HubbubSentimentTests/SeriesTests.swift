import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSentiment

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The sentiment series: its calendar, its gaps, and its file.
@Suite struct SeriesTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (1_767_225_600, "2026-01-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
      (-2_208_988_800, "1900-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
      (-62_135_596_800, "0001-01-01T00:00:00Z"),
    ] as [(Int64, String)])
  func datesAreThoseOfTheGregorianCalendar(seconds: Int64, text: String) {
    #expect(CivilDate.text(ofSecond: seconds) == text)
    #expect(CivilDate.seconds(of: text) == seconds)
  }

  @Test func daysRunOnWithoutAGap() {
    var before = CivilDate(days: -800_000)
    for day in -799_999..<(-799_999 + 150_000) {
      let date = CivilDate(days: day)
      let isNext =
        date.day == before.day + 1 && date.month == before.month && date.year == before.year
        || date.day == 1 && before.day >= 28
          && (date.month == before.month + 1 && date.year == before.year
            || date.month == 1 && before.month == 12 && date.year == before.year + 1)
      guard isNext, date.days == day else {
        Issue.record("day \(day) is \(date), after \(before)")
        return
      }
      before = date
    }
    #expect(CivilDate.seconds(of: "2026-02-30") == nil)
    #expect(CivilDate.seconds(of: "2026-2-03") == nil)
  }

  @Test(arguments: [
    (SeriesBucket.day, ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03"]),
    (.week, ["2025-12-29", "2026-01-05"]), (.month, ["2025-12-01", "2026-01-01", "2026-02-01"]),
    (.quarter, ["2025-10-01", "2026-01-01", "2026-04-01"]),
    (.year, ["2025-01-01", "2026-01-01", "2027-01-01"]),
  ])
  func calendarsHoldWholeUnits(unit: SeriesBucket, bounds: [String]) throws {
    let first = try #require(CivilDate.seconds(of: "2025-12-30T23:59:59Z"))
    let last = try #require(CivilDate.seconds(of: "2026-01-02T00:00:00Z"))
    #expect(unit.calendar(first: first, last: last).map(CivilDate.text(ofDay:)) == bounds)
  }

  @Test func autoAimsAtAReadableNumberOfStretches() {
    let day = CivilDate.secondsOfDay
    let start: Int64 = 1_767_225_600
    func unit(days: Int64, posts: Int) -> SeriesBucket {
      SeriesBucket.auto.resolved(first: start, last: start + days * day, posts: posts)
    }
    #expect(unit(days: 20, posts: 400) == .day)
    #expect(unit(days: 20, posts: 60) == .week)
    #expect(unit(days: 235, posts: 214) == .month)
    #expect(unit(days: 900, posts: 100_000) == .month)
    #expect(unit(days: 6000, posts: 100_000) == .year)
    #expect(unit(days: 20, posts: 3) == .day)
    let ages = CivilDate.seconds
    #expect(
      SeriesBucket.day.resolved(first: ages.lowerBound, last: ages.upperBound, posts: 2) == .year)
  }

  private static func sample() -> (Corpus, [PostSentiment], ThemeModel) {
    var posts: [Post] = []
    var sentiment: [PostSentiment] = []
    for row in 0..<90 {
      // Nothing falls into the third and fourth month.
      let month = [0, 1, 4, 5][row % 4]
      let start = CivilDate(year: 2026, month: 1 + month, day: 3).seconds
      posts.append(
        Post(
          id: PostID("p\(row)"), thread: "t", author: row % 11 == 0 ? nil : "a\(row % 13)",
          time: row % 17 == 5 ? nil : start + Int64(row) * 3600,
          score: row % 3 == 0 ? row : nil, text: "x"))
      let valence = Double(row * 7919 % 2001 - 1000) / 1000
      sentiment.append(row % 7 == 3 ? .unscored : PostSentiment(valence: valence))
    }
    let model = ThemeModel(
      themes: [Theme(id: "=odd", label: "Odd"), Theme(id: "none", label: "None")],
      assignments: (0..<90).filter { $0 % 2 == 1 }.map {
        Assignment(post: $0, passage: $0, theme: 0, weight: 1)
      },
      residue: [:],
      metrics: ThemeMetrics(npmi: 0, diversity: 1, stability: nil, residue: 0.5))
    return (Corpus(posts: posts), sentiment, model)
  }

  private func build(_ workers: Int) -> [SeriesRow] {
    let (corpus, sentiment, model) = Self.sample()
    return SeriesBuilder.build(
      corpus: corpus, themes: model, sentiment: sentiment, bucket: .month,
      workers: Workers(workers))
  }

  @Test func everyStretchHasARowAndGapsHaveNoValue() throws {
    let rows = build(1)
    #expect(
      rows.map(\.theme) == ["all", "=odd", "none"].flatMap { Array(repeating: $0, count: 6) })
    for row in rows where row.posts == 0 {
      #expect(row.mood == Mood())
      #expect(
        [row.split, row.shrunk, row.naiveError, row.authorError, row.engagementMean] == [
          nil, nil, nil, nil, nil,
        ])
    }
    #expect(rows[2].share == nil && rows[3].share == nil)
    #expect(rows[12].share == 0)
    #expect(rows.filter { $0.theme == "none" }.allSatisfy { $0.posts == 0 })
    let (corpus, _, _) = Self.sample()
    let undated = SeriesBuilder.undatedPosts(in: corpus)
    #expect(undated == 5)
    #expect(rows[..<6].reduce(0) { $0 + $1.posts } == 90 - undated)
    for row in rows {
      let mood = row.mood
      #expect(mood.positive + mood.neutral + mood.negative + mood.unscored == row.posts)
      #expect(row.isPartial == (row.start == rows[5].start))
      #expect(row.asOf == rows[0].asOf)
    }
    #expect(rows == build(4))
  }

  @Test func valuesFollowTheirFormulas() throws {
    let (corpus, sentiment, _) = Self.sample()
    let row = try #require(build(1).first)
    var byAuthor: [String: [Double]] = [:]
    var all: [Double] = []
    var weighted = (sum: 0.0, weight: 0.0)
    for index in 0..<corpus.count {
      let post = corpus[index]
      guard let time = post.time, time >= row.start, time < row.end,
        let valence = sentiment[index].valence
      else { continue }
      byAuthor[post.author ?? post.id.text, default: []].append(valence)
      all.append(valence)
      let weight = 1 + Double(post.score ?? 0)
      weighted = (weighted.sum + weight * valence, weighted.weight + weight)
    }
    let means = byAuthor.values.map { $0.reduce(0, +) / Double($0.count) }
    let mean = means.reduce(0, +) / Double(means.count)
    #expect(abs(try #require(row.mood.mean) - mean) < 1e-9)
    #expect(abs(try #require(row.shrunk) - mean) < 1e-9)
    #expect(abs(try #require(row.engagementMean) - weighted.sum / weighted.weight) < 1e-9)
    func error(_ values: [Double]) -> Double {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      return (values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / (n - 1) / n).squareRoot()
    }
    #expect(abs(try #require(row.authorError) - error(means)) < 1e-9)
    #expect(abs(try #require(row.naiveError) - error(all)) < 1e-9)
    #expect(try #require(row.mood.low) < mean && mean < row.mood.high ?? 0)
  }

  @Test func theFileReadsBackAndStaysTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/series-\(UUID().uuidString)"
    let rows = build(1)
    try SeriesFile.write(rows, model: "m/1", to: folder + "/a.csv")
    let read = try SeriesFile.read(folder + "/a.csv")
    #expect(read.map(\.theme) == rows.map(\.theme))
    #expect(read.map(\.posts) == rows.map(\.posts))
    #expect(read.allSatisfy { $0.model == "m/1" })
    try SeriesFile.write(read, model: "m/1", to: folder + "/b.csv")
    #expect(try Files.read(folder + "/a.csv") == Files.read(folder + "/b.csv"))
    let lines = String(decoding: try Files.read(folder + "/a.csv"), as: UTF8.self)
      .split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "unique_id,ds,y,low,high,n_posts,n_authors,share,positive,negative,split,as_of,"))
    #expect(lines[3].hasPrefix("all,2026-03-01,,,,0,0,,,,,2026-06-"))
    try AtomicFile.write(Array("unique_id,ds\nall,2026-01-01\n".utf8), to: folder + "/c.csv")
    #expect(throws: TableError.self) { try SeriesFile.read(folder + "/c.csv") }
  }

  @Test func aCorpusWithoutTimesHasNoSeries() {
    let (_, sentiment, model) = Self.sample()
    let posts = (0..<90).map { Post(id: PostID("p\($0)"), thread: "t", text: "x") }
    let rows = SeriesBuilder.build(
      corpus: Corpus(posts: posts), themes: model, sentiment: sentiment, bucket: .auto,
      workers: .one)
    #expect(rows.isEmpty)
  }
}
