internal import HubbubModel

/// What a post's own words say about where its writer stands.
struct StanceReading: Hashable, Sendable {
  /// A phrase that fired, as the post has it, and what it adds.
  struct Cue: Hashable, Sendable {
    var text: String
    var kind: String
    var weight: Double
  }
  /// For (above 0) or against (below 0) what is talked of, −1…1; nil where no such cue fired.
  var towards: Double?
  /// Agreement (above 0) or disagreement with the post that is answered; nil where no cue fired.
  var answer: Double?
  /// Whether a sentence judges something, so that the post's mood tells where it stands.
  var judges = false
  /// What fired, in the order of the text.
  var cues: [Cue] = []
}

/// Reads stance cues: for and against, agreement and disagreement, by the phrase table of a language.
struct StanceReader: Sendable {
  let table: PhraseTable

  /// The cues for English.
  static let english: StanceReader = {
    do {
      return StanceReader(
        table: try PhraseTable(PhraseBooks.text(PackageResources.stance_en_tsv), columns: 2))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// How many sentences of a reply may speak to the post that it answers.
  private static let answering = 2
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

  /// Reads the sentences of a post's own words.
  ///
  /// - Parameter isReply: whether the post answers another one of the corpus.
  func read(_ sentences: [[Word]], isReply: Bool) -> StanceReading {
    var reading = StanceReading()
    var sums: [String: Double] = [:]
    for (index, words) in sentences.enumerated() {
      // A question takes no side: "Should it be banned?"
      guard !FutureStatement.Reader.isQuestion(words) else { continue }
      var taken: Set<Int> = []
      for row in table.candidates(for: words) {
        let entry = table.rows[row]
        let kind = entry.fields[0]
        let isAnswer = kind == "agree" || kind == "disagree"
        guard !isAnswer || isReply && index < Self.answering else { continue }
        var from = 0
        while let match = entry.pattern.firstMatch(in: words, year: nil, numbers: [:], from: from) {
          from = match.start + 1
          let range = match.start..<match.end
          guard kind == "claim" || taken.isDisjoint(with: range) else { continue }
          if kind == "claim" {
            reading.judges = true
            break
          }
          taken.formUnion(range)
          guard kind != "skip" else { continue }
          var weight = (entry.values[1] ?? 0) * (kind == "for" || kind == "agree" ? 1 : -1)
          if isNegated(words, before: match.start) { weight *= Self.turned }
          sums[isAnswer ? "answer" : "towards", default: 0] += weight
          reading.cues.append(
            StanceReading.Cue(
              text: words[range].map(\.text).joined(separator: " "), kind: kind, weight: weight))
        }
      }
    }
    reading.towards = sums["towards"].map(Self.squash)
    reading.answer = sums["answer"].map(Self.squash)
    return reading
  }

  private func isNegated(_ words: [Word], before start: Int) -> Bool {
    var count = 0
    for word in words[max(0, start - Self.reach)..<start].reversed() {
      if word.kind == .mark { break }
      if Self.negators.contains(word.text) { count += 1 }
    }
    return count % 2 == 1
  }

  /// A sum of weights drawn into −1…1.
  static func squash(_ sum: Double) -> Double { sum / (sum * sum + spread).squareRoot() }
}
