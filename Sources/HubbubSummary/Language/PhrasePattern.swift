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

  /// The elements in order.
  let elements: [Element]
  /// Words of which one must occur for the phrase to match; nil where an element of numbers or
  /// years is the only anchor.
  let anchors: Set<String>?

  /// Compiles a phrase.
  ///
  /// - Throws: `PhraseError` for an unknown class or an element that cannot be read.
  init(_ source: String, classes: [String: Set<String>]) throws(PhraseError) {
    var elements: [Element] = []
    for part in source.split(separator: " ") {
      elements.append(try Self.element(String(part), classes: classes, source: source))
    }
    self.elements = elements
    var anchors: Set<String>?
    for case .words(let words, optional: false) in elements
    where words.count < (anchors?.count ?? Int.max) {
      anchors = words
    }
    self.anchors = anchors
  }

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
    guard from < words.count else { return nil }
    for start in from..<words.count {
      var values: [Double] = []
      if let end = match(0, words, start, year, numbers, &values), end > start {
        return PhraseMatch(start: start, end: end, values: values)
      }
    }
    return nil
  }

  private func match(
    _ index: Int, _ words: [Word], _ at: Int, _ year: Int?, _ numbers: [String: Double],
    _ values: inout [Double]
  ) -> Int? {
    guard index < elements.count else { return at }
    func next(_ to: Int) -> Int? { match(index + 1, words, to, year, numbers, &values) }
    let word = at < words.count ? words[at] : nil
    switch elements[index] {
    case .words(let set, let optional):
      if let word, set.contains(word.text), let end = next(at + 1) { return end }
      return optional ? next(at) : nil
    case .gap(let most, let crossing):
      for skipped in 0...most {
        if let end = next(at + skipped) { return end }
        guard at + skipped < words.count else { return nil }
        let passed = words[at + skipped]
        if passed.kind == .mark, !Self.joints.contains(passed.text),
          !crossing || Self.stops.contains(passed.text)
        {
          return nil
        }
      }
      return nil
    case .number, .percent:
      guard let word, let value = value(of: word, elements[index], numbers) else { return nil }
      values.append(value)
      if let end = next(at + 1) { return end }
      values.removeLast()
      return nil
    case .year:
      return word?.year != nil ? next(at + 1) : nil
    case .later:
      guard let named = word?.year, let year, named > year else { return nil }
      return next(at + 1)
    case .earlier:
      guard let named = word?.year, named < (year ?? Self.present) else { return nil }
      return next(at + 1)
    case .name:
      return word?.capitalised == true ? next(at + 1) : nil
    case .not(let set):
      if let word, set.contains(word.text) { return nil }
      return next(at)
    case .start:
      return words[..<at].allSatisfy { $0.kind == .mark } ? next(at) : nil
    case .end:
      return words[min(at, words.count)...].allSatisfy { $0.kind == .mark } ? next(at) : nil
    }
  }

  private func value(of word: Word, _ element: Element, _ numbers: [String: Double]) -> Double? {
    if element == .percent { return word.kind == .percent ? word.value : nil }
    if word.kind == .number { return word.value }
    return word.kind == .word ? numbers[word.text] : nil
  }

  /// Marks within a phrase, which part nothing.
  private static let joints: Set<String> = ["-", "‐", "\"", "“", "”", "'", "*", "_"]

  /// Marks that end a clause for good.
  private static let stops: Set<String> = [".", ";", "!", "?", ":", "—", "…"]

  /// A year named without any date to hold it against is taken for an earlier one only if it lies
  /// well back; nothing here reads a clock.
  private static let present = 2010
}
