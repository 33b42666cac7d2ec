internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem

/// Collects finished posts from all sources, then builds and writes the threads.
final class PostCollector {
  private var posts: SortedStore
  private let unlinked: SortedStore
  private var fingerprints: [UInt64] = []
  private var identities: [UInt64] = []
  private var closings = RepeatedClosings()
  private var copies = NearDuplicates()
  /// The page that a page's post answers, by path, as an archive's index says.
  private var replies: [String: String] = [:]
  private var bands: RepeatedBands
  private(set) var result = IngestResult()
  private let spillFolder: String
  private let budget: Int

  init(spillFolder: String, budget: Int) {
    self.spillFolder = spillFolder
    self.budget = budget
    posts = SortedStore(folder: spillFolder, name: "posts", budget: budget)
    unlinked = SortedStore(folder: spillFolder, name: "unlinked", budget: budget)
    bands = RepeatedBands(folder: spillFolder)
  }

  /// Posts seen so far: counted as they come, apart from what becomes of them.
  private(set) var seen = 0

  /// Adds a batch.
  func add(_ batch: PostFinishing.Batch) throws {
    if batch.records.contains(where: \.isLinked) {
      var start = 0
      for record in batch.records {
        let store = record.isLinked ? unlinked : posts
        try store.add(
          key: batch.bytes[start..<record.keyEnd], value: batch.bytes[record.keyEnd..<record.end])
        start = record.end
      }
    } else if !batch.records.isEmpty {
      try posts.add(batch.bytes, records: batch.records.lazy.map { ($0.keyEnd, $0.end) })
    }
    for record in batch.records {
      if record.fingerprint != 0 { fingerprints.append(record.fingerprint) }
      closings.note(record.closings)
      try bands.note(record.bands)
      if record.identity != 0 { identities.append(record.identity) }
    }
    seen += batch.records.count + batch.dropped.values.reduce(0, +)
    result.conservation.dropped.merge(batch.dropped, uniquingKeysWith: +)
    result.findings.merge(batch.findings, uniquingKeysWith: +)
    result.quarantine.append(contentsOf: batch.quarantine)
    for reply in batch.replies {
      replies[reply.page] = reply.answers
      // Of two folders given as inputs, only names that both have carry their folder's.
      let (page, answered) = (Self.name(reply.page), Self.name(reply.answers))
      if replies[page] == nil { replies[page] = answered }
    }
  }

