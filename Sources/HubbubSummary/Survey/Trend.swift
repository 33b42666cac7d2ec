/// How the posts of a theme lie in time, beside those of the whole discussion.
///
/// A theme of a discussion that grows has most of its posts late, as every other theme has; that
/// says nothing of the theme. What is held against chance is therefore its share of the posts of
/// each stretch of time.
struct Trend: Hashable, Sendable {
  /// What is worth saying of it.
  enum Shape: String, Sendable {
    /// Three quarters of its posts stand in one bucket.
    case burst
    /// Its share was higher in the first half, and the last bucket, in which others went on, has
    /// none of it.
    case gone
    /// Its share was higher in the first half.
    case early
    /// Its share was higher in the second half.
    case late
    /// One bucket holds more than its share.
    case peaked
  }

  /// The bucket of the shape: the one that holds most beyond what chance gives it.
  let peak: Int?
  /// What its posts show; nil where chance may have made it.
  let shape: Shape?
  /// How many standard deviations the bucket's posts lie above what the theme's share of all posts
  /// has them be (of the binomial distribution).
  let surprise: Double

  /// Fewer posts than this show nothing.
  static let fewest = 8
  /// Of as many buckets as a calendar has (tens), chance takes one this far once in a hundred
  /// themes or less.
  static let peakCut = 3.5
  /// Two-sided p = 0.01 of the normal distribution.
  static let halvesCut = 2.576

  /// - Parameters:
  ///   - posts: the theme's posts in each bucket of the calendar.
  ///   - traffic: all posts of each.
  init(_ posts: [Int], beside traffic: [Int]) {
    let total = posts.reduce(0, +)
    let all = traffic.reduce(0, +)
    guard posts.count >= 3, posts.count == traffic.count, total >= Self.fewest, total < all else {
      (peak, shape, surprise) = (nil, nil, 0)
      return
    }
    let share = Double(total) / Double(all)
    let surprises = zip(posts, traffic).map { own, every in
      every == 0
        ? 0
        : (Double(own) - share * Double(every))
          / (share * (1 - share) * Double(every)).squareRoot()
    }
    var first = 0
    for place in surprises.indices where surprises[place] > surprises[first] { first = place }
    let most = posts.indices.max { (posts[$0], -$0) < (posts[$1], -$1) } ?? 0
    let halves = Self.halves(posts, traffic)
    let isPeak = surprises[first] >= Self.peakCut && posts[first] >= 3
    surprise = surprises[first]
    if posts[most] * 4 >= total * 3, surprises[most] >= Self.peakCut {
      (peak, shape) = (most, .burst)
    } else if halves >= Self.halvesCut, most * 2 >= posts.count {
      (peak, shape) = (most, .late)
    } else if halves <= -Self.halvesCut, most * 2 < posts.count {
      let last = posts.count - 1
      (peak, shape) = (most, posts[last] == 0 && traffic[last] > 0 ? .gone : .early)
    } else if isPeak {
      (peak, shape) = (first, .peaked)
    } else {
      (peak, shape) = (nil, nil)
    }
  }

  /// How far the theme's share of the second half of all posts lies above that of the first: the
  /// statistic of two proportions.
  ///
  /// The halves are of posts, not of time: the bucket in which half of all have been written ends
  /// the first.
  private static func halves(_ posts: [Int], _ traffic: [Int]) -> Double {
    let all = traffic.reduce(0, +)
    var before = 0
    var cut = 0
    while cut < traffic.count - 1, 2 * (before + traffic[cut]) <= all {
      before += traffic[cut]
      cut += 1
    }
    let (n, m) = (Double(before), Double(all - before))
    guard n > 0, m > 0 else { return 0 }
    let early = Double(posts[..<cut].reduce(0, +))
    let late = Double(posts[cut...].reduce(0, +))
    let share = (early + late) / (n + m)
    let deviation = (share * (1 - share) * (1 / n + 1 / m)).squareRoot()
    return deviation > 0 ? (late / m - early / n) / deviation : 0
  }
}
