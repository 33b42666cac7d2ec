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
