public import HubbubCorpus
public import HubbubModel
public import HubbubSystem

/// Scores posts by word lists and rules, and by word weights learned from labelled texts.
///
/// The rules are after VADER (Hutto and Gilbert 2014), the weights from GoEmotions (Demszky and
/// others 2020) and half of the texts that VADER was measured on.
/// A post is scored on its own words alone, and on nothing but itself and the language that it is
/// in: the same post has the same valence in every corpus that says its language.
public struct SentimentScorer: Sendable {
  /// The language of posts whose own is not known; nil: the corpus's most frequent, else English.
  private let language: String?

  /// Creates a scorer.
  ///
  /// - Parameter language: a BCP 47 tag for posts whose language is not known.
  public init(language: String? = nil) { self.language = language }

  /// What scores, as series name it: the method, the language of its word lists, and a version that
  /// changes with every table and rule that may change a figure.
  public var model: String { "lexicon-en+learned/2" }

  /// The sentiment of every post, in corpus order.
  public func score(_ corpus: Corpus, workers: Workers) -> [PostSentiment] {
    let batches = Workers.batches(of: 256, in: corpus.count)
    let parts = workers.map(batches.count) { batch in
      var reader = SentimentReader()
      var part = Part()
      part.scores.reserveCapacity(batches[batch].count)
      corpus.forEach(in: batches[batch], reading: .text) { row, post in
        if let known = post.language { part.languages[known, default: 0] += 1 }
        if let language = post.language ?? language {
          part.scores.append(reader.score(post.text, language: language))
        } else {
          part.scores.append(.unscored)
          part.unknown.append(row)
        }
      }
      return part
    }
    var scores = parts.flatMap(\.scores)
    let unknown = parts.flatMap(\.unknown)
    guard !unknown.isEmpty else { return scores }
    let frequent = Self.mostFrequent(parts.map(\.languages)) ?? "en"
    var reader = SentimentReader()
    for row in unknown {
      corpus.forEach(in: row..<row + 1, reading: .text) { _, post in
        scores[row] = reader.score(post.text, language: frequent)
      }
    }
    return scores
  }

  /// What one pass over some posts finds: those in no known language wait for the others'.
  private struct Part: Sendable {
    var scores: [PostSentiment] = []
    var languages: [String: Int] = [:]
    var unknown: [Int] = []
  }

  /// The sentiment of many texts of one language, in their order.
  public func score(
    _ texts: [String], language: String? = nil, workers: Workers
  ) -> [PostSentiment] {
    let language = language ?? self.language ?? "en"
    let batches = Workers.batches(of: 1024, in: texts.count)
    return workers.map(batches.count) { batch in
      var reader = SentimentReader()
      return batches[batch].map { reader.score(texts[$0], language: language) }
    }.flatMap { $0 }
  }

  /// The sentiment of a text.
  public func score(_ text: String, language: String? = nil) -> PostSentiment {
    var reader = SentimentReader()
    return reader.score(text, language: language ?? self.language ?? "en")
  }

  /// Which words of a text felt, where they stand, and what the rules made of them.
  public func trace(_ text: String, language: String? = nil) -> SentimentTrace {
    var reader = SentimentReader()
    return reader.trace(text, language: language ?? self.language ?? "en")
  }

  private static func mostFrequent(_ parts: [[String: Int]]) -> String? {
    var counts: [String: Int] = [:]
    for part in parts { counts.merge(part, uniquingKeysWith: +) }
    return counts.min {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }?.key
  }
}
