/// What words say beyond the rules: a linear model, a weight a word.
struct LearnedWeights {
  let lexicon: Lexicon

  /// The sum of a sentence's weights.
  func sum(_ sentence: SentenceSpan, _ tokens: [Token], _ hits: [Hit]) -> Double {
    var sum = 0.0
    forEach(sentence, tokens, hits) { sum += $1 }
    return sum
  }

  /// Calls a closure with each token that has a weight, and the weight.
  ///
  /// Words between quotation marks and those of a phrase have none; a negated word's is turned.
  func forEach(
    _ sentence: SentenceSpan, _ tokens: [Token], _ hits: [Hit], _ body: (Int, Double) -> Void
  ) {
    var hit = 0
    for index in sentence.firstToken..<sentence.endToken {
      while hit < hits.count, hits[hit].endToken <= index { hit += 1 }
      let token = tokens[index]
      guard token.number >= 0, token.traits.isDisjoint(with: [.sign, .quoted]) else { continue }
      var weight = lexicon.weights[Int(token.number)]
      guard weight != 0 else { continue }
      if hit < hits.count, hits[hit].firstToken <= index {
        if hits[hit].endToken > hits[hit].firstToken + 1 { continue }
        if hits[hit].effects.contains(.negated) { weight *= RuleWeights.negation }
      }
      body(index, weight)
    }
  }

  /// What a sum of weights adds to the valence of a text of that many words.
  static func share(_ sum: Double, words: Int) -> Double {
    RuleWeights.learned * sum / Double(max(1, words)).squareRoot()
  }
}
