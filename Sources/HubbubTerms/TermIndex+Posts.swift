internal import HubbubModel
internal import HubbubVectors

extension TermIndex {
  /// The same index with a row for each post instead of each passage.
  ///
  /// Counts of a post's passages are added; its occurrences follow one another.
  /// - Parameter posts: the number of posts of the corpus.
  /// - Complexity: O(n) in the entries and the occurrences.
  public func mergedByPost(posts: Int) -> TermIndex {
    let ranges = passageRanges(posts: posts)
    var merged: [Passage] = []
    var offsets = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    var sequenceOffsets = [0]
    for (post, rows) in ranges.enumerated() {
      let start = rows.isEmpty ? 0 : passages[rows.lowerBound].start
      let end = rows.isEmpty ? 0 : passages[rows.upperBound - 1].end
      merged.append(Passage(post: post, start: start, end: end))
      var sums: [Int32: Float] = [:]
      for row in rows {
        for entry in counts.offsets[row]..<counts.offsets[row + 1] {
          sums[counts.indices[entry], default: 0] += counts.values[entry]
        }
      }
      for (column, count) in sums.sorted(by: { $0.key < $1.key }) {
        columns.append(column)
        values.append(count)
      }
      offsets.append(columns.count)
      sequenceOffsets.append(
        rows.isEmpty ? sequenceOffsets[post] : sequence.offsets[rows.upperBound])
    }
    return TermIndex(
      passages: merged, terms: terms, surfaces: surfaces, isPhrase: isPhrase,
      counts: CSRMatrix(
        rows: merged.count, columns: terms.count, offsets: offsets, indices: columns,
        values: values),
      sequence: TermSequence(
        offsets: sequenceOffsets, terms: sequence.terms, starts: sequence.starts,
        lengths: sequence.lengths))
  }
}
