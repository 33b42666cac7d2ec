internal import HubbubModel

/// Groups posts that say almost the same: cross-posts, copied texts, spam.
///
/// Of a group the earliest post is kept, with the number of its copies. Two posts are copies if
/// their own words, 25 of them at least, share 85 % of their runs of five words. Within one thread
/// two authors must share 95 %: what they share may be a quotation that nobody marked.
///
/// Posts are compared with the first of each group only, and with at most a fixed number of those
/// in a band, so that a million copies of one text cost a million comparisons. The outcome does not
/// depend on the order in which posts came.
struct NearDuplicates: Sendable {
  private static let likeness = 0.85
  private static let likenessInThread = 0.95
  private static let leadersInBand = 24

  /// A post that may have copies.
  struct Candidate: Sendable {
    let time: Int64
    let thread: String
    let localID: String
    let author: String?
    let bands: [UInt32]
    /// Its runs of words, sorted, each once.
    let shingles: [UInt64]

    /// - Parameter bands: those of its own words.
    init(_ stored: StoredPost, bands: [UInt32], thread: String) {
      var shingles = MinHash.shingles(FoldedWords(PostFinishing.ownText(stored.post))).sorted()
      var last: UInt64?
      shingles.removeAll { shingle in
        defer { last = shingle }
        return shingle == last
      }
      time = stored.post.time ?? .max
      self.thread = thread
      localID = stored.post.localID
      author = stored.post.author
      self.bands = bands
      self.shingles = shingles
    }
  }

  private var candidates: [Candidate] = []
  /// Posts that are copies, and how many copies the posts kept have.
  private var copies: [Key: Int] = [:]

  private struct Key: Hashable, Sendable {
    let thread: String
    let localID: String
  }

  /// Offers a post that may have copies; the second pass.
  mutating func offer(_ candidate: Candidate) { candidates.append(candidate) }

  /// Forms the groups.
  mutating func seal() {
    let all = candidates.sorted { a, b in
      if a.time != b.time { return a.time < b.time }
      if a.thread != b.thread { return a.thread.utf8.lexicographicallyPrecedes(b.thread.utf8) }
      return a.localID.utf8.lexicographicallyPrecedes(b.localID.utf8)
    }
    candidates = []
    var leaders: [UInt64: [Int]] = [:]
    for (number, candidate) in all.enumerated() {
      let keys = candidate.bands.enumerated().map { UInt64($0) << 32 | UInt64($1) }
      var seen: Set<Int> = []
      var leader: Int?
      for key in keys {
        for other in leaders[key] ?? [] where leader == nil && seen.insert(other).inserted {
          if Self.areCopies(all[other], candidate) { leader = other }
        }
      }
      if let leader {
        copies[Key(thread: candidate.thread, localID: candidate.localID)] = 0
        copies[Key(thread: all[leader].thread, localID: all[leader].localID), default: 0] += 1
      } else {
        for key in keys where leaders[key, default: []].count < Self.leadersInBand {
          leaders[key, default: []].append(number)
        }
      }
    }
  }

  private static func areCopies(_ a: Candidate, _ b: Candidate) -> Bool {
    // The same post twice is dropped as a duplicate.
    if a.thread == b.thread, a.localID == b.localID { return false }
    let (few, many) = (
      min(a.shingles.count, b.shingles.count), max(a.shingles.count, b.shingles.count)
    )
    guard Double(few) >= likeness * Double(many) else { return false }
    let needed = a.thread == b.thread && a.author != b.author ? likenessInThread : likeness
    return MinHash.likeness(a.shingles, b.shingles) >= needed
  }

  /// What is known of a post: nil if it stands alone, 0 if it is a copy, else how many copies it
  /// has.
  func copies(of localID: String, thread: String) -> Int? {
    copies.isEmpty ? nil : copies[Key(thread: thread, localID: localID)]
  }
}
