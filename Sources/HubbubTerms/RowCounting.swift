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
      sorter.sort(sequence, rows: first..<row)
      let ends = sequence.offsets[first..<row + 1]
      count(sorter.sorted, ends, into: &indices, &values, &offsets)
    }
    return CSRMatrix(
      rows: rows, columns: columns, offsets: offsets, indices: indices, values: values)
  }
}

extension RowCounting {
  /// Appends the counts of some rows whose terms are sorted.
  ///
  /// - Parameter ends: where each row begins among all occurrences, and where the last one ends.
  private static func count(
    _ sorted: [Int32], _ ends: ArraySlice<Int>, into indices: inout [Int32],
    _ values: inout [Float], _ offsets: inout [Int]
  ) {
    guard let start = ends.first, let end = ends.last else { return }
    let sorted = sorted.span
    indices.append(addingCapacity: end - start) { indices in
      values.append(addingCapacity: end - start) { values in
        let before = offsets[offsets.count - 1]
        var at = 0
        for rowEnd in ends.dropFirst() {
          var term: Int32 = -1
          var times: Float = 0
          while at < rowEnd - start {
            if sorted[at] != term {
              if times > 0 { values.append(times) }
              term = sorted[at]
              indices.append(term)
              times = 0
            }
            times += 1
            at += 1
          }
          if times > 0 { values.append(times) }
          offsets.append(before + indices.count)
        }
      }
    }
  }
}

/// Sorts the terms of some rows, each row by itself.
private struct BlockSorter {
  private let digit: Int
  private var counts: [Int32]
  private var first: [UInt64] = []
  private var second: [UInt64] = []
  /// The terms of the rows, one row after the other, rising within each.
  private(set) var sorted: [Int32] = []
  private var next: [Int32] = []

  init(columns: Int) {
    var bits = 1
    while columns > 1 << (2 * bits) { bits += 1 }
    digit = bits
    counts = Array(repeating: 0, count: 1 << bits)
  }

  /// Fills `sorted`, of which what lies past the rows' terms means nothing.
  mutating func sort(_ sequence: TermSequence, rows: Range<Int>) {
    let start = sequence.offsets[rows.lowerBound]
    let count = sequence.offsets[rows.upperBound] - start
    if first.count < count {
      first = Array(repeating: 0, count: count)
      second = first
      sorted = Array(repeating: 0, count: count)
    }
    Self.fill(&first, &next, with: sequence, rows)
    Self.deal(first, into: &second, count, &counts, shift: 0)
    Self.deal(second, into: &first, count, &counts, shift: UInt64(digit))
    Self.part(first, into: &sorted, count, &next)
  }

  /// Writes the terms of the rows, each with the place of its row, and where each row begins.
  private static func fill(
    _ itemArray: inout [UInt64], _ next: inout [Int32], with sequence: TermSequence,
    _ rows: Range<Int>
  ) {
    var items = itemArray.mutableSpan
    let (offsets, terms) = (sequence.offsets.span, sequence.terms.span)
    let start = offsets[rows.lowerBound]
    next.removeAll(keepingCapacity: true)
    var at = 0
    for row in rows {
      next.append(Int32(at))
      let end = offsets[row + 1] - start
      let place = UInt64(row - rows.lowerBound) << 32
      while at < end {
        items[at] = place | UInt64(UInt32(bitPattern: terms[start + at]))
        at += 1
      }
    }
  }

  /// Sorts by one digit and keeps the order of what is equal in it.
  private static func deal(
    _ sourceArray: [UInt64], into targetArray: inout [UInt64], _ count: Int,
    _ countArray: inout [Int32], shift: UInt64
  ) {
    let source = sourceArray.span
    var target = targetArray.mutableSpan
    var counts = countArray.mutableSpan
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

  /// Sorts by rows, and keeps the order within each.
  private static func part(
    _ sourceArray: [UInt64], into targetArray: inout [Int32], _ count: Int,
    _ nextArray: inout [Int32]
  ) {
    let source = sourceArray.span
    var target = targetArray.mutableSpan
    var next = nextArray.mutableSpan
    for place in 0..<count {
      let item = source[place]
      let row = Int(item >> 32)
      target[Int(next[row])] = Int32(truncatingIfNeeded: item)
      next[row] += 1
    }
  }
}
