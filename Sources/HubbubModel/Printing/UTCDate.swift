/// A moment as a date of the proleptic Gregorian calendar, UTC.
///
/// Day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// <https://howardhinnant.github.io/date_algorithms.html>: no time zone, no locale.
public struct UTCDate: Hashable, Sendable {
  /// The year; 0 is 1 BC.
  public var year: Int64
  /// The month, 1…12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// Seconds since midnight.
  public var secondOfDay: Int

  /// The date of a number of seconds since 1970.
  public init(_ seconds: Int64) {
    var days = seconds / 86_400
    var rest = seconds % 86_400
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    secondOfDay = Int(rest)
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
    month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The first moment of a day.
  public init(year: Int, month: Int, day: Int) {
    self.year = Int64(year)
    self.month = month
    self.day = day
    secondOfDay = 0
  }

  /// Seconds since 1970.
  public var seconds: Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400 + Int64(secondOfDay)
  }

  /// ISO 8601 with seconds: `2026-01-14T08:15:30Z`.
  public var iso: String {
    let time = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
    return "\(isoDay)T\(time.map { Self.padded($0, 2) }.joined(separator: ":"))Z"
  }

  /// ISO 8601 to the day: `2026-01-14`.
  public var isoDay: String {
    let years = year < 0 ? "-\(Self.padded(Int(year.magnitude), 4))" : Self.padded(Int(year), 4)
    return "\(years)-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// For people: `14 January 2026`.
  public var text: String { "\(day) \(Self.months[month - 1]) \(year)" }

  /// For narrow places: `14 Jan 2026`.
  public var shortText: String { "\(day) \(Self.months[month - 1].prefix(3)) \(year)" }

  /// Reads what `iso` writes; nil for anything else.
  public init?(iso: String) {
    var text = iso[...]
    let negative = text.hasPrefix("-")
    if negative { text.removeFirst() }
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].hasSuffix("Z") else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    let time = halves[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard date.count == 3, time.count == 3, let year = date[0], let month = date[1],
      let day = date[2], let hour = time[0], let minute = time[1], let second = time[2],
      (1...12).contains(month), (1...31).contains(day), (0..<24).contains(hour),
      (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    self.year = negative ? -year : year
    self.month = Int(month)
    self.day = Int(day)
    secondOfDay = (hour * 60 + minute) * 60 + second
  }

  /// The month: `January`.
  public var monthName: String { Self.months[month - 1] }

  /// The month and year: `January 2026`.
  public var monthText: String { "\(Self.months[month - 1]) \(year)" }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static func padded(_ n: Int, _ width: Int) -> String {
    let digits = String(n)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
