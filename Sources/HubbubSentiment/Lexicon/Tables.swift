internal import HubbubSystem

extension SentimentScorer {
  /// Digests of the tables that decide a score, by name, for cache keys.
  public static let ingredients: [String: String] = [
    "lexicon-en.tsv": digest(PackageResources.lexicon_en_tsv),
    "forum-en.tsv": digest(PackageResources.forum_en_tsv),
    "phrases-en.tsv": digest(PackageResources.phrases_en_tsv),
    "cues-en.tsv": digest(PackageResources.cues_en_tsv),
    "emoticons.tsv": digest(PackageResources.emoticons_tsv),
    "emoji.tsv": digest(PackageResources.emoji_tsv),
    "weights-en.tsv": digest(PackageResources.weights_en_tsv),
  ]

  private static func digest(_ table: [UInt8]) -> String { Digest(of: table).description }
}
