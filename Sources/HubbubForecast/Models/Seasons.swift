/// The seasons of a series, by classical decomposition; none where they do not show.
///
/// Seasons show if the correlation of values a cycle apart is above its 90 % bound (Fiorucci and
/// others 2016, doi:10.1016/j.ijforecast.2015.12.009, section 2). They multiply where all values are
/// positive and may be of any size, else they add.
struct Seasons {
  private var indices: [Double] = [0]
  private var multiplies = false

  init(_ series: TimeSeries) {
    guard series.showsSeason, Self.isSeasonal(series) else { return }
    let season = series.season
    multiplies = series.bounds == nil && series.values.allSatisfy { $0.map { $0 > 0 } ?? true }
    let smooth = Self.movingAverage(Self.filled(series.values), season)
    var sums = [Double](repeating: 0, count: season)
    var counts = [Int](repeating: 0, count: season)
    for (time, value) in series.values.enumerated() {
      guard let value, let level = smooth[time] else { continue }
      sums[time % season] += multiplies ? value / level : value - level
      counts[time % season] += 1
    }
    let neutral = multiplies ? 1.0 : 0.0
    let raw = zip(sums, counts).map { sum, count in count == 0 ? neutral : sum / Double(count) }
    let mean = raw.reduce(0, +) / Double(season)
    indices = raw.map { multiplies ? $0 / mean : $0 - mean }
    // A part of the cycle with nothing in it cannot be divided by.
    if multiplies, indices.contains(where: { $0 <= 0 }) {
      indices = [0]
      multiplies = false
    }
  }

  private func index(at time: Int) -> Double { indices[time % indices.count] }

  /// A value with its season taken out.
  func without(_ value: Double, at time: Int) -> Double {
    multiplies ? value / index(at: time) : value - index(at: time)
  }

  /// A value with its season put back.
  func with(_ value: Double, at time: Int) -> Double {
    multiplies ? value * index(at: time) : value + index(at: time)
  }

  /// What the season does to a deviation.
  func stretch(at time: Int) -> Double { multiplies ? index(at: time) : 1 }

  private static func isSeasonal(_ series: TimeSeries) -> Bool {
    let correlations = (1...series.season).map { Correlation.auto(series.values, lag: $0) }
    guard let last = correlations.last, let last else { return false }
    let squares = correlations.dropLast().reduce(0) { $0 + ($1 ?? 0) * ($1 ?? 0) }
    let bound = 1.645 * ((1 + 2 * squares) / Double(series.observed)).squareRoot()
    return abs(last) > bound
  }

  /// The values with straight lines over the gaps, and level ends.
  private static func filled(_ values: [Double?]) -> [Double] {
    var filled: [Double] = []
    var before: (time: Int, value: Double)?
    for (time, value) in values.enumerated() {
      guard let value else { continue }
      if let before {
        for gap in (before.time + 1)..<max(time, before.time + 1) {
          let share = Double(gap - before.time) / Double(time - before.time)
          filled.append(before.value + share * (value - before.value))
        }
      } else {
        filled += [Double](repeating: value, count: time)
      }
      filled.append(value)
      before = (time, value)
    }
    return filled
      + [Double](repeating: before?.value ?? 0, count: values.count - filled.count)
  }

  /// Centred means over a cycle; with an even one the ends count half.
  private static func movingAverage(_ values: [Double], _ season: Int) -> [Double?] {
    let half = season / 2
    return values.indices.map { time in
      guard time >= half, time + half < values.count else { return nil }
      var sum = values[(time - half)...(time + half)].reduce(0, +)
      if season.isMultiple(of: 2) { sum -= (values[time - half] + values[time + half]) / 2 }
      return sum / Double(season)
    }
  }
}
