internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// The corpus as ConvoKit has it, with what was made of each post in its meta.
///
/// Beside the fields of the workspace's own corpus, an utterance's `meta` holds `themes` (an object
/// of theme id and share), `theme` (the heaviest) and `valence`; the corpus's `meta` holds the
/// labels of the themes.
enum ConvoKitExport {
  static func write(_ work: FinishedWork, to path: String) throws -> [String] {
    let writer = try CorpusWriter(
      folder: path,
      notes: [
        .init("themes", "<class 'dict'>"), .init("theme", "<class 'str'>"),
        .init("valence", "<class 'float'>"),
      ])
    let ofPosts = work.themesOfPosts()
    let themes = work.themes?.themes ?? []
    var thread: [Post] = []
    var notes: [[JSON]] = []
    func flush() throws {
      try writer.write(thread: thread, notes: notes)
      thread.removeAll(keepingCapacity: true)
      notes.removeAll(keepingCapacity: true)
    }
    try work.corpus.forEach(in: 0..<work.corpus.count) { row, post in
      if let last = thread.last, last.thread != post.thread { try flush() }
      thread.append(post)
      let shares = ofPosts[row]
      notes.append([
        .object(shares.map { JSON.Member(themes[$0.theme].id.text, .number($0.weight)) }),
        .optional(shares.first.map { themes[$0.theme].id.text }),
        .optional(work.sentiment?[row].valence),
      ])
    }
    try flush()
    let labels = JSON.object(themes.map { JSON.Member($0.id.text, .string($0.label)) })
    try writer.commit(meta: ["themes": labels])
    return ["conversations", "corpus", "index", "speakers"].map { "\(path)/\($0).json" }
      + ["\(path)/utterances.jsonl"]
  }
}
