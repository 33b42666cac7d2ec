import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// What feedparser's own tests expect of entries, authors, dates and texts.
@Suite struct FeedExpectationTests {
  /// One comparison that a file states about its first entry.
  struct Expectation {
    let file: String
    let field: String
    let value: String
  }

  @Test(.enabled(if: RealData.folder("xml/feedparser") != nil))
  func entriesAreAsExpected() throws {
    let folder = try #require(RealData.folder("xml/feedparser/wellformed"))
    var held = 0
    var missed: [String] = []
    for name in try Files.filesBelow(folder) where name.hasSuffix(".xml") {
      let bytes = try Files.read("\(folder)/\(name)")
      guard let expected = Self.expectation(bytes, file: name) else { continue }
      let reader = FeedReader(bodies: TextBodies(fragments: HTMLFragments()))
      let draft = reader.read(bytes, path: name).drafts.first
      let found = draft.map { Self.values($0, field: expected.field) } ?? []
      let wanted = ["", expected.field].map { Self.folded(expected.value, field: $0) }
      if found.contains(where: wanted.contains) {
        held += 1
      } else {
        missed.append("\(name) \(expected.field): \(expected.value) | \(found)")
      }
    }
    let share = Double(held) / Double(max(1, held + missed.count))
    print("feedparser: \(held) of \(held + missed.count)")
    let floor = try #require(try Floors.read()["feeds.feedparser"]?["met"])
    #expect(held > 500)
    #expect(share >= floor, "\(missed.joined(separator: "\n"))")
  }

  /// The fields of posts that files expect something of.
  private static let fields: [String: String] = [
    "['title']": "title", "['author']": "author", "['author_detail']['name']": "author",
    "['description']": "text", "['summary']": "text", "['content'][0]['value']": "text",
    "['summary_detail']['value']": "text", "['title_detail']['value']": "title",
    "['published_parsed']": "time", "['updated_parsed']": "time", "['id']": "id",
    "['guid']": "id", "['link']": "link",
  ]

  static func expectation(_ bytes: [UInt8], file: String) -> Expectation? {
    let text = String(decoding: bytes, as: UTF8.self)
    // What a server said beside the file, and Microsoft's channels, are not in the feed.
    guard let mark = text.range(of: "Expect:"), !text.contains("Content-Location"),
      !file.hasPrefix("cdf/"), !file.hasPrefix("base/http_")
    else { return nil }
    let line = text[mark.upperBound...].prefix { $0 != "\n" }.trimmingCharacters(in: .whitespaces)
    guard line.hasPrefix("not bozo and entries[0]"), !line.contains(" and entries[0]['source']")
    else {
      return nil
    }
    let rest = line.dropFirst("not bozo and entries[0]".count)
    guard let equals = rest.range(of: " == ") else { return nil }
    let path = rest[..<equals.lowerBound].trimmingCharacters(in: .whitespaces)
    guard let field = fields[path], let value = literal(String(rest[equals.upperBound...])) else {
      return nil
    }
    return Expectation(file: file, field: field, value: value)
  }

  /// A Python string, or the first six numbers of a tuple as a time.
  private static func literal(_ text: String) -> String? {
    if text.hasPrefix("(") {
      let numbers = text.dropFirst().split { !$0.isNumber }.compactMap { Int($0) }
      guard numbers.count >= 6 else { return nil }
      return Timestamps.seconds(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
        minute: numbers[4], second: numbers[5]
      ).map(String.init)
    }
    var rest = Substring(text)
    if rest.first == "u" { rest = rest.dropFirst() }
    guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
    rest = rest.dropFirst()
    var out = ""
    while let character = rest.popFirst() {
      if character == quote {
        return rest.trimmingCharacters(in: .whitespaces).isEmpty ? out : nil
      }
      guard character == "\\", let next = rest.popFirst() else {
        out.append(character)
        continue
      }
      switch next {
      case "n": out += "\n"
      case "t": out += "\t"
      case "r": out += "\r"
      case "u", "x":
        let digits = rest.prefix(next == "u" ? 4 : 2)
        rest = rest.dropFirst(digits.count)
        guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
          return nil
        }
        out.unicodeScalars.append(scalar)
      default: out.append(next)
      }
    }
    return nil
  }

  private static func values(_ draft: Draft, field: String) -> [String] {
    let raw: [String?]
    switch field {
    case "title": raw = [draft.title]
    case "author": raw = [draft.post.author]
    case "time": raw = [draft.post.time.map { String($0) }]
    case "id": raw = [draft.post.localID]
    case "link": raw = [draft.post.url]
    default: raw = [draft.post.body]
    }
    return raw.map { folded($0 ?? "", field: "") }
  }

  /// Text without markup, in one line; `(me@example.com)` after a name is its address.
  private static func folded(_ text: String, field: String) -> String {
    var text = text
    if field == "text" || field == "title" {
      text = HTMLFragments().body(html: text).text
    } else if field == "author" {
      text = MailAddress.displayName(text) ?? text
      if text.hasSuffix(".com)"), let open = text.range(of: " (")?.lowerBound {
        text = String(text[..<open])
      }
    }
    return text.precomposedStringWithCanonicalMapping.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
