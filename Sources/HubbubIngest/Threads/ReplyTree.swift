/// The reply tree of one thread, repaired: one root, every other post below it.
///
/// What was done is a finding of the post that it was done to: `reply-to-thread` (answers nobody
/// in particular), `orphan` (its parent is not in the sources), `parent-skipped` (its parent is
/// missing, an earlier ancestor is there), `parent-dropped`, `self-reply`, `cycle-cut`,
/// `parent-from-quote`.
struct ReplyTree {
  /// Each post's parent, by number; nil for the root and for posts that were dropped.
  private(set) var parents: [Int?]
  /// The post that opens the thread.
  private(set) var root = 0
  /// What was done to each post.
  private(set) var findings: [[String]]
  /// Whether the source said nothing about the parent.
  private(set) var isUnstated: [Bool]
  private let count: Int

  /// Reads what the sources say, over all posts, dropped ones included.
  init(posts: [StoredPost], index: [String: Int]) {
    count = posts.count
    parents = Array(repeating: nil, count: count)
    findings = Array(repeating: [], count: count)
    isUnstated = Array(repeating: false, count: count)
    guard count > 0 else { return }
    var isMissing = Array(repeating: false, count: count)
    var open: [(depth: Int, post: Int)] = []
    for number in posts.indices {
      switch posts[number].post.parent {
      case .unstated: isUnstated[number] = true
      case .depth(let depth):
        while let last = open.last, last.depth >= depth { open.removeLast() }
        parents[number] = open.last?.post
        if open.isEmpty { isUnstated[number] = true }
        open.append((depth, number))
      case .post(let id):
        if let parent = index[id], parent != number {
          parents[number] = parent
          continue
        }
        var candidates = [id]
        candidates += posts[number].links.filter { $0 != id }
        let present = candidates.enumerated().first { index[$1] != nil && index[$1] != number }
        if index[id] == number { findings[number].append("self-reply") }
        if let present {
          parents[number] = index[present.element]
          if present.offset > 0, index[id] == nil { findings[number].append("parent-skipped") }
        } else if candidates.allSatisfy(ParsedPost.Parent.meansNothing) {
          isUnstated[number] = true
        } else {
          isMissing[number] = true
        }
      }
    }
    // The root: the first post that answers nothing; failing that, the first whose parent is not
    // here; failing that (everything answers something in a circle), the first.
    root =
      (0..<count).first { isUnstated[$0] } ?? (0..<count).first { isMissing[$0] } ?? 0
    for number in 0..<count where number != root && parents[number] == nil {
      parents[number] = root
      findings[number].append(isUnstated[number] ? "reply-to-thread" : "orphan")
    }
    if isMissing[root] { findings[root].append("orphan") }
    parents[root] = nil
    cutCycles()
  }

  /// Walks up from every post; a walk that meets itself is cut at the first post of the circle.
  private mutating func cutCycles() {
    var state = Array(repeating: UInt8(0), count: count)  // 1 on the walk, 2 leads to the root
    for start in 0..<count where state[start] == 0 {
      var walk: [Int] = []
      var at: Int? = start
      while let number = at, state[number] == 0 {
        state[number] = 1
        walk.append(number)
        at = parents[number]
      }
      if let number = at, state[number] == 1, let from = walk.firstIndex(of: number),
        let first = walk[from...].min()
      {
        parents[first] = first == root ? nil : root
        findings[first].append("cycle-cut")
      }
      for number in walk { state[number] = 2 }
    }
  }

  /// Takes dropped posts out: their children move to the copy that is kept in its place, or up to the
  /// nearest ancestor that is kept.
  ///
  /// - Parameter standIns: by a dropped copy, the post that says the same.
  mutating func repair(isDropped: [Bool], standIns: [Int: Int] = [:]) {
    guard isDropped.contains(true) else { return }
    let kept = (0..<count).filter { !isDropped[$0] }
    guard !kept.isEmpty else { return }
    var found: [Int: Int?] = [:]
    for number in kept {
      var at = parents[number]
      while let ancestor = at, isDropped[ancestor] {
        if let standIn = standIns[ancestor], standIn != number, !isDropped[standIn] {
          at = standIn
        } else {
          at = parents[ancestor]
        }
      }
      found[number] = at
      let isStoodFor = parents[number].map { standIns[$0] != nil && standIns[$0] == at } ?? false
      if at != parents[number], !isStoodFor { note(number, "parent-dropped") }
    }
    if isDropped[root] {
      // The earliest post that is left without an ancestor opens the thread now.
      root = kept.first { found[$0] == .some(nil) } ?? kept[0]
    }
    for number in kept {
      parents[number] = number == root ? nil : (found[number] ?? nil) ?? root
    }
    for number in 0..<count where isDropped[number] { parents[number] = nil }
    if !standIns.isEmpty { cutCycles() }
  }

  /// Hangs a post below the one that it quotes, unless that one is below it.
  mutating func adopt(_ number: Int, by parent: Int) {
    var at: Int? = parent
    while let ancestor = at {
      if ancestor == number { return }
      at = parents[ancestor]
    }
    parents[number] = parent
    findings[number].removeAll { $0 == "reply-to-thread" }
    note(number, "parent-from-quote")
  }

  private mutating func note(_ number: Int, _ code: String) {
    if !findings[number].contains(code) { findings[number].append(code) }
  }
}
