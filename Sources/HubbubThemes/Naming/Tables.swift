internal import HubbubSystem

extension ThemeOptions {
  /// Digests of the tables that decide how themes are named, by name, for cache keys.
  public static let ingredients = [
    "label-words.tsv": Digest(of: PackageResources.label_words_tsv).description
  ]
}
