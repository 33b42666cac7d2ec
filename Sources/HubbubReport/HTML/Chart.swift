internal import HubbubModel

/// Small charts as static SVG: they work without scripts and in print.
///
/// Widths are attributes, since the page's policy forbids inline styles; colours come from classes
/// of `report.css`. Each has a title and a description for those who cannot see it.
struct Chart {
  /// Makes the ids of titles and descriptions unique in a page.
  let id: String
  let title: String
  let description: String

  private func svg(
    _ kind: String, width: Int, height: Int, _ content: String
  ) -> Markup {
    Markup(
      html: """
        <svg class="chart \(kind)" viewBox="0 0 \(width) \(height)" role="img" \
        aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(HTMLText.escape(title))</title>\
        <desc id="\(id)-d">\(HTMLText.escape(description))</desc>\(content)</svg>
        """)
  }

  private static func rect(
    _ kind: String, x: Double, y: Double, width: Double, height: Double
  ) -> String {
    guard width > 0, height > 0 else { return "" }
    let at = [x, y, width, height].map(Numbers.coordinate)
    return
      #"<rect class="\#(kind)" x="\#(at[0])" y="\#(at[1])" width="\#(at[2])" height="\#(at[3])"/>"#
  }

  private static func line(
    _ kind: String, x1: Double, y1: Double, x2: Double, y2: Double
  ) -> String {
    let at = [x1, y1, x2, y2].map(Numbers.coordinate)
    return #"<line class="\#(kind)" x1="\#(at[0])" y1="\#(at[1])" x2="\#(at[2])" y2="\#(at[3])"/>"#
  }

  private static func dot(x: Double, y: Double, radius: Double) -> String {
    let at = [x, y, radius].map(Numbers.coordinate)
    return #"<circle class="dot" cx="\#(at[0])" cy="\#(at[1])" r="\#(at[2])"/>"#
  }

  /// A bar of the given share 0…1 of its track.
  func size(share: Double) -> Markup {
    let share = share.isFinite ? min(max(share, 0), 1) : 0
    return svg(
      "size", width: 240, height: 10,
      Self.rect("track", x: 0, y: 2, width: 240, height: 6)
        + Self.rect("fill", x: 0, y: 2, width: share > 0 ? max(2, 240 * share) : 0, height: 6))
  }

  /// Negative to the left of the middle, positive to the right, neutral across it; below, the mean
  /// with its interval on −1…+1.
  func mood(_ mood: Mood) -> Markup {
    let scored = Double(mood.negative + mood.neutral + mood.positive)
    guard scored > 0 else {
      return svg(
        "mood", width: 240, height: 30, Self.rect("track", x: 0, y: 4, width: 240, height: 6))
    }
    let unit = 120 / scored
    let left = 120 - (Double(mood.neutral) / 2 + Double(mood.negative)) * unit
    let neutral = left + Double(mood.negative) * unit
    let positive = neutral + Double(mood.neutral) * unit
    var content =
      Self.rect("track", x: 0, y: 2, width: 240, height: 12)
      + Self.rect("negative", x: left, y: 2, width: Double(mood.negative) * unit, height: 12)
      + Self.rect("neutral", x: neutral, y: 2, width: Double(mood.neutral) * unit, height: 12)
      + Self.rect("positive", x: positive, y: 2, width: Double(mood.positive) * unit, height: 12)
      + Self.line("axis", x1: 0, y1: 23, x2: 240, y2: 23)
      + Self.line("zero", x1: 120, y1: 0, x2: 120, y2: 28)
    content += interval(mean: mood.mean, low: mood.low, high: mood.high, y: 23)
    return svg("mood", width: 240, height: 30, content)
  }

  /// Agreement from −1 to +1 with its interval.
  func agreement(_ measure: SplitMeasure) -> Markup {
    var content =
      Self.line("axis", x1: 0, y1: 10, x2: 240, y2: 10)
      + [0.0, 60, 120, 180, 240].map { Self.line("tick", x1: $0, y1: 6, x2: $0, y2: 14) }.joined()
    content += interval(mean: measure.agreement, low: measure.low, high: measure.high, y: 10)
    return svg("agreement", width: 240, height: 20, content)
  }

  private func interval(mean: Double?, low: Double?, high: Double?, y: Double) -> String {
    func x(_ value: Double) -> Double { 5 + (min(max(value, -1), 1) + 1) / 2 * 230 }
    var content = ""
    if let low, let high {
      content += Self.rect("interval", x: x(low), y: y - 2, width: x(high) - x(low), height: 4)
    }
    if let mean { content += Self.dot(x: x(mean), y: y, radius: 4.5) }
    return content
  }

