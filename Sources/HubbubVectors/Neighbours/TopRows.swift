/// The k best rows seen so far: highest score first, equal scores by the lower row.
struct TopRows {
  private(set) var rows: [Int32] = []
  private(set) var scores: [Float] = []
  private let limit: Int
  /// What a score must exceed, or at a lower row equal, to get in.
  private(set) var threshold: Float = 0

  init(limit: Int) {
    self.limit = limit
    rows.reserveCapacity(limit)
    scores.reserveCapacity(limit)
  }

  /// Forgets what was seen and keeps the storage.
  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    scores.removeAll(keepingCapacity: true)
    threshold = 0
  }

  /// Offers a row; scores of 0 or below never get in.
  ///
  /// Rows may arrive in any order.
  mutating func offer(_ row: Int32, _ score: Float) {
    guard score > 0, limit > 0 else { return }
    if rows.count == limit {
      let last = limit - 1
      guard score > scores[last] || (score == scores[last] && row < rows[last]) else { return }
      rows.removeLast()
      scores.removeLast()
    }
    var place = rows.count
    while place > 0,
      score > scores[place - 1] || (score == scores[place - 1] && row < rows[place - 1])
    {
      place -= 1
    }
    rows.insert(row, at: place)
    scores.insert(score, at: place)
    if rows.count == limit { threshold = scores[limit - 1] }
  }
}
