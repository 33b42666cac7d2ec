internal import HubbubSystem
internal import HubbubVectors

/// Points along the directions in which they differ most: what grouping looks at.
///
/// Three views of 100 dimensions say much the same thing three times; 64 principal axes keep 70 to
/// 99 % of their variance, group as well, and cost a fifth.
enum PrincipalAxes {
  /// The most axes that are kept.
  static let most = 64
  /// So many points, drawn by their content, say where the axes lie.
  static let sample = 4000

  /// The points less their mean, on their principal axes.
  static func points(
    _ points: DenseMatrix, keys: [UInt64], workers: Workers
  ) -> DenseMatrix {
    let width = points.columns
    guard points.rows > 0, width > 0 else { return points }
    let seen = ThemeSpace.selecting(ThemeSpace.drawn(sample, of: keys), of: points)
    var mean = [Double](repeating: 0, count: width)
    for row in 0..<seen.rows {
      for place in 0..<width { mean[place] += Double(seen.values[row * width + place]) }
    }
    for place in 0..<width { mean[place] /= Double(seen.rows) }
    var spread = seen.gram(workers: workers)
    for row in 0..<width {
      for column in 0..<width {
        spread[row * width + column] -= Double(seen.rows) * mean[row] * mean[column]
      }
    }
    let eigen = SymmetricEigen(of: spread, size: width)
    let kept = min(most, width)
    var axes = DenseMatrix(rows: width, columns: kept)
    for column in 0..<kept {
      for row in 0..<width { axes[row, column] = Float(eigen.vectors[column * width + row]) }
    }
    let centre = DenseMatrix(rows: 1, columns: width, values: mean.map { Float($0) })
      .times(axes, workers: workers)
    var result = points.times(axes, workers: workers)
    var values = result.values
    for row in 0..<result.rows {
      for place in 0..<kept { values[row * kept + place] -= centre.values[place] }
    }
    result.values = values
    return result
  }
}
