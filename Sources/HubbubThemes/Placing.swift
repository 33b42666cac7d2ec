internal import HubbubModel
internal import HubbubTerms
internal import HubbubVectors

/// Which theme each passage has in the end, and why some posts have none.
///
/// Themes are numbered as the model shows them: guided ones in the order of the pipeline, then
/// discovered ones, largest first.
struct Placing: Sendable {
  /// The theme of each passage; −1 for none.
  private(set) var theme: [Int]
  /// How near each passage is to its theme, −1…1; for passages without words 0.
  private(set) var fit: [Float]
  /// The number of discovered themes.
  private(set) var discovered: Int
  /// Posts without a theme, by reason.
  private(set) var reasons: [String: Int] = [:]
  /// The number of guided themes.
  let guided: Int

  /// Why a post has no theme.
  enum Reason: String {
    case noWords = "no words"
    case tooShort = "too short"
    case offTopic = "off topic"
  }

  init(
    terms: TermIndex, reading: Reading, space: ThemeSpace, guidance: Guidance,
    discovery: Discovery, options: ThemeOptions
  ) {
    guided = options.guided.count
    discovered = discovery.count
    theme = Array(repeating: -1, count: terms.passages.count)
    fit = Array(repeating: 0, count: terms.passages.count)
    for (point, row) in space.rows.enumerated() {
      if let own = guidance.theme[point] {
        theme[row] = own
        fit[row] = guidance.likeness[point]
      } else if let heir = discovery.heirs[point], let near = guidance.admits(point, to: heir) {
        theme[row] = heir
        fit[row] = near
      } else if discovery.count > 0 {
        theme[row] = guided + Int(discovery.labels[point])
        fit[row] = discovery.likeness[point]
      }
    }
    let ranges = terms.passageRanges(posts: reading.parents.count)
    leaveOut(terms, ranges, space: space, most: options.residue)
    if options.count == nil { dissolve(terms, ranges, most: options.residue) }
    if options.residue <= 0 { takeIn(reading.parents, ranges) }
    number(terms)
  }

  // MARK: Residue

  /// Fewer different terms than this say little.
  private static let fewWords = 3
  /// Fits below this share of the median fit are off topic.
  private static let farShare: Float = 0.5
  /// Of posts that say little, those below this share of the median fit say too little.
  private static let shortShare: Float = 0.8

  /// Leaves out the posts that fit worst, as far as the share allows.
  private mutating func leaveOut(
    _ terms: TermIndex, _ ranges: [Range<Int>], space: ThemeSpace, most: Double
  ) {
    let fits = space.rows.filter { theme[$0] >= guided }.map { fit[$0] }.sorted()
    let median = fits.isEmpty ? 0 : fits[fits.count / 2]
    let far = Self.farShare * median
    let short = Self.shortShare * median
    var candidates: [(post: Int, fit: Float, reason: Reason)] = []
    for (post, range) in ranges.enumerated() {
      guard !range.contains(where: { theme[$0] >= 0 && theme[$0] < guided }) else { continue }
      let placed = range.filter { theme[$0] >= 0 }
      let best = placed.map { fit[$0] }.max() ?? -2
      let words = placed.reduce(0) { $0 + terms.counts.range(of: $1).count }
      if placed.isEmpty {
        candidates.append((post, -2, words == 0 ? .noWords : .offTopic))
      } else if best < far {
        candidates.append((post, best, words < Self.fewWords ? .tooShort : .offTopic))
      } else if words < Self.fewWords && best < short {
        candidates.append((post, best, .tooShort))
      }
    }
    candidates.sort { ($0.fit, $0.post) < ($1.fit, $1.post) }
    let allowed = Int(max(0, min(1, most)) * Double(ranges.count))
    for candidate in candidates.prefix(allowed) {
      for passage in ranges[candidate.post] { theme[passage] = -1 }
      reasons[candidate.reason.rawValue, default: 0] += 1
    }
    // Where nothing can be found (no themes, no words) the share cannot be kept.
    for candidate in candidates.dropFirst(allowed)
    where ranges[candidate.post].allSatisfy({ theme[$0] < 0 }) {
      reasons[candidate.reason.rawValue, default: 0] += 1
    }
  }

