internal import HubbubModel

/// Finds the lines that authors end many posts with, and that everybody's posts end with.
///
/// The same last lines in several posts of one author are a signature, however it is set off; the
/// same last lines in posts of several authors come from the list or the site. A first pass counts
/// them in a table of fixed size, which may only count too much; a second pass counts exactly those
/// that may be repeated. Neither depends on the order of the posts.
struct RepeatedClosings: Sendable {
  /// What lines repeated are.
  enum Kind { case signature, boilerplate }

  /// Posts of one author that must end alike: three, or two if the lines are long.
  private static let posts = 3
  private static let longPosts = 2
  private static let longBytes = 60
  /// Posts, and their different authors, that must end alike to be nobody's words.
  private static let sharedPosts = 8
  private static let sharedAuthors = 4
  /// Shorter lines that many people end with are their own: "Thanks!".
  private static let sharedBytes = 30

  private struct Count {
    var posts: Int32 = 0
    var authors: [UInt64] = []
  }

  /// Whether any post was counted; if not, the second pass is needless.
  private(set) var isUsed = false
  /// Two counts for each hash; made when the first is to be counted.
  private var sketch: [UInt8] = []
  private var counts: [UInt64: Count] = [:]
  private static let bits: UInt64 = 22

  private static func slots(_ hash: UInt64) -> (Int, Int) {
    let mask = (1 << bits) - 1 as UInt64
    return (Int(hash & mask), Int((hash >> 32) & mask) + 1 << bits)
  }

  /// Counts a post's endings; order does not matter.
  mutating func note(_ hashes: [UInt64]) {
    if hashes.isEmpty { return }
    isUsed = true
    if sketch.isEmpty { sketch = Array(repeating: 0, count: 2 << Self.bits) }
    for hash in hashes {
      let (a, b) = Self.slots(hash)
      if sketch[a] < 255 { sketch[a] += 1 }
      if sketch[b] < 255 { sketch[b] += 1 }
    }
  }

  private func mayRepeat(_ hash: UInt64, _ times: UInt8) -> Bool {
    let (a, b) = Self.slots(hash)
    return sketch[a] >= times && sketch[b] >= times
  }

  /// The endings of a post: by its author, and by anybody.
  static func hashes(_ lines: ClosingLines, author: String?) -> (own: [UInt64], shared: [UInt64]) {
    let own = author.map { lines.suffixes(seed: StableHash.of("author:" + $0)) } ?? []
    return (own, lines.suffixes(seed: 1))
  }

  /// Counts the endings of a post that may be repeated; the second pass.
  mutating func count(_ post: ParsedPost) {
    let lines = ClosingLines(post.body, post.spans)
    guard !lines.lines.isEmpty else { return }
    let (own, shared) = Self.hashes(lines, author: post.author)
    for hash in own where mayRepeat(hash, UInt8(Self.longPosts)) {
      counts[hash, default: Count()].posts += 1
    }
    guard let author = post.author else { return }
    let writer = StableHash.of(author)
    for hash in shared where mayRepeat(hash, UInt8(Self.sharedPosts)) {
      counts[hash, default: Count()].posts += 1
      if let held = counts[hash]?.authors, held.count < Self.sharedAuthors, !held.contains(writer) {
        counts[hash]?.authors.append(writer)
      }
    }
  }

  /// Forgets what the first pass needed, and endings that turned out to be rare.
  mutating func seal() {
    sketch = []
    counts = counts.filter { $0.value.posts >= Self.longPosts }
  }

  /// A post's spans with its repeated closing lines told apart.
  func typed(_ post: ParsedPost) -> [ParsedSpan]? {
    guard !counts.isEmpty else { return nil }
    let lines = ClosingLines(post.body, post.spans)
    guard !lines.lines.isEmpty else { return nil }
    let (own, shared) = Self.hashes(lines, author: post.author)
    for count in stride(from: lines.lines.count, through: 1, by: -1)
    where lines.leavesWords(aboveLast: count) {
      let size = lines.range(ofLast: count).count
      if let found = counts[shared[count - 1]], found.posts >= Self.sharedPosts,
        found.authors.count >= Self.sharedAuthors, size >= Self.sharedBytes
      {
        return ClosingLines.retyped(post.spans, lines.range(ofLast: count), as: .boilerplate)
      }
      guard count <= own.count, let found = counts[own[count - 1]] else { continue }
      if found.posts >= Self.posts || size >= Self.longBytes {
        return ClosingLines.retyped(post.spans, lines.range(ofLast: count), as: .signature)
      }
    }
    return nil
  }
}
