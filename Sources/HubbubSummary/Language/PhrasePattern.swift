/// A phrase to look for among the words of a sentence, compiled from a line of a table.
///
/// The elements are parted by blanks:
/// - `will|shall`: one of these words; `will?` may be missing
/// - `@name`: a word of a class of the same table; `@name?` may be missing
/// - `..3`: up to three words, not across a mark; `...3`: marks of a clause may be crossed
/// - `<number>` `<percent>` `<year>` `<later>` `<earlier>` `<name>`: a number (in digits or
///   words), a percentage, any year, a year after or before the post's own, a capitalised word
/// - `!word|word`: here none of these words follows; `^` the sentence begins here, `$` ends here
struct PhrasePattern: Hashable, Sendable {
  /// One element of a phrase.
  enum Element: Hashable, Sendable {
    case words(Set<String>, optional: Bool)
    case gap(Int, crossing: Bool)
    case number, percent, year, later, earlier, name
    case not(Set<String>)
    case start, end
  }

  /// An element as it is matched: its words, if it has any, stand in `slots`.
  private struct Step: Hashable, Sendable {
    enum Kind: UInt8 {
      case words, optionalWords, gap, crossingGap, number, percent, year, later, earlier, name
      case not, start, end
    }
    var kind: Kind
    /// Where its words begin; the most words of a gap.
    var first = 0
    /// One less than the number of their slots.
    var mask = 0
  }

  /// The elements in order.
  let elements: [Element]
  /// Words of which one must occur for the phrase to match; nil where an element of numbers or
  /// years is the only anchor.
  let anchors: Set<String>?
  private let steps: [Step]
  private let slots: [UInt64]

  /// Compiles a phrase.
  ///
  /// - Throws: `PhraseError` for an unknown class or an element that cannot be read.
  init(_ source: String, classes: [String: Set<String>]) throws(PhraseError) {
    var elements: [Element] = []
    for part in source.split(separator: " ") {
      elements.append(try Self.element(String(part), classes: classes, source: source))
    }
    self.elements = elements
    // The rarest: "by the end of the decade" is looked for where "decade" stands.
    var anchors: (words: Set<String>, weight: Double)?
    for case .words(let words, optional: false) in elements {
      let weight = words.reduce(0) { $0 + (Self.common[$1] ?? 1) }
      if weight < anchors?.weight ?? .infinity { anchors = (words, weight) }
    }
    self.anchors = anchors?.words
    var slots: [UInt64] = []
    func step(_ kind: Step.Kind, _ words: Set<String>) -> Step {
      let keys = WordKeys(words)
      defer { slots += keys.slots }
      return Step(kind: kind, first: slots.count, mask: keys.slots.count - 1)
    }
    steps = elements.map { element in
      switch element {
      case .words(let words, let optional): step(optional ? .optionalWords : .words, words)
      case .gap(let most, let crossing): Step(kind: crossing ? .crossingGap : .gap, first: most)
      case .number: Step(kind: .number)
      case .percent: Step(kind: .percent)
      case .year: Step(kind: .year)
      case .later: Step(kind: .later)
      case .earlier: Step(kind: .earlier)
      case .name: Step(kind: .name)
      case .not(let words): step(.not, words)
      case .start: Step(kind: .start)
      case .end: Step(kind: .end)
      }
    }
    self.slots = slots
  }

  /// How many of a thousand sentences hold a common word; whole numbers, so that no order of a sum
  /// shows.
  private static let common = NumberWords.parse(
    PhraseBooks.text(PackageResources.common_en_tsv))

  private static func element(
    _ part: String, classes: [String: Set<String>], source: String
  ) throws(PhraseError) -> Element {
    switch part {
    case "^": return .start
    case "$": return .end
    case "<number>": return .number
    case "<percent>": return .percent
    case "<year>": return .year
    case "<later>": return .later
    case "<earlier>": return .earlier
    case "<name>": return .name
    default: break
    }
    if part.hasPrefix("..") {
      let crossing = part.hasPrefix("...")
      guard let most = Int(part.drop { $0 == "." }) else {
        throw PhraseError(source: source, element: part)
      }
      return .gap(most, crossing: crossing)
    }
    var body = part[...]
    let negated = body.hasPrefix("!") && body.count > 1
    if negated { body.removeFirst() }
    let optional = body.hasSuffix("?") && body.count > 1
    if optional { body.removeLast() }
    var words: Set<String> = []
    for word in body.split(separator: "|") {
      if word.hasPrefix("@") {
        guard let members = classes[String(word.dropFirst())] else {
          throw PhraseError(source: source, element: String(word))
        }
        words.formUnion(members)
      } else {
        words.insert(String(word))
      }
    }
    guard !words.isEmpty else { throw PhraseError(source: source, element: part) }
    return negated ? .not(words) : .words(words, optional: optional)
  }
}

