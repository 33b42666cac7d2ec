internal import HubbubVectors

/// Sorts the entries of rows by column without comparing them.
enum RowSorting {
  /// A matrix of rows whose entries come in any order.
  ///
  /// Entries are dealt out by column and collected again by row: two passes of counting sort.
  /// - Parameters:
  ///   - ends: where each row ends.
  ///   - rank: the new number of each column; −1 for those that are left out.
  ///   - width: the number of columns kept.
  /// - Complexity: O(entries + columns).
  static func matrix(
    ends: [Int], columns: [Int32], counts: [Float], rank: [Int32], width: Int
  ) -> CSRMatrix {
    var offsets = [0]
    offsets.reserveCapacity(ends.count + 1)
    var starts = [Int](repeating: 0, count: width + 1)
    var total = 0
    var at = 0
    for end in ends {
      while at < end {
        let column = rank[Int(columns[at])]
        if column >= 0 {
          starts[Int(column) + 1] += 1
          total += 1
        }
        at += 1
      }
      offsets.append(total)
    }
    for column in 0..<width { starts[column + 1] += starts[column] }
    var dealtRows = [Int32](repeating: 0, count: total)
    var dealtCounts = [Float](repeating: 0, count: total)
    var next = starts
    at = 0
    for (row, end) in ends.enumerated() {
      while at < end {
        let column = Int(rank[Int(columns[at])])
        if column >= 0 {
          let place = next[column]
          dealtRows[place] = Int32(row)
          dealtCounts[place] = counts[at]
          next[column] = place + 1
        }
        at += 1
      }
    }
    var indices = [Int32](repeating: 0, count: total)
    var values = [Float](repeating: 0, count: total)
    var nextOfRow = offsets
    for column in 0..<width {
      for dealt in starts[column]..<starts[column + 1] {
        let row = Int(dealtRows[dealt])
        let place = nextOfRow[row]
        indices[place] = Int32(column)
        values[place] = dealtCounts[dealt]
        nextOfRow[row] = place + 1
      }
    }
    return CSRMatrix(
      rows: ends.count, columns: width, offsets: offsets, indices: indices, values: values)
  }
}
