internal import HubbubVectors

/// Counts how often each row of a sequence holds each term.
enum RowCounting {
  /// So many occurrences are sorted at a time: they stay in the cache.
  private static let block = 4096

  /// The counts of a sequence as a matrix, rows = passages.
  ///
  /// Occurrences are sorted by term, then by row, without comparing them: a radix sort of two
  /// digits, and one by row; equal ones then stand side by side.
  /// - Parameter columns: the number of terms.
  /// - Complexity: O(occurrences + rows).
  static func counts(of sequence: TermSequence, columns: Int) -> CSRMatrix {
    let rows = sequence.offsets.count - 1
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    offsets.reserveCapacity(rows + 1)
    indices.reserveCapacity(sequence.count)
    values.reserveCapacity(sequence.count)
    var sorter = BlockSorter(columns: columns)
    var row = 0
    while row < rows {
      let first = row
      while row < rows,
        row == first || sequence.offsets[row + 1] - sequence.offsets[first] <= block
      {
        row += 1
      }
      let sorted = sorter.sort(sequence, rows: first..<row)
      var at = 0
      for passage in first..<row {
        let end = sequence.offsets[passage + 1] - sequence.offsets[first]
        var last: Int32 = -1
        while at < end {
          let term = sorted[at]
          if term == last {
            values[values.count - 1] += 1
          } else {
            indices.append(term)
            values.append(1)
            last = term
          }
          at += 1
        }
        offsets.append(indices.count)
      }
    }
    return CSRMatrix(
      rows: rows, columns: columns, offsets: offsets, indices: indices, values: values)
  }
}

/// Sorts the terms of some rows, each row by itself.
private struct BlockSorter {
  private let digit: Int
  private var counts: [Int32]
  private var first: [UInt64] = []
  private var second: [UInt64] = []
  private var sorted: [Int32] = []
  private var next: [Int32] = []

  init(columns: Int) {
    var bits = 1
    while columns > 1 << (2 * bits) { bits += 1 }
    digit = bits
    counts = Array(repeating: 0, count: 1 << bits)
  }

  /// The terms of the rows, one row after the other, rising within each.
  mutating func sort(_ sequence: TermSequence, rows: Range<Int>) -> [Int32] {
    let start = sequence.offsets[rows.lowerBound]
    let count = sequence.offsets[rows.upperBound] - start
    if first.count < count {
      first = Array(repeating: 0, count: count)
      second = first
      sorted = Array(repeating: 0, count: count)
    }
    next.removeAll(keepingCapacity: true)
    var at = 0
    for row in rows {
      next.append(Int32(at))
      let end = sequence.offsets[row + 1] - start
      let place = UInt64(row - rows.lowerBound) << 32
      while at < end {
        first[at] = place | UInt64(UInt32(bitPattern: sequence.terms[start + at]))
        at += 1
      }
    }
    Self.deal(first, into: &second, count, &counts, shift: 0)
    Self.deal(second, into: &first, count, &counts, shift: UInt64(digit))
    for place in 0..<count {
      let item = first[place]
      let row = Int(item >> 32)
      sorted[Int(next[row])] = Int32(truncatingIfNeeded: item)
      next[row] += 1
    }
    return sorted
  }

  /// Sorts by one digit and keeps the order of what is equal in it.
  private static func deal(
    _ source: [UInt64], into target: inout [UInt64], _ count: Int, _ counts: inout [Int32],
    shift: UInt64
  ) {
    let mask = UInt64(counts.count - 1)
    for place in counts.indices { counts[place] = 0 }
    for place in 0..<count { counts[Int(source[place] >> shift & mask)] += 1 }
    var sum: Int32 = 0
    for place in counts.indices {
      let own = counts[place]
      counts[place] = sum
      sum += own
    }
    for place in 0..<count {
      let item = source[place]
      let bucket = Int(item >> shift & mask)
      target[Int(counts[bucket])] = item
      counts[bucket] += 1
    }
  }
}
