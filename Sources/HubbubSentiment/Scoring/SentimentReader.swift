internal import HubbubModel

/// The scorer's working memory; one for each thread.
struct SentimentReader {
  private let lexicon = Lexicon.english
  private var scanner = TextScanner(lexicon: .english)
  private var rules = SentenceRules(lexicon: .english)

  /// What was read of a text.
  private struct Reading {
    /// The rules' values added up, and what the learned words add.
    var sum = 0.0
    var learned = 0.0
    /// The learned words' weights for whether the text feels.
    var feeling = 0.0
    var positive = 0.0
    var negative = 0.0
    /// Whether the rules made sure that something is felt.
    var isSure = false
  }

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
        guard token.number >= 0, !lexicon.weights[Int(token.number)].isZero else { continue }
        let weight = lexicon.weights[Int(token.number)]
        learned.append(
          SentimentTrace.LearnedWord(
            text: place.text, start: place.start, end: place.end,
            value: weight.valence * word.factor, feeling: weight.feeling))
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
    guard Lexicon.named(language) != nil else { return nil }
    scanner.scan(text)
    guard scanner.holdsText, scanner.letters >= scanner.foreignLetters else { return nil }
    var reading = Reading()
    for sentence in scanner.sentences {
      reading.sum += rules.read(sentence, scanner.tokens)
      for word in rules.open {
        let number = Int(scanner.tokens[word.token].number)
        guard number >= 0 else { continue }
        let weight = lexicon.weights[number]
        reading.learned += weight.valence * word.factor
        reading.feeling += weight.feeling
      }
      for hit in rules.hits {
        if hit.value > 0 { reading.positive += hit.value } else { reading.negative -= hit.value }
        if hit.isSure { reading.isSure = true }
      }
      body(sentence, rules.hits, rules.open, scanner.tokens)
    }
    return reading
  }

  private func valence(_ reading: Reading) -> Double {
    Self.normalized(reading.sum + reading.learned, words: scanner.words)
  }

  private func logOdds(_ reading: Reading) -> Double {
    lexicon.feeling.logOdds(
      words: reading.feeling, length: scanner.words, valence: valence(reading),
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
