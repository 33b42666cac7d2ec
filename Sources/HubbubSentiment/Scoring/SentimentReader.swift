internal import HubbubModel

/// The scorer's working memory; one for each thread.
struct SentimentReader {
  private var scanner = TextScanner(lexicon: .english)
  private var rules = SentenceRules(lexicon: .english)

  /// The sentiment of a text.
  mutating func score(_ text: String, language: String) -> PostSentiment {
    read(text, language: language) { _, _, _ in }
  }

  /// The sentiment of a text, and how it came about.
  mutating func trace(_ text: String, language: String) -> SentimentTrace {
    var sentences: [SentimentTrace.Sentence] = []
    let bytes = Array(text.utf8)
    let sentiment = read(text, language: language) { span, hits, tokens in
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
    return SentimentTrace(sentiment: sentiment, sentences: sentences)
  }

  private mutating func read(
    _ text: String, language: String,
    _ body: (SentenceSpan, [Hit], [Token]) -> Void
  ) -> PostSentiment {
    guard Lexicon.named(language) != nil else { return .unscored }
    scanner.scan(text)
    guard scanner.holdsText, scanner.letters >= scanner.foreignLetters else { return .unscored }
    var sum = 0.0
    var positive = 0.0
    var negative = 0.0
    for sentence in scanner.sentences {
      sum += rules.read(sentence, scanner.tokens)
      for hit in rules.hits {
        if hit.value > 0 { positive += hit.value } else { negative -= hit.value }
      }
      body(sentence, rules.hits, scanner.tokens)
    }
    let weight = positive + negative
    guard weight > 0 else { return PostSentiment(valence: 0) }
    return PostSentiment(
      valence: Self.rounded(Self.normalized(sum, sentences: scanner.sentences.count)),
      positive: Self.rounded(positive / weight), negative: Self.rounded(negative / weight))
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
