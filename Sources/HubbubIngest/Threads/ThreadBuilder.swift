internal import HubbubModel

/// Builds one thread of the corpus from its posts as they were stored.
///
/// Pages are joined already, by the order of the store. Here the copies of a post are dropped,
/// the reply tree is repaired until every post but one has a parent, and quotes are matched with
/// the posts that they quote.
struct ThreadBuilder: Sendable {
  /// Fingerprints that occur more than once, and which post keeps its place.
  let duplicates: DuplicatePosts
  /// Posts that say almost the same as another.
  let copies: NearDuplicates
  /// The lines that posts end with again and again.
  let closings: RepeatedClosings
  /// The page that a page's post answers, by path, as an archive's index says.
  let replies: [String: String]

  /// A finished thread and its books.
  struct Result: Sendable {
    var posts: [Post] = []
    var dropped: [String: Int] = [:]
    var findings: [String: Int] = [:]
  }

  /// The most copies that a post names.
  private static let doubleLimit = 16

  func build(key: String, stored: consuming [StoredPost]) -> Result {
    var result = Result()
    let all = replies.isEmpty ? [] : stored
    let count = stored.count
    var index: [String: Int] = [:]
    var posts = stored
    index.reserveCapacity(count)
    for number in posts.indices where index[posts[number].post.localID] == nil {
      index[posts[number].post.localID] = index.count
    }
    if index.count < count {
      posts = Self.distinct(posts, &index)
      if posts.count < count { result.dropped["duplicate"] = count - posts.count }
    }
    for number in posts.indices {
      if let spans = closings.typed(posts[number].post) { posts[number].post.spans = spans }
    }
    takeReplies(&posts, all, index)
    var tree = ReplyTree(posts: posts, index: index)
    let title = posts.lazy.compactMap { $0.title }.first
    var reasons = posts.indices.map { number in
      reasonToDrop(posts[number], key: key, isRoot: number == tree.root, title: title)
    }
    // A page that nobody said anything about is no discussion.
    if !posts.indices.contains(where: { reasons[$0] == nil && !Self.isHeading(posts[$0]) }) {
      for number in posts.indices where reasons[number] == nil { reasons[number] = "not-a-post" }
    }
    for reason in reasons { if let reason { result.dropped[reason, default: 0] += 1 } }
    var standIns: [Int: Int] = [:]
    // By the post kept, those of the thread that say the same: somebody sent a post twice.
    var doubles: [Int: [Int]] = [:]
    for number in posts.indices where reasons[number] == "duplicate" {
      guard let keeper = duplicates.keeper(of: posts[number], thread: key),
        let standIn = index[keeper]
      else { continue }
      standIns[number] = standIn
      doubles[standIn, default: []].append(number)
    }
    tree.repair(isDropped: reasons.map { $0 != nil }, standIns: standIns)
    let kept = posts.indices.filter { reasons[$0] == nil }
    guard !kept.isEmpty else { return result }

    let ids = posts.map { post in
      PostID(post.post.globalID ?? "\(key)#\(post.post.localID)")
    }
    var quotes = QuoteResolver(posts: posts, index: index, isKept: reasons.map { $0 == nil })
    let url = posts.lazy.compactMap { $0.threadURL }.first
    result.posts.reserveCapacity(kept.count)
    for number in kept {
      let resolved = quotes.resolve(number, parent: tree.parents[number])
      if let leading = resolved.leading, tree.isUnstated[number], number != tree.root {
        tree.adopt(number, by: leading)
      }
      result.posts.append(
        make(posts[number], id: ids[number], key, title, url, resolved.refs, ids))
      for double in (doubles[number] ?? []).prefix(Self.doubleLimit) {
        result.posts[result.posts.count - 1].findings.append("copy:\(ids[double].text)")
      }
    }
    for (slot, number) in kept.enumerated() {
      result.posts[slot].parent = tree.parents[number].map { ids[$0] }
      for finding in tree.findings[number]
      where !result.posts[slot].findings.contains(finding) {
        result.posts[slot].findings.append(finding)
      }
    }
    // The post that opens the thread stands first.
    if let root = kept.firstIndex(of: tree.root), root > 0 {
      result.posts.insert(result.posts.remove(at: root), at: 0)
    }
    for slot in result.posts.indices {
      for finding in result.posts[slot].findings {
        // `copies:3` counts under its code.
        let code =
          finding.utf8.firstIndex(of: UInt8(ascii: ":")).map { String(finding[..<$0]) } ?? finding
        result.findings[code, default: 0] += 1
      }
    }
    return result
  }

  /// The posts without those that stand twice, on two pages or on a page saved twice.
  ///
  /// What different people wrote in different words is no copy though its id is the same: it gets an
  /// id of its own.
  private static func distinct(
    _ stored: consuming [StoredPost], _ index: inout [String: Int]
  ) -> [StoredPost] {
    var posts: [StoredPost] = []
    posts.reserveCapacity(stored.count)
    index.removeAll(keepingCapacity: true)
    var others: [String: Set<UInt64>] = [:]
    for var post in stored {
      let id = post.post.localID
      if let first = index[id] {
        guard posts[first].isByAnother(than: post),
          others[id, default: []].insert(post.authorAndBody).inserted
        else { continue }
        let mark = "~~\((others[id]?.count ?? 0) + 1)"
        guard index[id + mark] == nil else { continue }
        post.storedID = id
        post.post.localID = id + mark
        post.post.globalID = post.post.globalID.map { $0 + mark }
        post.post.findings.append("id-disambiguated")
      }
      index[post.post.localID] = posts.count
      posts.append(post)
    }
    return posts
  }

