/// Reads sentences by the rules: which words feel, and what their neighbours make of them.
struct SentenceRules {
  let lexicon: Lexicon
  private(set) var hits: [Hit] = []
  /// What was learned of the open words since `begin`, added up: those that stand alone and are not
  /// between quotation marks.
  private(set) var learned = LearnedSum()
  /// The open words of the last sentence, if they are traced.
  private(set) var open: [OpenWord] = []
  private let traces: Bool
  private var units: [Unit] = []

  /// A word or a phrase of a sentence.
  private struct Unit {
    var firstToken: Int
    var endToken: Int
    var valence: Double
    var role: Role
    var amount: Double
    var traits: Token.Traits
    var isNegated = false
    /// The hit that it made; −1 if none.
    var hit = -1

    var isSign: Bool { traits.contains(.sign) }
  }

  init(lexicon: Lexicon, traces: Bool) {
    self.lexicon = lexicon
    self.traces = traces
  }

  /// Begins a text.
  mutating func begin() { learned = LearnedSum() }

  /// The sum of a sentence's valences; what made it stands in `hits`.
  mutating func read(_ sentence: SentenceSpan, _ tokens: [Token]) -> Double {
    hits.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    if isPlain(sentence, tokens) { return 0 }
    makeUnits(sentence, tokens)
    for index in units.indices where units[index].valence != 0 { feel(index, sentence) }
    readOpenWords(tokens)
    if hits.isEmpty { return 0 }
    contrast()
    wishes()
    if sentence.isQuestion {
      for index in hits.indices { scale(index, RuleWeights.question, .question) }
    }
    exclaim(sentence)
    return hits.reduce(0) { $0 + $1.value }
  }

  // MARK: Open words

  /// Whether nothing in a sentence feels or negates; then its open words are read here, without units.
  private mutating func isPlain(_ sentence: SentenceSpan, _ tokens: [Token]) -> Bool {
    var sum = learned
    var at = sentence.firstToken
    while at < sentence.endToken {
      let token = tokens[at]
      if !token.traits.isDisjoint(with: [.sign, .negating]) { return false }
      at += 1
      guard token.number >= 0 else { continue }
      let facts = lexicon.facts[Int(token.number)]
      if facts.beginsPhrases, let phrase = phrase(at - 1, sentence.endToken, tokens) {
        if phrase.entry.valence ?? 0 != 0 || phrase.entry.role.negates { return false }
        at += Int(phrase.count)
        continue
      }
      if facts.feels || facts.role.negates { return false }
      if !token.traits.contains(.quoted) { sum.add(facts.learned) }
    }
    // Units tell a trace which words are open.
    if traces { return false }
    learned = sum
    return true
  }

  /// Words of phrases and between quotation marks say nothing of their own.
  private mutating func readOpenWords(_ tokens: [Token]) {
    let negator = units.firstIndex { $0.role.negates } ?? units.count
    for index in units.indices {
      let unit = units[index]
      guard unit.endToken == unit.firstToken + 1, unit.traits.isDisjoint(with: [.sign, .quoted])
      else { continue }
      let number = Int(tokens[unit.firstToken].number)
      let weight = number >= 0 ? lexicon.facts[number].learned : LearnedWeight()
      let isNegated =
        index > negator && (weight.valence != 0 || traces) && negations(before: index) % 2 == 1
      learned.add(weight, isNegated: isNegated)
      if traces {
        let factor = isNegated ? RuleWeights.negation : 1
        open.append(OpenWord(token: unit.firstToken, factor: factor))
      }
    }
  }

  // MARK: Units

