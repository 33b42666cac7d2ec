/// The posts of a group by their authors, in the order of the authors' UTF-8 bytes.
struct AuthorMeans {
  /// Each author's mean valence over scored posts; authors without one are left out.
  private(set) var means: [Double] = []
  /// Each author's scored posts.
  private(set) var valences: [[Double]] = []

  init(_ posts: [(author: String, valence: Double?)]) {
    let sorted = posts.filter { $0.valence != nil }.sorted { a, b in
      if a.author != b.author { return a.author.utf8.lexicographicallyPrecedes(b.author.utf8) }
      // Sums must not depend on the order in which the posts came.
      return (a.valence ?? 0) < (b.valence ?? 0)
    }
    var last: String?
    for post in sorted {
      guard let valence = post.valence else { continue }
      if post.author != last { valences.append([]) }
      last = post.author
      valences[valences.count - 1].append(valence)
    }
    means = valences.map { $0.reduce(0, +) / Double($0.count) }
  }

  /// The mean over authors; nil if nobody is scored.
  var mean: Double? { means.isEmpty ? nil : means.reduce(0, +) / Double(means.count) }
}
