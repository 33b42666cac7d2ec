internal import HubbubCorpus
internal import HubbubModel

/// When the first and the last of some posts were written.
private struct Stretch {
  var first: Int64?
  var last: Int64?

  mutating func add(_ time: Int64?) {
    guard let time else { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  var cells: [Cell] {
    [first, last].map { .optional($0.map { UTCDate($0).iso }) }
  }
}

/// What is counted of a thread.
struct ThreadCounts {
  let id: ThreadID
  let title: String?
  let url: String?
  private var posts = 0
  private var authors: Set<String> = []
  private var stretch = Stretch()

  private init(opening post: Post) {
    id = post.thread
    title = post.title
    url = post.url
  }

  private mutating func add(_ post: Post) {
    posts += 1
    if let author = post.author { authors.insert(author) }
    stretch.add(post.time)
  }

  /// The threads in the order of the corpus, where a thread's posts stand together.
  static func of(_ corpus: Corpus) -> [ThreadCounts] {
    var threads: [ThreadCounts] = []
    corpus.forEach(in: 0..<corpus.count) { _, post in
      if threads.last?.id != post.thread { threads.append(ThreadCounts(opening: post)) }
      threads[threads.count - 1].add(post)
    }
    return threads
  }

  var cells: [Cell] {
    [.text(id.text), .optional(title), .optional(url), .count(posts), .count(authors.count)]
      + stretch.cells
  }
}

/// What is counted of an author.
struct AuthorCount {
  private var posts = 0
  private var stretch = Stretch()
  private var valence = 0.0
  private var scored = 0

  mutating func add(_ post: Post, _ valence: Double?) {
    posts += 1
    stretch.add(post.time)
    guard let valence else { return }
    self.valence += valence
    scored += 1
  }

  func cells(name: String) -> [Cell] {
    [.text(name), .count(posts)] + stretch.cells
      + [scored == 0 ? .none : .real(valence / Double(scored))]
  }
}
