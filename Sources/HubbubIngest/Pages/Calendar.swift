internal import HubbubModel

/// The words of dates, from `calendar.tsv`.
struct Calendar: Sendable {
  private(set) var months: [String: Int] = [:]
  private(set) var halves: [String: Int] = [:]
  private(set) var zones: [String: Int] = [:]
  private(set) var relative: Set<String> = []
  /// Monday is 0.
  private(set) var weekdays: [String: Int] = [:]
  /// How long the units are that say "3 hours ago" closely enough to tell a moment.
  private(set) var units: [String: Int] = [:]
  /// Words that stand for the number one.
  private(set) var ones: Set<String> = []
  /// How many days from the day of the capture "yesterday" lies.
  private(set) var days: [String: Int] = [:]

  static let shared = Calendar()

  private init() {
    let table = String(decoding: PackageResources.calendar_tsv, as: UTF8.self)
    for line in table.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: "\t")
      guard cells.count == 3, let number = Int(cells[1]) else { continue }
      for word in cells[2].split(separator: " ").map(String.init) {
        switch cells[0] {
        case "month": months[word] = number
        case "half": halves[word] = number
        case "zone": zones[word] = number
        case "weekday": weekdays[word] = number
        case "unit": units[word] = number
        case "day": days[word] = number
        case "one": ones.insert(word)
        default: relative.insert(word)
        }
      }
    }
  }

  /// Seconds since 1970 of a moment in UTC; nil for what is no date.
  static func seconds(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) -> Int64? {
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day),
      (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (1900...2200).contains(year)
    else { return nil }
    let midnight = UTCDate(year: year, month: month, day: day).seconds
    return midnight + Int64(hour * 3600 + minute * 60 + second)
  }
}

/// How a layout writes its times.
enum TimeFormat: String, CaseIterable, Sendable {
  /// Whatever can be read without guessing: ISO 8601, RFC 2822, month names.
  case any
  /// Seconds since 1970.
  case epoch
  /// Milliseconds since 1970.
  case epochMilliseconds = "epoch-ms"
  /// Numbers in the order day, month, year.
  case dayFirst = "dmy"
  /// Numbers in the order month, day, year.
  case monthFirst = "mdy"
}

/// Reads the times that forums show.
struct TimeReader {
  /// A moment, or why there is none.
  struct Reading: Equatable {
    var time: Int64?
    /// `zone-assumed`, `day-only`, `relative-date`, `ambiguous-date`, `unread-date`.
    var finding: String?
  }

  enum Token: Equatable {
    case number(Int, digits: Int)
    case word(String)
    case mark(Character)
  }

  /// Reads a time; what is relative or ambiguous has none.
  static func read(_ text: String, as format: TimeFormat) -> Reading {
    switch format {
    case .epoch, .epochMilliseconds:
      guard let dot = Double(text.filter { !$0.isWhitespace }), dot.isFinite, abs(dot) < 1e15
      else { return Reading(finding: "unread-date") }
      return Reading(time: Int64((format == .epoch ? dot : dot / 1000).rounded(.down)))
    case .any, .dayFirst, .monthFirst: break
    }
    var reader = TimeReader(tokens: tokens(of: text), format: format)
    return reader.reading()
  }

  let tokens: [Token]
  private let format: TimeFormat
  private var used: Set<Int> = []

  init(tokens: [Token], format: TimeFormat) {
    self.tokens = tokens
    self.format = format
  }

