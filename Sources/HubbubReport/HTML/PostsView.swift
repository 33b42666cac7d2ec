internal import HubbubModel

/// The parts of the page that show which posts its numbers count, and the figures of the whole.
extension ReportView {
  /// The values of `article.mustache` that these parts need.
  func wholeFigures() -> [String: TemplateValue] {
    let labels = report.themes.map { Untrusted.line($0.theme.label) }
    let map = MapChart(posts, themes: report.themes.count)
    let hasData = !posts.posts.isEmpty
    let data = PageData(
      posts: posts, labels: labels, calendar: report.calendar, spots: map?.spots ?? [],
      words: words, names: report.names.map(\.name))
    return [
      "has_data": .flag(hasData),
      "data": hasData ? .markup(data.json) : .object(.none),
      "script": .markup(Markup(html: HTMLReport.script)),
      "posts_note": .text(postsNote),
      "timelines": timelines(labels),
      "map": self.map(map, labels),
      "has_threads": .flag(!posts.threads.isEmpty),
      "threads": .list(posts.threads.prefix(Self.threads).enumerated().map(thread)),
      "threads_note": .text(
        posts.threads.count <= Self.threads && posts.threads.count == posts.allThreads
          ? words("threads_all", ["threads": words.count("threads", posts.allThreads)])
          : words(
            "threads_part",
            [
              "shown": Numbers.grouped(min(Self.threads, posts.threads.count)),
              "all": Numbers.grouped(posts.allThreads),
            ])),
    ]
  }

  /// More rows than these are no table to read.
  private static let threads = 200

  private var postsNote: String {
    if posts.posts.isEmpty { return words["posts_none"] }
    if posts.posts.count == posts.all { return words["posts_all"] }
    return words(
      "posts_part",
      ["shown": Numbers.grouped(posts.posts.count), "all": Numbers.grouped(posts.all)])
  }

  private func thread(_ index: Int, _ thread: ReportPosts.Thread) -> TemplateObject {
    let mood = Mood(
      positive: thread.positive, neutral: thread.neutral, negative: thread.negative)
    let scored = thread.positive + thread.neutral + thread.negative
    let balance =
      scored == 0
      ? ""
      : Numbers.coordinate(
        Double(thread.positive - thread.negative) / Double(scored) * 100)
    return [
      "index": .text(String(index)),
      "title": .text(Untrusted.line(thread.title ?? thread.id.text)),
      "link": Untrusted.link(thread.url).map { .object(["url": .text($0)]) } ?? .object(.none),
      "post_count": .text(Numbers.grouped(thread.posts)),
      "post_count_value": .text(String(thread.posts)),
      "author_count": .text(Numbers.grouped(thread.authors)),
      "author_count_value": .text(String(thread.authors)),
      "first": .text(thread.first.map { UTCDate($0).shortText } ?? "–"),
      "first_value": .text(thread.first.map(String.init) ?? ""),
      "last": .text(thread.last.map { UTCDate($0).shortText } ?? "–"),
      "last_value": .text(thread.last.map(String.init) ?? ""),
      "mood_value": .text(balance), "mood_strip": .markup(Chart.strip(mood)),
      "mood_counts": .text(
        words(
          "mood_counts",
          [
            "negative": Numbers.grouped(thread.negative),
            "neutral": Numbers.grouped(thread.neutral),
            "positive": Numbers.grouped(thread.positive),
          ])),
      "theme": thread.theme.flatMap { theme in
        report.themes.indices.contains(theme)
          ? .object([
            "rank": .text(String(theme + 1)),
            "label": .text(Untrusted.line(report.themes[theme].theme.label)),
          ]) : nil
      } ?? .object(.none),
    ]
  }

