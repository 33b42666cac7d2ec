internal import HubbubModel

/// Themes joined step by step by the likeness of their words: average linkage.
struct ThemeTree {
  /// A theme or two joined branches.
  indirect enum Branch {
    case theme(Int)
    case joined(Branch, Branch, likeness: Double)

    var themes: [Int] {
      switch self {
      case .theme(let theme): [theme]
      case .joined(let first, let second, _): first.themes + second.themes
      }
    }
  }

  let root: Branch

  /// Nil for fewer than three themes, of which there is nothing to tell.
  init?(likeness: [[Double]]) {
    guard likeness.count > 2 else { return nil }
    var branches = likeness.indices.map { Branch.theme($0) }
    while branches.count > 1 {
      var best = (first: 0, second: 1, likeness: -1.0)
      for i in branches.indices {
        for j in branches.indices where j > i {
          var sum = 0.0
          let (left, right) = (branches[i].themes, branches[j].themes)
          for a in left { for b in right { sum += likeness[a][b] } }
          let mean = sum / Double(left.count * right.count)
          if mean > best.likeness { best = (i, j, mean) }
        }
      }
      let second = branches.remove(at: best.second)
      branches[best.first] = .joined(branches[best.first], second, likeness: best.likeness)
    }
    root = branches[0]
  }

  /// The tree with its root on the left, a row a theme; a joint lies the further to the right, the
  /// more alike its branches are.
  func svg(labels: [String], posts: [String], title: String) -> Markup {
    let step = 24.0
    let right = 190.0
    var lines = ""
    var names = ""
    var row = 0
    let joints = Self.joints(root)
    let (weakest, strongest) = (joints.min() ?? 0, joints.max() ?? 1)
    func x(_ likeness: Double) -> Double {
      10 + (right - 50) * (likeness - weakest) / max(strongest - weakest, 1e-9)
    }
    func draw(_ branch: Branch, from: Double) -> Double {
      switch branch {
      case .theme(let theme):
        let y = (Double(row) + 0.5) * step
        row += 1
        lines += Self.path(from, y, right, y)
        names +=
          ##"<a href="#theme-\##(theme + 1)"><text class="name" x="\##(Numbers.coordinate(right + 8))" "##
          + #"y="\#(Numbers.coordinate(y + 4))">\#(HTMLText.escape(labels[theme]))"#
          + #"<tspan class="soft" dx="8">\#(HTMLText.escape(posts[theme]))</tspan></text></a>"#
        return y
      case .joined(let first, let second, let likeness):
        let at = x(likeness)
        let (a, b) = (draw(first, from: at), draw(second, from: at))
        lines += Self.path(at, a, at, b)
        let middle = (a + b) / 2
        if from < at { lines += Self.path(from, middle, at, middle) }
        return middle
      }
    }
    _ = draw(root, from: x(weakest) - 8)
    let height = Numbers.coordinate(Double(row) * step)
    return Markup(
      html: #"<svg class="tree" viewBox="0 0 520 \#(height)" role="group" "#
        + #"aria-label="\#(HTMLText.escape(title))"><g class="branches">\#(lines)</g>\#(names)</svg>"#
    )
  }

  private static func joints(_ branch: Branch) -> [Double] {
    switch branch {
    case .theme: []
    case .joined(let first, let second, let likeness):
      [likeness] + joints(first) + joints(second)
    }
  }

  private static func path(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    let at = [x1, y1, x2, y2].map(Numbers.coordinate)
    return #"<path d="M\#(at[0]) \#(at[1])L\#(at[2]) \#(at[3])"/>"#
  }
}
