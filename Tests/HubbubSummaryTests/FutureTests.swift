import Testing

@testable import HubbubSummary

@Suite struct FutureTests {
  let reader = FutureStatement.Reader(books: .english)

  @Test(arguments: FutureCase.forecasts + FutureCase.others)
  func statement(_ example: FutureCase) throws {
    let found = reader.read(example.sentence, year: 2026)
    #expect((found != nil) == example.future)
    guard let found, example.future else { return }
    if let odds = example.odds {
      let stated = try #require(found.odds)
      #expect(abs(stated.probability - odds) < 1e-9, "\(stated)")
    } else {
      #expect(found.odds == nil)
    }
    #expect(found.conditional == example.conditional)
    #expect(found.negated == example.negated)
  }

  /// What a reader who sees nothing else can make sense of, and no courtesy.
  @Test(arguments: [
    ("The fares will double by 2031.", true), ("I think the fares will double.", true),
    ("If the fares double, they will fall again by 2031.", true),
    ("Sorry for asking, but I'm sure it will double by 2031.", false),
    ("I'm sure that it will double by 2031.", false),
    ("In five years they will have doubled.", false),
    ("The pilot says that he will sell the boat by 2031.", false),
    ("Whenever it rains, the ferry will be late by 2031.", false),
    ("I took a loan that will be paid off by 2031.", false),
    ("The council will close my berth by 2031.", false),
    ("My guess is that the fares will double by 2031.", true),
    ("It'll double by 2031.", false), ("Hopefully the fares will fall by 2031.", false),
    ("I hope that the fares will fall next year.", false),
    ("I think the key will be how the fares change by 2031.", false),
  ])
  func aForecastNamesItsSubject(_ sentence: String, standsAlone: Bool) throws {
    let found = try #require(reader.read(sentence, year: 2026))
    #expect(found.standsAlone == standsAlone)
  }

  @Test func oddsFarFromTheTenseAreOfSomethingElse() throws {
    let far = try #require(
      reader.read("I think the pier will pay by 2031, so that was likely a mistake.", year: 2026))
    #expect(far.odds == nil)
    // What nobody can be sure of has no such odds.
    let denied = try #require(
      reader.read("Nobody can be 100% certain that the pier will pay by 2031.", year: 2026))
    #expect(denied.odds == nil)
    let near = try #require(reader.read("The pier will likely pay by 2031.", year: 2026))
    #expect(near.odds?.form == .word)
  }

  @Test func oddsOfTheNextSentence() throws {
    let odds = try #require(
      reader.attachedOdds(Words.of("I'd put it at 95%, and drinks are on me."), year: 2026))
    #expect(odds.probability == 0.95)
    let called = try #require(reader.attachedOdds(Words.of("Call it two in three."), year: 2026))
    #expect(abs(called.probability - 2.0 / 3) < 1e-12)
    #expect(reader.asksForOdds(Words.of("Probability?"), year: 2026))
    #expect(reader.attachedOdds(Words.of("I'd say 40% that pigs fly by 2030."), year: 2026) == nil)
    #expect(reader.attachedOdds(Words.of("The weather was fine."), year: 2026) == nil)
  }

  @Test func datesAreHeldAgainstTheYearOfThePost() {
    #expect(reader.read("By 2030 half of it runs on wind.", year: 2026) != nil)
    #expect(reader.read("By 2030 half of it runs on wind.", year: 2035) == nil)
  }

  /// A statement's odds stand in its own words.
  @Test(arguments: FutureCase.forecasts)
  func oddsStandInTheSentence(_ example: FutureCase) {
    guard let odds = reader.read(example.sentence, year: 2026)?.odds else { return }
    #expect(odds.range.lowerBound >= 0 && odds.range.upperBound <= example.sentence.utf8.count)
    #expect((0...1).contains(odds.probability))
    #expect((odds.term != nil) == (odds.form == .word))
  }
}
