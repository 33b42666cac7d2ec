public import HubbubCorpus
public import HubbubModel
internal import HubbubSentiment

/// Where a post stands, and which phrases and replies put it there.
public struct StanceTrace: Hashable, Sendable {
  /// A phrase that fired.
  public struct Cue: Hashable, Sendable {
    /// Its words as the post has them.
    public let text: String
    /// Its first byte in the post's text.
    public let start: Int
    /// One past its last byte.
    public let end: Int
    /// `for` or `against` what is talked of; `agree` or `disagree` with the post that is answered.
    public let kind: String
    /// What it adds to its sum; a negation has turned it where the sign is not its kind's.
    public let weight: Double
  }

  /// The cues, in the order of the text.
  public let cues: [Cue]
  /// For (above 0) or against (below 0) what is talked of, by cues, −1…1; nil where none fired.
  public let towards: Double?
  /// Agreement (above 0) with the post that it speaks to, −1…1; nil where no cue fired.
  public let answer: Double?
  /// What it says outright of that post, `agree` or `disagree`; nil if nothing, or both.
  public let says: String?
  /// The post that it speaks to.
  public let target: PostID?
  /// Where that post stands.
  public let targetStance: Double?
  /// Whether a sentence judges something, so that the post's mood counts.
  public let judges: Bool
  /// What its mood adds.
  public let mood: Double
  /// Where it stands, −1 (against) … +1 (for); nil if nowhere.
  public let stance: Double?

  /// The side: `for`, `against`, `neutral`; nil where it takes none.
  public var side: String? {
    stance.map {
      $0 > MoodMeasure.neutralBand ? "for" : $0 < -MoodMeasure.neutralBand ? "against" : "neutral"
    }
  }
}

/// Reads where single posts stand, as the report does for all.
public enum StanceExplainer {
  /// The stance of a post with what it rests on; nil where its language has no table of cues.
  ///
  /// - Parameter valence: each post's valence, by row.
  /// - Complexity: O(n) in the posts for their ids, and in the words of those that it answers.
  public static func explain(
    row: Int, in corpus: Corpus, valence: (_ row: Int) -> Double?
  ) -> StanceTrace? {
    let post = corpus[row]
    guard let (reading, sentences) = Stances.reading(of: post) else { return nil }
    // What it answers comes first, and what that answers: a corpus of its own.
    let rows = corpus.rows()
    var path = [row]
    var seen: Set<Int> = [row]
    while let last = path.last, let target = Stances.target(of: corpus[last]).flatMap({ rows[$0] }),
      seen.insert(target).inserted
    {
      path.append(target)
    }
    let stances = Stances(
      readings: path.map { Stances.reading(of: corpus[$0])?.reading },
      targets: path.indices.map { $0 + 1 < path.count ? $0 + 1 : nil },
      valences: path.map(valence))
    let bytes = Array(post.text.utf8)
    let cues = reading.cues.map { cue in
      let start = sentences[cue.sentence].lowerBound
      let range = start + cue.range.lowerBound..<start + cue.range.upperBound
      return StanceTrace.Cue(
        text: String(decoding: bytes[range], as: UTF8.self), start: range.lowerBound,
        end: range.upperBound, kind: cue.kind.rawValue, weight: cue.weight)
    }
    return StanceTrace(
      cues: cues.sorted { $0.start < $1.start }, towards: reading.towards, answer: reading.answer,
      says: reading.stance?.rawValue, target: path.count > 1 ? corpus[path[1]].id : nil,
      targetStance: path.count > 1 ? stances.values[1] : nil, judges: reading.judges,
      mood: stances.values[0] == nil ? 0 : Stances.moodWeight * (valence(row) ?? 0),
      stance: stances.values[0])
  }
}
