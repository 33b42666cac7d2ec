internal import HubbubSystem
internal import HubbubVectors

/// A partition made sharper by looking along the directions that tell its groups apart.
///
/// Fisher's discriminant (1936): the points are whitened by the covariance within the groups
/// (shrunk towards a multiple of the identity, Ledoit and Wolf 2004) and projected on what the
/// groups' means span; Lloyd's iteration goes on from there.
enum Fisher {
  /// How far the covariance is drawn towards the identity, 0…1.
  static let shrinkage = 0.7

  static func sharpened(
    _ start: Partition, points: DenseMatrix, workers: Workers
  ) -> Partition {
    let partition = start.compacted()
    guard partition.count > 1 else { return partition }
    let seen = projected(points, by: partition, workers: workers)
    let groups = KMeans(seen, from: partition.means(of: seen), iterations: 30, workers: workers)
    return Partition(labels: groups.labels, count: groups.centroids.rows).compacted()
  }

  /// The points along the directions that tell the groups apart, rows of unit length.
  private static func projected(
    _ points: DenseMatrix, by partition: Partition, workers: Workers
  ) -> DenseMatrix {
    let width = points.columns
    let groups = partition.count
    let means = partition.means(of: points)
    let sizes = partition.sizes
    let whitening = whitening(points, means, sizes, workers)
    // Means of the groups and of all points, whitened.
    let whitened = means.times(whitening, workers: workers)
    var centre = [Double](repeating: 0, count: width)
    for group in 0..<groups {
      for place in 0..<width {
        centre[place] += Double(whitened[group, place]) * Double(sizes[group])
      }
    }
    for place in 0..<width { centre[place] /= Double(points.rows) }
    var between = DenseMatrix(rows: groups, columns: width)
    for group in 0..<groups {
      let weight = Double(sizes[group]).squareRoot()
      for place in 0..<width {
        between[group, place] = Float((Double(whitened[group, place]) - centre[place]) * weight)
      }
    }
    let directions = directions(of: between, workers)
    let seen = points.times(whitening.times(directions, workers: workers), workers: workers)
    let origin = DenseMatrix(rows: 1, columns: width, values: centre.map { Float($0) })
      .times(directions, workers: workers)
    var result = seen
    var values = seen.values
    for row in 0..<seen.rows {
      for place in 0..<seen.columns { values[row * seen.columns + place] -= origin.values[place] }
    }
    result.values = values
    return result.normalizingRows()
  }

  /// The matrix that gives the groups unit covariance: eigenvectors over roots of eigenvalues.
  private static func whitening(
    _ points: DenseMatrix, _ means: DenseMatrix, _ sizes: [Int], _ workers: Workers
  ) -> DenseMatrix {
    let width = points.columns
    let rows = Double(points.rows)
    var within = points.gram(workers: workers)
    for group in sizes.indices {
      let mean = means.row(group).map(Double.init)
      for row in 0..<width {
        let factor = Double(sizes[group]) * mean[row]
        for column in 0..<width { within[row * width + column] -= factor * mean[column] }
      }
    }
    var trace = 0.0
    for place in 0..<width { trace += within[place * width + place] / rows }
    let floor = max(trace / Double(width), 1e-12)
    for place in within.indices { within[place] *= (1 - shrinkage) / rows }
    for place in 0..<width { within[place * width + place] += shrinkage * floor }
    let eigen = SymmetricEigen(of: within, size: width)
    var whitening = DenseMatrix(rows: width, columns: width)
    for column in 0..<width {
      let factor = 1 / max(eigen.values[column], floor * shrinkage / 2).squareRoot()
      for row in 0..<width {
        whitening[row, column] = Float(eigen.vectors[column * width + row] * factor)
      }
    }
    return whitening
  }

  /// The right singular vectors of the scaled means as columns: `width × (groups − 1)` at most.
  private static func directions(of between: DenseMatrix, _ workers: Workers) -> DenseMatrix {
    let groups = between.rows
    let eigen = SymmetricEigen(
      of: between.transposed().gram(workers: workers), size: groups)
    let largest = max(eigen.values.first ?? 0, 0)
    let rank = max(1, eigen.values.prefix(groups - 1).count { $0 > largest * 1e-8 && $0 > 0 })
    var turn = DenseMatrix(rows: groups, columns: rank)
    for column in 0..<rank {
      let factor = 1 / max(eigen.values[column], 1e-12).squareRoot()
      for row in 0..<groups {
        turn[row, column] = Float(eigen.vectors[column * groups + row] * factor)
      }
    }
    return between.transposed().times(turn, workers: workers)
  }
}
