internal import HubbubVectors

/// Themes that belong together: the upper of two levels.
///
/// Themes are joined two by two by the mean cosine of their members (average linkage, Sokal and
/// Michener 1958) as seen from the middle of all themes. Of all numbers of groups from two to half
/// the themes the one with the highest mean silhouette is taken (Rousseeuw 1987,
/// doi:10.1016/0377-0427(87)90125-7), and none where even that is low.
struct Kindred: Sendable, Equatable {
  /// For each theme the lowest theme of its group, itself included; nil if it stands alone.
  let head: [Int?]

  /// Fewer themes than this need no second level.
  static let fewest = 4
  /// A lower mean silhouette means that themes do not fall into groups.
  static let least = 0.18

  /// Groups the rows of a matrix, of which each is a theme's mean.
  init(means: DenseMatrix) {
    let distances = Self.distances(means)
    var best: (silhouette: Double, groups: [[Int]])?
    if means.rows >= Self.fewest {
      for groups in Self.joined(distances) where groups.count <= means.rows / 2 {
        let silhouette = Self.silhouette(groups, distances)
        // Fewer groups come later and win a tie.
        if silhouette >= max(Self.least, best?.silhouette ?? 0) { best = (silhouette, groups) }
      }
    }
    var head = [Int?](repeating: nil, count: means.rows)
    for group in best?.groups ?? [] where group.count > 1 {
      for theme in group { head[theme] = group[0] }
    }
    self.head = head
  }

  /// One less the cosine of each pair of rows, seen from their middle.
  private static func distances(_ means: DenseMatrix) -> [[Double]] {
    var rows = (0..<means.rows).map { means.row($0).map(Double.init) }
    for column in 0..<means.columns {
      let middle = rows.reduce(0) { $0 + $1[column] } / Double(max(1, means.rows))
      for row in rows.indices { rows[row][column] -= middle }
    }
    for row in rows.indices {
      let length = rows[row].reduce(0) { $0 + $1 * $1 }.squareRoot()
      if length > 0 { rows[row] = rows[row].map { $0 / length } }
    }
    return rows.map { a in rows.map { b in 1 - zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } } }
  }

  /// The groups at each step of joining, from all but one down to two; members rise.
  private static func joined(_ distances: [[Double]]) -> [[[Int]]] {
    var groups = distances.indices.map { [$0] }
    var steps: [[[Int]]] = []
    while groups.count > 2 {
      var best = (first: 0, second: 1, distance: Double.infinity)
      for first in groups.indices {
        for second in groups.indices where second > first {
          let distance = mean(groups[first], groups[second], distances)
          if distance < best.distance { best = (first, second, distance) }
        }
      }
      groups[best.first] = (groups[best.first] + groups.remove(at: best.second)).sorted()
      steps.append(groups)
    }
    return steps
  }

  private static func mean(_ a: [Int], _ b: [Int], _ distances: [[Double]]) -> Double {
    var sum = 0.0
    for one in a { for other in b { sum += distances[one][other] } }
    return sum / Double(a.count * b.count)
  }

  /// The mean silhouette of all themes; that of a theme that stands alone is 0.
  static func silhouette(_ groups: [[Int]], _ distances: [[Double]]) -> Double {
    var sum = 0.0
    for (number, group) in groups.enumerated() where group.count > 1 {
      for theme in group {
        let within = mean([theme], group, distances) * Double(group.count) / Double(group.count - 1)
        let near =
          groups.indices.filter { $0 != number }
          .map { mean([theme], groups[$0], distances) }.min() ?? 0
        let wider = max(within, near)
        if wider > 0 { sum += (near - within) / wider }
      }
    }
    return sum / Double(max(1, distances.count))
  }
}
