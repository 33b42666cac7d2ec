internal import CLanes

/// The k best rows seen so far of every row: highest score first, equal scores by the lower row.
struct TopTable: Sendable {
  private let limit: Int
  /// How many each row has.
  private var counts: [Int32]
  /// What a score must exceed to get in.
  private var bars: [Float]
  /// The best rows of each row and their scores, `limit` places a row.
  private var best: [Int32]
  private var scores: [Float]

  init(rows: Int, limit: Int) {
    self.limit = max(0, limit)
    counts = Array(repeating: 0, count: rows)
    // Without room nothing gets in.
    bars = Array(repeating: limit > 0 ? 0 : .infinity, count: rows)
    best = Array(repeating: 0, count: rows * self.limit)
    scores = Array(repeating: 0, count: rows * self.limit)
  }

  /// Offers the rows above one to it, and it to them, by their scores, which are set back to zero.
  ///
  /// Rows must come in rising order, of which some may be left out: then no row that is seen later
  /// is lower than one with an equal score.
  mutating func drain(_ near: inout MutableSpan<Float>, of row: Int) {
    precondition(near.count == counts.count && row < near.count, "a score for each row")
    let count = near.count
    var at = row + 1
    while at < count {
      at = unsafe near.withUnsafeMutableBufferPointer { near in
        unsafe bars.withUnsafeBufferPointer { bars in
          guard let near = near.baseAddress, let first = bars.baseAddress else { return count }
          return unsafe hubbub_next_above(near, first, bars[row], at, count)
        }
      }
      guard at < count else { return }
      let score = near[at]
      near[at] = 0
      if score > bars[row] { insert(Int32(truncatingIfNeeded: at), score, into: row) }
      if score > bars[at] { insert(Int32(truncatingIfNeeded: row), score, into: at) }
      at += 1
    }
  }

  /// Takes in what another table found.
  mutating func merge(_ other: TopTable) {
    precondition(limit == other.limit && counts.count == other.counts.count, "tables of one size")
    for row in counts.indices {
      let first = row * limit
      for place in first..<first + Int(other.counts[row]) {
        let (new, score) = (other.best[place], other.scores[place])
        if Int(counts[row]) == limit {
          let last = first + limit - 1
          guard score > scores[last] || (score == scores[last] && new < best[last]) else { break }
        }
        insert(new, score, into: row)
      }
    }
  }

  /// Puts a row among the best of another, of which the last gives way if there are too many.
  private mutating func insert(_ new: Int32, _ score: Float, into row: Int) {
    let first = row * limit
    var place = first + Int(counts[row])
    if Int(counts[row]) == limit { place -= 1 } else { counts[row] += 1 }
    while place > first,
      score > scores[place - 1] || (score == scores[place - 1] && new < best[place - 1])
    {
      best[place] = best[place - 1]
      scores[place] = scores[place - 1]
      place -= 1
    }
    best[place] = new
    scores[place] = score
    if Int(counts[row]) == limit { bars[row] = scores[first + limit - 1] }
  }

  /// What was found, as a graph.
  var graph: NeighbourGraph {
    var offsets = [0]
    offsets.reserveCapacity(counts.count + 1)
    var neighbours: [Int32] = []
    var similarities: [Float] = []
    neighbours.reserveCapacity(best.count)
    similarities.reserveCapacity(best.count)
    for row in counts.indices {
      let places = row * limit..<row * limit + Int(counts[row])
      neighbours += best[places]
      similarities += scores[places]
      offsets.append(neighbours.count)
    }
    return NeighbourGraph(
      rows: counts.count, offsets: offsets, neighbours: neighbours, similarities: similarities)
  }
}
