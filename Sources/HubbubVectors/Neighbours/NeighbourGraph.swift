/// The most similar rows of each row, nearest first.
public struct NeighbourGraph: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// Where each row's neighbours begin; `rows + 1` offsets.
  public let offsets: [Int]
  /// The neighbours of each row by falling similarity, equal ones by rising row; never the row
  /// itself.
  public let neighbours: [Int32]
  /// The similarity of each neighbour, above 0; for rows of unit length the cosine, at most 1.
  public let similarities: [Float]

  /// Creates a graph from its parts.
  public init(rows: Int, offsets: [Int], neighbours: [Int32], similarities: [Float]) {
    precondition(offsets.count == rows + 1 && offsets.last == neighbours.count)
    precondition(neighbours.count == similarities.count, "a similarity for each neighbour")
    self.rows = rows
    self.offsets = offsets
    self.neighbours = neighbours
    self.similarities = similarities
  }

  /// The neighbours of a row as a range of `neighbours` and `similarities`.
  public func range(of row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// The graph as a matrix: row × neighbour → similarity, directed.
  ///
  /// - Complexity: O(n log k) for n edges.
  public func adjacency() -> CSRMatrix {
    var indices = neighbours
    var values = similarities
    var order: [(row: Int32, value: Float)] = []
    for row in 0..<rows {
      let range = range(of: row)
      order.removeAll(keepingCapacity: true)
      for edge in range { order.append((neighbours[edge], similarities[edge])) }
      order.sort { $0.row < $1.row }
      for (place, edge) in range.enumerated() {
        indices[edge] = order[place].row
        values[edge] = order[place].value
      }
    }
    return CSRMatrix(rows: rows, columns: rows, offsets: offsets, indices: indices, values: values)
  }

  /// The symmetric matrix A + Aᵀ, in which an edge found from both ends counts twice.
  public func symmetricAdjacency() -> CSRMatrix {
    let directed = adjacency()
    return directed.adding(directed.transposed())
  }

  /// The share of another graph's edges that this one has too: its recall of them, 0…1.
  public func recall(of truth: NeighbourGraph) -> Double {
    precondition(rows == truth.rows, "graphs of the same rows")
    guard !truth.neighbours.isEmpty else { return 1 }
    var found = 0
    for row in 0..<rows {
      let mine = Set(neighbours[range(of: row)])
      for edge in truth.range(of: row) where mine.contains(truth.neighbours[edge]) { found += 1 }
    }
    return Double(found) / Double(truth.neighbours.count)
  }
}
