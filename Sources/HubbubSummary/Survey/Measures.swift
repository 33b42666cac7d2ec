internal import HubbubModel
internal import HubbubSentiment

/// How moods and splits are measured: what `HubbubSentiment` does for series and summary alike.
struct Measures: Sendable {
  /// A post's author, and its valence where it is scored.
  typealias Voice = (author: String, valence: Double?)
  var mood: @Sendable (_ voices: [Voice], _ key: String) -> Mood
  var split: @Sendable (_ voices: [Voice], _ key: String) -> SplitMeasure
  /// Where each post stands, from what was read of it.
  var stances: @Sendable (Stances, [PostSentiment]) -> Stances = { read, _ in read }

  /// The measures of `HubbubSentiment`.
  static let standard = Measures(
    mood: { MoodMeasure.mood(of: $0, key: $1) }, split: { SplitMeter.measure(of: $0, key: $1) })
}
