internal import HubbubModel

/// Who and what the posts of a theme name more than others.
struct ThemeNamed {
  /// The place of a name in the report, and how many posts of the theme hold it.
  struct Entry: Hashable {
    var place: Int
    var posts: Int
  }

  /// More names than these are a list of their own.
  private static let most = 5

  /// The names of a theme, those that most of its posts hold first; what is named as often everywhere
  /// else, and what one post alone names, tells nothing of it.
  static func entries(of theme: ReportTheme, in report: Report) -> [Entry] {
    let entries = report.names.enumerated().compactMap { place, name -> Entry? in
      guard ReportView.isShown(name),
        let share = name.themes.first(where: { $0.theme == theme.theme.id }), share.posts > 1,
        Double(share.posts) >= theme.share * Double(name.posts)
      else { return nil }
      return Entry(place: place, posts: share.posts)
    }
    return Array(entries.sorted { ($1.posts, $0.place) < ($0.posts, $1.place) }.prefix(most))
  }
}

extension ReportView {
  func namedHere(_ place: Int) -> TemplateValue {
    let entries = ThemeNamed.entries(of: report.themes[place], in: report)
    guard !entries.isEmpty else { return .object(.none) }
    return .object([
      "names": .list(
        entries.map { entry in
          [
            "name": .text(Untrusted.line(report.names[entry.place].name)),
            "query": .text("theme=\(place) name=\(entry.place)"),
            "count": .text(Numbers.grouped(entry.posts)),
          ]
        })
    ])
  }
}
