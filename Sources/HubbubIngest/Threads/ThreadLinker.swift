/// Finds threads where sources only say what answers what: mail, tables with a parent column.
///
/// Posts that are linked, through posts that are not in the sources too, are one thread. It is
/// named after the post that opens it: one that answers nothing, the earliest, least id. A reply
/// without any link ("Re: …" of a program that sets no headers) joins the posts that open a
/// thread under the same subject.
///
/// - Complexity: nearly linear; about 60 bytes and the id a post.
struct ThreadLinker {
  private var nodes: [UInt64: Int32] = [:]
  private var parents: [Int32] = []
  private var members: [Member] = []
  private var openings: [UInt64: [Int32]] = [:]
  private var replies: [(subject: UInt64, node: Int32)] = []
  private var names: [Int32: Member] = [:]
  /// Links that count if there is a post of that id, and the ids of the kind that posts have.
  private var doubtful: [(member: Int, node: Int32)] = []
  private var odd: Set<Int32> = []

  private struct Member {
    let node: Int32
    var answers: Bool
    let time: Int64
    let id: String

    func opens(before other: Member) -> Bool {
      if answers != other.answers { return !answers }
      if time != other.time { return time < other.time }
      return id.utf8.lexicographicallyPrecedes(other.id.utf8)
    }
  }

  /// Adds a post; `seal` when all are in.
  mutating func add(_ stored: StoredPost) {
    let own = node(StableHash.of(stored.post.localID))
    if ParsedPost.Parent.meansNothing(stored.post.localID) { odd.insert(own) }
    var answers = stored.subject != nil
    for link in stored.links {
      if ParsedPost.Parent.meansNothing(link) {
        doubtful.append((members.count, node(StableHash.of(link))))
      } else {
        union(own, node(StableHash.of(link)))
        answers = true
      }
    }
    if case .post(let id) = stored.post.parent {
      answers = answers || !ParsedPost.Parent.meansNothing(id)
    }
    if let subject = stored.subject {
      replies.append((Self.hash(subject: subject), own))
    } else if !answers, let title = stored.title {
      openings[Self.hash(subject: title), default: []].append(own)
    }
    members.append(
      Member(
        node: own, answers: answers, time: stored.post.time ?? .max, id: stored.post.localID))
  }

  /// Settles the threads.
  mutating func seal() {
    for (member, node) in doubtful where odd.contains(node) {
      union(members[member].node, node)
      members[member].answers = true
    }
    doubtful = []
    for reply in replies {
      let hub = node(reply.subject)
      union(reply.node, hub)
      for opening in openings[reply.subject] ?? [] { union(opening, hub) }
    }
    for member in members {
      let root = find(member.node)
      if let name = names[root], !member.opens(before: name) { continue }
      names[root] = member
    }
    members = []
    openings = [:]
    replies = []
  }

  /// The thread of a post, after `seal`.
  mutating func thread(of localID: String) -> String {
    guard let node = nodes[StableHash.of(localID)] else { return localID }
    return names[find(node)]?.id ?? localID
  }

  private mutating func node(_ hash: UInt64) -> Int32 {
    if let node = nodes[hash] { return node }
    let node = Int32(parents.count)
    nodes[hash] = node
    parents.append(node)
    return node
  }

  private mutating func find(_ start: Int32) -> Int32 {
    var root = start
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var at = start
    while parents[Int(at)] != root {
      let next = parents[Int(at)]
      parents[Int(at)] = root
      at = next
    }
    return root
  }

  private mutating func union(_ a: Int32, _ b: Int32) {
    let (x, y) = (find(a), find(b))
    if x != y { parents[Int(max(x, y))] = min(x, y) }
  }

  private static func hash(subject: String) -> UInt64 {
    StableHash.of("subject:" + ColumnMapping.fold(subject))
  }
}
