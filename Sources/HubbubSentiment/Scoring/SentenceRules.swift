/// Reads sentences by the rules: which words feel, and what their neighbours make of them.
struct SentenceRules {
  let lexicon: Lexicon
  private(set) var hits: [Hit] = []
  /// What was learned of the open words since `begin`, added up.
  private(set) var learned = LearnedSum()
  /// The sentence's tokens are the first `count` of these; the rest is room for longer ones.
  private(set) var tokens = [Token](repeating: Token(), count: 64)
  private(set) var count = 0

  init(lexicon: Lexicon) { self.lexicon = lexicon }

  /// Begins a text.
  mutating func begin() { learned = LearnedSum() }

  /// The sum of a sentence's valences; what made it stands in `hits`, what it was read as in `tokens`.
  mutating func read(
    _ sentence: SentenceSpan, _ pieces: Span<Piece>, _ bytes: Span<UInt8>
  ) -> Double {
    if !hits.isEmpty { hits.removeAll(keepingCapacity: true) }
    let size = sentence.last - sentence.first
    if size > tokens.count {
      tokens.append(contentsOf: repeatElement(Token(), count: size))
    }
    // Out of `self`, so that the rules may write to both.
    var stored: [Token] = []
    swap(&stored, &tokens)
    defer { swap(&stored, &tokens) }
    var tokens = stored.mutableSpan
    count = size
    var all = All()
    lookUp(sentence, pieces, bytes, &tokens, &all)
    if all.firstPair >= 0 { count = joinPhrases(&tokens, &all) }
    if all.traits.contains(.quoted) { all.learned = openWords(tokens, count) }
    learned.add(all.learned)
    if all.marks.isDisjoint(with: [.feels, .negator, .near]) { return 0 }
    if all.marks.contains(.ambiguous) {
      var ambiguous = MarkedTokens(.ambiguous)
      while let index = ambiguous.next(tokens, count) { disambiguate(index, &tokens) }
    }
    if all.marks.negates { negate(&tokens) }
    if all.marks.contains(.feels) {
      var felt = MarkedTokens(.feels)
      while let index = felt.next(tokens, count) { feel(index, sentence, all.marks, &tokens) }
    }
    if hits.isEmpty { return 0 }
    if all.marks.contains(.contrast) { contrast(tokens) }
    if all.marks.contains(.concession) { concessions(tokens) }
    if all.marks.contains(.wish) { wishes(tokens) }
    if sentence.isQuestion {
      for index in hits.indices { scale(index, RuleWeights.question, .question) }
    }
    exclaim(sentence)
    return hits.reduce(0) { $0 + $1.value }
  }

  // MARK: One word

  /// Words that feel in one place and only help in another.
  private mutating func disambiguate(
    _ index: Int, _ tokens: inout MutableSpan<Token>
  ) {
    let marks = tokens[index].marks
    if marks.contains(.verb), !followsSubject(index, tokens) {
      tokens[index].marks.remove(.feels)
      tokens[index].facts.silence()
    }
    guard marks.contains(.booster) else { return }
    // "Pretty bad", "crazy good": before a word that feels, or another booster, they only boost.
    let next = index + 1
    guard next < count,
      tokens[next].traits.isDisjoint(with: [.clauseStart, .sign]),
      !tokens[next].marks.isDisjoint(with: [.feels, .booster])
    else {
      tokens[index].marks.remove(.booster)
      return
    }
    tokens[index].marks.remove(.feels)
    tokens[index].facts.silence()
  }

  /// Whether a word stands where a verb does: "I like", "don't really like", not "looks like".
  private func followsSubject(
    _ index: Int, _ tokens: borrowing MutableSpan<Token>
  ) -> Bool {
    var at = index - 1
    while at >= 0, tokens[at].marks.contains(.booster) { at -= 1 }
    return at >= 0
      && !tokens[at].marks.isDisjoint(with: [.subject, .negator])
  }

