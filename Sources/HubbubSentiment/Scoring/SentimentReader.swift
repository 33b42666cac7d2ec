internal import HubbubModel

/// The scorer's working memory; one for each thread.
struct SentimentReader {
  private let feeling: FeelingModel
  private var scanner: TextScanner
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

  init() {
    let lexicon = Lexicon.english
    feeling = lexicon.feeling
    scanner = TextScanner(lexicon: lexicon)
    rules = SentenceRules(lexicon: lexicon)
  }

  /// The sentiment of a text.
  mutating func score(_ text: String, language: String) -> PostSentiment {
    score(text.utf8.span, language: language)
  }

  /// The sentiment of a text in UTF-8.
  mutating func score(_ text: Swift.Span<UInt8>, language: String) -> PostSentiment {
    guard let reading = read(text, language: language, { _, _ in }) else { return .unscored }
    return sentiment(reading)
  }

  /// The sentiment of a text, and how it came about.
  mutating func trace(_ text: String, language: String) -> SentimentTrace {
    var sentences: [SentimentTrace.Sentence] = []
    var learned: [SentimentTrace.LearnedWord] = []
    var open: [SentimentTrace.OpenWord] = []
    let bytes = Array(text.utf8)
    func cut(_ token: Token) -> (text: String, start: Int, end: Int) {
      let (start, end) = (Int(token.start), Int(token.end))
      return (String(decoding: bytes[start..<end], as: UTF8.self), start, end)
    }
    let reading = read(bytes.span, language: language) { sentence, rules in
      let (hits, tokens) = (rules.hits, rules.tokens[..<rules.count])
      for index in tokens.indices where tokens[index].isOpen {
        let token = tokens[index]
        let place = cut(token)
        let factor = token.traits.contains(.reached) ? RuleWeights.negation : 1
        open.append(SentimentTrace.OpenWord(text: Self.folded(place.text), factor: factor))
        let weight = token.facts.learned
        guard !weight.isZero else { continue }
        learned.append(
          SentimentTrace.LearnedWord(
            text: place.text, start: place.start, end: place.end,
            value: Double(weight.valence) / 1000 * factor,
            feeling: Double(weight.feeling) / 1000))
      }
      let felt = hits.map { hit in
        let place = cut(tokens[hit.token])
        return SentimentTrace.Word(
          text: place.text, start: place.start, end: place.end, base: hit.base, value: hit.value,
          effects: hit.effects)
      }
      sentences.append(
        SentimentTrace.Sentence(
          start: sentence.start, end: sentence.end, value: hits.reduce(0) { $0 + $1.value },
          words: felt))
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
      feeling: reading.map { logOdds($0, valence($0)) } ?? 0, isSure: reading?.isSure ?? false,
      wordCount: words, openWords: open)
  }

  @inline(__always)
  private mutating func read(
    _ text: Swift.Span<UInt8>, language: String,
    _ body: (SentenceSpan, borrowing SentenceRules) -> Void
  ) -> Reading? {
    guard Lexicon.reads(language) else { return nil }
    scanner.scan(text)
    guard scanner.holdsText, scanner.letters >= scanner.foreignLetters else { return nil }
    var reading = Reading()
    rules.begin()
    let (sentences, pieces) = (scanner.sentences, scanner.pieces)
    for sentence in sentences {
      reading.sum += rules.read(sentence, pieces.span, text)
      for hit in rules.hits {
        if hit.value > 0 { reading.positive += hit.value } else { reading.negative -= hit.value }
        if hit.isSure { reading.isSure = true }
      }
      body(sentence, rules)
    }
    reading.learned = rules.learned
    return reading
  }

  private func valence(_ reading: Reading) -> Double {
    Self.normalized(reading.sum + reading.learned.valence, words: scanner.words)
  }

  private func logOdds(_ reading: Reading, _ valence: Double) -> Double {
    feeling.logOdds(
      words: reading.learned.feeling, length: scanner.words, valence: valence,
      isSure: reading.isSure)
  }

  /// Words move the valence; whether it leaves neutral is a decision of its own.
  private func sentiment(_ reading: Reading) -> PostSentiment {
    var valence = valence(reading)
    if logOdds(reading, valence) <= 0 {
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
