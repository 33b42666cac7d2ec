internal import HubbubSystem
internal import HubbubVectors

/// The counts of all shards, one after the other.
struct JoinedCounts: Sendable {
  private var offsets = [0]
  private var indices: [Int32] = []
  private var values: [Float] = []

  /// Makes room, so that nothing is copied while it grows.
  init(entries: Int) {
    LargePages.reserve(entries, in: &indices)
    LargePages.reserve(entries, in: &values)
  }

  mutating func append(_ counts: CSRMatrix) {
    let entries = indices.count
    for offset in counts.offsets.dropFirst() { offsets.append(entries + offset) }
    indices += counts.indices
    values += counts.values
  }

  func matrix(columns: Int) -> CSRMatrix {
    CSRMatrix(
      rows: offsets.count - 1, columns: offsets.count > 1 ? columns : 0, offsets: offsets,
      indices: indices, values: values)
  }
}

/// The occurrences of all shards, one after the other.
struct JoinedSequences: Sendable {
  private var ends = [0]
  private var terms: [Int32] = []
  private var starts: [Int32] = []
  private var lengths: [UInt16] = []

  /// Makes room, so that nothing is copied while it grows.
  init(occurrences: Int) {
    LargePages.reserve(occurrences, in: &terms)
    LargePages.reserve(occurrences, in: &starts)
    LargePages.reserve(occurrences, in: &lengths)
  }

  mutating func append(_ sequence: TermSequence) {
    let occurrences = terms.count
    for end in sequence.offsets.dropFirst() { ends.append(occurrences + end) }
    terms += sequence.terms
    starts += sequence.starts
    lengths += sequence.lengths
  }

  var sequence: TermSequence {
    TermSequence(offsets: ends, terms: terms, starts: starts, lengths: lengths)
  }
}
