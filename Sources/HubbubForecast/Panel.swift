public import HubbubModel

/// Which numbers of a sentiment series are forecast.
public enum SeriesColumn: String, CaseIterable, Sendable {
  /// The mood: mean valence over authors.
  case mood = "y"
  /// The theme's share of all posts.
  case share
  /// The posts.
  case posts = "n_posts"

  /// The values that the column can have.
  var bounds: ClosedRange<Double> {
    switch self {
    case .mood: -1...1
    case .share: 0...1
    case .posts: 0...Double.greatestFiniteMagnitude
    }
  }

  func value(of row: SeriesRow) -> Double? {
    switch self {
    case .mood: row.mood.mean
    case .share: row.share
    case .posts: Double(row.posts)
    }
  }
}

/// Series over one calendar.
public struct Panel: Sendable {
  /// The unit of the calendar.
  public let unit: SeriesBucket
  /// The first second of each stretch, and of the stretch after the last.
  public let bounds: [Int64]
  /// The series, in the order of the table that they come from.
  public let series: [TimeSeries]
  /// The time of the last post that any of it could know of.
  public let asOf: Int64?
  /// Whether a last stretch that was not over yet was left out.
  public let leftOutPartial: Bool

  /// The series of a table, its stretches that were over at the last post.
  ///
  /// - Parameter rows: as `SeriesBuilder` makes them: series after series, each over the same calendar.
  /// - Returns: nil for an empty table, or one whose series do not share a calendar.
  public init?(_ rows: [SeriesRow], column: SeriesColumn) {
    guard let first = rows.first else { return nil }
    let one = rows.prefix { $0.theme == first.theme }
    let isPartial = one.last?.isPartial == true
    let whole = isPartial ? one.dropLast() : one
    guard rows.count.isMultiple(of: one.count) else { return nil }
    unit = SeriesBucket(from: first.start, to: first.end)
    bounds = [first.start] + whole.map(\.end)
    asOf = first.asOf
    leftOutPartial = isPartial
    var series: [TimeSeries] = []
    for begin in stride(from: 0, to: rows.count, by: one.count) {
      let own = rows[begin..<begin + one.count]
      guard own.allSatisfy({ $0.theme == rows[begin].theme }),
        own.map(\.start) == one.map(\.start)
      else { return nil }
      series.append(
        TimeSeries(
          id: rows[begin].theme, values: own.prefix(whole.count).map(column.value(of:)),
          season: unit.season, bounds: column.bounds))
    }
    self.series = series
  }

  /// How many stretches there are.
  public var count: Int { bounds.count - 1 }

  /// The first second of a stretch, which may lie after the last.
  func start(of stretch: Int) -> Int64 {
    if stretch < bounds.count { return bounds[stretch] }
    var start = bounds[bounds.count - 1]
    for _ in bounds.count...stretch { start = unit.next(after: start) }
    return start
  }

  /// The stretch that holds a second; nil outside the calendar.
  func stretch(of second: Int64) -> Int? {
    guard second >= bounds[0], second < bounds[bounds.count - 1] else { return nil }
    var low = 0
    var high = bounds.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if bounds[middle] <= second { low = middle } else { high = middle }
    }
    return low
  }
}

extension SeriesBucket {
  /// The stretches of a year, or of a week for days.
  var season: Int {
    switch self {
    case .day: 7
    case .week: 52
    case .month: 12
    case .quarter: 4
    case .year, .auto: 1
    }
  }

  /// How far ahead a forecast looks unless told.
  var horizon: Int {
    switch self {
    case .day: 14
    case .week: 8
    case .month: 6
    case .quarter: 4
    case .year, .auto: 2
    }
  }
}
