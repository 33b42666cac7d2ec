/// The mean over authors of all posts so far, as ``AuthorMeans`` has it, while posts come in.
struct RunningMeans {
  /// Each author's valences so far, rising.
  private var valences: [Int32: [Double]] = [:]
  private var means: [Int32: Double] = [:]
  private var order: [Int32] = []

  /// Adds some posts: the rank of each one's author, and its valence where it is scored.
  mutating func add(_ posts: some Sequence<(author: Int32, valence: Double?)>) {
    var more: [Int32: [Double]] = [:]
    for (author, valence) in posts {
      if let valence { more[author, default: []].append(valence) }
    }
    for (author, new) in more {
      if valences[author] == nil { order.append(author) }
      // Sums must not depend on the order in which the posts came.
      let all = (valences[author, default: []] + new).sorted()
      valences[author] = all
      means[author] = all.reduce(0, +) / Double(all.count)
    }
    if !more.isEmpty { order.sort() }
  }

  /// The mean over authors, in the order of their ranks; nil if nobody is scored.
  var mean: Double? {
    guard !order.isEmpty else { return nil }
    return order.reduce(0) { $0 + (means[$1] ?? 0) } / Double(order.count)
  }
}
