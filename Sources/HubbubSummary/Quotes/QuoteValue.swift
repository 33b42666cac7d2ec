/// How much a sentence is worth quoting by the way it speaks: a claim more than a report of what
/// somebody did.
struct QuoteValue: Sendable {
  let table: PhraseTable

  /// The factors for English.
  static let english: QuoteValue = {
    do {
      return QuoteValue(
        table: try PhraseTable(
          PhraseBooks.text(PackageResources.quote_value_en_tsv), columns: 1))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The factors' bounds: wording may not outweigh what a sentence is about.
  private static let bounds: ClosedRange<Float> = 0.3...1.6

  /// Below this a sentence tells what its writer did or wants, and is not quoted for a theme.
  static let leastQuoted: Float = 0.4

  /// From here on a sentence claims something; below, it tells of one case or leans on others.
  static let leastClaimed: Float = 0.75

  /// From here on a sentence is one that several people could say.
  static let leastShared: Float = 0.9

  /// What stands in for claims where a theme has hardly any.
  static let leastTold: Float = 0.5

  /// The product of the factors that apply, within bounds.
  func factor(_ words: [Word]) -> Float {
    var product: Float = 1
    let rows = table.candidates(for: words)
    for index in rows {
      let row = table.rows[index]
      guard let factor = row.values[0],
        row.pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil
      else { continue }
      product *= Float(factor)
    }
    product *= Self.plainness(words)
    if !hasVerb(words, rows) { product *= Self.verbless }
    if Self.lacksSubject(words) { product *= Self.subjectless }
    return min(max(product, Self.bounds.lowerBound), Self.bounds.upperBound)
  }

  /// What is left of the worth of a sentence in which no word of the table's class of verbs stands:
  /// "First day in a year at the quay" is a caption.
  private static let verbless: Float = 0.5

  /// What is left of the worth of a sentence whose writer left themselves out: "Travelled to Austria,
  /// can confirm", "Planted some seeds".
  private static let subjectless: Float = 0.55

  /// Whether a sentence begins with a verb of what happened, and an object or place of it.
  private static func lacksSubject(_ words: [Word]) -> Bool {
    guard words.count > 1, let first = words.first?.text, first.count > 4, first.hasSuffix("ed"),
      !["indeed", "united", "speed", "based", "related", "compared"].contains(first)
    else { return false }
    return afterVerbs.contains(words[1].text)
  }

  private static let afterVerbs: Set<String> = [
    "the", "a", "an", "my", "our", "his", "her", "their", "this", "that", "some", "to", "in", "on",
    "at",
    "out", "up", "over", "off", "from", "with", "it", "them", "him", "all", "one", "two",
  ]

  /// Whether a string of words is a caption rather than a sentence.
  func isCaption(_ words: [Word]) -> Bool { !hasVerb(words, table.candidates(for: words)) }

  private func hasVerb(_ words: [Word], _ rows: [Int]) -> Bool {
    rows.contains { index in
      let row = table.rows[index]
      return row.fields[0] == "verb"
        && row.pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil
    }
  }

  /// Whether a sentence seems to end before its main clause: it opens with "if", "with" and the like,
  /// and nothing parts that from what follows ("With pointers to the check that is wrong").
  static func breaksOff(_ words: [Word]) -> Bool {
    guard let first = words.first, subordinating.contains(first.text) else { return false }
    return !words.contains { $0.text == "," || $0.text == "then" }
  }

  private static let subordinating: Set<String> = [
    "if", "with", "because", "while", "although", "though", "since", "unless", "whereas", "as",
  ]

  /// Figures and names of code count against a sentence: 1 for none, 0.6 for many.
  private static func plainness(_ words: [Word]) -> Float {
    let figures = words.count { $0.kind == .number || $0.kind == .percent }
    let strange = words.count { word in
      word.kind == .word && word.text.utf8.contains { $0 == 0x5F || $0 &- 0x30 < 10 }
    }
    return max(0.6, 1 - 0.1 * Float(max(0, figures - 1)) - 0.15 * Float(strange))
  }

  /// Whether a sentence speaks of its writer.
  static func isOwnStory(_ words: [Word]) -> Bool {
    words.contains { firstPerson.contains($0.text) }
  }

  private static let firstPerson: Set<String> = [
    "i", "i'm", "i've", "i'd", "i'll", "im", "ive", "my", "me", "mine", "myself",
  ]

  /// Whether a sentence speaks of its writer or to one reader.
  func isPersonal(_ words: [Word]) -> Bool { matches("personal", words) }

  /// Whether a sentence tells what happened once, or what will.
  func isTold(_ words: [Word]) -> Bool { matches("told", words) }

  /// Whether a sentence holds for today only.
  func isPassing(_ words: [Word]) -> Bool { matches("passing", words) }

  private func matches(_ kind: String, _ words: [Word]) -> Bool {
    table.candidates(for: words).contains { index in
      let row = table.rows[index]
      return row.fields[0] == kind
        && row.pattern.firstMatch(in: words, year: nil, numbers: [:]) != nil
    }
  }
}
