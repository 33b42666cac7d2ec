internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// The posts and threads of a corpus without their texts: who wrote when, where, and to how many replies.
struct PostCensus: Sendable {
  /// What is known of each post, by row, without its text.
  struct Row: Sendable {
    var author: String?
    var time: Int64?
    var thread: Int
    var score: Int
    var replies: Int
    var language: String?
    var id: PostID
  }

  /// A thread: its id and title.
  struct Thread: Sendable {
    var id: ThreadID
    var title: String?
    var posts: Int
  }

  private(set) var rows: [Row] = []
  private(set) var threads: [Thread] = []
  /// The row of each post.
  let rowTable: PostRows
  let source: Report.Source

  /// What a batch of posts holds; threads that go on in the next batch are joined there.
  private struct Part: Sendable {
    var rows: [Row] = []
    var threads: [Thread] = []
    /// The rows that its posts answer.
    var parents: [Int32] = []
    var authors: Set<String> = []
    var first: Int64?
    var last: Int64?
  }

  /// Reads every post once, on all workers.
  static func read(_ corpus: Corpus, workers: Workers) -> PostCensus {
    let table = corpus.rows()
    let batches = Workers.batches(of: 4096, in: corpus.count)
    let parts = workers.map(batches.count) { number in
      var part = Part()
      part.rows.reserveCapacity(batches[number].count)
      corpus.forEach(in: batches[number], reading: []) { _, post in
        if part.threads.last?.id != post.thread {
          part.threads.append(Thread(id: post.thread, title: nil, posts: 0))
        }
        let last = part.threads.count - 1
        part.threads[last].posts += 1
        if part.threads[last].title == nil { part.threads[last].title = post.title }
        if let parent = post.parent.flatMap({ table[$0] }) { part.parents.append(Int32(parent)) }
        if let author = post.author { part.authors.insert(author) }
        if let time = post.time {
          part.first = min(part.first ?? time, time)
          part.last = max(part.last ?? time, time)
        }
        part.rows.append(
          Row(
            author: post.author, time: post.time, thread: last, score: post.score ?? 0, replies: 0,
            language: post.language, id: post.id))
      }
      return part
    }
    return PostCensus(parts, posts: corpus.count, table)
  }

  private init(_ parts: [Part], posts: Int, _ table: PostRows) {
    rowTable = table
    rows.reserveCapacity(posts)
    var authors: Set<String> = []
    for part in parts {
      authors.formUnion(part.authors)
      var first = threads.count
      for (place, thread) in part.threads.enumerated() {
        if place == 0, let last = threads.indices.last, threads[last].id == thread.id {
          first = last
          threads[last].posts += thread.posts
          threads[last].title = threads[last].title ?? thread.title
        } else {
          threads.append(thread)
        }
      }
      let start = rows.count
      rows += part.rows
      for row in start..<rows.count { rows[row].thread += first }
    }
    for part in parts { for parent in part.parents { rows[Int(parent)].replies += 1 } }
    source = Report.Source(
      threads: threads.count, posts: rows.count, authors: authors.count,
      first: parts.compactMap(\.first).min(), last: parts.compactMap(\.last).max())
  }
}
