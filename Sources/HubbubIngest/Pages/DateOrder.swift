/// Settles dates in figures whose day and month a single one leaves open: a page writes all of them
/// one way, and one with a day above twelve tells which.
enum DateOrder {
  /// Reads the open dates of a page's posts, if the others tell the order.
  static func settle(_ posts: inout [ParsedPost]) {
    let open = posts.indices.filter { posts[$0].findings.contains("ambiguous-date") }
    guard !open.isEmpty else { return }
    let shown = posts.compactMap(\.shownTime)
    func reads(_ format: TimeFormat) -> Bool {
      shown.allSatisfy {
        let reading = TimeReader.read($0, as: format)
        return reading.time != nil || reading.finding == "relative-date"
      }
    }
    let (isDayFirst, isMonthFirst) = (reads(.dayFirst), reads(.monthFirst))
    guard isDayFirst != isMonthFirst else { return }
    for index in open {
      guard let text = posts[index].shownTime else { continue }
      let reading = TimeReader.read(text, as: isDayFirst ? .dayFirst : .monthFirst)
      posts[index].time = reading.time
      posts[index].findings.removeAll { $0 == "ambiguous-date" }
      if let finding = reading.finding { posts[index].findings.append(finding) }
    }
  }
}