  /// Says what posts answer that do not say so themselves, where an index of their pages does.
  private func takeReplies(
    _ posts: inout [StoredPost], _ stored: [StoredPost], _ index: [String: Int]
  ) {
    guard !replies.isEmpty else { return }
    var ids: [String: String] = [:]
    for post in stored { ids[post.post.source.path] = post.post.localID }
    // A copy that was dropped may be the one that the index lists.
    for post in stored {
      guard let answered = replies[post.post.source.path].flatMap({ ids[$0] }),
        answered != post.post.localID, let number = index[post.post.localID],
        posts[number].post.parent == .unstated
      else { continue }
      posts[number].post.parent = .post(answered)
    }
  }

  private func reasonToDrop(
    _ stored: StoredPost, key: String, isRoot: Bool, title: String?
  ) -> String? {
    let isEmpty = stored.post.body.trimmingASCII().isEmpty
    // A link post has nothing but its title, which its author wrote; so does a root whose text
    // was deleted while the title stands.
    let reason = stored.post.findings.first(where: Withheld.reasons.contains)
    if isEmpty, isRoot, title != nil, reason == nil || reason == Withheld.deleted { return nil }
    if let reason { return reason }
    if Self.isHeading(stored) { return "not-a-post" }
    if isEmpty { return "empty" }
    if duplicates.isCopy(stored, thread: key) { return "duplicate" }
    return copies.copies(of: stored.surveyedID, thread: key) == 0 ? "near-duplicate" : nil
  }

  private static func isHeading(_ stored: StoredPost) -> Bool {
    stored.post.findings.contains(Withheld.heading)
  }

  private func make(
    _ stored: StoredPost, id: PostID, _ key: String, _ title: String?, _ threadURL: String?,
    _ refs: [Int?], _ ids: [PostID]
  ) -> Post {
    var body = stored.post.body
    var spans = stored.post.spans.enumerated().map { number, span in
      Span(
        span.kind, span.start, span.end, ref: refs[number].map { ids[$0] },
        attribution: span.attribution)
    }
    var findings = stored.post.findings.filter {
      $0 != Withheld.deleted && $0 != Withheld.heading
    }
    var language = stored.language
    if body.trimmingASCII().isEmpty, let title {
      body = title
      spans = [Span(.own, 0, title.utf8.count)]
      language = TextTools.language(of: title)
      findings.append("title-as-text")
    }
    let text = OwnWords.text(of: spans, in: body)
    if text.isEmpty { findings.append("no-own-words") }
    let count =
      (copies.copies(of: stored.surveyedID, thread: key) ?? 0)
      + duplicates.copies(of: stored, thread: key)
    if count > 0 { findings.append("copies:\(count)") }
    return Post(
      id: id, thread: ThreadID(key), author: stored.post.author, time: stored.post.time,
      title: title, url: stored.post.url ?? threadURL, score: stored.post.score, text: text,
      body: body, spans: spans, language: language, source: stored.post.source,
      findings: findings)
  }
}

/// Which of the posts with the same author and the same words keeps its place: the earliest.
struct DuplicatePosts: Sendable {
  private var keepers: [UInt64: Keeper] = [:]

  private struct Keeper: Sendable {
    var time: Int64
    var thread: String
    var localID: String
    /// The posts with these words; one that was saved twice is one.
    var posts: Set<UInt64> = []
  }

  /// Offers a post whose fingerprint occurs more than once; call in corpus order.
  mutating func offer(_ fingerprint: UInt64, time: Int64?, thread: String, localID: String) {
    let time = time ?? .max
    var keeper =
      keepers[fingerprint] ?? Keeper(time: time, thread: thread, localID: localID)
    if time < keeper.time {
      keeper.time = time
      keeper.thread = thread
      keeper.localID = localID
    }
    keeper.posts.insert(StableHash.of("\(thread)#\(localID)"))
    keepers[fingerprint] = keeper
  }

  /// How many other posts a kept one stands for.
  func copies(of post: StoredPost, thread: String) -> Int {
    guard !keepers.isEmpty, let keeper = keepers[post.fingerprint], !isCopy(post, thread: thread)
    else { return 0 }
    return keeper.posts.count - 1
  }

  /// The post of the same thread that is kept for a copy.
  func keeper(of post: StoredPost, thread: String) -> String? {
    keepers[post.fingerprint].flatMap { $0.thread == thread ? $0.localID : nil }
  }

  func isCopy(_ post: StoredPost, thread: String) -> Bool {
    guard !keepers.isEmpty, let keeper = keepers[post.fingerprint] else { return false }
    return keeper.thread != thread || keeper.localID != post.surveyedID
  }
}
