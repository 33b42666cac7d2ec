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
  /// Similarities add up in the order of the terms, so that both ends of an edge see the same
  /// bits; equal similarities go to the lower row. Rows that share no term are no neighbours.
  /// - Parameters:
  ///   - matrix: rows = passages, unit length; columns = terms; values ≥ 0.
  ///   - k: how many neighbours at most.
  /// - Complexity: O(Σ df²) over the terms, spread over the workers; memory 8 bytes an entry and
  ///   4 bytes a row for each worker, beside the result.
  public static func exactCosine(
    of matrix: CSRMatrix, k: Int, workers: Workers
  ) -> NeighbourGraph {
    let postings = matrix.transposed()
    let batches = Workers.batches(of: 128, in: matrix.rows)
    let parts = workers.map(batches.count) { number in
      exact(rows: batches[number], of: matrix, postings: postings, k: k)
    }
    return joined(parts, rows: matrix.rows)
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

  private static func exact(
    rows: Range<Int>, of matrix: CSRMatrix, postings: CSRMatrix, k: Int
  ) -> Part {
    var part = Part()
    var top = TopRows(limit: k)
    var scores = [Float](repeating: 0, count: matrix.rows)
    for row in rows {
      var span = scores.mutableSpan
      for entry in matrix.range(of: row) {
        PostingKernels.accumulate(
          postings, term: Int(matrix.indices[entry]), times: matrix.values[entry], into: &span)
      }
      span[row] = 0
      top.removeAll()
      PostingKernels.drain(&span, into: &top)
      part.append(top)
    }
    return part
  }
}
