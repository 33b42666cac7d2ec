internal import HubbubSystem

extension SummaryOptions {
  /// Digests of the tables that decide a report's sentences, by name, for cache keys.
  public static let ingredients: [String: String] = [
    "numbers-en.tsv": digest(PackageResources.numbers_en_tsv),
    "future-en.tsv": digest(PackageResources.future_en_tsv),
    "odds-en.tsv": digest(PackageResources.odds_en_tsv),
    "analogies-en.tsv": digest(PackageResources.analogies_en_tsv),
    "quote-filter-en.tsv": digest(PackageResources.quote_filter_en_tsv),
    "quote-value-en.tsv": digest(PackageResources.quote_value_en_tsv),
    "sentence-rules-en.txt": digest(PackageResources.sentence_rules_en_txt),
    "stance-en.tsv": digest(PackageResources.stance_en_tsv),
    "digest-en.tsv": digest(PackageResources.digest_en_tsv),
    "names-en.tsv": digest(PackageResources.names_en_tsv),
    "icons.tsv": digest(PackageResources.icons_tsv),
  ]

  private static func digest(_ table: [UInt8]) -> String { Digest(of: table).description }
}