  private mutating func feel(
    _ index: Int, _ sentence: SentenceSpan, _ marks: WordMarks,
    _ tokens: inout MutableSpan<Token>
  ) {
    let token = tokens[index]
    let base = token.facts.valence
    var hit = Hit(token: index, base: base, value: base, traits: token.traits)
    if token.traits.contains(.quoted), !token.traits.contains(.sign) {
      hit.value *= RuleWeights.quoted
      hit.effects.insert(.quoted)
    } else if token.traits.contains(.sign) {
      if token.traits.contains(.repeated) { hit.value *= RuleWeights.repeatedSign }
    } else {
      shape(&hit, sentence)
      if marks.contains(.booster) { boost(&hit, sentence, tokens) }
      if marks.negates,
        token.traits.contains(.reached) || inheritsNegation(index, tokens)
      {
        tokens[index].traits.insert(.negated)
        hit.value *= hit.value > 0 ? RuleWeights.negation : RuleWeights.negatedNegative
        hit.effects.insert(.negated)
      }
    }
    hits.append(hit)
  }

  private func shape(_ hit: inout Hit, _ sentence: SentenceSpan) {
    if hit.traits.contains(.capitals), sentence.mixesCapitals {
      hit.value += hit.base > 0 ? RuleWeights.capitals : -RuleWeights.capitals
      hit.effects.insert(.capitals)
    }
    if hit.traits.contains(.lengthened) {
      hit.value += hit.base > 0 ? RuleWeights.lengthened : -RuleWeights.lengthened
      hit.effects.insert(.lengthened)
    }
  }

  /// Boosters among the three words before, the nearest strongest.
  private func boost(
    _ hit: inout Hit, _ sentence: SentenceSpan, _ tokens: borrowing MutableSpan<Token>
  ) {
    var distance = 0
    var at = hit.token
    while at > 0, distance < 3, !tokens[at].traits.contains(.clauseStart) {
      at -= 1
      let token = tokens[at]
      if token.traits.contains(.sign) { continue }
      if token.marks.contains(.feels) { break }
      if token.marks.contains(.booster) {
        var amount = token.facts.amount * RuleWeights.boosterDecay(distance)
        let adds = token.facts.amount > 0
        if token.traits.contains(.lengthened) { amount *= 1.5 }
        if token.traits.contains(.capitals), sentence.mixesCapitals {
          amount += RuleWeights.capitals * (amount > 0 ? 1 : -1)
        }
        hit.value += hit.base > 0 ? amount : -amount
        hit.effects.insert(adds ? .boosted : .dampened)
      }
      distance += 1
    }
    // A dampener weakens a word but does not turn it.
    if hit.value * hit.base < 0 { hit.value = 0 }
  }

  // MARK: Negation

  /// Finds the words that negations reach, and turns what was learned of them.
  private mutating func negate(_ tokens: inout MutableSpan<Token>) {
    var negators = MarkedTokens(.negates)
    while let index = negators.next(tokens, count) { reach(index, &tokens) }
    for index in 0..<count {
      let token = tokens[index]
      if token.isOpen, token.traits.contains(.reached) { learned.turn(token.facts.learned) }
    }
  }

  /// Marks what a negation reaches: the words after it, up to a mark, a contrast, a second negation
  /// that hides it, or three words; those that count for nothing are passed over.
  private func reach(_ negator: Int, _ tokens: inout MutableSpan<Token>) {
    var left =
      tokens[negator].marks.contains(.near) ? RuleWeights.nearReach : RuleWeights.reach
    var isAfterJoint = false
    var at = negator + 1
    let end = min(count, at + RuleWeights.longestReach)
    while at < end, left > 0, tokens[at].traits.isDisjoint(with: [.clauseStart, .afterComma]) {
      tokens[at].traits.formSymmetricDifference(.reached)
      let marks = tokens[at].marks
      // An "and" before a word begins something new, as in "not slow and it works".
      if isAfterJoint, !marks.contains(.booster) { return }
      isAfterJoint = false
      if !marks.isDisjoint(with: [.contrast, .concession]) { return }
      if marks.contains(.negator), tokens[at].facts.amount > 0 { return }
      if marks.contains(.joint) { isAfterJoint = true }
      if marks.isDisjoint(with: [.booster, .pass, .subject]), !tokens[at].traits.contains(.sign) {
        left -= 1
      }
      at += 1
    }
  }

