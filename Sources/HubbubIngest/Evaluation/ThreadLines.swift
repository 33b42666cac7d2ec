public import HubbubModel
internal import HubbubSystem

/// Threads written one a line, as the summarisation sets of ConvoSumm have them (Fabbri and others
/// 2021).
///
/// Posts are parted by `</s>`. A post may open with `Name: "…"`, `Email: …`, `To: …` and
/// `Subject: "…"`; where those stand the rest is mail, and its quoted lines and signature are told
/// from the writer's own words. Line breaks of the source stand as three spaces.
public enum ThreadLines {
  /// The posts of each line.
  ///
  /// - Throws: `FileError` if the file cannot be read.
  public static func read(_ path: String) throws -> [[Post]] {
    try lines(path).enumerated().map { number, line in posts(of: line, number) }
  }

  /// The lines of a text file, an empty one at its end left out.
  public static func lines(_ path: String) throws -> [String] {
    let bytes = try Files.read(path)
    let text = TextTools.decode(bytes[...], declared: nil)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines
  }

  static func posts(of line: String, _ number: Int) -> [Post] {
    let thread = "line-\(number + 1)"
    return line.split(separator: "</s>").enumerated().compactMap { order, part in
      let (author, title, rest) = heading(String(part))
      let unfolded = rest.split(separator: "   ", omittingEmptySubsequences: false)
        .map { $0.trimmingPrefix(" ") }.joined(separator: "\n")
      let body = MailBody.parse(unfolded)
      let spans = body.spans.map { Span($0.kind, $0.start, $0.end) }
      let text = OwnWords.text(of: spans, in: body.text)
      guard !text.isEmpty else { return nil }
      return Post(
        id: PostID("\(thread).\(order + 1)"), thread: ThreadID(thread), author: author,
        title: title, text: text, body: body.text, spans: spans, language: "en")
    }
  }

  /// Author, title and what follows them.
  private static func heading(_ post: String) -> (author: String?, title: String?, rest: String) {
    guard let name = post.firstRange(of: "Name: \""),
      let subject = post.firstRange(of: "Subject: \""), name.upperBound < subject.lowerBound,
      post[..<name.lowerBound].allSatisfy(\.isWhitespace)
    else { return (nil, nil, post) }
    let author = post[name.upperBound...].prefix { $0 != "\"" }
    // A subject may hold quotation marks: it ends at one that a line break follows.
    let rest = post[subject.upperBound...]
    let end =
      rest.firstRange(of: "\"   ") ?? rest.firstRange(of: "\"") ?? rest.endIndex..<rest.endIndex
    return (
      author.isEmpty ? nil : String(author), String(rest[..<end.lowerBound]),
      String(rest[end.upperBound...])
    )
  }
}
