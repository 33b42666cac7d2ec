import Testing

@testable import HubbubSummary

@Suite struct PhraseTableTests {
  static let sentences = [
    "In the next decade nobody will own a car, I think.",
    "This is the new oil, and it reminds me of the gold rush of the 1840s.",
    "I agree, that worked.", "PS: see you there.", "Thanks! Update: it was the cable.",
    "I'd put it at 70%, or 3 to 1 on.", "It is not a good idea to wait for the bridge.",
    "By the end of the year there's a two in three chance that the ferry is sold.",
    "(As they said before, the same thing had happened in Germany.)",
    "The problem is the price, unless the state pays by 2040.", "WWW? See www.",
  ]

  @Test func `a phrase is among the candidates wherever it stands`() {
    let tables = [
      PhraseBooks.english.future, PhraseBooks.english.odds, PhraseBooks.english.analogies,
      QuoteFilter.english.table, QuoteValue.english.table,
    ]
    for table in tables {
      var found = 0
      for sentence in Self.sentences {
        let words = Words.of(sentence)
        let candidates = table.candidates(for: words)
        #expect(candidates == candidates.sorted() && Set(candidates).count == candidates.count)
        for (index, row) in table.rows.enumerated()
        where row.pattern.firstMatch(in: words, year: 2020, numbers: PhraseBooks.english.numbers)
          != nil
        {
          found += 1
          #expect(candidates.contains(index), "\(row.source) in \(sentence)")
        }
      }
      #expect(found > 0)
    }
  }

  @Test func `a phrase is looked for by its rarest word`() throws {
    let pattern = try PhrasePattern("in|over the ..2 decade|century", classes: [:])
    #expect(pattern.anchors == ["decade", "century"])
    #expect(try PhrasePattern("<number> of?", classes: [:]).anchors == nil)
  }

  @Test func `what begins a sentence stands after nothing but marks`() throws {
    let pattern = try PhrasePattern("^ so|thus", classes: [:])
    func start(_ text: String) -> Int? {
      pattern.firstMatch(in: Words.of(text), year: nil, numbers: [:])?.start
    }
    #expect(start("“(So it goes.") == 2)
    #expect(start("Thus so it goes.") == 0)
    #expect(start("And so it goes.") == nil)
    #expect(start("") == nil && start("!!") == nil)
  }

  @Test func `words of small letters are cut as all others are`() {
    let words = Words.of("so it's a B2B-shop.And naïve, isn’t it?\tyes")
    #expect(
      words.map(\.text) == [
        "so", "it's", "a", "b2b", "-", "shop", ".", "and", "naïve", ",", "isn't", "it", "?", "yes",
      ])
    #expect(words.filter(\.capitalised).map(\.text) == ["b2b", "and"])
  }

  @Test func `plain prose is no debris, and what only looks like it is`() {
    func reason(_ text: String) -> QuoteFilter.Reason? {
      Debris.reason(Array(text.utf8)[...], words: Words.of(text))
    }
    #expect(reason("The ferry, which nobody likes; is it late?") == nil)
    #expect(reason("You find all of it on www.ferry.example today.") == .address)
    #expect(reason("It stands in   columns of words.") == .markup)
    #expect(reason("THE FERRY IS LATE AGAIN AND AGAIN!") == .shouting)
    #expect(reason("The Harbour Board Of The Old Town Meets.") == .shouting)
  }
}