  /// A column for each stretch of time, as high as its count.
  func trend(_ counts: [Int]) -> Markup {
    guard let peak = counts.max(), peak > 0 else {
      return svg("trend", width: 240, height: 40, Self.line("axis", x1: 0, y1: 39, x2: 240, y2: 39))
    }
    let step = 240 / Double(counts.count)
    let gap = min(2, step * 0.25)
    var content = ""
    for (index, count) in counts.enumerated() {
      let height = max(count > 0 ? 1.5 : 0, 38 * Double(count) / Double(peak))
      content += Self.rect(
        "fill", x: Double(index) * step + gap / 2, y: 39 - height, width: step - gap,
        height: height)
    }
    return svg(
      "trend", width: 240, height: 40,
      content + Self.line("axis", x1: 0, y1: 39.5, x2: 240, y2: 39.5))
  }

  /// A column for each stretch of time on a scale that several charts share, with dates below.
  func timeline(_ counts: [Int], peak: Int, _ axis: TimeAxis, theme: Int) -> Markup {
    let (left, width, top, height) = (24.0, 272.0, 8.0, 70.0)
    let step = width / Double(counts.count)
    let gap = min(3, step * 0.22)
    var content =
      Self.line("grid", x1: left, y1: top, x2: left + width, y2: top)
      + Self.line("grid", x1: left, y1: top + height / 2, x2: left + width, y2: top + height / 2)
      + Self.line("axis", x1: left, y1: top + height, x2: left + width, y2: top + height)
      + Self.label(Numbers.grouped(peak), x: left - 4, y: top + 3.5, anchor: "end")
      + Self.label("0", x: left - 4, y: top + height + 3.5, anchor: "end")
    for (bucket, text) in axis.ticks {
      let x = left + Double(bucket) * step
      content +=
        Self.line("tick", x1: x, y1: top + height, x2: x, y2: top + height + 4)
        + Self.label(text, x: x, y: top + height + 15, anchor: "start")
    }
    for (bucket, count) in counts.enumerated() where count > 0 {
      let tall = max(1.5, height * Double(count) / Double(peak))
      let at = [left + Double(bucket) * step + gap / 2, top + height - tall, step - gap, tall]
        .map(Numbers.coordinate)
      content +=
        #"<rect class="fill" data-bucket="\#(bucket)" x="\#(at[0])" y="\#(at[1])" "#
        + #"width="\#(at[2])" height="\#(at[3])" data-posts="theme=\#(theme) bucket=\#(bucket)"/>"#
    }
    return Markup(
      html: svg("timeline", width: 300, height: 98, content).html
        .replacing("role=\"img\"", with: "role=\"img\" data-theme=\"\(theme)\"", maxReplacements: 1)
    )
  }

  private static func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
    let at = [x, y].map(Numbers.coordinate)
    return #"<text class="tick-label \#(anchor)" x="\#(at[0])" y="\#(at[1])">"#
      + HTMLText.escape(text) + "</text>"
  }

  /// Critical, neutral and warm side by side, for a cell of a table whose text says the same.
  static func strip(_ mood: Mood) -> Markup {
    let all = Double(mood.negative + mood.neutral + mood.positive)
    guard all > 0 else { return Markup(html: "") }
    let parts = [mood.negative, mood.neutral, mood.positive].map { Double($0) / all * 60 }
    return Markup(
      html: #"<svg class="strip" viewBox="0 0 60 8" aria-hidden="true">"#
        + rect("negative", x: 0, y: 0, width: parts[0], height: 8)
        + rect("neutral", x: parts[0], y: 0, width: parts[1], height: 8)
        + rect("positive", x: parts[0] + parts[1], y: 0, width: parts[2], height: 8) + "</svg>")
  }

  /// A bar beside a word that names it.
  static func bar(_ share: Double) -> Markup {
    Markup(
      html: #"<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">"#
        + rect("fill", x: 0, y: 0, width: max(1, min(100, share * 100)), height: 6) + "</svg>")
  }

  /// A probability 0…1 on a scale with the notches of the words for odds.
  func odds(_ probability: Double) -> Markup {
    let probability = probability.isFinite ? min(max(probability, 0), 1) : 0
    return svg(
      "odds", width: 240, height: 14,
      Self.rect("track", x: 0, y: 3, width: 240, height: 8)
        + Self.rect("fill", x: 0, y: 3, width: max(2, 240 * probability), height: 8)
        + Odds.steps.filter { $0.low > 0.05 && $0.low < 0.95 }.map {
          Self.line("tick", x1: $0.low * 240, y1: 1, x2: $0.low * 240, y2: 13)
        }.joined())
  }
}