  /// "Not smart, handsome or funny": a word right after a negated one, and as good or bad as it.
  private func inheritsNegation(
    _ index: Int, _ tokens: borrowing MutableSpan<Token>
  ) -> Bool {
    guard index > 0 else { return false }
    var at = index - 1
    var joined = tokens[index].traits.contains(.afterComma)
    while at > 0, !tokens[at].marks.contains(.feels),
      !tokens[at].marks.isDisjoint(with: [.booster, .joint])
    {
      if tokens[at].traits.contains(.clauseStart) { return false }
      joined =
        joined || tokens[at].marks.contains(.joint) || tokens[at].traits.contains(.afterComma)
      at -= 1
    }
    return joined && tokens[at].traits.contains(.negated) && !tokens[at].traits.contains(.sign)
      && tokens[at].facts.isPositive == tokens[index].facts.isPositive
  }

  // MARK: Sentences

  private mutating func scale(_ hit: Int, _ factor: Double, _ effect: SentimentEffects) {
    hits[hit].value *= factor
    hits[hit].effects.insert(effect)
  }

  /// What stands before the last "but" counts half, what follows one and a half times.
  private mutating func contrast(_ tokens: borrowing MutableSpan<Token>) {
    var pivot = count - 1
    while pivot >= 0, !tokens[pivot].marks.contains(.contrast) { pivot -= 1 }
    guard pivot >= 0 else { return }
    for index in hits.indices {
      if hits[index].token < pivot {
        scale(index, RuleWeights.beforeContrast, .beforeContrast)
      } else if pivot > 0 {
        scale(index, RuleWeights.afterContrast, .afterContrast)
      }
    }
  }

  private mutating func concessions(_ tokens: borrowing MutableSpan<Token>) {
    var starts = MarkedTokens(.concession)
    while let start = starts.next(tokens, count) {
      var end = start + 1
      while end < count,
        tokens[end].traits.isDisjoint(with: [.afterComma, .clauseStart])
      {
        end += 1
      }
      for index in hits.indices where hits[index].token > start && hits[index].token < end {
        scale(index, RuleWeights.concession, .beforeContrast)
      }
    }
  }

  /// What is good in a clause that wishes, or that a condition follows, is not there yet.
  private mutating func wishes(_ tokens: borrowing MutableSpan<Token>) {
    var starts = MarkedTokens(.wish)
    while let start = starts.next(tokens, count) {
      var end = start
      while end < count, !tokens[end].traits.contains(.clauseStart),
        !tokens[end].marks.contains(.contrast)
      {
        end += 1
      }
      for index in hits.indices where hits[index].token >= start && hits[index].token < end {
        if hits[index].base > 0, !hits[index].effects.contains(.wish) {
          scale(index, RuleWeights.wish, .wish)
        }
      }
    }
  }

  private mutating func exclaim(_ sentence: SentenceSpan) {
    guard sentence.exclamations > 0 else { return }
    let sum = hits.reduce(0) { $0 + $1.value }
    guard sum != 0 else { return }
    var loudest = 0
    for index in hits.indices where hits[index].value * sum > hits[loudest].value * sum {
      loudest = index
    }
    let amount = Double(sentence.exclamations) * RuleWeights.exclamation
    hits[loudest].value += sum > 0 ? amount : -amount
    hits[loudest].effects.insert(.exclaimed)
  }
}
