public import HubbubModel

/// A thread in a few of its own sentences, in the order in which they were written.
public struct ThreadDigest: Hashable, Sendable {
  /// A sentence, and which post of the thread it is from.
  public struct Line: Hashable, Sendable {
    /// The place of its post in the thread.
    public var post: Int
    /// The bytes of the post's `text`.
    public var range: Range<Int>
    /// The sentence as it stands there, line breaks included.
    public var text: String
  }

  /// The sentences.
  public var lines: [Line]

  /// The digest as a report prints it: each post's sentences after its author's name.
  public func printed(_ posts: [Post]) -> String {
    var parts: [String] = []
    var speaking: Int?
    for line in lines {
      let words = line.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if line.post != speaking, let author = posts[line.post].author {
        parts.append("\(author): \(words)")
      } else {
        parts.append(words)
      }
      speaking = line.post
    }
    return parts.joined(separator: " ")
  }
}
