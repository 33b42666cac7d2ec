internal import HubbubModel

/// Which stretches of a calendar carry a label: the starts of years, quarters, months or days.
struct TimeAxis {
  /// The labels by the number of their stretch.
  let ticks: [(bucket: Int, text: String)]

  /// At most four labels, evenly spaced, that name as much of a date as tells them apart.
  init(_ calendar: [Int64]) {
    let dates = calendar.map(UTCDate.init)
    let starts = [
      dates.indices.filter { $0 == 0 || dates[$0].year != dates[$0 - 1].year },
      dates.indices.filter { $0 == 0 || dates[$0].month != dates[$0 - 1].month },
      Array(dates.indices),
    ]
    let level = starts.firstIndex { $0.count >= 3 } ?? 2
    let step = (starts[level].count + 3) / 4
    let chosen = starts[level].enumerated().filter { $0.offset % step == 0 }.map(\.element)
    ticks = chosen.map { bucket in
      let words = dates[bucket].shortText.split(separator: " ")
      let text =
        switch level {
        case 0: String(words[2])
        case 1: bucket == chosen[0] ? "\(words[1]) \(words[2])" : String(words[1])
        default: "\(words[0]) \(words[1])"
        }
      return (bucket, text)
    }
  }
}
