/// The stretches that a series is cut into: whole units of the calendar in UTC.
public enum SeriesBucket: String, CaseIterable, Sendable {
  /// The finest unit that gives few enough stretches, with enough posts in them.
  case auto
  /// From midnight to midnight.
  case day
  /// From Monday to Sunday, as ISO 8601 has it.
  case week
  /// A calendar month.
  case month
  /// Three months from January, April, July or October.
  case quarter
  /// A calendar year.
  case year

  /// The most stretches that `auto` makes.
  package static let mostStretches = 36
  /// The fewest posts in a stretch, on average, of what `auto` chooses.
  package static let fewestPosts = 10.0
  /// The most stretches of a unit that was asked for; beyond, the next longer one is taken.
  package static let limit = 20_000

  /// The units, finest first.
  private static let units: [SeriesBucket] = [.day, .week, .month, .quarter, .year]

  /// The unit for posts of these times; `self` unless it is `auto` or makes too many stretches.
  package func resolved(first: Int64, last: Int64, posts: Int) -> SeriesBucket {
    let candidates = self == .auto ? Self.units : Array(Self.units.drop { $0 != self })
    let fits = candidates.first { unit in
      let stretches = unit.count(first: first, last: last)
      guard self == .auto else { return stretches <= Self.limit }
      return stretches <= Self.mostStretches
        && Double(posts) / Double(stretches) >= Self.fewestPosts
    }
    // Few posts over a long time: the finest unit that is few enough stretches.
    return fits
      ?? candidates.first { $0.count(first: first, last: last) <= Self.mostStretches }
      ?? .year
  }

  /// The bounds of all stretches from the one that holds `first` to the one that holds `last`.
  package func calendar(first: Int64, last: Int64) -> [Int64] {
    var bounds = [start(of: first)]
    while let bound = bounds.last, bound <= last { bounds.append(next(after: bound)) }
    return bounds
  }

  /// How many stretches there are from one second to another.
  package func count(first: Int64, last: Int64) -> Int {
    let from = CivilDate(seconds: start(of: first))
    let to = CivilDate(seconds: start(of: last))
    switch self {
    case .day: return to.days - from.days + 1
    case .week: return (to.days - from.days) / 7 + 1
    case .month: return (to.year - from.year) * 12 + to.month - from.month + 1
    case .quarter: return ((to.year - from.year) * 12 + to.month - from.month) / 3 + 1
    case .year, .auto: return to.year - from.year + 1
    }
  }

  /// The first second of the stretch that holds a second.
  package func start(of seconds: Int64) -> Int64 {
    let day = CivilDate.day(of: seconds)
    var date = CivilDate(days: day)
    switch self {
    case .day: break
    case .week:
      // 1970-01-01 was a Thursday.
      let weekday = ((day + 3) % 7 + 7) % 7
      date = CivilDate(days: day - weekday)
    case .month: date.day = 1
    case .quarter: (date.month, date.day) = ((date.month - 1) / 3 * 3 + 1, 1)
    case .year, .auto: (date.month, date.day) = (1, 1)
    }
    return date.seconds
  }

  /// The first second after the stretch that begins at a second.
  package func next(after start: Int64) -> Int64 {
    let date = CivilDate(seconds: start)
    switch self {
    case .day: return start + CivilDate.secondsOfDay
    case .week: return start + 7 * CivilDate.secondsOfDay
    case .month: return date.firstOfMonth(adding: 1).seconds
    case .quarter: return date.firstOfMonth(adding: 3).seconds
    case .year, .auto: return date.firstOfMonth(adding: 12).seconds
    }
  }
}

extension SeriesBucket {
  /// The unit of a stretch, by its length.
  package init(from start: Int64, to end: Int64) {
    switch (end - start) / CivilDate.secondsOfDay {
    case ...1: self = .day
    case ...7: self = .week
    case ...31: self = .month
    case ...92: self = .quarter
    default: self = .year
    }
  }
}