  /// Where the data decide, a theme of a smaller share of the posts is none.
  private static let leastShare = 0.004

  /// Leaves out the posts of themes that have hardly any left, as far as the share allows.
  private mutating func dissolve(_ terms: TermIndex, _ ranges: [Range<Int>], most: Double) {
    let allowed = Int(max(0, min(1, most)) * Double(ranges.count))
    for own in guided..<guided + discovered {
      let posts = ranges.indices.filter { ranges[$0].contains { theme[$0] == own } }
      let alone = posts.filter { ranges[$0].allSatisfy { theme[$0] == own || theme[$0] < 0 } }
      let gone = reasons.values.reduce(0, +)
      guard Double(posts.count) < Self.leastShare * Double(ranges.count),
        gone + alone.count <= allowed
      else { continue }
      for row in theme.indices where theme[row] == own { theme[row] = -1 }
      if !alone.isEmpty { reasons[Reason.offTopic.rawValue, default: 0] += alone.count }
    }
  }

  /// Gives posts without words the theme of the post that they answer, else the largest theme.
  private mutating func takeIn(_ parents: [Int], _ ranges: [Range<Int>]) {
    var sizes = [Int](repeating: 0, count: guided + discovered)
    for own in theme where own >= 0 { sizes[own] += 1 }
    guard let most = sizes.max(), most > 0, let largest = sizes.firstIndex(of: most) else { return }
    reasons = [:]
    for (post, range) in ranges.enumerated()
    where !range.isEmpty && range.allSatisfy({ theme[$0] < 0 }) {
      var above = parents[post]
      var steps = 0
      while above >= 0, ranges[above].allSatisfy({ theme[$0] < 0 }), steps < 64 {
        above = parents[above]
        steps += 1
      }
      let found = above >= 0 ? ranges[above].map { theme[$0] }.first { $0 >= 0 } : nil
      theme[range.lowerBound] = found ?? largest
    }
  }

  /// Numbers discovered themes by falling size; equal ones by their first passage.
  private mutating func number(_ terms: TermIndex) {
    var posts = [Set<Int>](repeating: [], count: discovered)
    var first = [Int](repeating: Int.max, count: discovered)
    for (row, own) in theme.enumerated() where own >= guided {
      posts[own - guided].insert(terms.passages[row].post)
      first[own - guided] = min(first[own - guided], row)
    }
    let order = posts.indices.filter { !posts[$0].isEmpty }.sorted {
      (-posts[$0].count, first[$0]) < (-posts[$1].count, first[$1])
    }
    var rank = [Int](repeating: -1, count: discovered)
    for (new, old) in order.enumerated() { rank[old] = new }
    for (row, own) in theme.enumerated() where own >= guided {
      theme[row] = guided + rank[own - guided]
    }
    discovered = order.count
  }

  // MARK: Assignments

  /// The assignments: a post's weights are shares of its words in passages with a theme.
  ///
  /// Weights are whole millionths, so that they add up to 1 as printed.
  func assignments(_ terms: TermIndex, posts: Int) -> [Assignment] {
    var result: [Assignment] = []
    for (post, range) in terms.passageRanges(posts: posts).enumerated() {
      let placed = range.filter { theme[$0] >= 0 }
      let words = placed.map { terms.sequence.range(of: $0).count + 1 }
      var shares = zip(placed, Self.millionths(words)).map { (passage: $0, weight: $1) }
      shares.sort { ($1.weight, $0.passage) < ($0.weight, $1.passage) }
      result += shares.map {
        Assignment(
          post: post, passage: $0.passage, theme: theme[$0.passage],
          weight: Double($0.weight) / 1_000_000)
      }
    }
    return result
  }

  /// Parts of a million in proportion to some counts, by largest remainders.
  private static func millionths(_ counts: [Int]) -> [Int] {
    let total = max(1, counts.reduce(0, +))
    var parts = counts.map { $0 * 1_000_000 / total }
    let left = counts.isEmpty ? 0 : 1_000_000 - parts.reduce(0, +)
    let order = counts.indices.sorted {
      (counts[$1] * 1_000_000 % total, $0) < (counts[$0] * 1_000_000 % total, $1)
    }
    for place in order.prefix(left) { parts[place] += 1 }
    return parts
  }
}
