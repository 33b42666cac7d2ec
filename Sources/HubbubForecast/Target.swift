internal import HubbubModel

/// A user's own series, brought onto the calendar of the moods.
public struct Target: Sendable {
  /// The series, sorted by name.
  public var series: [TimeSeries] = []
  /// Rows whose date or value could not be read.
  public var unreadable = 0
  /// Rows before the calendar begins or after its last whole stretch.
  public var outside = 0

  /// Brings rows onto a calendar: a stretch has the mean of the values within it.
  ///
  /// - Parameter rows: name, date (`2026-01-31`, with or without a time) and value; an empty value
  ///   is none.
  public init(_ rows: [(id: String, date: String, value: String)], on panel: Panel) {
    var sums: [String: [(sum: Double, count: Int)]] = [:]
    for row in rows {
      let isGap = row.value.isEmpty || ["nan", "na", "null"].contains(row.value.lowercased())
      guard let second = Self.second(row.date), isGap || Double(row.value)?.isFinite == true else {
        unreadable += 1
        continue
      }
      guard let stretch = panel.stretch(of: second) else {
        outside += 1
        continue
      }
      guard !isGap, let value = Double(row.value) else { continue }
      var own = sums[row.id] ?? Array(repeating: (0, 0), count: panel.count)
      own[stretch].sum += value
      own[stretch].count += 1
      sums[row.id] = own
    }
    series = sums.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { id, own in
      TimeSeries(
        id: id, values: own.map { $0.count == 0 ? nil : $0.sum / Double($0.count) },
        season: panel.unit.season)
    }
  }

  /// The first second of a date's day, or the second that it names.
  private static func second(_ date: String) -> Int64? {
    if let second = CivilDate.seconds(of: date) { return second }
    return CivilDate.seconds(of: String(date.prefix(10)))
  }

  /// Whether a series has a value in too few stretches between its first and its last.
  ///
  /// Its own steps are longer than the calendar's then, and the calendar should be coarser.
  public static func isSparser(_ series: TimeSeries) -> Bool {
    guard let first = series.values.firstIndex(where: { $0 != nil }),
      let last = series.values.lastIndex(where: { $0 != nil })
    else { return false }
    return last > first && 2 * series.observed < last - first + 1
  }
}
