internal import HubbubModel

/// The scorer's working memory; one for each thread.
struct SentimentReader {
  private var scanner = TextScanner(lexicon: .english)
  private var rules = SentenceRules(lexicon: .english)
  private let weights = LearnedWeights(lexicon: .english)

  /// The sentiment of a text.
  mutating func score(_ text: String, language: String) -> PostSentiment {
    read(text, language: language) { _, _, _ in }
  }

  /// The sentiment of a text, and how it came about.
  mutating func trace(_ text: String, language: String) -> SentimentTrace {
    var sentences: [SentimentTrace.Sentence] = []
    let bytes = Array(text.utf8)
    var learned: [SentimentTrace.LearnedWord] = []
    let weights = weights
    let sentiment = read(text, language: language) { span, hits, tokens in
      weights.forEach(span, tokens, hits) { index, weight in
        let start = Int(tokens[index].start)
        let end = Int(tokens[index].end)
        learned.append(
          SentimentTrace.LearnedWord(
            text: String(decoding: bytes[start..<end], as: UTF8.self), start: start, end: end,
            weight: weight, value: 0))
      }
      let words = hits.map { hit in
        let start = Int(tokens[hit.firstToken].start)
        let end = Int(tokens[hit.endToken - 1].end)
        return SentimentTrace.Word(
          text: String(decoding: bytes[start..<end], as: UTF8.self), start: start, end: end,
          base: hit.base, value: hit.value, effects: hit.effects)
      }
      sentences.append(
        SentimentTrace.Sentence(
          start: span.start, end: span.end, value: hits.reduce(0) { $0 + $1.value }, words: words))
    }
    for index in learned.indices {
      learned[index].value = LearnedWeights.share(learned[index].weight, words: scanner.words)
    }
    let sum = sentences.reduce(0) { $0 + $1.value }
    return SentimentTrace(
      sentiment: sentiment, sentences: sentences,
      rules: sentences.isEmpty ? 0 : Self.normalized(sum, sentences: sentences.count),
      learned: learned)
  }

  private mutating func read(
    _ text: String, language: String,
    _ body: (SentenceSpan, [Hit], [Token]) -> Void
  ) -> PostSentiment {
    guard Lexicon.named(language) != nil else { return .unscored }
    scanner.scan(text)
    guard scanner.holdsText, scanner.letters >= scanner.foreignLetters else { return .unscored }
    var sum = 0.0
    var learned = 0.0
    var positive = 0.0
    var negative = 0.0
    for sentence in scanner.sentences {
      sum += rules.read(sentence, scanner.tokens)
      learned += weights.sum(sentence, scanner.tokens, rules.hits)
      for hit in rules.hits {
        if hit.value > 0 { positive += hit.value } else { negative -= hit.value }
      }
      body(sentence, rules.hits, scanner.tokens)
    }
    let byRules = Self.normalized(sum, sentences: scanner.sentences.count)
    let byWords = LearnedWeights.share(learned, words: scanner.words)
    let weight = max(positive + negative, .leastNormalMagnitude)
    return PostSentiment(
      valence: Self.rounded(Self.blended(byRules, byWords)),
      positive: Self.rounded(positive / weight), negative: Self.rounded(negative / weight))
  }

  /// Rules and learned words together; learned words alone must be loud to leave neutral.
  private static func blended(_ byRules: Double, _ byWords: Double) -> Double {
    let sum = max(-1, min(1, byRules + byWords))
    guard abs(byRules) <= RuleWeights.silence, abs(sum) < RuleWeights.loneWords else { return sum }
    return sum * MoodMeasure.neutralBand / RuleWeights.loneWords
  }

  /// As the artifact holds it, so that whatever is computed from scores follows from the file.
  private static func rounded(_ value: Double) -> Double {
    (value * 1_000_000).rounded() / 1_000_000
  }

  /// A sum of valences on the scale −1 … +1: one sentence of many weighs less.
  static func normalized(_ sum: Double, sentences: Int) -> Double {
    let spread = RuleWeights.normalizer * Double(max(1, sentences)).squareRoot()
    return sum / (sum * sum + spread).squareRoot()
  }
}
