import FoundationEssentials
import HubbubModel
import HubbubReport
import HubbubSystem
import Testing

@testable import HubbubSummary

/// The article of a small town, as people read it; `RECORD=1` writes it anew.
@Suite struct ArticleTests {
  static let path = String(#filePath.dropLast("ArticleTests.swift".count)) + "Golden/town.md"

  @Test func `the article of a small town reads as it did`() throws {
    let report = HarbourTown.inputs(posts: 90, authors: 45, threads: 4, seed: 21).report()
    let bytes = MarkdownReport.render(report)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try AtomicFile.write(bytes, to: Self.path)
    }
    let golden = String(decoding: try Files.read(Self.path), as: UTF8.self)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for (line, expected) in zip(lines, golden.split(separator: "\n")) { #expect(line == expected) }
    #expect(golden == String(decoding: bytes, as: UTF8.self))
  }

  @Test func `a split is stated with both sides, where the measure says so`() throws {
    var inputs = HarbourTown.inputs(posts: 160, authors: 80, threads: 4, seed: 8)
    for row in inputs.sentiment.indices {
      inputs.sentiment[row].valence = row.isMultiple(of: 2) ? 0.6 : -0.6
    }
    let measures = Measures(
      mood: Measures.standard.mood,
      split: { _, key in
        key == "ferry"
          ? SplitMeasure(
            agreement: -0.5, low: -0.7, high: -0.2, verdict: .split, favour: 31, against: 29)
          : SplitMeasure(agreement: 0.7, low: 0.6, high: 0.8, verdict: .agreed)
      }, stances: { .moods($1, of: $0) })
    let report = Summarizer.summarize(
      corpus: inputs.corpus, terms: inputs.terms, themes: inputs.model,
      sentiment: inputs.sentiment, series: inputs.series, conservation: inputs.conservation,
      options: SummaryOptions(), workers: .one, measures: measures)
    try ReportCheck(inputs, report).all()
    #expect(report.title.text.hasSuffix(" people are of two minds on ferry fares"))
    #expect(report.split.themes == ["ferry"])
    #expect(Set(report.split.quotes.compactMap(\.side)) == [.positive, .negative])
    #expect(
      report.takeaways.contains {
        $0.sentence.text.hasPrefix("Opinion is split over ferry fares: ")
      })
  }

  @Test func `odds are printed as the posts state them`() throws {
    let report = HarbourTown.inputs(posts: 160, seed: 8).report()
    var stated: [String: Double] = [:]
    for item in report.outlook { stated[item.quote.evidence.text] = item.probability }
    #expect(
      stated["I'd give the ferry company a 20% chance of lasting until 2035."] == 0.2)
    #expect(
      report.parallels.contains { $0.evidence.text.hasPrefix("This reminds me of the canal") })
    for item in report.outlook where item.probability == 0.2 {
      #expect(item.sentence.text.contains("20%"))
    }
  }

  @Test func `what gathers several subjects heads no report, and its card says so`() throws {
    var inputs = HarbourTown.inputs(posts: 160, seed: 8)
    let largest = try #require(inputs.report().themes.first).theme
    let place = try #require(inputs.model.themes.firstIndex { $0.id == largest.id })
    let name = largest.label.prefix { $0 != ":" }.lowercased()
    func lede(_ report: Report) -> String {
      report.lede.map(\.text).joined(separator: " ").lowercased()
    }
    func isTold(_ report: Report) -> Bool {
      report.themes.contains { card in
        card.theme.id == largest.id
          && card.sentences.contains { $0.rule == "theme.mixed" && $0.text.contains("30%") }
      }
    }
    inputs.model.themes[place].reach = 0.3
    inputs.model.themes[place].focus = 0.4
    #expect(lede(inputs.report()).contains(name) && !isTold(inputs.report()))
    inputs.model.themes[place].focus = 0.14
    let mixed = inputs.report()
    try ReportCheck(inputs, mixed).all()
    #expect(!lede(mixed).contains(name) && isTold(mixed), "\(lede(mixed))")
    #expect(mixed.themes.last?.theme.id == largest.id, "an article opens with what is one subject")
    let size = try #require(mixed.themes.first?.sentences.first)
    #expect(!size.text.contains("No theme is larger"), "the mixed one is")
    // What the user named is one subject.
    inputs.model.themes[place].guided = true
    #expect(lede(inputs.report()).contains(name) && !isTold(inputs.report()))
  }

  @Test func `a name that hardly any post of its theme holds heads no report`() throws {
    var inputs = HarbourTown.inputs(posts: 160, seed: 8)
    let largest = try #require(inputs.report().themes.first).theme
    let place = try #require(inputs.model.themes.firstIndex { $0.id == largest.id })
    let name = largest.label.prefix { $0 != ":" }.lowercased()
    inputs.model.themes[place].reach = 0.06
    inputs.model.themes[place].focus = 0.4
    let report = inputs.report()
    #expect(!report.lede[0].text.lowercased().contains(name))
    #expect(!report.themes[0].sentences.contains { $0.rule == "theme.mixed" })
    // Where no theme is left, all of them count.
    for place in inputs.model.themes.indices { inputs.model.themes[place].reach = 0.06 }
    #expect(inputs.report().lede[0].text.lowercased().contains(name))
  }

  @Test func `what was dropped is told with its reason`() {
    let report = HarbourTown.inputs(posts: 40, seed: 1).report()
    #expect(
      report.method[0].text
        == "Of 43 posts that the sources hold, 40 were used; left out were two posts that came "
        + "again and one for the reason “odd”.")
  }
}
