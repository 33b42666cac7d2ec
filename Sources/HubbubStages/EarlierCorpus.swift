internal import HubbubCorpus
internal import HubbubModel
public import HubbubPipeline
public import HubbubSystem

/// A corpus as it stood at an earlier time: no post of later, and none that may be of later.
///
/// What was found of a post by looking at later ones stays with it: scores are those of the capture,
/// and signatures were told by repetition over all posts.
public enum EarlierCorpus {
  /// How many posts were kept, and left out.
  public struct Books: Hashable, Sendable {
    /// The posts up to the time.
    public var kept = 0
    /// The posts after it.
    public var later = 0
    /// The posts without a time, which may be later.
    public var undated = 0
  }

  /// Writes the corpus of a workspace up to a second, that one included, into another workspace.
  ///
  /// An answer to a post that is left out moves up to the nearest ancestor that is kept.
  /// - Throws: `FileError` if the corpus cannot be read or written.
  public static func write(
    of workspace: Workspace, until last: Int64, to earlier: Workspace, workers: Workers
  ) throws -> Books {
    let corpus = try Corpus(folder: workspace.path("corpus"), workers: workers)
    let writer = try CorpusWriter(folder: earlier.path("corpus"))
    var books = Books()
    var thread: [Post] = []
    func close() throws {
      let kept = cut(thread, until: last, &books)
      if !kept.isEmpty { try writer.write(thread: kept) }
      thread = []
    }
    try corpus.forEach(in: 0..<corpus.count) { _, post in
      if let open = thread.first, open.thread != post.thread { try close() }
      thread.append(post)
    }
    try close()
    try writer.commit(meta: [
      "as_of": .string(UTCDate(last).iso), "kept": .integer(Int64(books.kept)),
      "later": .integer(Int64(books.later)), "undated": .integer(Int64(books.undated)),
    ])
    return books
  }

  /// The posts of a thread up to a second, their replies and quotes mended.
  static func cut(_ thread: [Post], until last: Int64, _ books: inout Books) -> [Post] {
    var parents: [PostID: PostID] = [:]
    var kept: [Post] = []
    var ids: Set<PostID> = []
    for post in thread {
      parents[post.id] = post.parent
      guard let time = post.time else {
        books.undated += 1
        continue
      }
      guard time <= last else {
        books.later += 1
        continue
      }
      kept.append(post)
      ids.insert(post.id)
    }
    books.kept += kept.count
    guard kept.count < thread.count else { return kept }
    for index in kept.indices {
      var parent = kept[index].parent
      while let ancestor = parent, !ids.contains(ancestor) { parent = parents[ancestor] }
      kept[index].parent = parent
      for span in kept[index].spans.indices {
        if let ref = kept[index].spans[span].ref, parents[ref] != nil || thread[0].id == ref,
          !ids.contains(ref)
        {
          kept[index].spans[span].ref = nil
        }
      }
    }
    // One post opens a thread: the first that is left without an ancestor; it keeps no parent.
    if let root = kept.firstIndex(where: { $0.parent == nil }) {
      for index in kept.indices where index != root && kept[index].parent == nil {
        kept[index].parent = kept[root].id
      }
    }
    return kept
  }
}
