import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSummary

/// What people on both sides of a theme support.
@Suite("Common ground") struct CommonGroundTests {
  @Test func `consensus is the product over the sides`() {
    let ground = CommonGround(
      supporting: [.favour, .favour, .against], objecting: [.favour])
    #expect(ground.favour == CommonPoint.Side(supporting: 2, objecting: 1))
    #expect(ground.against == CommonPoint.Side(supporting: 1, objecting: 0))
    #expect(abs(ground.consensus - 3.0 / 5 * 2 / 3) < 1e-12)
    #expect(ground.isShared && ground.people == 3)
    // Nobody votes: one half each.
    #expect(CommonGround(supporting: [], objecting: []).consensus == 0.25)
    for one in [
      CommonGround(supporting: [.favour, .favour], objecting: []),
      CommonGround(supporting: [.favour, .against], objecting: [.against]),
    ] {
      #expect(!one.isShared)
    }
    // A loud majority of one side does not outweigh the other side.
    let loud = CommonGround(
      supporting: Array(repeating: .favour, count: 50) + [.against], objecting: [.against])
    let quiet = CommonGround(
      supporting: [.favour, .favour, .against, .against], objecting: [])
    #expect(CommonGround.isBefore(quiet, loud) && !CommonGround.isBefore(loud, quiet))
  }

  @Test func `people stand where they plainly say, elsewhere than in what is asked about`() {
    let stances = Stances(
      values: [0.6, -0.6, -0.5, 0.9, 0.2, nil, 0],
      isPlain: [true, true, true, true, false, false, true],
      targets: Array(repeating: nil, count: 7))
    let people = ["ann", "bob", "cy", "cy", "dee", "eve", "fay"]
    let camps = Camps(Array(0..<7), stances) { people[$0] }
    #expect(
      people.map { camps.side(of: $0) } == [.favour, .against, .favour, .favour, nil, nil, nil])
    #expect([camps.favour, camps.against] == [2, 1])
    #expect(camps.side(of: "cy", besides: [3]) == .against)
    #expect(camps.side(of: "ann", besides: [0]) == nil)
    #expect(!camps.areTwo)
  }

  /// Twelve people, six for the fares and six against, and what else they write.
  private static func report(
    _ more: [(author: String, text: String, answers: Int?)],
    verdict: SplitMeasure.Verdict = .leaning
  ) throws -> Report {
    var texts: [(author: String, text: String, answers: Int?)] = []
    for number in 0..<6 {
      texts.append(("for-\(number)", "I'm in favour of the higher ferry fares.", nil))
      texts.append(("against-\(number)", "I'm against the higher ferry fares.", nil))
    }
    texts += more
    let posts = texts.enumerated().map { row, post in
      Post(
        id: PostID("p\(row)"), thread: "t", parent: post.answers.map { PostID("p\($0)") },
        author: post.author, text: post.text, body: post.text,
        spans: [Span(.own, 0, post.text.utf8.count)], language: "en")
    }
    let inputs = HarbourTown.inputs(posts, posts.map { _ in PostSentiment(valence: 0) })
    let report = Summarizer.summarize(
      corpus: inputs.corpus, terms: inputs.terms, themes: inputs.model,
      sentiment: inputs.sentiment, series: inputs.series, conservation: inputs.conservation,
      options: SummaryOptions(quotes: 0), workers: .one,
      measures: Measures(
        mood: Measures.quick.mood,
        split: { _, _ in
          SplitMeasure(
            agreement: 0.1, low: -0.2, high: 0.3, verdict: verdict, favour: 6, against: 6)
        }))
    try ReportCheck(inputs, report).all()
    return report
  }

  private static let waitingRoom = "A heated waiting room at the ferry landing is a good idea."
  private static let sameRoom =
    "For old people a heated waiting room at the ferry landing is a good thing."

  @Test func `a claim that both sides make is printed with the words of both`() throws {
    let report = try Self.report([
      ("for-0", Self.waitingRoom, nil),
      ("against-0", Self.sameRoom, nil),
    ])
    let point = try #require(report.split.common.first)
    #expect(report.split.common.count == 1)
    #expect(point.kind == .claim && point.theme == "ferry")
    #expect([point.favour.supporting, point.against.supporting] == [1, 1])
    #expect(abs(point.consensus - 4.0 / 9) < 1e-12)
    let said = point.sentence.basis.compactMap { basis -> PostID? in
      if case .quote(let evidence) = basis { evidence.post } else { nil }
    }
    #expect(Set(said) == ["p12", "p13"])
  }

  @Test func `a theme that is agreed on has no two sides`() throws {
    let report = try Self.report(
      [("for-0", Self.waitingRoom, nil), ("against-0", Self.sameRoom, nil)], verdict: .agreed)
    #expect(report.split.common.isEmpty)
  }

  @Test(arguments: [
    // The opposite, the same things without a claim, a copy, and the same side.
    ("against-0", "A heated waiting room at the ferry landing is a bad idea."),
    ("against-0", "A heated waiting room at the ferry landing is not a good idea."),
    ("against-0", "A heated waiting room stands at the ferry landing of the next island."),
    ("against-0", waitingRoom), ("for-1", sameRoom),
  ])
  func `what only looks alike is no common ground`(author: String, text: String) throws {
    #expect(
      try Self.report([("for-0", Self.waitingRoom, nil), (author, text, nil)]).split.common.isEmpty)
  }

  @Test func `a post that the other side agrees with is a bridge`() throws {
    let sunday = "The ferry must sail on Sundays, or the islands lose their bakers."
    let agreeing = try Self.report([
      ("for-1", sunday, nil), ("against-1", "I agree. Bread matters.", 12),
    ])
    let point = try #require(agreeing.split.common.first)
    #expect(point.kind == .bridge && point.quote.evidence.text == sunday)
    #expect(point.favour == CommonPoint.Side(supporting: 1))
    #expect(point.against == CommonPoint.Side(supporting: 1))
    #expect(
      point.sentence.basis.contains {
        if case .quote(let evidence) = $0 { evidence.text == "I agree." } else { false }
      })
    // Its own side alone, or as many against it as for it on one side.
    for replies in [
      [("for-2", "I agree."), ("for-3", "I agree.")],
      [("against-1", "I agree."), ("against-2", "I disagree.")],
    ] {
      let report = try Self.report(
        [("for-1", sunday, nil)] + replies.map { ($0.0, $0.1, 12) })
      #expect(!report.split.common.contains { $0.kind == .bridge })
    }
  }
}
