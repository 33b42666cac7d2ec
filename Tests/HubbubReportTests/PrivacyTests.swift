import HubbubModel
import Testing

@testable import HubbubReport

@Suite struct PrivacyTests {
  static let key = Array("a key for tests".utf8)

  /// The sample with people in its sentences, quotations, addresses and evidence.
  static let report: Report = {
    var report = SampleReport.report
    report.takeaways[1].sentence = Sentence(
      "copper_kite answers @grey_gantry, and Maria stays away.", rule: "takeaway.people",
      basis: [
        .quote(
          Evidence(
            text: "@grey_gantry no, write to me at kite@post.example", post: "discourse/1142#9",
            start: 0, end: 49)),
        .figure(artifact: "sentiment/posts.csv", path: "post=discourse/1142#9", value: "0.1"),
      ])
    report.split.sentences.append(
      Sentence(
        "Maria and the forum disagree.", rule: "split.people",
        basis: [
          .quote(Evidence(text: "I disagree.", post: "p-maria", start: 0, end: 11))
        ]))
    report.themes[0].quotes += [
      SampleReport.quote("I disagree.", by: "Maria", post: "p-maria", at: 0),
      SampleReport.quote("Ask Maria, she ran three nodes.", by: "hal", post: "p-hal", at: 0),
      SampleReport.quote("Call +44 20 7946 0958 now.", by: "spam", post: "p-spam", at: 0),
      SampleReport.quote(
        "It is all written down there.", by: "linked_lin", post: "p-lin", at: 0,
        url: "https://forum.example/u/linked_lin/7"),
    ]
    return report
  }()

  static func everything(_ report: Report) -> String {
    [
      ReportCoding.json(report), Ledger(of: report).jsonLines, MarkdownReport.render(report),
      HTMLReport.render(report),
    ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  @Test func `internally a report is as it is`() {
    #expect(Privacy.internal.apply(to: Self.report, key: Self.key) == Self.report)
  }

  @Test func `what is shared names nobody`() {
    let shared = Privacy.share.apply(to: Self.report, key: Self.key)
    let text = Self.everything(shared)
    for handle in ["copper_kite", "grey_gantry", "linked_lin", "marsh_lantern", "kite@post"] {
      #expect(!text.contains(handle), "\(handle)")
    }
    let names = Pseudonyms(key: Self.key)
    #expect(
      shared.takeaways[1].sentence.text
        == "\(names.author("copper_kite")) answers @\(names.author("grey_gantry")), and Maria stays "
        + "away.")
    // A name that could be a common word is hidden where the sentence rests on that person's post.
    #expect(
      shared.split.sentences.last?.text == "\(names.author("Maria")) and the forum disagree.")
    #expect(shared.themes[0].quotes.count == Self.report.themes[0].quotes.count)
    #expect(shared.themes[0].quotes.last?.url == nil)
    #expect(shared.themes[0].quotes[0].url != nil)
    #expect(shared.themes.map(\.posts) == Self.report.themes.map(\.posts))
  }

  @Test func `what is public leads to no post`() {
    let shown = Privacy.public.apply(to: Self.report, key: Self.key)
    let text = Self.everything(shown)
    for trace in [
      "copper_kite", "grey_gantry", "linked_lin", "discourse/1142", "p-maria", "forum.example",
      "7946", "Ask Maria", "20260602081530",
    ] {
      #expect(!text.contains(trace), "\(trace)")
    }
    #expect(shown.themes[0].quotes.map(\.evidence.text).contains("I disagree."))
    #expect(shown.takeaways.count == 2)
    #expect(Ledger(of: shown).entries.allSatisfy { !$0.sentence.basis.isEmpty })
    #expect(shown.conservation == Self.report.conservation)
  }

  @Test func `pseudonyms are stable for a key and differ between keys`() {
    let once = Privacy.share.apply(to: Self.report, key: Self.key)
    #expect(once == Privacy.share.apply(to: Self.report, key: Self.key))
    #expect(once != Privacy.share.apply(to: Self.report, key: [1]))
    #expect(Privacy.key(corpus: [1, 2]) == Privacy.key(corpus: [1, 2]))
    #expect(Privacy.key(corpus: [1, 2]) != Privacy.key(corpus: [1, 2], secret: [3]))
    #expect(Privacy.key(corpus: [1, 2]).count == 32)
    let names = Pseudonyms(key: Self.key)
    #expect(names.author("a") != names.author("b"))
    #expect(names.author("a").utf8.count == 13)
    #expect(names.post("a").dropFirst(5) != names.source("a").dropFirst(7))
  }

  @Test(arguments: [
    ("write to kite@post.example today", ["email kite@post.example"]),
    ("write to kite at post.example", ["email kite at post.example"]),
    (
      "see https://a.example/x?y=1 and www.b.example",
      ["link https://a.example/x?y=1", "link www.b.example"]
    ),
    (
      "call +44 20 7946 0958 or (030) 901820-12",
      ["phone +44 20 7946 0958", "phone (030) 901820-12"]
    ),
    ("on 2026-01-14 it cost 1,000,000 at 10.50, 8 of 15", []),
    ("the years 1998 2004 and 2012", []), ("version 10.2.33 and 192.168.0.1", []),
    ("@someone.else, hi @x", ["mention @someone.else", "mention @x"]),
    ("quiet_quorum said; notquiet_quorum did not", ["handle quiet_quorum"]),
    ("as Dr. Fenwick has it", ["handle Dr. Fenwick"]), ("nádraží's trains", ["handle nádraží"]),
    ("a@b is no address", []), ("", []),
  ])
  func `what tells of people is found`(text: String, expected: [String]) {
    let identifying = Identifying(handles: ["quiet_quorum", "Dr. Fenwick", "nádraží", "x"])
    #expect(identifying.finds(in: text).map { "\($0.kind) \($0.text)" } == expected)
  }
}
