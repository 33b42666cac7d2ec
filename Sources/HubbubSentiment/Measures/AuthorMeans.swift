/// The posts of a group by their authors, in the order of the authors' UTF-8 bytes.
struct AuthorMeans {
  /// Each author's mean valence over scored posts; authors without one are left out.
  private(set) var means: [Double] = []
  /// Each author's scored posts.
  private(set) var valences: [[Double]] = []

  init(_ posts: [(author: String, valence: Double?)]) {
    var numbers: [String: Int] = [:]
    var authors: [String] = []
    var lists: [[Double]] = []
    for post in posts {
      guard let valence = post.valence else { continue }
      let number = numbers[post.author] ?? authors.count
      if number == authors.count {
        numbers[post.author] = number
        authors.append(post.author)
        lists.append([])
      }
      lists[number].append(valence)
    }
    let order = authors.indices.sorted {
      authors[$0].utf8.lexicographicallyPrecedes(authors[$1].utf8)
    }
    // Sums must not depend on the order in which the posts came.
    valences = order.map { lists[$0].sorted() }
    means = valences.map { $0.reduce(0, +) / Double($0.count) }
  }

  /// The means of posts whose authors are named by the places that their names sort to.
  init(ranked posts: [(author: Int32, valence: Double?)]) {
    let sorted = posts.compactMap { post in post.valence.map { (post.author, $0) } }
      .sorted { $0 < $1 }
    var last: Int32 = -1
    for (author, valence) in sorted {
      if author != last { valences.append([]) }
      last = author
      valences[valences.count - 1].append(valence)
    }
    means = valences.map { $0.reduce(0, +) / Double($0.count) }
  }

  /// The mean over authors; nil if nobody is scored.
  var mean: Double? { means.isEmpty ? nil : means.reduce(0, +) / Double(means.count) }
}
