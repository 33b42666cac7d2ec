import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubReport

@Suite struct CodingTests {
  let json = ReportCoding.json(SampleReport.report)
  let ledger = Ledger(of: SampleReport.report).jsonLines

  @Test func `a report reads back as it was written`() throws {
    #expect(try ReportCoding.report(json: json, ledger: ledger) == SampleReport.report)
  }

  @Test func `the fields of the contract come first and in its order`() throws {
    let root = try JSONParser().parse(json)
    #expect(
      root.members.prefix(11).map(\.key) == [
        "schema", "title", "lede", "source", "conservation", "themes", "takeaways", "split",
        "outlook", "parallels", "residue",
      ])
    let theme = try #require(root["themes"]?.elements.first)
    #expect(
      theme.members.prefix(12).map(\.key) == [
        "id", "label", "gloss", "guided", "parent", "terms", "posts", "authors", "share",
        "sentiment", "split", "quotes",
      ])
    #expect(
      theme["sentiment"]?.members.map(\.key) == [
        "mean", "low", "high", "positive", "neutral", "negative", "unscored",
      ])
    #expect(
      theme["split"]?.members.map(\.key) == [
        "agreement", "low", "high", "verdict", "for", "neutral", "against", "bimodality",
        "polarisation", "replies",
      ])
    #expect(
      theme["quotes"]?.elements.first?.members.prefix(7).map(\.key) == [
        "text", "author", "post", "url", "start", "end", "side",
      ])
    #expect(root["source"]?["first"]?.string == "2026-01-14T12:15:30Z")
    #expect(
      root["conservation"]?["dropped"]?.members.map(\.key) == [
        "deleted", "duplicate", "odd-reason",
      ]
    )
    #expect(
      root["takeaways"]?.elements.first?.members.prefix(3).map(\.key) == [
        "icon", "text", "evidence",
      ])
    #expect(
      root["outlook"]?.elements.first?.members.prefix(3).map(\.key) == [
        "text", "probability", "evidence",
      ])
    #expect(root["residue"]?.members.map(\.key) == ["posts", "share"])
  }

  @Test func `the ledger holds every sentence in reading order`() throws {
    let entries = Ledger(of: SampleReport.report).entries
    #expect(entries.map(\.id) == (1...entries.count).map { "s\($0)" })
    #expect(entries.first?.sentence == SampleReport.report.title)
    #expect(entries.last?.sentence == SampleReport.report.method.last)
    #expect(entries.allSatisfy { !$0.sentence.basis.isEmpty })
    let line = try JSONParser().parse(Array(ledger.prefix { $0 != 10 }))
    #expect(line.members.map(\.key) == ["id", "text", "rule", "evidence"])
  }

  @Test func `a report that its ledger contradicts is refused and the field named`() throws {
    let forged = String(decoding: json, as: UTF8.self).replacing("drew", with: "drew")
      .replacing("Hardly anyone speaks against it.", with: "Everyone speaks against it.")
    let error = #expect(throws: ReportError.self) {
      try ReportCoding.report(json: Array(forged.utf8), ledger: ledger)
    }
    #expect(error?.message.contains("report/report.json.themes[0].text") == true)
    #expect(throws: ReportError.self) { try ReportCoding.report(json: json, ledger: []) }
    #expect(throws: ReportError.self) { try ReportCoding.report(json: [], ledger: ledger) }
    #expect(throws: ReportError.self) {
      try ReportCoding.report(json: Array("{\"schema\":2}".utf8), ledger: ledger)
    }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z", "1 January 1970"),
    (951_782_400, "2000-02-29T00:00:00Z", "29 February 2000"),
    (-1, "1969-12-31T23:59:59Z", "31 December 1969"),
    (1_768_392_930, "2026-01-14T12:15:30Z", "14 January 2026"),
    (-62_135_596_801, "0000-12-31T23:59:59Z", "31 December 0"),
  ])
  func `dates are those of the calendar`(seconds: Int64, iso: String, text: String) {
    let date = UTCDate(seconds)
    #expect(date.iso == iso)
    #expect(date.text == text)
    #expect(date.seconds == seconds)
    #expect(UTCDate(iso: iso)?.seconds == seconds)
  }

  @Test func `dates survive the way there and back over eight thousand years`() {
    for seed in 0..<2000 {
      let seconds = Int64(seed) * 126_230_400 - 126_230_400_000 + Int64(seed * 7919 % 86_400)
      #expect(UTCDate(iso: UTCDate(seconds).iso)?.seconds == seconds)
    }
  }

  @Test func `numbers read as people write them`() {
    #expect(
      [0, 7, 1000, 1_234_567, -4321].map(Numbers.grouped) == [
        "0", "7", "1,000", "1,234,567", "−4,321",
      ])
    #expect(
      [0, 0.0001, 0.042, 0.05, 0.126, 0.995, 1].map(Numbers.percent) == [
        "0%", "<0.1%", "4.2%", "5%", "13%", "100%", "100%",
      ])
    #expect(
      [0.214, -0.05, 0.001, -1, .nan].map(Numbers.signed) == [
        "+0.21", "−0.05", "0.00", "−1.00", "–",
      ])
    #expect([1, 12.5, 12.34, -0.05].map(Numbers.coordinate) == ["1", "12.5", "12.34", "-0.05"])
  }

  @Test func `the words for odds are those of the printed table`() {
    let words = Words.english
    #expect(
      [1, 0.95, 0.66, 0.5, 0.2, 0.05, 0].map { Odds.words($0, words) } == [
        "virtually certain", "very likely", "likely", "about as likely as not", "unlikely",
        "very unlikely", "exceptionally unlikely",
      ])
  }
}
