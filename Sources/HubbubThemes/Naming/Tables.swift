internal import HubbubSystem

extension ThemeOptions {
  /// Digests of the tables that decide how themes are named, by name, for cache keys.
  public static let ingredients = [
    "label-words.tsv": Digest(of: PackageResources.label_words_tsv).description,
    "given-names.txt": Digest(of: PackageResources.given_names_txt).description,
    "tongues.tsv": Digest(of: PackageResources.tongues_tsv).description,
  ]
}
