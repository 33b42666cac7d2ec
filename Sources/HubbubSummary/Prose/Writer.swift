internal import HubbubModel

/// What a sentence may say: filled slots, and flags that choose among templates.
struct Facts: Sendable {
  var slots: [String: Slot] = [:]
  var flags: Set<String> = []
  /// What the sentence rests on besides the slots that it uses.
  var basis: [Sentence.Basis] = []

  subscript(name: String) -> Slot? {
    get { slots[name] }
    set { slots[name] = newValue }
  }

  /// Raises a flag if a condition holds.
  mutating func flag(_ name: String, _ holds: Bool) {
    if holds { flags.insert(name) }
  }
}

/// Writes sentences by the rules and remembers which templates have had their turn.
struct Writer {
  let rules: SentenceRules
  private var turns: [String: Int] = [:]

  init(_ rules: SentenceRules = .english) { self.rules = rules }

  /// The sentence that a rule makes of the facts; nil where none of its groups applies or where
  /// it would rest on nothing.
  mutating func write(_ rule: String, _ facts: Facts) -> Sentence? {
    guard let groups = rules.rules[rule] else {
      preconditionFailure("sentence-rules-en.txt has no rule \(rule)")
    }
    for (index, group) in groups.enumerated() where group.applies(facts.flags) {
      let fitting = group.templates.filter { template in
        template.slots.allSatisfy { facts.slots[$0] != nil }
      }
      guard !fitting.isEmpty else { continue }
      let key = "\(rule)#\(index)"
      let turn = turns[key, default: 0]
      turns[key] = turn + 1
      var sentence = Self.fill(fitting[turn % fitting.count], rule: rule, facts)
      sentence.text = Self.capitalised(sentence.text)
      return sentence.basis.isEmpty ? nil : sentence
    }
    return nil
  }

  /// A part of a sentence that a rule makes of the facts; a rule that there is not gives way to
  /// the other.
  mutating func phrase(_ rule: String, or other: String, _ facts: Facts) -> Slot {
    guard let group = (rules.rules[rule] ?? rules.rules[other])?.first,
      let template = group.templates.first
    else { preconditionFailure("sentence-rules-en.txt has no rule \(other)") }
    let sentence = Self.fill(template, rule: rule, facts)
    return Slot(sentence.text, basis: sentence.basis)
  }

  private static func fill(
    _ template: SentenceRules.Template, rule: String, _ facts: Facts
  ) -> Sentence {
    var text = ""
    var basis: [Sentence.Basis] = []
    func add(_ more: [Sentence.Basis]) {
      for one in more where !basis.contains(one) { basis.append(one) }
    }
    for piece in template.pieces {
      switch piece {
      case .text(let words): text += words
      case .slot(let name):
        guard let slot = facts.slots[name] else { continue }
        text += slot.text
        add(slot.basis)
      case .agreeing(let name, let one, let other):
        text += facts.slots[name]?.count == 1 ? one : other
      }
    }
    add(facts.basis)
    return Sentence(text, rule: rule, basis: basis)
  }

  /// The text with a capital at its start, unless its first word has one further on (`iPhone`).
  static func capitalised(_ text: String) -> String {
    let first = text.prefix { !$0.isWhitespace }
    guard let letter = first.first, letter.isLowercase,
      !first.dropFirst().contains(where: \.isUppercase)
    else { return text }
    return letter.uppercased() + text.dropFirst()
  }
}
