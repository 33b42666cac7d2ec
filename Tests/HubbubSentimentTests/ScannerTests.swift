import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSentiment

/// What makes reading fast, held against the plain way of doing the same.
@Suite struct ScannerTests {
  @Test func everyWordHasASlotOfItsOwn() {
    for count in [0, 1, 5, 100, 5_000] {
      var table = WordTable()
      for number in 0..<count { #expect(table.insert("word\(number)".utf8) == number + 1) }
      if count > 0 { #expect(table.insert("word0".utf8) == 1) }
      table.shelve()
      for number in 0..<count {
        #expect(table.number(WordHash.of("word\(number)".utf8)) == number + 1)
      }
      for number in count..<count + 1_000 {
        #expect(table.number(WordHash.of("word\(number)".utf8)) == 0)
      }
    }
  }

  @Test func pairsThatWerePutInAreFound() {
    var pairs = WordPairs()
    for first in 1...20 { pairs.insert(first, first * 37) }
    #expect((1...20).allSatisfy { pairs.mayHold($0, $0 * 37) })
    let others = (1...2_000).count { pairs.mayHold($0, $0 * 37 + 1) }
    #expect(others < 100)
  }

  /// Marked tokens are found sixty-four at a time, and buffers grow.
  @Test func rulesHoldHoweverLongASentenceIs() throws {
    for padding in [0, 1, 59, 60, 61, 62, 63, 64, 65, 126, 127, 128, 300, 2_000] {
      let text = String(repeating: "window ", count: padding) + "not really good, but terrible"
      let words = try #require(SentimentScorer().trace(text).sentences.first).words
      #expect(words.map(\.text) == ["good", "terrible"])
      #expect(words[0].effects == [.negated, .boosted, .beforeContrast], "after \(padding) words")
      #expect(words[1].effects == .afterContrast)
      #expect(words[0].start == padding * 7 + 11)
    }
  }

  /// A word is the same word wherever the text ends, whatever stands around it.
  @Test func wordsAreTheSameWhereverTheyStand() {
    for word in ["bad", "terrible", "unbearable", "disappointments", "can't", "café", "x-ray"] {
      let plain = SentimentScorer().trace(word)
      for before in 0..<9 {
        for after in ["", " ", ",", "; ", "\n", " window", ". ", "\u{2026}"] {
          let text = String(repeating: ",", count: before) + word + after
          let trace = SentimentScorer().trace(text)
          #expect(trace.openWords.first?.text == plain.openWords.first?.text, "\(text)")
          #expect(
            trace.sentences.first?.words.first?.base == plain.sentences.first?.words.first?.base)
        }
      }
    }
  }

  @Test func manyTextsAtOnceAreScoredAsOneByOne() {
    let texts = (0..<3_000).map { "This is \($0 % 3 == 0 ? "not " : "")good, thanks \($0)!" }
    let scorer = SentimentScorer()
    let alone = texts.map { scorer.score($0) }
    for jobs in [1, 2, 5] {
      #expect(scorer.score(texts, workers: Workers(jobs)) == alone)
    }
    #expect(
      scorer.score(texts, language: "de", workers: Workers(2)).allSatisfy { !$0.isScored })
  }

  @Test func postsOfNoKnownLanguageAreReadInTheMostFrequent() {
    func corpus(_ languages: [String?]) -> Corpus {
      Corpus(
        posts: languages.enumerated().map { row, language in
          Post(
            id: PostID("\(row)"), thread: ThreadID("t"), text: "This is great, number \(row).",
            language: language)
        })
    }
    let scorer = SentimentScorer()
    for jobs in [1, 3] {
      let workers = Workers(jobs)
      func scored(_ languages: [String?], _ scorer: SentimentScorer = SentimentScorer()) -> [Bool] {
        scorer.score(corpus(languages), workers: workers).map(\.isScored)
      }
      #expect(scored([nil, nil]) == [true, true])
      #expect(scored(["en", nil, "en", "de"]) == [true, true, true, false])
      #expect(scored(["de", nil, "en", "de"]) == [false, false, true, false])
      // Of two as frequent, the first by its letters.
      #expect(scored(["en", nil, "de"]) == [true, false, false])
      #expect(scored(["de", nil, "en"], SentimentScorer(language: "en")) == [false, true, true])
      // Whoever waits for the others is scored as at once.
      let mixed = corpus((0..<600).map { $0 % 3 == 0 ? nil : "en" })
      #expect(
        scorer.score(mixed, workers: workers)
          == mixed.map { scorer.score($0.text, language: "en") })
    }
  }
}
