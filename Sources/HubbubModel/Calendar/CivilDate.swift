/// A day of the proleptic Gregorian calendar, in UTC, to count stretches of time with.
package struct CivilDate: Equatable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int

  package static let secondsOfDay: Int64 = 86_400
  /// The seconds since 1970 that a series takes: the years 1 to 9999.
  package static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date of a day counted from 1970-01-01.
  package init(days: Int) {
    let date = UTCDate(Int64(days) * Self.secondsOfDay)
    self.init(year: Int(date.year), month: date.month, day: date.day)
  }

  /// The date of a second.
  package init(seconds: Int64) { self.init(days: Self.day(of: seconds)) }

  /// The day of a second, counted from 1970-01-01.
  package static func day(of seconds: Int64) -> Int {
    let day = seconds / secondsOfDay
    return Int(seconds % secondsOfDay < 0 ? day - 1 : day)
  }

  /// Days since 1970-01-01.
  package var days: Int { Self.day(of: UTCDate(year: year, month: month, day: day).seconds) }

  /// The first second of the day.
  package var seconds: Int64 { Int64(days) * Self.secondsOfDay }

  /// The month that many months later, on its first day.
  package func firstOfMonth(adding months: Int) -> CivilDate {
    let count = year * 12 + month - 1 + months
    let year = (count >= 0 ? count : count - 11) / 12
    return CivilDate(year: year, month: count - year * 12 + 1, day: 1)
  }

  /// `2026-01-31`.
  package static func text(ofDay seconds: Int64) -> String {
    let date = CivilDate(seconds: seconds)
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
  }

  /// `2026-01-31T09:12:40Z`.
  package static func text(ofSecond seconds: Int64) -> String {
    let rest = Int(seconds - Int64(day(of: seconds)) * secondsOfDay)
    return text(ofDay: seconds) + "T" + padded(rest / 3600, 2) + ":" + padded(rest / 60 % 60, 2)
      + ":" + padded(rest % 60, 2) + "Z"
  }

  /// The second that `text(ofDay:)` or `text(ofSecond:)` wrote; nil for anything else.
  package static func seconds(of text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 || bytes.count == 20 else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    var seconds = CivilDate(year: year, month: month, day: day).seconds
    if bytes.count == 20 {
      guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
      else { return nil }
      seconds += Int64(hour * 3600 + minute * 60 + second)
    }
    return (bytes.count == 10 ? Self.text(ofDay: seconds) : Self.text(ofSecond: seconds)) == text
      ? seconds : nil
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