  /// The small multiples: each theme's posts over time, all on one scale.
  private func timelines(_ labels: [String]) -> TemplateValue {
    let calendar = report.calendar
    let panels = report.themes.enumerated().filter {
      $0.element.trend.count == calendar.count && $0.element.posts > 0
    }
    guard calendar.count > 1, let peak = panels.compactMap({ $0.element.trend.max() }).max(),
      peak > 0
    else { return .object(.none) }
    let axis = TimeAxis(calendar)
    return .object([
      "note": .text(words("over_time_note", ["peak": words.count("posts", peak)])),
      "panels": .list(
        panels.map { index, theme in
          [
            "rank": .text(String(index + 1)), "label": .text(labels[index]),
            "chart": .markup(
              Chart(
                id: "time-\(index + 1)", title: words("trend_title", ["theme": labels[index]]),
                description: trendDescription(theme.trend)
              ).timeline(theme.trend, peak: peak, axis, theme: index)),
          ]
        }),
      "rows": .list(
        calendar.enumerated().map { bucket, start in
          [
            "day": .text(UTCDate(start).shortText),
            "cells": .list(
              panels.map { index, theme in
                [
                  "some": .flag(theme.trend[bucket] > 0),
                  "query": .text("theme=\(index) bucket=\(bucket)"),
                  "count": .text(Numbers.grouped(theme.trend[bucket])),
                ]
              }),
          ]
        }),
    ])
  }

  /// What a chart of counts over time shows, in words.
  func trendDescription(_ trend: [Int]) -> String {
    guard let peak = trend.max(), let at = trend.firstIndex(of: peak),
      let first = report.calendar.first, let lastStart = report.calendar.last
    else { return "" }
    return words(
      "trend_desc",
      [
        "first": UTCDate(first).text,
        "last": UTCDate(max(lastStart, report.source.last ?? lastStart)).text,
        "peak": words.count("posts", peak), "when": UTCDate(report.calendar[at]).text,
      ])
  }

  private func map(_ map: MapChart?, _ labels: [String]) -> TemplateValue {
    guard let map else { return .object(.none) }
    let note =
      posts.posts.count == posts.all
      ? words["map_note"]
      : words(
        "map_note_part",
        ["shown": Numbers.grouped(posts.posts.count), "all": Numbers.grouped(posts.all)])
    let nearest = posts.likeness.enumerated().compactMap { index, row -> TemplateObject? in
      guard
        let other = row.indices.filter({ $0 != index }).max(by: {
          (row[$0], -$0) < (row[$1], -$1)
        })
      else { return nil }
      return [
        "theme": .text(labels[index]), "nearest": .text(labels[other]),
        "likeness": .text(Numbers.coordinate(row[other])),
      ]
    }
    let tree = ThemeTree(likeness: posts.likeness)?.svg(
      labels: labels, posts: report.themes.map { Numbers.grouped($0.posts) },
      title: words("tree_desc", ["n": Numbers.grouped(labels.count)]))
    return .object([
      "note": .text(note), "chart": .markup(map.svg(labels: labels, title: words["map"])),
      "keys": .list(
        ["negative", "neutral", "positive", "unscored"].map {
          ["kind": .text($0), "name": .text(words["reads_\($0)"])]
        }),
      "rows": .list(nearest),
      "tree": tree.map { .markup($0) } ?? .object(.none), "has_tree": .flag(tree != nil),
    ])
  }

  /// The query that opens the posts behind a figure of the report; nil where a number counts none.
  static func query(figure path: String, of artifact: String) -> String? {
    if artifact == "sentiment/posts.csv" {
      if path.hasPrefix("count(valence>") { return "side=2" }
      if path.hasPrefix("count(valence<") { return "side=0" }
      return path == "count(scored=0)" ? "side=3" : nil
    }
    guard artifact == "report/report.json" else { return nil }
    if path == "source.posts" || path == "source.authors" { return "" }
    if path.hasPrefix("residue.") { return "theme=-1" }
    guard let open = path.firstIndex(of: "["), let close = path.firstIndex(of: "]"), open < close,
      let theme = Int(path[path.index(after: open)..<close])
    else { return nil }
    let rest = path[path.index(after: close)...]
    if path.hasPrefix("names[") {
      return [".posts", ".authors", ".threads"].contains(String(rest)) ? "name=\(theme)" : nil
    }
    guard path.hasPrefix("themes[") else { return nil }
    let sides = [".sentiment.negative", ".sentiment.neutral", ".sentiment.positive"]
    if let side = sides.firstIndex(of: String(rest)) { return "theme=\(theme) side=\(side)" }
    if rest == ".sentiment.unscored" { return "theme=\(theme) side=3" }
    if rest.hasPrefix(".trend["), let bucket = Int(rest.dropFirst(7).dropLast()) {
      return "theme=\(theme) bucket=\(bucket)"
    }
    return [".posts", ".authors", ".share"].contains(String(rest)) ? "theme=\(theme)" : nil
  }
}
