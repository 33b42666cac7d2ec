internal import HubbubModel
internal import HubbubTerms

/// The names of themes as they stand in running prose.
struct Labels: Sendable {
  private let names: [String]

  /// - Parameter themes: the themes in the order of the report.
  init(_ themes: [Theme], _ terms: TermIndex) {
    let firsts = Set(themes.compactMap { Self.words($0.label).first?.lowercased() })
    var written: [String: String] = [:]
    for (column, surface) in terms.surfaces.enumerated() where !terms.isPhrase[column] {
      let lower = surface.lowercased()
      if firsts.contains(lower) { written[lower] = surface }
    }
    names = themes.map { theme in
      var words = Self.words(Self.short(theme.label))
      if let first = words.first {
        words[0] = Self.inProse(first, written: written[first.lowercased()])
      }
      return words.joined(separator: " ")
    }
  }

  /// A theme's name, with the figure that it rests on.
  subscript(position: Int) -> Slot { Slot(names[position], at: "themes[\(position)].label") }

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
    if let written { return written }
    guard word.count > 1, !word.dropFirst().contains(where: { $0.isUppercase || $0.isNumber })
    else { return word }
    return word.lowercased()
  }

  private static func words(_ label: String) -> [String] {
    label.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
