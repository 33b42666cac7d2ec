/// Which threads are one, since a page of one answers a page of the other.
struct PageThreads {
  private let replies: [String: String]
  private let listed: Set<String>
  private var threads: [String: String] = [:]
  private var above: [String: String] = [:]

  /// - Parameter replies: the page that a page answers, by path.
  init(replies: [String: String]) {
    self.replies = replies
    listed = Set(replies.keys).union(replies.values)
  }

  /// Notes the thread of a page's post.
  mutating func note(_ path: String, _ thread: String) {
    if listed.contains(path), threads[path] == nil { threads[path] = thread }
  }

  /// By a thread that is part of another, the thread that it belongs to.
  mutating func joined() -> [String: String] {
    for page in replies.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      guard let answered = replies[page], let thread = threads[page],
        let other = threads[answered]
      else { continue }
      let (from, to) = (top(thread), top(other))
      if from != to { above[from] = to }
    }
    var joined: [String: String] = [:]
    for thread in above.keys { joined[thread] = top(thread) }
    return joined
  }

  private func top(_ thread: String) -> String {
    var top = thread
    while let next = above[top] { top = next }
    return top
  }
}
