public import HubbubModel

/// Posts for a loop that comes back to the same one: for the passages of a long post, say, or for
/// its sentences.
///
/// A mapped post is parsed at each access to its corpus, which for a post of a thousand passages
/// is a thousand times its length. This keeps the one read last.
public struct LastPost {
  private let corpus: Corpus
  private var kept: (row: Int, post: Post, bytes: [UInt8])?

  /// A reader of a corpus; one for each loop.
  public init(of corpus: Corpus) { self.corpus = corpus }

  /// The post of a row, and the UTF-8 of its own words.
  ///
  /// - Complexity: O(n) in the post's bytes, or O(1) for the row read last.
  public mutating func callAsFunction(_ row: Int) -> (post: Post, bytes: [UInt8]) {
    if let kept, kept.row == row { return (kept.post, kept.bytes) }
    let post = corpus[row]
    let bytes = Array(post.text.utf8)
    kept = (row, post, bytes)
    return (post, bytes)
  }
}