/// A line of a phrase table that cannot be read.
struct PhraseError: Error, CustomStringConvertible {
  /// The line.
  var source: String
  /// The element at fault.
  var element: String
  var description: String {
    "phrase table: cannot read '\(element)' in '\(source)'; see PhrasePattern for the elements"
  }
}

/// Where a phrase was found.
struct PhraseMatch: Hashable, Sendable {
  /// The first word.
  var start: Int
  /// One past the last word.
  var end: Int
  /// The values of the numbers and percentages matched, in order.
  var values: [Double]
}

extension PhrasePattern {
  /// The first place where the phrase occurs; of several matches there the shortest gaps win.
  ///
  /// - Parameter year: the year in which the sentence was written, for `<later>` and `<earlier>`.
  func firstMatch(
    in words: [Word], year: Int?, numbers: [String: Double], from: Int = 0
  ) -> PhraseMatch? {
    var last = words.count
    if let first = steps.first, first.kind == .start {
      // Only marks stand before a sentence's beginning.
      last = min(last, (words.firstIndex { $0.kind != .mark } ?? last) + 1)
    }
    guard from < last else { return nil }
    var values: [Double] = []
    for start in from..<last {
      // Most places are told by their first word.
      if let first = steps.first, first.kind == .words, !holds(first, words[start]) { continue }
      values.removeAll(keepingCapacity: true)
      if let end = match(0, words, start, year, numbers, &values), end > start {
        return PhraseMatch(start: start, end: end, values: values)
      }
    }
    return nil
  }

  @inline(__always)
  private func holds(_ step: Step, _ word: borrowing Word) -> Bool {
    WordKeys.contains(word.key, slots, step.first, step.mask)
  }

  private func match(
    _ index: Int, _ words: [Word], _ at: Int, _ year: Int?, _ numbers: [String: Double],
    _ values: inout [Double]
  ) -> Int? {
    guard index < steps.count else { return at }
    let step = steps[index]
    let isInside = at < words.count
    switch step.kind {
    case .words, .optionalWords:
      if isInside, holds(step, words[at]),
        let end = match(index + 1, words, at + 1, year, numbers, &values)
      {
        return end
      }
      return step.kind == .optionalWords
        ? match(index + 1, words, at, year, numbers, &values) : nil
    case .gap, .crossingGap:
      for skipped in 0...step.first {
        if let end = match(index + 1, words, at + skipped, year, numbers, &values) { return end }
        guard at + skipped < words.count else { return nil }
        if words[at + skipped].kind == .mark {
          let key = words[at + skipped].key
          if !Self.joints.contains(key), step.kind == .gap || Self.stops.contains(key) {
            return nil
          }
        }
      }
      return nil
    case .number, .percent:
      guard isInside, let value = value(of: words[at], step.kind, numbers) else { return nil }
      values.append(value)
      if let end = match(index + 1, words, at + 1, year, numbers, &values) { return end }
      values.removeLast()
      return nil
    case .year, .later, .earlier, .name:
      guard isInside, suits(words[at], step.kind, year) else { return nil }
      return match(index + 1, words, at + 1, year, numbers, &values)
    case .not:
      if isInside, holds(step, words[at]) { return nil }
      return match(index + 1, words, at, year, numbers, &values)
    case .start:
      return words[..<at].allSatisfy { $0.kind == .mark }
        ? match(index + 1, words, at, year, numbers, &values) : nil
    case .end:
      return words[min(at, words.count)...].allSatisfy { $0.kind == .mark }
        ? match(index + 1, words, at, year, numbers, &values) : nil
    }
  }

  private func suits(_ word: borrowing Word, _ kind: Step.Kind, _ year: Int?) -> Bool {
    if kind == .name { return word.capitalised }
    guard let named = word.year else { return false }
    switch kind {
    case .later: return year.map { named > $0 && named <= $0 + Self.farthest } ?? false
    case .earlier: return named < (year ?? Self.present)
    default: return true
    }
  }

  private func value(
    of word: borrowing Word, _ kind: Step.Kind, _ numbers: [String: Double]
  ) -> Double? {
    if kind == .percent { return word.kind == .percent ? word.value : nil }
    if word.kind == .number { return word.value }
    return word.kind == .word ? numbers[word.text] : nil
  }

  /// Marks within a phrase, which part nothing.
  private static let joints = WordKeys(["-", "‐", "\"", "“", "”", "'", "*", "_"])

  /// Marks that end a clause for good.
  private static let stops = WordKeys([".", ";", "!", "?", ":", "—", "…"])

  /// Nobody dates a forecast further ahead in years than this; what looks like it is the number of a
  /// course or a model.
  private static let farthest = 75

  /// A year named without any date to hold it against is taken for an earlier one only if it lies
  /// well back; nothing here reads a clock.
  private static let present = 2010
}
