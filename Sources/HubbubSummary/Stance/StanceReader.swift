internal import HubbubModel

/// Reads stance cues: for and against, agreement and disagreement, by the phrase table of a language.
struct StanceReader: Sendable {
  private let table: PhraseTable
  /// What each row of the table says.
  private let kinds: [StanceReading.Cue.Kind]
  /// Whether a row's phrase names a negation itself: "not true".
  private let denies: [Bool]

  /// The cues for English.
  static let english: StanceReader = {
    do {
      return StanceReader(
        table: try PhraseTable(PhraseBooks.text(PackageResources.stance_en_tsv), columns: 2))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// How many words of a reply are read for what it says of the post that it answers: a sentence that
  /// begins later speaks of something else.
  private static let answering = 60
  /// How far before a cue a negation turns it.
  private static let reach = 3
  /// What a turned cue keeps of its weight: "not a bad idea" is less than "a good idea".
  private static let turned = -0.8
  /// One plain cue makes ± 0.63, two ± 0.85.
  private static let spread = 1.5

  private static let negators: Set<String> = [
    "not", "no", "never", "don't", "doesn't", "isn't", "aren't", "can't", "cannot", "won't",
    "wouldn't", "didn't", "wasn't", "hardly", "nothing", "nobody", "without", "neither", "nor",
    "dont", "doesnt", "isnt",
  ]

  init(table: PhraseTable) {
    self.table = table
    kinds = table.rows.map { row in
      guard let kind = StanceReading.Cue.Kind(rawValue: row.fields[0]) else {
        preconditionFailure("stance table: `\(row.fields[0])` is no kind of cue")
      }
      return kind
    }
    denies = table.rows.map { row in
      row.pattern.elements.contains {
        if case .words(let words, _) = $0 { return words.isSubset(of: Self.negators) }
        return false
      }
    }
  }

  /// Reads the sentences of a post's own words.
  ///
  /// - Parameter isReply: whether the post answers another one of the corpus.
  /// - Complexity: O(n) in the words, times the rows of the table that a sentence's words point to.
  func read(_ sentences: [[Word]], isReply: Bool) -> StanceReading {
    var reading = StanceReading()
    var towards: Double?
    var answer: Double?
    var before = 0
    for (index, words) in sentences.enumerated() {
      let answers = isReply && before < Self.answering
      before += words.count
      // A question takes no side: "Should it be banned?"
      guard !FutureStatement.Reader.isQuestion(words) else { continue }
      var taken: Set<Int> = []
      for row in table.candidates(for: words) where answers || !kinds[row].isAnswer {
        let pattern = table.rows[row].pattern
        let kind = kinds[row]
        var from = 0
        while let match = pattern.firstMatch(in: words, year: nil, numbers: [:], from: from) {
          from = match.start + 1
          let range = match.start..<match.end
          if kind == .claim {
            reading.judges = true
            break
          }
          guard taken.isDisjoint(with: range) else { continue }
          taken.formUnion(range)
          guard kind != .skip else { continue }
          var weight = (table.rows[row].values[1] ?? 0) * kind.sign
          if isNegated(words, range, denies: denies[row]) { weight *= Self.turned }
          if kind.isAnswer {
            answer = (answer ?? 0) + weight
          } else {
            towards = (towards ?? 0) + weight
          }
          reading.cues.append(
            StanceReading.Cue(
              text: words[range].map(\.text).joined(separator: " "), sentence: index,
              range: words[match.start].start..<words[match.end - 1].end, kind: kind,
              weight: weight))
        }
      }
    }
    reading.towards = towards.map(Self.squash)
    reading.answer = answer.map(Self.squash)
    return reading
  }

  /// Whether an odd number of negations stands before a cue in its clause, or within it where its
  /// phrase has a gap: "it is not a good idea".
  private func isNegated(_ words: [Word], _ range: Range<Int>, denies: Bool) -> Bool {
    var count = 0
    for word in words[max(0, range.lowerBound - Self.reach)..<range.lowerBound].reversed() {
      if word.kind == .mark { break }
      if Self.negators.contains(word.text) { count += 1 }
    }
    if !denies { count += words[range].filter { Self.negators.contains($0.text) }.count }
    return count % 2 == 1
  }

  /// Whether a sentence holds an odd number of negations.
  static func denies(_ words: [Word]) -> Bool {
    words.reduce(false) { negators.contains($1.text) ? !$0 : $0 }
  }

  /// A sum of weights drawn into −1…1.
  static func squash(_ sum: Double) -> Double { sum / (sum * sum + spread).squareRoot() }
}
