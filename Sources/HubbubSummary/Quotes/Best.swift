/// How good a sentence is for a purpose, and which one it is.
struct Rank: Sendable {
  var score: Float
  var row: Int
  var start: Int

  /// Better first; of equals, the earlier.
  static func isBefore(_ a: Rank, _ b: Rank) -> Bool {
    if a.score != b.score { return a.score > b.score }
    return (a.row, a.start) < (b.row, b.start)
  }
}

/// The best of many, in bounded memory and whatever the order in which they come.
struct Best<Item: Sendable>: Sendable {
  let most: Int
  /// The best first, once it is sorted.
  private(set) var list: [(rank: Rank, item: Item)] = []
  /// What is not before this one cannot be among the best.
  private var last: Rank?

  /// None yet.
  init(_ most: Int) { self.most = most }

  /// Takes one that may be among the best.
  mutating func add(_ item: Item, _ rank: Rank) {
    if let last, !Rank.isBefore(rank, last) { return }
    list.append((rank, item))
    if list.count >= 2 * most + 64 { sort() }
  }

  /// Takes all that others hold.
  mutating func merge(_ other: Best) {
    for (rank, item) in other.list { add(item, rank) }
  }

  /// Brings them into order and leaves out what is too many.
  mutating func sort() {
    list.sort { Rank.isBefore($0.rank, $1.rank) }
    guard list.count >= most else { return }
    list.removeLast(list.count - most)
    last = list.last?.rank
  }
}
