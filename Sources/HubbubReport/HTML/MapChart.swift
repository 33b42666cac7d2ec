internal import HubbubModel

/// The map of the posts as static SVG, and where each post of the page lies on it.
struct MapChart {
  let layout: MapLayout
  /// The spot of each post; nil for posts that are in no theme of the report.
  let spots: [(x: Double, y: Double)?]
  private let posts: [ReportPosts.Post]

  /// Nil where there is nothing to draw.
  init?(_ posts: ReportPosts, themes: Int) {
    guard themes > 0, posts.likeness.count == themes, !posts.posts.isEmpty else { return nil }
    var counts = [Int](repeating: 0, count: themes)
    for post in posts.posts {
      if let theme = post.themes.first, theme < themes { counts[theme] += 1 }
    }
    let layout = MapLayout(likeness: posts.likeness, counts: counts)
    self.layout = layout
    let rows = counts.indices.map { layout.spots(of: $0, count: counts[$0]) }
    var next = [Int](repeating: 0, count: themes)
    spots = posts.posts.map { post in
      guard let theme = post.themes.first, theme < themes else { return nil }
      defer { next[theme] += 1 }
      return rows[theme][next[theme]]
    }
    self.posts = posts.posts
  }

  /// The drawing: a path for each mood, a link for each theme.
  func svg(labels: [String], title: String) -> Markup {
    var paths: [String: String] = [:]
    for (post, spot) in zip(posts, spots) {
      guard let spot else { continue }
      paths[post.side?.rawValue ?? "unscored", default: ""] +=
        "M\(Numbers.coordinate(spot.x)) \(Numbers.coordinate(spot.y))h0"
    }
    let dots = ["unscored", "neutral", "negative", "positive"].compactMap { side in
      paths[side].map { #"<path class="dots \#(side)-dots" d="\#($0)"/>"# }
    }
    let discs = layout.places.map { place in
      #"<circle class="disc" cx="\#(Numbers.coordinate(place.x))" "#
        + #"cy="\#(Numbers.coordinate(place.y))" r="\#(Numbers.coordinate(place.radius + 4))"/>"#
    }
    let names = zip(layout.places, labels).enumerated().map { index, pair in
      let (place, label) = pair
      let lines = Self.lines(label)
      let x = Numbers.coordinate(place.x)
      let top = place.y - place.radius - 9 - Double(lines.count - 1) * 13
      let text = lines.enumerated().map { number, line in
        #"<tspan x="\#(x)" y="\#(Numbers.coordinate(top + Double(number) * 13))">"#
          + HTMLText.escape(line) + "</tspan>"
      }
      return ##"<a href="#theme-\##(index + 1)"><text class="name">\##(text.joined())</text></a>"##
    }
    let size = "\(Numbers.coordinate(layout.width)) \(Numbers.coordinate(layout.height))"
    let width = layout.spacing < 5 ? "small" : "large"
    return Markup(
      html: #"<svg id="map" class="map-chart \#(width)" viewBox="0 0 \#(size)" role="group" "#
        + #"aria-label="\#(HTMLText.escape(title))" "#
        + #"data-reach="\#(Numbers.coordinate(max(4, layout.spacing)))"><g>\#(discs.joined())</g>"#
        + #"<g class="base">\#(dots.joined())</g><g class="hits"></g>\#(names.joined())</svg>"#)
  }

  /// A label in one or two lines of about the same length.
  private static func lines(_ label: String) -> [String] {
    let words = label.split(separator: " ")
    guard label.count > 17, words.count > 1 else { return [label] }
    let cuts = 1..<words.count
    let best = cuts.min { a, b in
      func longer(_ cut: Int) -> Int {
        max(
          words[..<cut].joined(separator: " ").count, words[cut...].joined(separator: " ").count)
      }
      return longer(a) < longer(b)
    }
    guard let best else { return [label] }
    return [words[..<best].joined(separator: " "), words[best...].joined(separator: " ")]
  }
}
