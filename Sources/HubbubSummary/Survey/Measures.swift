internal import HubbubCorpus
internal import HubbubModel
internal import HubbubSentiment
internal import HubbubSystem

/// How moods and splits are measured: what `HubbubSentiment` does for series and summary alike.
struct Measures: Sendable {
  /// A post's author, and its valence where it is scored.
  typealias Voice = (author: String, valence: Double?)
  var mood: @Sendable (_ voices: [Voice], _ key: String) -> Mood
  var split: @Sendable (_ voices: [Voice], _ key: String) -> SplitMeasure
  /// Where each post stands.
  var stances: @Sendable (Corpus, [PostSentiment], Workers) -> Stances = {
    Stances.read($0, $1, workers: $2)
  }

  /// The measures of `HubbubSentiment`.
  static let standard = Measures(
    mood: { MoodMeasure.mood(of: $0, key: $1) }, split: { SplitMeter.measure(of: $0, key: $1) })
}
