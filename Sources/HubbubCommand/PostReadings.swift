internal import Foundation
internal import HubbubKit

/// What a post's words say of its mood and of where it stands, for `hubbub explain`.
struct PostReadings {
  let trace: SentimentTrace
  let stance: StanceTrace?

  /// - Parameter valences: as the workspace has them; nil before its stage has run.
  init(row: Int, corpus: Corpus, valences: [PostSentiment]?) {
    let scorer = SentimentScorer()
    trace = scorer.trace(corpus[row].text, language: corpus[row].language)
    stance = StanceExplainer.explain(row: row, in: corpus) { row in
      if let valences { return valences[row].valence }
      return scorer.score(corpus[row].text, language: corpus[row].language).valence
    }
  }

  /// The words that the rules scored, as `explain` prints them in JSON.
  var sentiment: JSON { .array(trace.sentences.flatMap(\.words).map(Self.json)) }

  /// The words of which something was learned.
  var learned: JSON {
    .array(
      trace.learned.map {
        [
          "text": .string($0.text), "start": .integer(Int64($0.start)),
          "end": .integer(Int64($0.end)), "value": .number($0.value),
          "feeling": .number($0.feeling),
        ]
      })
  }

  /// Where the post stands, and the cues; null in a language without a table of them.
  var position: JSON { stance.map(Self.json) ?? .null }

  private static func json(_ word: SentimentTrace.Word) -> JSON {
    [
      "text": .string(word.text), "start": .integer(Int64(word.start)),
      "end": .integer(Int64(word.end)), "base": .number(word.base), "value": .number(word.value),
      "effects": .array(word.effects.names.map(JSON.string)),
    ]
  }

  private static func json(_ stance: StanceTrace) -> JSON {
    [
      "value": .optional(stance.stance), "side": .optional(stance.side),
      "towards": .optional(stance.towards), "answer": .optional(stance.answer),
      "says": .optional(stance.says), "target": .optional(stance.target?.text),
      "target_stance": .optional(stance.targetStance), "judges": .boolean(stance.judges),
      "mood": .number(stance.mood),
      "cues": .array(
        stance.cues.map {
          [
            "kind": .string($0.kind), "text": .string($0.text), "start": .integer(Int64($0.start)),
            "end": .integer(Int64($0.end)), "weight": .number($0.weight),
          ]
        }),
    ]
  }

  /// The lines that `explain` prints.
  var lines: [String] {
    let isNeutral = trace.sentiment.isScored && trace.feeling <= 0
    var lines = [
      "valence \(Self.signed(trace.sentiment.valence) ?? "unscored")"
        + (isNeutral ? ", as its words seem to feel nothing" : "")
    ]
    for word in trace.sentences.flatMap(\.words) {
      let effects = word.effects.names.map { ", \($0)" }.joined()
      lines.append(
        "  \(Self.signed(word.value))  \(word.text) (\(Self.signed(word.base)) alone\(effects))")
    }
    let loudest = trace.learned.enumerated().sorted {
      (-abs($0.element.value), $0.offset) < (-abs($1.element.value), $1.offset)
    }
    for (_, word) in loudest.prefix(8) where abs(word.value) >= 0.05 {
      lines.append("  \(Self.signed(word.value))  \(word.text) (learned)")
    }
    guard let stance else { return lines + ["stance unread: no table of cues for its language"] }
    lines.append(
      "stance \(Self.signed(stance.stance) ?? "none")" + (stance.side.map { ": \($0)" } ?? ""))
    for cue in stance.cues {
      lines.append("  \(Self.signed(cue.weight))  \(cue.text) (\(cue.kind))")
    }
    if let answer = stance.answer, let target = stance.target {
      lines.append(
        "  \(answer > 0 ? "agrees" : "disagrees") with \(target.text), which "
          + (stance.targetStance.map { "stands at \(Self.signed($0))" } ?? "takes no side"))
    }
    if stance.stance != nil { lines.append("  \(Self.signed(stance.mood))  its mood") }
    return lines
  }

  private static func signed(_ value: Double?) -> String? { value.map(signed) }
  private static func signed(_ value: Double) -> String { String(format: "%+.2f", value) }
}
