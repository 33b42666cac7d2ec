internal import HubbubModel

/// Reads points in time as people and programs write them, into seconds since 1970, UTC.
///
/// Understood: Unix seconds, milliseconds and microseconds; ISO 8601 and RFC 3339 in their usual
/// spellings; RFC 2822 (mail) with its obsolete zones; `Wed Nov 11 21:29:20 2009` (asctime);
/// `Jan 2, 2006 3:04 PM`; `2 January 2006`; `2006/01/02`; `02.01.2006`; `1/31/2006` where one of
/// the two numbers can only be the day. A time without zone is taken as UTC.
enum Timestamps {
  /// Which comes first in a date of figures: `1/2/2006`.
  enum Order: Sendable { case day, month }

  /// The time, or nil if the text is not one.
  static func parse(_ text: String) -> Int64? { parse(text, order: nil) }

  /// The time, or nil if the text is not one.
  ///
  /// - Parameter order: which of day and month comes first where both could.
  static func parse(_ text: String, order: Order?) -> Int64? {
    if let time = canonical(text.utf8.span) { return time }
    var scanner = Scan(Array(text.utf8), order)
    scanner.skipSpace()
    if let epoch = scanner.epoch() { return epoch }
    return scanner.iso() ?? Scan(Array(text.utf8), order).words()
  }

