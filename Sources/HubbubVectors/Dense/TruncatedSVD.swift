public import HubbubSystem

/// The leading singular values and vectors of a sparse matrix.
///
/// Randomised subspace iteration (Halko, Martinsson, Tropp 2011, doi:10.1137/090771806): a random
/// start, a few multiplications by the matrix and its transpose with orthonormalisation between,
/// then an exact decomposition of the small matrix that is left. The random start is keyed by
/// column, so that it is the same in every run; four rounds make the result nearly independent
/// of it. Nearly: a column that goes would give all behind it another start, and rows of unit length
/// make much of what little that changes, so that columns may have keys that say what they stand for.
public struct TruncatedSVD: Sendable {
  /// The left singular vectors as columns: `rows × d`.
  public let left: DenseMatrix
  /// The d singular values, falling.
  public let values: [Double]
  /// The right singular vectors as columns: `columns × d`.
  public let right: DenseMatrix

  /// The left vectors, each times its singular value to some power: the coordinates of the rows.
  public func coordinates(power: Double = 1) -> DenseMatrix {
    let factors = values.map { Float(power == 0.5 ? $0.squareRoot() : $0) }
    precondition(power == 1 || power == 0.5, "a power of 1 or 1/2")
    var scaled = left
    var new = left.values
    let width = left.columns
    for row in 0..<left.rows {
      for place in 0..<width { new[row * width + place] *= factors[place] }
    }
    scaled.values = new
    return scaled
  }

  /// Decomposes a matrix.
  ///
  /// - Parameters:
  ///   - matrix: `rows × columns`, sparse.
  ///   - dimensions: how many singular values; fewer come back if the rank is lower.
  ///   - rounds: multiplications by the matrix and its transpose.
  ///   - oversampling: additional dimensions during the iteration (10 in the paper).
  ///   - keys: what each column stands for, as a hash; nil goes by their numbers.
  /// - Complexity: O(rounds × entries × d + rounds × (rows + columns) × d²).
  public init(
    of matrix: CSRMatrix, dimensions: Int, rounds: Int = 4, oversampling: Int = 10,
    keys: [UInt64]? = nil, workers: Workers
  ) {
    precondition(keys.map { $0.count == matrix.columns } ?? true, "a key for each column")
    let width = max(0, min(dimensions + oversampling, matrix.rows, matrix.columns))
    let kept = min(dimensions, width)
    let transpose = matrix.transposed()
    var start = DenseMatrix(rows: matrix.columns, columns: width)
    start.values = (0..<matrix.columns).flatMap { column in
      let random = CounterGenerator(key: keys?[column] ?? UInt64(column))
      return (0..<width).map { random.symmetric(UInt64($0)) }
    }
    var left = Orthonormal.rough(of: matrix.times(start, workers: workers), workers: workers)
    for _ in 0..<rounds {
      // Between the rounds a rough basis will do: it only keeps the columns apart.
      let right = Orthonormal.rough(of: transpose.times(left, workers: workers), workers: workers)
      left = Orthonormal.basis(of: matrix.times(right, workers: workers), workers: workers)
    }
    // Small = leftᵀ × matrix, kept transposed; its left vectors come from its Gram matrix.
    let small = transpose.times(left, workers: workers)
    let eigen = SymmetricEigen(of: small.gram(workers: workers), size: width)
    let largest = max(eigen.values.first ?? 0, 0)
    let rank = eigen.values.prefix(kept).count { $0 > largest * 1e-10 && $0 > 0 }
    values = eigen.values.prefix(rank).map { $0.squareRoot() }
    var turn = DenseMatrix(rows: width, columns: rank)
    var turnScaled = turn
    for column in 0..<rank {
      for row in 0..<width {
        let value = eigen.vectors[column * width + row]
        turn[row, column] = Float(value)
        turnScaled[row, column] = Float(value / values[column])
      }
    }
    self.left = left.times(turn, workers: workers)
    right = small.times(turnScaled, workers: workers)
  }
}

/// Orthonormal columns.
enum Orthonormal {
  /// Columns of unit length at right angles that span what a tall matrix's columns span.
  ///
  /// Symmetric orthogonalisation by the eigenvectors of the Gram matrix, twice: the second pass
  /// mends what single precision left. Directions below 1e-7 of the largest become zero columns.
  static func basis(of matrix: DenseMatrix, workers: Workers) -> DenseMatrix {
    rough(of: rough(of: matrix, workers: workers), workers: workers)
  }

  /// One pass: columns that are at right angles but for what single precision leaves.
  static func rough(of matrix: DenseMatrix, workers: Workers) -> DenseMatrix {
    let width = matrix.columns
    let eigen = SymmetricEigen(of: matrix.gram(workers: workers), size: width)
    let floor = max((eigen.values.first ?? 0) * 1e-13, 1e-30)
    var turn = DenseMatrix(rows: width, columns: width)
    for column in 0..<width where eigen.values[column] > floor {
      let factor = 1 / eigen.values[column].squareRoot()
      for row in 0..<width {
        turn[row, column] = Float(eigen.vectors[column * width + row] * factor)
      }
    }
    return matrix.times(turn, workers: workers)
  }
}