  /// The last part of a path.
  private static func name(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Notes something about the run.
  func find(_ code: String, _ times: Int = 1) { result.findings[code, default: 0] += times }
  /// Sets a piece aside.
  func setAside(_ source: SourceRange, _ reason: String, _ detail: String) {
    result.quarantine.append(
      QuarantineEntry(source: source, stage: "ingest", reason: reason, detail: detail))
  }
  /// Counts documents.
  func count(_ change: (inout IngestResult.Documents) -> Void) { change(&result.documents) }
  /// Counts a document of a format.
  func count(format: InputFormat) { result.formats[format.rawValue, default: 0] += 1 }

  // MARK: - Writing

  /// Builds the threads and writes the corpus; with no post to use, nothing is written.
  func write(into folder: String, workers: Workers) throws -> IngestResult {
    try link()
    try joinAnswers()
    let duplicates = try duplicatePosts()
    let repeated = Self.repeated(&identities)
    let writer = try CorpusWriter(folder: folder)
    try survey(duplicates, workers)
    let builder = ThreadBuilder(
      duplicates: duplicates, copies: copies, closings: closings, replies: replies)
    var uses: [PostID: Int] = [:]
    var pending: [(key: String, posts: [ArraySlice<UInt8>])] = []
    var held = 0

    // The workers build some threads while this thread writes those before and fetches the next.
    var building: Workers.Pending<[Built]>?

    func flush() throws {
      let batch = pending
      pending = []
      held = 0
      let groups = Workers.batches(of: 16, in: batch.count)
      let built = building?.wait() ?? []
      building = workers.begin(groups.count) { group in
        groups[group].map { number in
          // Ids that occur twice are told apart below, in the order of the threads.
          Built(
            builder.build(
              key: batch[number].key, stored: batch[number].posts.map { StoredPost(decoding: $0) }),
            isEncoded: repeated.isEmpty)
        }
      }
      try take(built)
    }

    func take(_ built: [[Built]]) throws {
      for thread in built.joined() {
        result.conservation.used += thread.used
        result.conservation.dropped.merge(thread.dropped, uniquingKeysWith: +)
        result.findings.merge(thread.findings, uniquingKeysWith: +)
        if let encoded = thread.encoded {
          try writer.write(encoded)
        } else {
          let posts = disambiguated(thread.posts, repeated: repeated, uses: &uses)
          try writer.write(thread: posts)
        }
      }
    }

    var thread: [UInt8] = []
    try posts.forEach { key, value in
      if pending.isEmpty || !StoredPost.isKey(key, of: thread) {
        if held > 8 << 20 || pending.count >= 4096 { try flush() }
        thread = Array(StoredPost.thread(ofKey: key))
        pending.append((String(decoding: thread, as: UTF8.self), []))
      }
      pending[pending.count - 1].posts.append(value)
      held += value.count
    }
    try flush()
    try take(building?.wait() ?? [])
    result.conservation.seen = seen
    precondition(result.conservation.balances, "posts were lost: \(result.conservation)")
    result.threads = writer.threads
    if writer.posts > 0 { try writer.commit() }
    result.digest = writer.digest
    result.quarantine.sort { a, b in
      (a.source.path, a.source.start, a.source.end, a.reason, a.detail)
        < (b.source.path, b.source.start, b.source.end, b.reason, b.detail)
    }
    return result
  }

  /// A thread that is built, its posts as they are written where their ids are known.
  private struct Built: Sendable {
    let used: Int
    let dropped: [String: Int]
    let findings: [String: Int]
    let posts: [Post]
    let encoded: CorpusWriter.EncodedThread?

    init(_ thread: ThreadBuilder.Result, isEncoded: Bool) {
      used = thread.posts.count
      dropped = thread.dropped
      findings = thread.findings
      encoded = isEncoded ? CorpusWriter.encode(thread.posts) : nil
      posts = isEncoded ? [] : thread.posts
    }
  }

  /// Gives threads to the posts that only say what they answer.
  private func link() throws {
    guard unlinked.count > 0 else { return }
    var linker = ThreadLinker()
    try unlinked.forEach { _, value in linker.add(StoredPost(decoding: value)) }
    linker.seal()
    try unlinked.forEach { key, value in
      let thread = linker.thread(of: StoredPost.head(value).localID)
      try posts.add(key: StoredPost.rekey(key, thread: thread), value: value)
    }
  }

  /// Makes one thread of those whose posts answer one another by an archive's index: a reply under
  /// another subject goes where the message stands that it answers.
  private func joinAnswers() throws {
    guard !replies.isEmpty else { return }
    var places = PageThreads(replies: replies)
    try posts.forEach { key, value in
      let stored = StoredPost(decoding: value)
      places.note(
        stored.post.source.path, String(decoding: StoredPost.thread(ofKey: key), as: UTF8.self))
    }
    let joined = places.joined()
    guard !joined.isEmpty else { return }
    let store = SortedStore(folder: spillFolder, name: "joined", budget: budget)
    try posts.forEach { key, value in
      let thread = String(decoding: StoredPost.thread(ofKey: key), as: UTF8.self)
      try store.add(
        key: joined[thread].map { StoredPost.rekey(key, thread: $0) } ?? Array(key), value: value)
    }
    posts = store
  }

  /// Looks at the posts that may repeat one another, or themselves.
  ///
  /// Posts that are dropped for another reason lead no group: else each of two copies could be
  /// dropped for the other's sake.
  private func survey(_ duplicates: DuplicatePosts, _ workers: Workers) throws {
    try bands.seal(workers)
    guard closings.isUsed || bands.holdsRepeated else { return }
    // What may have copies is looked at by all workers, some posts at a time.
    var waiting: [(thread: String, post: StoredPost, bands: [UInt32])] = []
    var held = 0
    func flush() {
      let batch = waiting
      waiting = []
      held = 0
      let groups = Workers.batches(of: 64, in: batch.count)
      let found = workers.map(groups.count) { group in
        groups[group].map { number in
          let (thread, post, bands) = batch[number]
          return NearDuplicates.Candidate(post, bands: bands, thread: thread)
        }
      }
      for candidate in found.joined() { copies.offer(candidate) }
    }
    try posts.forEach { key, value in
      let own = StoredPost.bands(value)
      let mayRepeat = bands.holdsRepeated && bands.mayRepeat(own)
      guard mayRepeat || closings.isUsed else { return }
      let stored = StoredPost(decoding: value)
      if closings.isUsed { closings.count(stored.post) }
      guard mayRepeat, !stored.post.findings.contains(where: Withheld.reasons.contains) else {
        return
      }
      let thread = String(decoding: StoredPost.thread(ofKey: key), as: UTF8.self)
      if !duplicates.isCopy(stored, thread: thread) {
        waiting.append((thread, stored, Array(own)))
        held += value.count
        if held > 4 << 20 { flush() }
      }
    }
    flush()
    closings.seal()
    bands = RepeatedBands(folder: spillFolder)
    copies.seal()
  }

  private func duplicatePosts() throws -> DuplicatePosts {
    var duplicates = DuplicatePosts()
    let repeated = Self.repeated(&fingerprints)
    guard !repeated.isEmpty else { return duplicates }
    try posts.forEach { key, value in
      let fingerprint = StoredPost.fingerprint(value)
      guard fingerprint != 0, repeated.contains(fingerprint) else { return }
      let head = StoredPost.head(value)
      duplicates.offer(
        fingerprint, time: head.time,
        thread: String(decoding: StoredPost.thread(ofKey: key), as: UTF8.self),
        localID: head.localID)
    }
    return duplicates
  }

  /// The numbers that occur more than once.
  private static func repeated(_ numbers: inout [UInt64]) -> Set<UInt64> {
    numbers.sort()
    var repeated: Set<UInt64> = []
    for index in numbers.indices.dropFirst() where numbers[index] == numbers[index - 1] {
      repeated.insert(numbers[index])
    }
    numbers = []
    return repeated
  }

  /// Gives the second post of an id, and every further one, an id of its own.
  private func disambiguated(
    _ posts: [Post], repeated: Set<UInt64>, uses: inout [PostID: Int]
  ) -> [Post] {
    guard !repeated.isEmpty else { return posts }
    var renamed: [PostID: PostID] = [:]
    for post in posts where repeated.contains(StableHash.of(post.id.text)) {
      let use = uses[post.id, default: 0] + 1
      uses[post.id] = use
      if use > 1 { renamed[post.id] = PostID("\(post.id.text)~\(use)") }
    }
    guard !renamed.isEmpty else { return posts }
    return posts.map { post in
      var post = post
      if let id = renamed[post.id] {
        post.id = id
        post.findings.append("id-disambiguated")
        result.findings["id-disambiguated", default: 0] += 1
      }
      if let parent = post.parent, let id = renamed[parent] { post.parent = id }
      for index in post.spans.indices {
        if let ref = post.spans[index].ref, let id = renamed[ref] { post.spans[index].ref = id }
      }
      return post
    }
  }
}
