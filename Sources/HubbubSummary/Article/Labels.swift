internal import HubbubCorpus
internal import HubbubModel

/// The names of themes as they stand in running prose.
struct Labels: Sendable {
  private let names: [String]

  /// Takes the themes in the order of the report.
  init(_ themes: [Survey.Tally], _ corpus: Corpus) {
    names = themes.map { tally in
      var words = Self.words(Self.short(tally.theme.label))
      guard let first = words.first else { return "" }
      let usage = LabelUsage(of: words, in: tally.members, corpus)
      // "Pale Ale" is a name whatever most write: "pale Ale" is none.
      let isName = words.dropFirst().first.map { $0 != $0.lowercased() && $0 != $0.uppercased() }
      words[0] = isName ?? false ? first : Self.inProse(first, written: usage.written)
      return usage.inNumber(words).joined(separator: " ")
    }
  }

  /// A theme's name, with the figure that it rests on.
  subscript(position: Int) -> Slot { Slot(names[position], at: "themes[\(position)].label") }

  /// The first half of a name of two: what a headline has room for.
  func brief(_ position: Int) -> Slot {
    Slot(Self.half(names[position]), at: "themes[\(position)].label")
  }

  /// Several themes in a row, of names of two the first halves.
  ///
  /// Nobody can tell which "and" joins what in "bodies and rigidbodies and nodes and key". One theme
  /// alone has its whole name.
  func listed(_ positions: some Collection<Int>) -> Slot? {
    let texts = Self.inList(positions.map { names[$0] })
    return Wording.list(
      zip(positions, texts).map { Slot($1, at: "themes[\($0)].label") })
  }

  /// Names as they stand beside each other.
  static func inList(_ names: [String]) -> [String] {
    guard names.count > 1 else { return names }
    let halves = names.map(half)
    // A half that another theme is called too would say one thing twice.
    return Set(halves).count == halves.count ? halves : names
  }

  /// What stands before the "and" of a name.
  private static func half(_ name: String) -> String {
    name.firstRange(of: " and ").map { String(name[..<$0.lowerBound]) } ?? name
  }

  /// What stands before a colon or a dash: "Hybrid models" of "Hybrid models: train centrally".
  static func short(_ label: String) -> String {
    for mark in [": ", " – ", " — "] {
      if let range = label.firstRange(of: mark), range.lowerBound > label.startIndex {
        return String(label[..<range.lowerBound])
      }
    }
    return label
  }

  /// A word inside a sentence: as the posts write it; of a word that they do not know, a capital
  /// at its start only is the label's own.
  static func inProse(_ word: String, written: String?) -> String {
    if let written, written != written.uppercased() || word == word.uppercased() {
      return written
    }
    guard word.count > 1, !word.dropFirst().contains(where: { $0.isUppercase || $0.isNumber })
    else { return word }
    return word.lowercased()
  }

  private static func words(_ label: String) -> [String] {
    label.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
