/// What a reply says outright of the post that it answers.
enum ReplyStance: String, CaseIterable, Sendable {
  /// "I agree", "+1", "that worked".
  case agrees = "agree"
  /// "I disagree", "that's not true".
  case objects = "disagree"
}

/// What a post's own words say about where its writer stands.
struct StanceReading: Hashable, Sendable {
  /// A phrase that fired, and what it adds.
  struct Cue: Hashable, Sendable {
    /// What a phrase speaks of, and how.
    enum Kind: String, CaseIterable, Sendable {
      /// Towards what is talked of.
      case favour = "for"
      case against
      /// Towards the post that is answered.
      case agree
      case disagree
      /// The sentence judges something: its mood tells where it stands.
      case claim
      /// What looks like a cue and is none.
      case skip

      /// Whether it speaks to the post that is answered.
      var isAnswer: Bool { self == .agree || self == .disagree }
      /// Which way it counts.
      var sign: Double { self == .favour || self == .agree ? 1 : -1 }
    }
    /// The words, in lower case.
    var text: String
    /// The sentence that holds it, counted from 0, and its bytes there.
    var sentence: Int
    var range: Range<Int>
    var kind: Kind
    /// What it adds: above 0 for or agreeing, below 0 against or objecting, negations counted.
    var weight: Double
  }
  /// For (above 0) or against (below 0) what is talked of, −1…1; nil where no such cue fired.
  var towards: Double?
  /// Agreement (above 0) or disagreement with the post that is answered; nil where no cue fired.
  var answer: Double?
  /// Whether a sentence judges something, so that the post's mood tells where it stands.
  var judges = false
  /// What fired, sentence by sentence.
  var cues: [Cue] = []

  /// What it says outright of the post that it answers: nil if nothing, or both.
  var stance: ReplyStance? {
    let answers = cues.filter(\.kind.isAnswer)
    guard let first = answers.first, answers.allSatisfy({ $0.weight * first.weight > 0 }) else {
      return nil
    }
    return first.weight > 0 ? .agrees : .objects
  }
}
