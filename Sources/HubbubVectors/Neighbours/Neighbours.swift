public import HubbubSystem

/// Nearest rows of a sparse matrix by dot product, which for rows of unit length is the cosine.
public enum Neighbours {
  /// The `k` nearest rows of every row: the way to ask, whatever the number of rows.
  ///
  /// See `exactCosine(of:k:workers:)` for the parameters and the order of the neighbours.
  public static func cosine(of matrix: CSRMatrix, k: Int, workers: Workers) -> NeighbourGraph {
    exactCosine(of: matrix, k: k, workers: workers)
  }

  /// The `k` nearest rows of every row, through the postings of the terms that it holds.
  ///
  /// Each pair of rows is looked at once, from the lower one, and offered to both. Similarities add
  /// up in the order of the terms; equal similarities go to the lower row. Rows that share no term
  /// are no neighbours.
  /// - Parameters:
  ///   - matrix: rows = passages, unit length; columns = terms; values ≥ 0.
  ///   - k: how many neighbours at most.
  /// - Complexity: O(Σ df²) over the terms, spread over the workers; memory 8 bytes an entry, and for
  ///   each worker 8 bytes a neighbour and 12 a row.
  public static func exactCosine(
    of matrix: CSRMatrix, k: Int, workers: Workers
  ) -> NeighbourGraph {
    let postings = matrix.transposed()
    let batches = Workers.batches(of: 64, in: matrix.rows)
    // Lower rows have more rows above them: each worker takes every so manieth batch.
    let lanes = max(1, min(workers.count, batches.count))
    var tables = workers.map(lanes) { lane in
      var table = TopTable(rows: matrix.rows, limit: k)
      var scores = [Float](repeating: 0, count: matrix.rows)
      for number in stride(from: lane, to: batches.count, by: lanes) {
        for row in batches[number] {
          pair(row, of: matrix, postings: postings, &scores, into: &table)
        }
      }
      return table
    }
    var whole = tables.removeLast()
    for table in tables { whole.merge(table) }
    return whole.graph
  }

  /// Offers a row to those above it, and them to the row.
  private static func pair(
    _ row: Int, of matrix: CSRMatrix, postings: CSRMatrix, _ scores: inout [Float],
    into table: inout TopTable
  ) {
    var span = scores.mutableSpan
    for entry in matrix.range(of: row) {
      PostingKernels.accumulate(
        postings, term: Int(matrix.indices[entry]), after: row, times: matrix.values[entry],
        into: &span)
    }
    table.drain(&span, of: row)
  }

  /// The neighbours found for a batch of rows.
  struct Part: Sendable {
    var counts: [Int] = []
    var neighbours: [Int32] = []
    var similarities: [Float] = []

    mutating func append(_ top: TopRows) {
      counts.append(top.rows.count)
      neighbours.append(contentsOf: top.rows)
      similarities.append(contentsOf: top.scores)
    }
  }

  static func joined(_ parts: [Part], rows: Int) -> NeighbourGraph {
    var offsets = [0]
    offsets.reserveCapacity(rows + 1)
    var neighbours: [Int32] = []
    var similarities: [Float] = []
    for part in parts {
      for count in part.counts { offsets.append(offsets[offsets.count - 1] + count) }
      neighbours.append(contentsOf: part.neighbours)
      similarities.append(contentsOf: part.similarities)
    }
    return NeighbourGraph(
      rows: rows, offsets: offsets, neighbours: neighbours, similarities: similarities)
  }
}