  static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var digits = ""
    func flush() {
      if let value = Int(digits), digits.count <= 9 {
        tokens.append(.number(value, digits: digits.count))
      }
      if !word.isEmpty { tokens.append(.word(word)) }
      word = ""
      digits = ""
    }
    for character in text.lowercased() {
      if let value = character.wholeNumberValue, value < 10 {
        if !word.isEmpty { flush() }
        digits.append(Character("\(value)"))
      } else if character.isLetter {
        if !digits.isEmpty { flush() }
        word.append(character)
      } else {
        flush()
        if !character.isWhitespace { tokens.append(.mark(character)) }
      }
    }
    flush()
    return tokens
  }

  private mutating func reading() -> Reading {
    let clock = clock()
    guard let date = namedDate() ?? numericDate() else {
      let isRelative = tokens.contains { token in
        if case .word(let word) = token { return Calendar.shared.relative.contains(word) }
        return false
      }
      let numbers = tokens.filter { if case .number = $0 { true } else { false } }.count
      return Reading(
        finding: isRelative ? "relative-date" : numbers >= 3 ? "ambiguous-date" : "unread-date")
    }
    let zone = clock == nil ? nil : zone(after: clock?.end ?? 0)
    guard
      let local = Calendar.seconds(
        year: date.year, month: date.month, day: date.day, hour: clock?.hour ?? 0,
        minute: clock?.minute ?? 0, second: clock?.second ?? 0)
    else { return Reading(finding: "unread-date") }
    return Reading(
      time: local - Int64(zone ?? 0),
      finding: clock == nil ? "day-only" : zone == nil ? "zone-assumed" : nil)
  }

  private func number(_ at: Int) -> (value: Int, digits: Int)? {
    guard tokens.indices.contains(at), case .number(let value, let digits) = tokens[at] else {
      return nil
    }
    return (value, digits)
  }

  private func isMark(_ at: Int, _ marks: String) -> Bool {
    guard tokens.indices.contains(at), case .mark(let mark) = tokens[at] else { return false }
    return marks.contains(mark)
  }

  /// `h:mm`, `h:mm:ss`, with am or pm.
  mutating func clock() -> (hour: Int, minute: Int, second: Int, end: Int)? {
    for at in tokens.indices {
      guard let hour = number(at), hour.digits <= 2, hour.value <= 24, isMark(at + 1, ":"),
        let minute = number(at + 2), minute.digits == 2
      else { continue }
      var end = at + 3
      var second = 0
      if isMark(end, ":"), let value = number(end + 1), value.digits == 2 {
        second = value.value
        end += 2
        if isMark(end, ".,"), number(end + 1) != nil, at > 0 { end += 2 }
      }
      var value = hour.value
      var half: Int?
      if tokens.indices.contains(end), case .word(let word) = tokens[end] {
        half = Calendar.shared.halves[word]
      }
      if let half {
        value = value % 12 + half
        end += 1
        // "p.m." leaves its second half behind.
        while isMark(end, ".") || tokens.indices.contains(end) && tokens[end] == .word("m") {
          end += 1
        }
      }
      for index in at..<end { used.insert(index) }
      return (value, minute.value, second, end)
    }
    return nil
  }

  private func zone(after end: Int) -> Int? {
    guard tokens.indices.contains(end) else { return nil }
    var at = end
    if isMark(at, "(") { at += 1 }
    if tokens.indices.contains(at), case .word(let word) = tokens[at] {
      guard let offset = Calendar.shared.zones[word] else { return nil }
      if isMark(at + 1, "+-"), let shift = number(at + 2), [1, 2, 4].contains(shift.digits) {
        let seconds =
          shift.digits == 4
          ? shift.value / 100 * 3600 + shift.value % 100 * 60 : shift.value * 3600
        return (isMark(at + 1, "-") ? -1 : 1) * seconds
      }
      return offset
    }
    guard isMark(at, "+-−"), let first = number(at + 1) else { return nil }
    let sign = isMark(at, "+") ? 1 : -1
    if first.digits == 4 { return sign * (first.value / 100 * 3600 + first.value % 100 * 60) }
    if first.digits == 2, isMark(at + 2, ":"), let minutes = number(at + 3) {
      return sign * (first.value * 3600 + minutes.value * 60)
    }
    return first.digits == 2 ? sign * first.value * 3600 : nil
  }

  /// A date whose month is a word.
  private func namedDate() -> (year: Int, month: Int, day: Int)? {
    for at in tokens.indices {
      guard case .word(let word) = tokens[at], let month = Calendar.shared.months[word] else {
        continue
      }
      var day: Int?
      var year: Int?
      var dayAt = -1
      // The day stands nearest: before it ("2 January", "2. Jan") or after it ("January 2nd").
      for distance in 1...3 {
        for candidate in [at - distance, at + distance] where day == nil {
          guard let found = number(candidate), found.digits <= 2, (1...31).contains(found.value),
            !used.contains(candidate), !isMark(candidate - 1, "'’")
          else { continue }
          day = found.value
          dayAt = candidate
        }
      }
      for candidate in tokens.indices where !used.contains(candidate) && candidate != dayAt {
        guard let found = number(candidate) else { continue }
        if found.digits == 4, (1970...2200).contains(found.value) {
          year = found.value
          break
        }
        if found.digits == 2, isMark(candidate - 1, "'’-"), abs(candidate - at) <= 4 {
          year = found.value + (found.value < 70 ? 2000 : 1900)
        }
      }
      guard let day, let year else { continue }
      return (year, month, day)
    }
    return nil
  }

  /// Of the two days that a date may mean, the one that falls on the weekday named beside it.
  private func byWeekday(_ year: Int, _ a: Int, _ b: Int) -> (year: Int, month: Int, day: Int)? {
    let named = tokens.lazy.compactMap { token in
      if case .word(let word) = token { Calendar.shared.weekdays[word] } else { nil }
    }.first
    guard let named else { return nil }
    let fitting = [(year, a, b), (year, b, a)].filter { date in
      guard let midnight = Calendar.seconds(year: date.0, month: date.1, day: date.2) else {
        return false
      }
      // The first of January 1970 was a Thursday.
      return ((midnight / 86_400 + 3) % 7 + 7) % 7 == named
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// A date of three numbers; day and month are told apart only where one can tell.
  private func numericDate() -> (year: Int, month: Int, day: Int)? {
    for at in tokens.indices {
      guard let a = number(at), isMark(at + 1, "-/."), let b = number(at + 2),
        isMark(at + 3, "-/."), let c = number(at + 4)
      else { continue }
      if a.digits == 4 { return (a.value, b.value, c.value) }
      guard c.digits == 4 || c.digits == 2, a.digits <= 2, b.digits <= 2 else { continue }
      let year = c.digits == 4 ? c.value : c.value + (c.value < 70 ? 2000 : 1900)
      switch format {
      case .dayFirst: return (year, b.value, a.value)
      case .monthFirst: return (year, a.value, b.value)
      default:
        if a.value > 12 || isMark(at + 1, ".") { return (year, b.value, a.value) }
        if b.value > 12 || a.value == b.value { return (year, a.value, b.value) }
        return byWeekday(year, a.value, b.value)
      }
    }
    return nil
  }
}
