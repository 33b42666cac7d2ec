internal import HubbubSystem

extension CSRMatrix {
  /// The matrix with rows and columns exchanged, by counting.
  ///
  /// - Complexity: O(rows + columns + entries).
  public func transposed() -> CSRMatrix {
    var starts = [Int](repeating: 0, count: columns + 1)
    for index in indices { starts[Int(index) + 1] += 1 }
    for column in 0..<columns { starts[column + 1] += starts[column] }
    var next = starts
    var newIndices = LargePages.array(repeating: Int32(0), count: entries)
    var newValues = LargePages.array(repeating: Float(0), count: entries)
    var rowSpan = newIndices.mutableSpan
    var valueSpan = newValues.mutableSpan
    var nextSpan = next.mutableSpan
    for row in 0..<rows {
      for entry in offsets[row]..<offsets[row + 1] {
        let column = Int(indices[entry])
        let place = nextSpan[column]
        rowSpan[place] = Int32(row)
        valueSpan[place] = values[entry]
        nextSpan[column] = place + 1
      }
    }
    return CSRMatrix(
      rows: columns, columns: rows, offsets: starts, indices: newIndices, values: newValues)
  }

  /// The columns named, in the order given, which must rise; the others are left out.
  ///
  /// - Complexity: O(columns + entries).
  public func selectingColumns(_ kept: [Int]) -> CSRMatrix {
    var renumbered = [Int32](repeating: -1, count: columns)
    for (new, old) in kept.enumerated() { renumbered[old] = Int32(new) }
    var newOffsets = [0]
    newOffsets.reserveCapacity(rows + 1)
    var newIndices: [Int32] = []
    var newValues: [Float] = []
    for row in 0..<rows {
      for entry in range(of: row) {
        let new = renumbered[Int(indices[entry])]
        if new >= 0 {
          newIndices.append(new)
          newValues.append(values[entry])
        }
      }
      newOffsets.append(newIndices.count)
    }
    return CSRMatrix(
      rows: rows, columns: kept.count, offsets: newOffsets, indices: newIndices,
      values: newValues)
  }

  /// The rows named, in the order given; a row may be named twice.
  public func selectingRows(_ kept: [Int]) -> CSRMatrix {
    var newOffsets = [0]
    newOffsets.reserveCapacity(kept.count + 1)
    var newIndices: [Int32] = []
    var newValues: [Float] = []
    for row in kept {
      newIndices.append(contentsOf: indices[range(of: row)])
      newValues.append(contentsOf: values[range(of: row)])
      newOffsets.append(newIndices.count)
    }
    return CSRMatrix(
      rows: kept.count, columns: columns, offsets: newOffsets, indices: newIndices,
      values: newValues)
  }

  /// Each column's values times a factor of its own.
  public func scalingColumns(by factors: [Float]) -> CSRMatrix {
    precondition(factors.count == columns, "a factor for each column")
    var scaled = self
    var new = values
    for entry in indices.indices { new[entry] *= factors[Int(indices[entry])] }
    scaled.values = new
    return scaled
  }

  /// Each row divided by its Euclidean length; rows of zeros stay as they are.
  ///
  /// Squares are added in double precision from left to right.
  public func normalizingRows() -> CSRMatrix {
    var normal = self
    var new = values
    for row in 0..<rows {
      var sum = 0.0
      for entry in range(of: row) { sum += Double(new[entry]) * Double(new[entry]) }
      guard sum > 0 else { continue }
      let factor = 1 / sum.squareRoot()
      for entry in range(of: row) { new[entry] = Float(Double(new[entry]) * factor) }
    }
    normal.values = new
    return normal
  }

  /// The sum of two matrices of one shape; entries add where both have one.
  ///
  /// - Complexity: O(rows + entries of both).
  public func adding(_ other: CSRMatrix) -> CSRMatrix {
    precondition(rows == other.rows && columns == other.columns, "matrices of one shape")
    var newOffsets = [0]
    newOffsets.reserveCapacity(rows + 1)
    var newIndices: [Int32] = []
    var newValues: [Float] = []
    newIndices.reserveCapacity(entries + other.entries)
    newValues.reserveCapacity(entries + other.entries)
    for row in 0..<rows {
      var a = offsets[row]
      var b = other.offsets[row]
      while a < offsets[row + 1] || b < other.offsets[row + 1] {
        let left = a < offsets[row + 1] ? indices[a] : Int32.max
        let right = b < other.offsets[row + 1] ? other.indices[b] : Int32.max
        newIndices.append(min(left, right))
        switch (left <= right, right <= left) {
        case (true, true): newValues.append(values[a] + other.values[b])
        case (true, false): newValues.append(values[a])
        default: newValues.append(other.values[b])
        }
        if left <= right { a += 1 }
        if right <= left { b += 1 }
      }
      newOffsets.append(newIndices.count)
    }
    return CSRMatrix(
      rows: rows, columns: columns, offsets: newOffsets, indices: newIndices, values: newValues)
  }
}