  private mutating func makeUnits(_ sentence: SentenceSpan, _ tokens: [Token]) {
    units.removeAll(keepingCapacity: true)
    var at = sentence.firstToken
    while at < sentence.endToken {
      let token = tokens[at]
      var unit = Unit(
        firstToken: at, endToken: at + 1, valence: 0, role: .none, amount: 0,
        traits: token.traits)
      let number = Int(token.number)
      if token.traits.contains(.sign) {
        unit.valence = lexicon.signValences[number]
      } else if number >= 0 {
        let facts = lexicon.facts[number]
        if facts.beginsPhrases, let phrase = phrase(at, sentence.endToken, tokens) {
          unit.endToken = at + Int(phrase.count) + 1
          unit.valence = phrase.entry.valence ?? 0
          unit.role = phrase.entry.role
          unit.amount = phrase.entry.amount
        } else {
          unit.valence = facts.valence
          unit.role = facts.role
          unit.amount = facts.amount
        }
      } else if token.traits.contains(.negating) {
        unit.role = .negator
      }
      units.append(unit)
      at = unit.endToken
    }
    for index in units.indices where units[index].valence != 0 { disambiguate(index) }
  }

  /// The longest phrase that begins with a token and that no mark cuts.
  private func phrase(_ at: Int, _ end: Int, _ tokens: [Token]) -> PhraseEntry? {
    phrases: for index in lexicon.facts[Int(tokens[at].number)].phrases {
      let phrase = lexicon.phrases[Int(index)]
      guard at + Int(phrase.count) < end else { continue }
      for offset in 0..<Int(phrase.count) {
        let token = tokens[at + 1 + offset]
        guard token.number == lexicon.phraseWords[Int(phrase.first) + offset],
          !token.traits.contains(.sign),
          token.traits.isDisjoint(with: [.clauseStart])
        else { continue phrases }
      }
      return phrase
    }
    return nil
  }

  /// Words that feel in one place and only help in another.
  private mutating func disambiguate(_ index: Int) {
    if units[index].role == .verb, !followsSubject(index) { units[index].valence = 0 }
    guard units[index].role == .booster else { return }
    // "Pretty bad", "crazy good": before a word that feels, or another booster, they only boost.
    let next = index + 1
    guard next < units.count, !units[next].traits.contains(.clauseStart), !units[next].isSign,
      units[next].valence != 0 || units[next].role == .booster
    else {
      units[index].role = .none
      return
    }
    units[index].valence = 0
  }

  /// Whether a word stands where a verb does: "I like", "don't really like", not "looks like".
  private func followsSubject(_ index: Int) -> Bool {
    var at = index - 1
    while at >= 0, units[at].role == .booster { at -= 1 }
    return at >= 0 && (units[at].role == .subject || units[at].role == .negator)
  }

  // MARK: One word

  private mutating func feel(_ index: Int, _ sentence: SentenceSpan) {
    let unit = units[index]
    var hit = Hit(
      firstToken: unit.firstToken, endToken: unit.endToken, base: unit.valence,
      value: unit.valence, isSign: unit.isSign)
    if unit.traits.contains(.quoted), !unit.isSign {
      hit.value *= RuleWeights.quoted
      hit.effects.insert(.quoted)
    } else if unit.isSign {
      if unit.traits.contains(.repeated) { hit.value *= RuleWeights.repeatedSign }
    } else {
      shape(&hit, unit, sentence)
      boost(&hit, index, sentence)
      if negations(before: index) % 2 == 1 || inheritsNegation(index) {
        units[index].isNegated = true
        hit.value *= hit.value > 0 ? RuleWeights.negation : RuleWeights.negatedNegative
        hit.effects.insert(.negated)
      }
    }
    units[index].hit = hits.count
    hits.append(hit)
  }

  private func shape(_ hit: inout Hit, _ unit: Unit, _ sentence: SentenceSpan) {
    if unit.traits.contains(.capitals), sentence.mixesCapitals {
      hit.value += hit.base > 0 ? RuleWeights.capitals : -RuleWeights.capitals
      hit.effects.insert(.capitals)
    }
    if unit.traits.contains(.lengthened) {
      hit.value += hit.base > 0 ? RuleWeights.lengthened : -RuleWeights.lengthened
      hit.effects.insert(.lengthened)
    }
  }

