import Foundation
import HubbubModel
import HubbubSentiment
import HubbubSystem
import Testing

/// The rules, case by case: `Cases.tsv` holds the sentences, `Floors.json` what each class must reach.
@Suite struct CaseTests {
  struct Case: Sendable {
    let kind: String
    let expected: String
    let sentence: String
  }

  static let cases: [Case] = resource("Cases", "tsv").split(separator: "\n").compactMap { line in
    let fields = line.split(separator: "\t").map(String.init)
    guard fields.count == 3, !line.hasPrefix("#") else { return nil }
    return Case(kind: fields[0], expected: fields[1], sentence: fields[2])
  }

  static let kinds = Set(cases.map(\.kind)).sorted()

  private static func resource(_ name: String, _ kind: String) -> String {
    guard let url = Bundle.module.url(forResource: name, withExtension: kind),
      let bytes = try? Files.read(url.path)
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func holds(_ item: Case, _ scorer: SentimentScorer) -> Bool {
    let band = MoodMeasure.neutralBand
    guard let valence = scorer.score(item.sentence).valence else { return false }
    switch item.expected.first {
    case "+": return valence > band
    case "-": return valence < -band
    case "0": return abs(valence) <= band
    case ">", "<":
      guard let other = scorer.score(String(item.expected.dropFirst())).valence else {
        return false
      }
      return item.expected.hasPrefix(">") ? valence > other : valence < other
    default: return false
    }
  }

  @Test(arguments: kinds) func classReachesItsFloor(kind: String) throws {
    let scorer = SentimentScorer()
    let cases = Self.cases.filter { $0.kind == kind }
    let missed = cases.filter { !Self.holds($0, scorer) }
    let share = 1 - Double(missed.count) / Double(cases.count)
    let floors = try JSONParser().parse(Array(Self.resource("Floors", "json").utf8))
    let floor = try #require(floors["cases"]?[kind]?.number)
    #expect(
      share >= floor,
      "\(missed.map { "\($0.expected) \($0.sentence) (\(scorer.score($0.sentence).valence ?? .nan))" })"
    )
  }

  @Test func thereAreEnoughCases() {
    #expect(Self.cases.count >= 300)
    #expect(Self.kinds.count >= 14)
  }

  @Test func whatIsNotEnglishIsUnscored() {
    let scorer = SentimentScorer()
    #expect(scorer.score("Das ist wirklich großartig!", language: "de").valence == nil)
    #expect(scorer.score("これは素晴らしいです").valence == nil)
    #expect(scorer.score("Это просто ужасно").valence == nil)
    #expect(scorer.score("").valence == nil)
    #expect(scorer.score(" \n\t").valence == nil)
    #expect(scorer.score("It is great.", language: "en-GB").valence ?? 0 > 0)
    #expect(scorer.score("The café is great.").valence ?? 0 > 0)
  }

  @Test func tracesSayWhichWordsFired() throws {
    let text = "Honestly: the idea isn’t bad, but the code is REALLY slow 😡. Nice docs!"
    let trace = SentimentScorer().trace(text)
    #expect(trace.sentences.map { $0.words.map(\.text) } == [["bad", "slow", "😡"], ["Nice"]])
    let bytes = Array(text.utf8)
    for sentence in trace.sentences {
      for word in sentence.words {
        #expect(String(decoding: bytes[word.start..<word.end], as: UTF8.self) == word.text)
      }
      #expect(abs(sentence.words.reduce(0) { $0 + $1.value } - sentence.value) < 1e-12)
    }
    #expect(trace.sentences[0].words[0].effects == [.negated, .beforeContrast])
    #expect(trace.sentences[0].words[1].effects == [.boosted, .afterContrast])
    #expect(trace.sentences[1].words[0].effects.names == ["exclamation"])
    #expect(trace.sentiment == SentimentScorer().score(text))
  }

  @Test func theTraceAddsUpToTheValence() throws {
    let texts = [
      "My condolences, I was scared and cried, but thank you.", "I am not scared.", "Fine :)",
      "The meeting is on Tuesday at nine in the second room.", "Great, it isn’t broken again!",
    ]
    var decided: Set<Bool> = []
    for text in texts {
      let trace = SentimentScorer().trace(text)
      let sum = trace.sum + trace.learned.reduce(0) { $0 + $1.value }
      var valence = sum / (sum * sum + 5 + Double(trace.wordCount)).squareRoot()
      decided.insert(trace.feeling > 0)
      if trace.feeling <= 0 { valence = max(-0.05, min(0.05, valence)) }
      #expect(abs(try #require(trace.sentiment.valence) - valence) < 1e-6, "\(text)")
    }
    #expect(decided == [true, false])
  }

  @Test func learnedWordsFollowTheRules() throws {
    // A phrase speaks for its words, and a negation turns what was learned too.
    #expect(SentimentScorer().trace("Thanks for nothing.").learned.map(\.text) == [])
    let plain = SentimentScorer().trace("I am scared.").learned.first { $0.text == "scared" }
    let turned = SentimentScorer().trace("I am not scared.").learned.first { $0.text == "scared" }
    let value = try #require(plain).value
    #expect(value != 0)
    #expect(abs(try #require(turned).value - value * -0.74) < 1e-12)
    // Words between quotation marks are not the author's.
    #expect(!SentimentScorer().trace("He said “scared”.").learned.map(\.text).contains("scared"))
  }

  @Test func anyBytesAreReadWithoutHarm() {
    let scorer = SentimentScorer()
    let pieces = [
      "good", "not", "…", "’", "“", "”", "😀", "\u{200D}", "\n", "\n\n", "-", "'", "\"", ":)", "!",
      "?", "é", "日本", "\u{0}", "but", " ", "http://x", "@a", "#b", "«", "»", "ʼ", "n't", "aaa",
    ]
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let score = scorer.score(text)
      #expect(abs(score.valence ?? 0) <= 1)
      #expect(score == scorer.trace(text).sentiment)
    }
  }
}