  /// What a date of figures shows of the order of day and month: `31/1/2006` has the day first.
  static func order(of text: String) -> Order? {
    let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) {
      $0 == "/" || $0 == "-"
    }
    guard parts.count == 3, let first = Int(parts[0]), let second = Int(parts[1]),
      (1...31).contains(first), (1...31).contains(second), (first > 12) != (second > 12)
    else { return nil }
    return first > 12 ? .day : .month
  }

  /// The time that a spreadsheet keeps as days since the end of 1899, from 1970 on.
  static func serial(_ text: String) -> Int64? {
    guard text.utf8.prefix(while: FormatSniffer.isDigit).count == 5, let days = Double(text),
      days >= 25569
    else { return nil }
    return Int64(((days - 25569) * 86400).rounded())
  }

  /// The time of `2024-03-01T10:00:00` and `2024-03-01T10:00:00.123`, as dumps write it.
  static func canonical(_ bytes: Swift.Span<UInt8>) -> Int64? {
    guard bytes.count == 19 || bytes.count == 23 else { return nil }
    let shape: StaticString = "0000-00-00T00:00:00.000"
    let wanted = unsafe Swift.Span(_unsafeStart: shape.utf8Start, count: shape.utf8CodeUnitCount)
    for at in 0..<bytes.count {
      let isFit =
        wanted[at] == UInt8(ascii: "0")
        ? bytes[at] &- UInt8(ascii: "0") <= 9 : bytes[at] == wanted[at]
      if !isFit { return nil }
    }
    func number(_ start: Int, _ end: Int) -> Int {
      var value = 0
      for at in start..<end { value = value * 10 + Int(bytes[at] & 0x0F) }
      return value
    }
    return seconds(
      year: number(0, 4), month: number(5, 7), day: number(8, 10), hour: number(11, 13),
      minute: number(14, 16), second: number(17, 19))
  }

  /// The time of a number as JSON and tables hold it: seconds, milliseconds or microseconds.
  static func epoch(_ number: Double) -> Int64? {
    guard number.isFinite, number >= 0 else { return nil }
    switch number {
    case ..<1e11: return Int64(number)
    case ..<1e14: return Int64(number / 1e3)
    case ..<1e17: return Int64(number / 1e6)
    default: return nil
    }
  }

  /// Seconds since 1970 of a date in the Gregorian calendar; nil if there is no such date.
  static func seconds(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    offset: Int = 0
  ) -> Int64? {
    guard (1...12).contains(month), day >= 1, day <= days(in: month, of: year),
      (0...24).contains(hour), (0..<60).contains(minute), (0...60).contains(second),
      (1...9999).contains(year)
    else { return nil }
    let midnight = UTCDate(year: year, month: month, day: day).seconds
    return midnight + Int64(hour * 3600 + minute * 60 + min(second, 59) - offset)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private struct Scan {
    let bytes: [UInt8]
    let order: Timestamps.Order?
    var at = 0

    init(_ bytes: [UInt8], _ order: Timestamps.Order?) {
      self.bytes = bytes
      self.order = order
    }

    var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipSpace() { while let byte = peek, byte == 0x20 || byte == 9 { at += 1 } }

    mutating func take(_ byte: Character) -> Bool {
      guard let wanted = byte.asciiValue, peek == wanted else { return false }
      at += 1
      return true
    }

    /// A number of `least` to `most` digits.
    mutating func number(_ least: Int, _ most: Int) -> Int? {
      let start = at
      var value = 0
      while at - start < most, let byte = peek, (0x30...0x39).contains(byte) {
        value = value * 10 + Int(byte - 0x30)
        at += 1
      }
      if at - start < least {
        at = start
        return nil
      }
      return value
    }

    /// A bare number of at least eight digits, with decimals or not.
    mutating func epoch() -> Int64? {
      let start = at
      guard number(8, 18) != nil else { return nil }
      let digits = at - start
      var end = at
      if take(".") {
        while let byte = peek, (0x30...0x39).contains(byte) { at += 1 }
        end = at
      }
      skipSpace()
      guard at == bytes.count else {
        at = start
        return nil
      }
      // 20060102 is a date; 8 digits as seconds would be a day of 1970.
      if digits == 8 && end - start == 8 {
        at = start
        return nil
      }
      return Double(String(decoding: bytes[start..<end], as: UTF8.self))
        .flatMap(Timestamps.epoch)
    }

    mutating func iso() -> Int64? {
      let start = at
      defer { at = start }
      guard let year = number(4, 4) else { return nil }
      let month: Int
      let day: Int
      if let separator = peek, separator == 0x2D || separator == 0x2F || separator == 0x2E {
        at += 1
        guard let second = number(1, 2) else { return nil }
        month = second
        if peek == separator {
          at += 1
          guard let third = number(1, 2) else { return nil }
          day = third
        } else {
          return nil
        }
      } else {
        guard let second = number(2, 2), let third = number(2, 2) else { return nil }
        month = second
        day = third
      }
      if !take("T"), !take("t") { skipSpace() }
      return clock(year, month, day)
    }

    /// What follows a date: a time of day, a zone, the end.
    mutating func clock(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
      skipSpace()
      _ = take(",")
      skipSpace()
      if bytes[at...].starts(with: Array("at ".utf8)) { at += 3 }
      guard peek != nil else { return Timestamps.seconds(year: year, month: month, day: day) }
      guard var hour = number(1, 2) else { return nil }
      var minute = 0
      var second = 0
      if take(":") {
        guard let value = number(2, 2) else { return nil }
        minute = value
        if take(":") {
          guard let value = number(2, 2) else { return nil }
          second = value
          if take(".") || take(",") { _ = number(1, 12) }
        }
      } else if let value = number(2, 2) {
        minute = value
        second = number(2, 2) ?? 0
      } else {
        return nil
      }
      skipSpace()
      if let letter = peek, [0x41, 0x50, 0x61, 0x70].contains(letter), at + 1 < bytes.count,
        bytes[at + 1] | 0x20 == 0x6D
      {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + (letter | 0x20 == 0x70 ? 12 : 0)
        at += 2
        skipSpace()
      }
      guard let offset = zone() else { return nil }
      return Timestamps.seconds(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        offset: offset)
    }

    /// Zones of RFC 2822, section 4.3, and the common European ones.
    private static let zones: [String: Int] = [
      "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
      "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "WEST": 1, "MET": 1,
      "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "AKST": -9, "AKDT": -8,
      "HST": -10,
    ]

    /// Seconds east of UTC; what stands behind it in brackets is a comment.
    mutating func zone() -> Int? {
      skipSpace()
      guard let sign = peek else { return 0 }
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        at += 1
        guard let hours = number(2, 2) else { return nil }
        _ = take(":")
        let minutes = number(2, 2) ?? 0
        guard hours <= 15, minutes < 60 else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
      }
      if sign == UInt8(ascii: "(") { return 0 }
      let name = String(
        decoding: bytes[at...].prefix { (0x41...0x5A).contains($0 & 0xDF) }, as: UTF8.self
      ).uppercased()
      guard let hours = Self.zones[name] else { return nil }
      at += name.utf8.count
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { return zone() }  // GMT+02:00
      return hours * 3600
    }

    private static let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private mutating func word() -> String? {
      let start = at
      while let byte = peek, (0x41...0x5A).contains(byte & 0xDF) { at += 1 }
      return at == start ? nil : String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    }

    private static func month(_ word: String) -> Int? {
      months.firstIndex { word.hasPrefix($0) }.map { $0 + 1 }
    }

    /// Two digits are a year of 1950–2049, as RFC 2822 reads them.
    private static func fullYear(_ year: Int, digits: Int) -> Int {
      digits > 2 ? year : year + (year < 50 ? 2000 : 1900)
    }

    private mutating func year() -> Int? {
      let start = at
      guard let value = number(2, 4) else { return nil }
      return Self.fullYear(value, digits: at - start)
    }

    /// Forms with the month's name, and numbers in the day's order.
    consuming func words() -> Int64? {
      skipSpace()
      if let first = word() {
        if let month = Self.month(first), first != "mon" || peek == 0x20 {
          return monthFirst(month)
        }
        // A weekday.
        _ = take(".")
        _ = take(",")
        skipSpace()
        if let second = word() {
          guard let month = Self.month(second) else { return nil }
          return monthFirst(month)
        }
      }
      guard let first = number(1, 2) else { return nil }
      if let byte = peek, byte == 0x2F || byte == 0x2E || byte == 0x2D {
        at += 1
        if let second = number(1, 2) {
          guard peek == byte else { return nil }
          at += 1
          guard let year = year() else { return nil }
          if byte == 0x2E { return clock(year, second, first) }
          if first > 12 { return clock(year, second, first) }
          if second > 12 || first == second { return clock(year, first, second) }
          return order.flatMap {
            $0 == .day ? clock(year, second, first) : clock(year, first, second)
          }
        }
        guard byte != 0x2E, let name = word(), let month = Self.month(name), peek == byte
        else { return nil }
        at += 1
        guard let year = year() else { return nil }
        return clock(year, month, first)
      }
      _ = take(".")
      skipSpace()
      if let suffix = word() {
        if ["st", "nd", "rd", "th", "de"].contains(suffix) {
          skipSpace()
          _ = take(",")
          guard let name = word(), let month = Self.month(name) else { return nil }
          return dayFirst(first, month)
        }
        guard let month = Self.month(suffix) else { return nil }
        return dayFirst(first, month)
      }
      return nil
    }

    private mutating func dayFirst(_ day: Int, _ month: Int) -> Int64? {
      _ = take(".")
      _ = take(",")
      skipSpace()
      guard let year = year() else { return nil }
      return clock(year, month, day)
    }

    /// `Jan 2, 2006 3:04 PM`, `January 2nd 2006`, and asctime's `Nov 11 21:29:20 2009`.
    private mutating func monthFirst(_ month: Int) -> Int64? {
      _ = take(".")
      skipSpace()
      guard let day = number(1, 2) else { return nil }
      if let suffix = word(), !["st", "nd", "rd", "th"].contains(suffix) { return nil }
      _ = take(",")
      skipSpace()
      let start = at
      if let hour = number(1, 2), take(":"), let minute = number(2, 2) {
        var second = 0
        if take(":") { second = number(2, 2) ?? 0 }
        skipSpace()
        var offset = 0
        if let byte = peek, !(0x30...0x39).contains(byte) { offset = zone() ?? 0 }
        skipSpace()
        guard let year = number(4, 4) else { return nil }
        skipSpace()
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { offset = zone() ?? 0 }
        return Timestamps.seconds(
          year: year, month: month, day: day, hour: hour, minute: minute, second: second,
          offset: offset)
      }
      at = start
      guard let year = year() else { return nil }
      return clock(year, month, day)
    }
  }
}
