public import HubbubSystem

extension Neighbours {
  /// The `k` nearest rows of every row by two cosines at once: of what the rows hold, and of dense
  /// vectors that stand beside them.
  ///
  /// A similarity is (1 − share) · sparse + share · max(0, dense); ties and order are those of
  /// `exactCosine(of:k:workers:)`.
  /// - Parameters:
  ///   - matrix: rows = passages, unit length; values ≥ 0.
  ///   - dense: a row of unit length for each row of the matrix.
  ///   - share: how much the dense cosine counts, 0…1.
  ///   - k: how many neighbours at most.
  /// - Complexity: O(rows² × columns of the dense rows) over the workers; memory 128 scores a row
  ///   for each worker.
  public static func cosine(
    of matrix: CSRMatrix, beside dense: DenseMatrix, share: Float, k: Int, workers: Workers
  ) -> NeighbourGraph {
    precondition(dense.rows == matrix.rows, "a dense row for each row")
    let postings = matrix.transposed()
    let panel = Panel(dense.transposed())
    let batches = Workers.batches(of: 128, in: matrix.rows)
    let parts = workers.map(batches.count) { number -> Part in
      let near = panel.product(
        of: dense.values.span, rows: batches[number], inner: dense.columns)
      var part = Part()
      var top = TopRows(limit: k)
      var scores = [Float](repeating: 0, count: matrix.rows)
      for (place, row) in batches[number].enumerated() {
        var span = scores.mutableSpan
        for entry in matrix.range(of: row) {
          PostingKernels.accumulate(
            postings, term: Int(matrix.indices[entry]), times: matrix.values[entry], into: &span)
        }
        let start = place * panel.width
        for other in 0..<matrix.rows {
          span[other] = (1 - share) * span[other] + share * max(0, near[start + other])
        }
        span[row] = 0
        top.removeAll()
        PostingKernels.drain(&span, into: &top)
        part.append(top)
      }
      return part
    }
    return joined(parts, rows: matrix.rows)
  }
}
