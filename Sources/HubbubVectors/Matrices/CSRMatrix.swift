/// A sparse matrix of 32-bit floats in compressed rows.
///
/// Row `r` holds the entries `offsets[r]..<offsets[r + 1]` of `indices` and `values`; within a row
/// the column indices rise strictly. The layout is that of SciPy's `csr_matrix`.
public struct CSRMatrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Where each row begins among the entries; `rows + 1` of them, the first 0, never falling.
  public let offsets: [Int]
  /// The column of each entry, rising strictly within a row.
  public let indices: [Int32]
  /// The value of each entry.
  public var values: [Float] {
    didSet { precondition(values.count == indices.count, "a value for each entry") }
  }

  /// The number of stored entries.
  public var entries: Int { indices.count }

  /// Creates a matrix from its parts.
  ///
  /// The parts must fit together as the type's description says; that rows rise strictly is
  /// checked in debug builds only. Use `init(validating:…)` for parts that come from a file.
  public init(rows: Int, columns: Int, offsets: [Int], indices: [Int32], values: [Float]) {
    precondition(offsets.count == rows + 1, "rows + 1 offsets")
    precondition(offsets.first == 0 && offsets.last == indices.count, "offsets span the entries")
    precondition(values.count == indices.count, "a value for each entry")
    self.rows = rows
    self.columns = columns
    self.offsets = offsets
    self.indices = indices
    self.values = values
    assert(problem == nil, problem ?? "")
  }

  /// Creates a matrix from parts that may be damaged.
  ///
  /// - Throws: `MatrixError` naming the first rule that the parts break.
  /// - Complexity: O(rows + entries).
  public init(
    validating rows: Int, columns: Int, offsets: [Int], indices: [Int32], values: [Float]
  ) throws(MatrixError) {
    guard rows >= 0, columns >= 0, offsets.count == rows + 1, offsets.first == 0,
      offsets.last == indices.count, values.count == indices.count
    else {
      throw MatrixError(
        "the sizes do not fit: \(rows) rows, \(offsets.count) offsets, \(indices.count) indices, "
          + "\(values.count) values")
    }
    self.rows = rows
    self.columns = columns
    self.offsets = offsets
    self.indices = indices
    self.values = values
    if let problem { throw MatrixError(problem) }
  }

  /// A matrix without entries.
  public init(rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, offsets: Array(repeating: 0, count: rows + 1), indices: [],
      values: [])
  }

  /// The entries of a row as a range of `indices` and `values`.
  public func range(of row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

  /// The value at a place, 0 where nothing is stored.
  ///
  /// - Complexity: O(log n) in the row's entries.
  public subscript(row: Int, column: Int) -> Float {
    var low = offsets[row]
    var high = offsets[row + 1]
    while low < high {
      let middle = (low + high) / 2
      if indices[middle] < Int32(column) { low = middle + 1 } else { high = middle }
    }
    return low < offsets[row + 1] && indices[low] == Int32(column) ? values[low] : 0
  }

  /// In how many rows each column has an entry.
  ///
  /// - Complexity: O(entries).
  public func columnCounts() -> [Int] {
    var counts = [Int](repeating: 0, count: columns)
    for index in indices { counts[Int(index)] += 1 }
    return counts
  }

  /// The sum of each row's values, added from left to right.
  public func rowSums() -> [Double] {
    (0..<rows).map { row in
      var sum = 0.0
      for entry in range(of: row) { sum += Double(values[entry]) }
      return sum
    }
  }

  private var problem: String? {
    for row in 0..<rows {
      let range = (low: offsets[row], high: offsets[row + 1])
      guard range.low <= range.high, range.high <= indices.count else {
        return "offset \(row + 1) is \(range.high), which is out of order or past the entries"
      }
      var previous: Int32 = -1
      for entry in range.low..<range.high {
        guard indices[entry] > previous, Int(indices[entry]) < columns else {
          return
            "row \(row) has column \(indices[entry]) after \(previous), of \(columns) columns"
        }
        previous = indices[entry]
      }
    }
    return nil
  }
}

/// Why the parts of a matrix do not make one.
public struct MatrixError: Error, Sendable, CustomStringConvertible {
  /// Which rule is broken, and where.
  public let message: String
  /// Which rule is broken, and where.
  public var description: String { message }
  init(_ message: String) { self.message = message }
}
