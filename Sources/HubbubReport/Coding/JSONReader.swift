internal import HubbubModel
internal import HubbubSystem

/// A JSON value with its place in the document, whose accessors name the place when they fail.
struct JSONReader {
  let value: JSONValue?
  let place: String

  init(_ value: JSONValue?, _ place: String) {
    self.value = value
    self.place = place
  }

  static func parse(
    _ bytes: [UInt8], _ place: String, _ parser: JSONParser = JSONParser()
  ) throws(ReportError) -> JSONValue {
    do {
      return try parser.parse(bytes)
    } catch {
      throw ReportError(at: place, "is not JSON (\(error.message))")
    }
  }

  subscript(key: String) -> JSONReader { JSONReader(value?[key], "\(place).\(key)") }

  func has(_ key: String) -> Bool { value?[key] != nil }

  func text() throws(ReportError) -> String {
    guard let text = value?.string else { throw ReportError(at: place, "a string is missing") }
    return text
  }

  func int() throws(ReportError) -> Int {
    guard let number = value?.integer else {
      throw ReportError(at: place, "a whole number is missing")
    }
    return Int(number)
  }

  func number() throws(ReportError) -> Double {
    guard let number = value?.number else { throw ReportError(at: place, "a number is missing") }
    return number
  }

  func flag() throws(ReportError) -> Bool {
    guard let truth = value?.boolean else {
      throw ReportError(at: place, "true or false is missing")
    }
    return truth
  }

  /// A moment as ISO 8601, in seconds since 1970.
  func moment() throws(ReportError) -> Int64 {
    guard let date = UTCDate(iso: try text()) else {
      throw ReportError(at: place, "an ISO 8601 date such as 2026-01-14T08:15:30Z is missing")
    }
    return date.seconds
  }

  /// What a reader finds, or nil for `null` and for what is not there.
  func optional<T>(_ read: (JSONReader) throws(ReportError) -> T) throws(ReportError) -> T? {
    guard let value, !value.isNull else { return nil }
    return try read(self)
  }

  func list<T>(_ read: (JSONReader) throws(ReportError) -> T) throws(ReportError) -> [T] {
    guard let value, value.kind == .array else { throw ReportError(at: place, "a list is missing") }
    var found: [T] = []
    for (index, element) in value.elements.enumerated() {
      found.append(try read(JSONReader(element, "\(place)[\(index)]")))
    }
    return found
  }

  func counts() throws(ReportError) -> [String: Int] {
    guard let value, value.kind == .object else {
      throw ReportError(at: place, "an object of counts is missing")
    }
    var counts: [String: Int] = [:]
    for (key, value) in value.members {
      counts[key] = try JSONReader(value, "\(place).\(key)").int()
    }
    return counts
  }
}
