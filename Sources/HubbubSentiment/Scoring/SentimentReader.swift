internal import HubbubModel

/// The scorer's working memory; one for each thread.
struct SentimentReader {
  private let lexicon = Lexicon.english
  private var scanner = TextScanner(lexicon: .english)
  private var rules: SentenceRules

  /// What was read of a text.
  private struct Reading {
    /// The rules' values added up, and what was learned of the other words.
    var sum = 0.0
    var learned = LearnedSum()
    var positive = 0.0
    var negative = 0.0
    /// Whether the rules made sure that something is felt.
    var isSure = false
  }

  /// - Parameter traces: whether it is to say how scores come about, which takes longer.
  init(traces: Bool = false) { rules = SentenceRules(lexicon: .english, traces: traces) }

  /// The sentiment of a text.
  mutating func score(_ text: String, language: String) -> PostSentiment {
    guard let reading = read(text, language: language, { _, _, _, _ in }) else { return .unscored }
    return sentiment(reading)
  }

  /// The sentiment of a text, and how it came about.
  mutating func trace(_ text: String, language: String) -> SentimentTrace {
    var sentences: [SentimentTrace.Sentence] = []
    var learned: [SentimentTrace.LearnedWord] = []
    var open: [SentimentTrace.OpenWord] = []
    let bytes = Array(text.utf8)
    let lexicon = lexicon
    func cut(_ first: Token, _ last: Token) -> (text: String, start: Int, end: Int) {
      let (start, end) = (Int(first.start), Int(last.end))
      return (String(decoding: bytes[start..<end], as: UTF8.self), start, end)
    }
    let reading = read(text, language: language) { span, hits, words, tokens in
      for word in words {
        let token = tokens[word.token]
        let place = cut(token, token)
        open.append(SentimentTrace.OpenWord(text: Self.folded(place.text), factor: word.factor))
        guard token.number >= 0 else { continue }
        let weight = lexicon.facts[Int(token.number)].learned
        guard !weight.isZero else { continue }
        learned.append(
          SentimentTrace.LearnedWord(
            text: place.text, start: place.start, end: place.end,
            value: Double(weight.valence) / 1000 * word.factor,
            feeling: Double(weight.feeling) / 1000))
      }
      let felt = hits.map { hit in
        let place = cut(tokens[hit.firstToken], tokens[hit.endToken - 1])
        return SentimentTrace.Word(
          text: place.text, start: place.start, end: place.end, base: hit.base, value: hit.value,
          effects: hit.effects)
      }
      sentences.append(
        SentimentTrace.Sentence(
          start: span.start, end: span.end, value: hits.reduce(0) { $0 + $1.value }, words: felt))
    }
    let words = scanner.words
    let root = Double(max(1, words)).squareRoot()
    learned = learned.map {
      SentimentTrace.LearnedWord(
        text: $0.text, start: $0.start, end: $0.end, value: $0.value, feeling: $0.feeling / root)
    }
    return SentimentTrace(
      sentiment: reading.map { sentiment($0) } ?? .unscored, sentences: sentences,
      rules: Self.normalized(reading?.sum ?? 0, words: words), learned: learned,
      feeling: reading.map { logOdds($0) } ?? 0, isSure: reading?.isSure ?? false,
      wordCount: words, openWords: open)
  }

  private mutating func read(
    _ text: String, language: String,
    _ body: (SentenceSpan, [Hit], [OpenWord], [Token]) -> Void
  ) -> Reading? {
    guard Lexicon.reads(language) else { return nil }
    scanner.scan(text)
    guard scanner.holdsText, scanner.letters >= scanner.foreignLetters else { return nil }
    var reading = Reading()
    rules.begin()
    for sentence in scanner.sentences {
      reading.sum += rules.read(sentence, scanner.tokens)
      for hit in rules.hits {
        if hit.value > 0 { reading.positive += hit.value } else { reading.negative -= hit.value }
        if hit.isSure { reading.isSure = true }
      }
      body(sentence, rules.hits, rules.open, scanner.tokens)
    }
    reading.learned = rules.learned
    return reading
  }

  private func valence(_ reading: Reading) -> Double {
    Self.normalized(reading.sum + reading.learned.valence, words: scanner.words)
  }

  private func logOdds(_ reading: Reading) -> Double {
    lexicon.feeling.logOdds(
      words: reading.learned.feeling, length: scanner.words, valence: valence(reading),
      isSure: reading.isSure)
  }

  /// Words move the valence; whether it leaves neutral is a decision of its own.
  private func sentiment(_ reading: Reading) -> PostSentiment {
    var valence = valence(reading)
    if logOdds(reading) <= 0 {
      valence = max(-MoodMeasure.neutralBand, min(MoodMeasure.neutralBand, valence))
    }
    let weight = max(reading.positive + reading.negative, .leastNormalMagnitude)
    return PostSentiment(
      valence: Self.rounded(valence), positive: Self.rounded(reading.positive / weight),
      negative: Self.rounded(reading.negative / weight))
  }

  /// As the artifact holds it, so that whatever is computed from scores follows from the file.
  private static func rounded(_ value: Double) -> Double {
    (value * 1_000_000).rounded() / 1_000_000
  }

  private static func folded(_ word: String) -> String {
    String(word.lowercased().map { $0 == "’" || $0 == "ʼ" ? "'" : $0 })
  }

  /// A sum of valences on the scale −1 … +1: one word of many weighs less.
  static func normalized(_ sum: Double, words: Int) -> Double {
    sum / (sum * sum + RuleWeights.normalizer + Double(max(1, words))).squareRoot()
  }
}
