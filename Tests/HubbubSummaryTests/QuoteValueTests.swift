import Testing

@testable import HubbubSummary

@Suite struct QuoteValueTests {
  /// Pairs of sentences: the first is quoted sooner.
  static let pairs = [
    (
      "Every harbour that sold its berths has lost the fleet that came for them.",
      "I tried to sell my berth last week and nobody came to look."
    ),
    (
      "A cheaper ferry is worth more to the islands than a faster one.",
      "You can use the ferry if you have a ticket for the bus."
    ),
    (
      "The problem is the price, and no timetable will repair it.",
      "I just want to know where the timetable hangs in the office."
    ),
    (
      "Nobody should pay for a bridge that leads to a closed road.",
      "We have the same bridge at home and it works for us now."
    ),
    (
      "The harbour belongs to those who work in it.",
      "First day at the harbour in over a year - the whole story."
    ),
    (
      "Ferries are cheaper than bridges wherever nobody counts the fuel.",
      "The ferry was cheaper than the bridge when he counted the fuel."
    ),
    (
      "A ferry should pay for the berth that it uses.",
      "This ferry should pay for the berth that it uses."
    ),
    (
      "Berths need dredging whoever owns them.",
      "We moved to the new berth and our boat is dry now."
    ),
    (
      "The best berth is the one that nobody wants.",
      "The berth is the one that is closed."
    ),
    (
      "The islands pay for every delay of the ferry.",
      "Departures at 7, 9 and 11 from quay_2 on the b3 line."
    ),
    (
      "The ferry to the islands is full in every summer.",
      "Travelled to the islands, can say that the ferry is full."
    ),
    (
      "A family that owns a berth will never sell it.",
      "A few weeks later the family decided to sell its berth."
    ),
    (
      "Some berths are cheaper than the ferry that leads to them.",
      "Some are cheaper than the ferry that leads to them."
    ),
    ("The islands have a ferry that is late.", "Pics of the islands and a ferry that is late."),
  ]

  @Test(arguments: pairs)
  func `claims are quoted sooner than reports and advice`(claim: String, report: String) {
    let value = QuoteValue.english
    #expect(value.factor(Words.of(claim)) > value.factor(Words.of(report)))
  }

  @Test(arguments: [
    ("With pointers to the berth in the tests that is wrong.", true),
    ("If the word harbour is troubling you that much than look away.", true),
    ("With a pilot on board, any berth will do.", false),
    ("If the pilot is late then the ferry is late.", false),
    ("A berth is a promise.", false),
  ])
  func `a sentence without its main clause is told`(sentence: String, breaksOff: Bool) {
    #expect(QuoteValue.breaksOff(Words.of(sentence)) == breaksOff)
  }

  @Test func `wording never outweighs what a sentence is about`() {
    for (claim, report) in Self.pairs {
      for sentence in [claim, report, claim + " " + claim] {
        let factor = QuoteValue.english.factor(Words.of(sentence))
        #expect((0.3...1.6).contains(factor))
      }
    }
  }

  @Test(arguments: [
    ("I would not sell it.", true), ("Sell your berth while you can.", true),
    ("A berth is a promise.", false), ("Nobody asked the islands.", false),
  ])
  func `persons are told`(sentence: String, isPersonal: Bool) {
    #expect(QuoteValue.english.isPersonal(Words.of(sentence)) == isPersonal)
  }

  @Test(arguments: [
    ("The pilot sold a berth and went home.", true, false),
    ("A berth is sold to the council next week.", false, true),
    ("The charter will be published by the council.", false, true),
    ("A berth is a promise.", false, false),
    ("The old crane is still working fine.", false, true),
  ])
  func `stories and news are told`(sentence: String, isTold: Bool, isPassing: Bool) {
    let words = Words.of(sentence)
    #expect(QuoteValue.english.isTold(words) == isTold)
    #expect(QuoteValue.english.isPassing(words) == isPassing)
  }

  @Test(arguments: [
    ("The fares will double by 2031.", true), ("I think the fares will double.", true),
    ("I'd put it at 60% that the fares will double.", true),
    ("I will buy two tickets before 2031.", false), ("The bus will probably be late.", false),
    ("I don't think anyone would pay such a likely fare.", false),
    ("I'm 100% certain that the songs are real.", false),
    ("I've probably tried every ferry in the last ten years.", false),
    ("There is bound to be some noise at the quay.", false),
    ("Rope will eventually wear out.", false),
    ("If nothing else helps, you'll be on the pier within an hour.", false),
    ("Bread is best when eaten within about 2 days of baking.", false),
    ("I think the ferry will eventually wear out its welcome.", true),
    ("The old harbour will never allow it.", false), ("I think they will never allow it.", true),
    ("The harbour is bound to disappear.", true),
    ("It will be a stretch by 2031 with your savings.", false),
    ("I'd put it at 60% that your ferry will sink.", true),
    ("I don't think my parents will let the boat go next year.", false),
    ("I guess my sister will marry the pilot in the next two years.", false),
    ("The ferries always sank within a few years and nobody could say why.", false),
    ("The weather forecast for the bay says it will be 29 by then.", false),
    ("In 2112 the students will design a whole dam.", false),
    ("In 2076 the ferries will fly.", true),
    ("I think a longer pier will make the mooring easier.", false),
    ("The ferries will eventually disappear.", true),
    ("I think the rope broke at the quay: a worn rope will change its colour.", false),
    ("The captain (she will probably retire soon) runs the ferry with a crew of two.", false),
    ("Steer so that I can predict how the ferry will turn.", false),
    ("The old quay is bound to be less busy.", false),
  ])
  func `a forecast is anchored in a time, a belief or odds`(sentence: String, isAnchored: Bool) {
    let found = FutureStatement.Reader(books: .english).read(Words.of(sentence), year: 2026)
    #expect((found?.isAnchored ?? false) == isAnchored)
  }
}
