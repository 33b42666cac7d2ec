internal import HubbubModel

/// Who writes in which threads.
struct People: Sendable {
  /// The threads, in the order of their first posts.
  private(set) var threads: [ThreadID] = []
  /// The thread of each post.
  private(set) var threadOfPost: [Int32] = []
  private var numbers: [ThreadID: Int32] = [:]
  private var threadsOfAuthor: [String: Set<Int32>] = [:]

  /// The shortest part of a name that counts, in characters.
  private static let shortest = 3

  init() {}

  /// The people of the posts of some parts, in order.
  init(joining parts: [People]) {
    for part in parts {
      let own = part.threads.map { number(of: $0) }
      threadOfPost += part.threadOfPost.map { own[Int($0)] }
      for (author, found) in part.threadsOfAuthor {
        threadsOfAuthor[author, default: []].formUnion(found.map { own[Int($0)] })
      }
    }
  }

  /// Takes note of the next post.
  mutating func add(thread: ThreadID, author: String?) {
    let number = number(of: thread)
    threadOfPost.append(number)
    if let author { threadsOfAuthor[author, default: []].insert(number) }
  }

  private mutating func number(of thread: ThreadID) -> Int32 {
    if let known = numbers[thread] { return known }
    let new = Int32(threads.count)
    numbers[thread] = new
    threads.append(thread)
    return new
  }

  /// The threads of the bearers of each name, and of each part of a name, as it is written.
  func threadsOfNames() -> [String: Set<Int32>] {
    var found: [String: Set<Int32>] = [:]
    for (author, own) in threadsOfAuthor {
      for part in Self.parts(of: author) { found[part, default: []].formUnion(own) }
    }
    return found
  }

  private static func parts(of name: String) -> Set<String> {
    let parts = name.split(whereSeparator: \.isWhitespace).map { part in
      var part = part
      while let last = part.last, !last.isLetter && !last.isNumber { part.removeLast() }
      while let first = part.first, !first.isLetter && !first.isNumber { part.removeFirst() }
      return String(part)
    }
    return Set(parts.filter { $0.count >= shortest })
  }
}
