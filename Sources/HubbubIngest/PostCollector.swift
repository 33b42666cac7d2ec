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
  ///
  /// - Parameter meta: what the corpus says of itself as a whole.
  func write(
    into folder: String, workers: Workers, meta: (IngestResult) -> JSON
  ) throws -> IngestResult {
    try link()
    try joinAnswers()
    let repeated = try arrange(workers)
    let duplicates = try duplicatePosts(repeated.fingerprints)
    let writer = try CorpusWriter(folder: folder)
    try survey(duplicates, workers)
    let builder = ThreadBuilder(
      duplicates: duplicates, copies: copies, closings: closings, replies: replies)
    // Ids that occur twice are told apart below, in the order of the threads.
    let areEncoded = repeated.identities.isEmpty
    var uses: [PostID: Int] = [:]
    // The workers build threads while this thread fetches those behind and writes those before.
    let belt = Conveyor(workers) { Built($0, by: builder, areEncoded: areEncoded) }

    func take(_ built: Built) throws {
      result.conservation.used += built.used
      result.conservation.dropped.merge(built.dropped, uniquingKeysWith: +)
      result.findings.merge(built.findings, uniquingKeysWith: +)
      try writer.write(built.encoded)
      for thread in built.threads {
        try writer.write(
          thread: disambiguated(thread, repeated: repeated.identities, uses: &uses))
      }
    }

    var pending = ThreadGroup()
    func flush() throws {
      belt.put(pending)
      pending = ThreadGroup()
      while belt.isFull, let built = belt.take() { try take(built) }
    }
    var thread: [UInt8] = []
    try posts.forEach { key, value in
      if pending.threads.isEmpty || !StoredPost.isKey(key, of: thread) {
        if pending.isFull { try flush() }
        thread = Array(StoredPost.thread(ofKey: key))
        pending.threads.append((String(decoding: thread, as: UTF8.self), []))
      }
      pending.add(value)
    }
    try flush()
    while let built = belt.take() { try take(built) }
    result.conservation.seen = seen
    precondition(result.conservation.balances, "posts were lost: \(result.conservation)")
    result.threads = writer.threads
    result.quarantine.sort { a, b in
      (a.source.path, a.source.start, a.source.end, a.reason, a.detail)
        < (b.source.path, b.source.start, b.source.end, b.reason, b.detail)
    }
    if writer.posts > 0 { try writer.commit(meta: meta(result)) }
    result.digest = writer.digest
    return result
  }

  /// Some threads as they were stored.
  private struct ThreadGroup: Sendable {
    var threads: [(key: String, posts: [ArraySlice<UInt8>])] = []
    private(set) var bytes = 0

    /// Whether a worker has enough to do with them.
    var isFull: Bool { bytes > 1 << 18 || threads.count >= 512 }

    /// Adds a post to the last thread.
    mutating func add(_ post: ArraySlice<UInt8>) {
      threads[threads.count - 1].posts.append(post)
      bytes += post.count
    }
  }

  /// Threads that are built, as they are written where the ids of their posts are known.
  private struct Built: Sendable {
    private(set) var used = 0
    private(set) var dropped: [String: Int] = [:]
    private(set) var findings: [String: Int] = [:]
    private(set) var encoded: CorpusWriter.EncodedThreads
    private(set) var threads: [[Post]] = []

    init(_ group: ThreadGroup, by builder: ThreadBuilder, areEncoded: Bool) {
      // Room for most texts twice.
      encoded = CorpusWriter.EncodedThreads(capacity: areEncoded ? group.bytes * 5 / 2 : 0)
      for (key, posts) in group.threads {
        var stored: [StoredPost] = []
        stored.reserveCapacity(posts.count)
        for post in posts { stored.append(StoredPost(decoding: post, beside: stored.last)) }
        let thread = builder.build(key: key, stored: stored)
        used += thread.posts.count
        dropped.merge(thread.dropped, uniquingKeysWith: +)
        findings.merge(thread.findings, uniquingKeysWith: +)
        if areEncoded { encoded.append(thread.posts) } else { threads.append(thread.posts) }
      }
    }
  }

  /// Sorts the posts, and finds what repeats, on all workers.
  private func arrange(
    _ workers: Workers
  ) throws -> (fingerprints: Set<UInt64>, identities: Set<UInt64>) {
    let sorting = posts.sorting()
    let (fingerprints, identities) = (fingerprints, identities)
    self.fingerprints = []
    self.identities = []
    let (sorted, repeated) = try bands.seal(workers) {
      (sorting(), [fingerprints, identities].map(Self.repeated))
    }
    posts.take(sorted)
    return (repeated[0], repeated[1])
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

  /// - Parameter repeated: the fingerprints that occur more than once.
  private func duplicatePosts(_ repeated: Set<UInt64>) throws -> DuplicatePosts {
    var duplicates = DuplicatePosts()
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
  private static func repeated(_ numbers: [UInt64]) -> Set<UInt64> {
    let numbers = numbers.sorted()
    var repeated: Set<UInt64> = []
    for index in numbers.indices.dropFirst() where numbers[index] == numbers[index - 1] {
      repeated.insert(numbers[index])
    }
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
