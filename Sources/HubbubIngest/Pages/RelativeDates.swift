/// Settles dates such as "3 hours ago" from the moment at which the page was saved, where the page
/// says when that was: a file's own times say when it was copied.
enum RelativeDates {
  /// The finding of a time counted back from a page's capture.
  static let finding = "date-from-capture"

  /// Reads the relative dates of a page's posts.
  ///
  /// - Parameter captured: when the page was saved; asked for only if a post needs it.
  static func settle(_ posts: inout [ParsedPost], captured: @autoclosure () -> Int64?) {
    guard posts.contains(where: { $0.findings.contains("relative-date") }),
      let captured = captured()
    else { return }
    for index in posts.indices where posts[index].findings.contains("relative-date") {
      guard posts[index].time == nil,
        let time = posts[index].shownTime.flatMap({
          TimeReader.read($0, relativeTo: captured)
        })
      else { continue }
      posts[index].time = time
      posts[index].findings.removeAll { $0 == "relative-date" }
      posts[index].findings.append(finding)
    }
  }
}

extension TimeReader {
  /// A moment counted back from another; nil where the words are too coarse to tell one, as
  /// "2 years ago" are.
  static func read(_ text: String, relativeTo moment: Int64) -> Int64? {
    var reader = TimeReader(tokens: tokens(of: text), format: .any)
    let clock = reader.clock()
    let words = reader.tokens.map { token in
      if case .word(let word) = token { word } else { "" }
    }
    if let clock, let day = words.lazy.compactMap({ Calendar.shared.days[$0] }).first {
      let midnight = moment - moment % 86_400 + Int64(day) * 86_400
      return midnight + Int64(clock.hour * 3600 + clock.minute * 60 + clock.second)
    }
    var ago: Int64 = 0
    for at in words.indices.dropFirst() {
      guard let unit = Calendar.shared.units[words[at]] else { continue }
      if case .number(let count, let digits) = reader.tokens[at - 1], digits <= 4 {
        ago += Int64(count * unit)
      } else if Calendar.shared.ones.contains(words[at - 1]) {
        ago += Int64(unit)
      }
    }
    return ago > 0 ? moment - ago : nil
  }
}

extension PageText {
  /// When the page was saved, as the program that did it noted in a comment: HTTrack, SingleFile,
  /// the Wayback Machine.
  var savedAt: Int64? {
    let head = utf8.prefix(4096)
    let tail = utf8.suffix(4096)
    let notes = [
      Self.note(in: head, from: "by HTTrack Website Copier/", after: "],"),
      Self.note(in: head, from: "Page saved with SingleFile", after: "saved date:"),
      Self.note(in: tail, from: "FILE ARCHIVED ON", after: "ON"),
    ]
    return notes.lazy.compactMap(\.self).compactMap { TimeReader.read($0, as: .any).time }.first
  }

  /// What stands in a comment between some words and the line's end, or the next sentence.
  private static func note(
    in bytes: ArraySlice<UInt8>, from start: String, after words: String
  ) -> String? {
    guard let opening = bytes.range(ofBytes: Array(start.utf8)) else { return nil }
    let comment = bytes[opening.lowerBound...].prefix(600)
    guard let before = comment.range(ofBytes: Array(words.utf8)) else { return nil }
    let text = String(
      decoding: comment[before.upperBound...].prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    for end in ["-->", "AND RETRIEVED"] {
      if let range = text.firstRange(of: end) { return String(text[..<range.lowerBound]) }
    }
    return text
  }
}
