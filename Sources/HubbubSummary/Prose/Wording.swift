internal import HubbubModel

/// Numbers, shares and times in the words of running prose, with what they rest on.
enum Wording {
  /// A number in prose: in words below ten, else in digits with commas.
  static func number(_ n: Int) -> String { Numbers.prose(n) }

  /// "no posts", "one post", "27 posts".
  static func count(_ n: Int, _ noun: Noun, at path: String) -> Slot {
    Slot(
      "\(number(n)) \(n == 1 ? noun.one : noun.other)", count: n,
      basis: [.report(path, number(n))])
  }

  /// A bare number: "none", "one", "27".
  static func bare(_ n: Int, at path: String) -> Slot {
    let text = n == 0 ? "none" : number(n)
    return Slot(text, count: n, at: path)
  }

  /// A share as a percentage.
  static func percent(_ share: Double, at path: String) -> Slot {
    Slot(Numbers.percent(share), at: path)
  }

  /// A share as "one post in four"; nil where no small whole number comes near it.
  static func oneIn(_ share: Double, _ noun: Noun, at path: String) -> Slot? {
    guard share > 0, share < 0.55 else { return nil }
    let n = Int((1 / share).rounded())
    guard (2...9).contains(n), abs(share * Double(n) - 1) <= 0.1 else { return nil }
    return Slot("one \(noun.one) in \(number(n))", at: path, printed: "one in \(number(n))")
  }

  /// A list: "a", "a and b", "a, b and c"; where a part has an "and" or "or" of its own, "a, and b".
  static func list(_ slots: [Slot]) -> Slot? {
    guard let last = slots.last else { return nil }
    let head = slots.dropLast().map(\.text).joined(separator: ", ")
    let isKnotty = slots.contains { $0.text.contains(" and ") || $0.text.contains(" or ") }
    return Slot(
      head.isEmpty ? last.text : "\(head)\(isKnotty ? ", and" : " and") \(last.text)",
      count: slots.count, basis: slots.flatMap(\.basis))
  }

  /// The time that a report covers, as an adverbial: "from January to August 2026".
  static func period(_ first: Int64?, _ last: Int64?) -> Slot? {
    guard let first, let last else { return nil }
    let (a, b) = (UTCDate(first), UTCDate(last))
    let paths = ("source.first", "source.last")
    if a.isoDay == b.isoDay { return Slot("on \(a.text)", at: paths.0, printed: a.text) }
    if a.year == b.year, a.month == b.month {
      return Slot("in \(a.monthText)", at: paths.0, printed: a.monthText)
    }
    let years = b.year - a.year
    let from = years > 2 ? String(a.year) : years > 0 ? a.monthText : a.monthName
    let to = years > 2 ? String(b.year) : b.monthText
    return Slot(
      "from \(from) to \(to)", basis: [.report(paths.0, from), .report(paths.1, to)])
  }

  /// A bucket of the calendar, as an adverbial: "in June 2026", "in the week of 1 June 2026".
  static func bucket(_ index: Int, _ calendar: [Int64], length: Int64) -> Slot {
    let date = UTCDate(calendar[index])
    let path = "calendar[\(index)]"
    let days = length / 86_400
    switch days {
    case ...1: return Slot("on \(date.text)", at: path, printed: date.text)
    case ...8: return Slot("in the week of \(date.text)", at: path, printed: date.text)
    case 28...31: return Slot("in \(date.monthText)", at: path, printed: date.monthText)
    case 89...92:
      let quarter = ["first", "second", "third", "fourth"][(date.month - 1) / 3]
      return Slot("in the \(quarter) quarter of \(date.year)", at: path, printed: String(date.year))
    case 365...366: return Slot("in \(date.year)", at: path, printed: String(date.year))
    default:
      return Slot(
        "in the stretch from \(date.monthText)", at: path, printed: date.monthText)
    }
  }
}

/// A noun in both numbers.
struct Noun: Hashable, Sendable {
  var one: String
  var other: String
  init(_ one: String, _ other: String) {
    self.one = one
    self.other = other
  }
  static let post = Noun("post", "posts")
  static let person = Noun("person", "people")
  static let thread = Noun("thread", "threads")
  static let theme = Noun("theme", "themes")
}
