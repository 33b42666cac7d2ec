internal import HubbubModel

/// A theme's course: posts as bars, mean valence as a line that breaks where nothing was scored.
///
/// Made of numbers alone, so that it can stand in a page as it is.
enum SeriesChart {
  struct Point {
    var start: String
    var value: Double?
    var posts: Int
  }

  /// SVG; nil where there is no course to draw.
  static func svg(_ points: [Point]) -> String? {
    guard points.count > 1 else { return nil }
    let width = 720.0
    let height = 120.0
    let step = width / Double(points.count)
    let most = Double(max(1, points.map(\.posts).max() ?? 1))
    var marks = ""
    var strokes = ""
    var isDrawing = false
    for (index, point) in points.enumerated() {
      let x = step * (Double(index) + 0.5)
      if point.posts > 0 {
        let bar = Double(point.posts) / most * 48
        marks +=
          "<rect x=\"\(Numbers.coordinate(x - step * 0.4))\" y=\"\(Numbers.coordinate(height - bar))\" "
          + "width=\"\(Numbers.coordinate(step * 0.8))\" height=\"\(Numbers.coordinate(bar))\"/>"
      }
      guard let value = point.value else {
        isDrawing = false
        continue
      }
      let y = 34 - value * 30
      strokes += "\(isDrawing ? "L" : "M")\(Numbers.coordinate(x)) \(Numbers.coordinate(y))"
      marks +=
        "<circle cx=\"\(Numbers.coordinate(x))\" cy=\"\(Numbers.coordinate(y))\" r=\"2.5\"/>"
      isDrawing = true
    }
    return """
      <svg viewBox="0 0 720 120" role="img" aria-label="Posts as bars, mean valence as a line; the \
      numbers are in the table below"><line x1="0" y1="34" x2="720" y2="34"/>\(marks)\
      <path d="\(strokes)"/></svg>
      """
  }
}