  /// Boosters among the three words before, the nearest strongest.
  private func boost(_ hit: inout Hit, _ index: Int, _ sentence: SentenceSpan) {
    var distance = 0
    var at = index
    while at > 0, distance < 3, !units[at].traits.contains(.clauseStart) {
      at -= 1
      let unit = units[at]
      if unit.isSign { continue }
      if unit.valence != 0 { break }
      if unit.role == .booster {
        var amount = unit.amount * RuleWeights.boosterDecay[distance]
        if unit.traits.contains(.lengthened) { amount *= 1.5 }
        if unit.traits.contains(.capitals), sentence.mixesCapitals {
          amount += RuleWeights.capitals * (amount > 0 ? 1 : -1)
        }
        hit.value += hit.base > 0 ? amount : -amount
        hit.effects.insert(unit.amount > 0 ? .boosted : .dampened)
      }
      distance += 1
    }
    // A dampener weakens a word but does not turn it.
    if hit.value * hit.base < 0 { hit.value = 0 }
  }

  // MARK: Negation

  /// How many negations reach a word.
  private func negations(before index: Int) -> Int {
    var found = 0
    var counted = 0
    var walked = 0
    var at = index
    while at > 0, counted < RuleWeights.reach, walked < RuleWeights.longestReach {
      if units[at].traits.contains(.clauseStart) || units[at].traits.contains(.afterComma) { break }
      at -= 1
      walked += 1
      let unit = units[at]
      if unit.isSign { continue }
      switch unit.role {
      case .negator:
        found += 1
        if unit.amount > 0 { return found }
      case .near:
        if counted < RuleWeights.nearReach { found += 1 }
      case .contrast, .concession: return found
      case .booster, .pass, .subject: continue
      default: break
      }
      if isJunction(at, before: index) { return found }
      counted += 1
    }
    return found
  }

  /// Whether an "and" before a word begins something new, as in "not slow and it works".
  private func isJunction(_ at: Int, before index: Int) -> Bool {
    units[at].role == .joint && at + 1 < index && units[at + 1].role != .booster
  }

  /// "Not smart, handsome or funny": a word right after a negated one, and as good or bad as it.
  private func inheritsNegation(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    var at = index - 1
    var joined = units[index].traits.contains(.afterComma)
    while at > 0, units[at].valence == 0, units[at].role == .booster || units[at].role == .joint {
      if units[at].traits.contains(.clauseStart) { return false }
      joined = joined || units[at].role == .joint || units[at].traits.contains(.afterComma)
      at -= 1
    }
    return joined && units[at].isNegated && !units[at].isSign
      && (units[at].valence > 0) == (units[index].valence > 0)
  }

  // MARK: Sentences

  private mutating func scale(_ hit: Int, _ factor: Double, _ effect: SentimentEffects) {
    hits[hit].value *= factor
    hits[hit].effects.insert(effect)
  }

  /// What stands before the last "but" counts half, what follows one and a half times.
  private mutating func contrast() {
    if let pivot = units.lastIndex(where: { $0.role == .contrast }) {
      for index in units.indices where units[index].hit >= 0 {
        if index < pivot {
          scale(units[index].hit, RuleWeights.beforeContrast, .beforeContrast)
        } else if pivot > 0 {
          scale(units[index].hit, RuleWeights.afterContrast, .afterContrast)
        }
      }
    }
    for start in units.indices where units[start].role == .concession {
      var at = start + 1
      while at < units.count, !units[at].traits.contains(.afterComma),
        !units[at].traits.contains(.clauseStart)
      {
        if units[at].hit >= 0 {
          scale(units[at].hit, RuleWeights.concession, .beforeContrast)
        }
        at += 1
      }
    }
  }

  /// What is good in a clause that wishes, or that a condition follows, is not there yet.
  private mutating func wishes() {
    for start in units.indices where units[start].role == .wish {
      var at = start
      while at < units.count, !units[at].traits.contains(.clauseStart), units[at].role != .contrast
      {
        if units[at].hit >= 0, hits[units[at].hit].base > 0,
          !hits[units[at].hit].effects.contains(.wish)
        {
          scale(units[at].hit, RuleWeights.wish, .wish)
        }
        at += 1
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
