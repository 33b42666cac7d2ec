/// Where the themes of a map lie, and the posts in them.
///
/// Themes are discs whose areas are as their numbers of posts. Their middles come from classical
/// scaling of the distances between their words (Torgerson 1952), then overlaps are pushed apart.
/// Only + − × ÷ and square roots are used, so that the same posts give the same map everywhere.
struct MapLayout {
  /// A disc.
  struct Place: Equatable {
    var x: Double
    var y: Double
    var radius: Double
  }

  let places: [Place]
  let width: Double
  let height: Double
  /// How far apart neighbouring posts are.
  let spacing: Double

  /// Room around a disc for its label.
  private static let margin = 30.0

  /// - Parameters:
  ///   - likeness: of each two themes, 0…1.
  ///   - counts: the posts to be drawn in each.
  init(likeness: [[Double]], counts: [Int]) {
    let total = Double(max(1, counts.reduce(0, +)))
    // A third of a field of 720 × 440, and never so wide that few posts look like many.
    let spacing = min(8, (0.30 * 720 * 440 / (Double.pi * total)).squareRoot())
    self.spacing = spacing
    var places = Self.scaled(likeness).map { Place(x: $0.x, y: $0.y, radius: 0) }
    for index in places.indices {
      places[index].radius = max(6, spacing * (Double(counts[index]) + 0.5).squareRoot())
    }
    Self.spread(&places)
    let left = (places.map { $0.x - max($0.radius, 70) }.min() ?? 0) - 4
    let right = (places.map { $0.x + max($0.radius, 70) }.max() ?? 0) + 4
    let top = (places.map { $0.y - $0.radius }.min() ?? 0) - Self.margin
    let bottom = (places.map { $0.y + $0.radius }.max() ?? 0) + 8
    for index in places.indices {
      places[index].x -= left
      places[index].y -= top
    }
    self.places = places
    width = max(1, right - left)
    height = max(1, bottom - top)
  }

  /// Where the post of a rank lies in its theme: on a sunflower's spiral (Vogel 1979).
  func spots(of theme: Int, count: Int) -> [(x: Double, y: Double)] {
    // The cosine and sine of the golden angle, 2.39996… radians.
    let (turnX, turnY) = (-0.737_368_878_078_320_4, 0.675_490_294_261_523_8)
    var (x, y) = (1.0, 0.0)
    return (0..<count).map { rank in
      let distance = spacing * (Double(rank) + 0.5).squareRoot()
      let spot = (places[theme].x + x * distance, places[theme].y + y * distance)
      (x, y) = (x * turnX - y * turnY, x * turnY + y * turnX)
      return spot
    }
  }

  /// Two dimensions in which distances are about √(2 − 2 · likeness).
  private static func scaled(_ likeness: [[Double]]) -> [(x: Double, y: Double)] {
    let n = likeness.count
    guard n > 1 else { return likeness.map { _ in (0, 0) } }
    // The doubly centred matrix of −½ d² is that of the likenesses.
    let means = likeness.map { $0.reduce(0, +) / Double(n) }
    let mean = means.reduce(0, +) / Double(n)
    var matrix = likeness.indices.map { i in
      likeness.indices.map { j in likeness[i][j] - means[i] - means[j] + mean }
    }
    let first = axis(&matrix)
    let second = axis(&matrix)
    return zip(first, second).map { ($0 * 210, $1 * 110) }
  }

  /// The leading eigenvector, its largest entry 1, taken out of the matrix.
  private static func axis(_ matrix: inout [[Double]]) -> [Double] {
    let n = matrix.count
    var vector = (0..<n).map { Double(($0 * 7 + 3) % 11) - 5 + Double($0) / Double(n) }
    var value = 0.0
    for _ in 0..<300 {
      var next = matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
      value = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard value > 1e-9 else { return [Double](repeating: 0, count: n) }
      for index in next.indices { next[index] /= value }
      vector = next
    }
    for i in 0..<n {
      for j in 0..<n { matrix[i][j] -= value * vector[i] * vector[j] }
    }
    let peak = vector.map(abs).max() ?? 1
    return vector.map { $0 / max(peak, 1e-9) }
  }

  /// Pushes discs apart until none overlaps another or its label.
  private static func spread(_ places: inout [Place]) {
    for _ in 0..<600 {
      var hasMoved = false
      for i in places.indices {
        for j in places.indices where j > i {
          var (dx, dy) = (places[j].x - places[i].x, places[j].y - places[i].y)
          if dx == 0, dy == 0 { (dx, dy) = (1, Double(j - i)) }
          let distance = (dx * dx + dy * dy).squareRoot()
          // Labels are wide and low: discs side by side need more room than one above another.
          let (a, b) = (places[i].radius, places[j].radius)
          let apart = abs(dx) > 1.2 * abs(dy) ? max(a, 56) + max(b, 56) + 10 : a + b + 44
          guard distance < apart else { continue }
          let push = (apart - distance) / 2 / distance
          places[i].x -= dx * push
          places[i].y -= dy * push
          places[j].x += dx * push
          places[j].y += dy * push
          hasMoved = true
        }
      }
      if !hasMoved { return }
    }
  }
}
