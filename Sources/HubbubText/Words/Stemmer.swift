internal import CStemmer

/// A Snowball stemmer (Porter 2001, <https://snowballstem.org>); one for each thread.
@safe public final class Stemmer {
  /// The stems of a few telling words, for cache keys: the library does not say its version, and a
  /// change of its rules shows in words like these.
  public static let fingerprint: String = {
    let words = "generalization generically skies dying news inning proceed arguably only"
    guard let stemmer = Stemmer(language: "en") else { return "" }
    return words.split(separator: " ").map { stemmer.stem(String($0)) }.joined(separator: " ")
  }()

  private let stemmer: OpaquePointer

  /// Creates a stemmer; nil if Snowball has none for the language.
  ///
  /// - Parameter language: an ISO 639-1 code such as `en`.
  public init?(language: String) {
    guard let stemmer = unsafe sb_stemmer_new(language, "UTF_8") else { return nil }
    unsafe self.stemmer = stemmer
  }

  deinit { unsafe sb_stemmer_delete(stemmer) }

  /// Replaces an array by the stem of a folded word's UTF-8.
  public func stem(_ folded: Span<UInt8>, into stem: inout [UInt8]) {
    stem.removeAll(keepingCapacity: true)
    unsafe folded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe sb_stemmer_stem(stemmer, base, Int32(bytes.count))
      else { return }
      let count = Int(unsafe sb_stemmer_length(stemmer))
      unsafe stem.append(contentsOf: UnsafeBufferPointer(start: found, count: count))
    }
  }

  /// The stem of a folded word.
  public func stem(_ folded: String) -> String {
    var folded = folded
    return folded.withUTF8 { bytes in
      guard let base = bytes.baseAddress,
        let stem = unsafe sb_stemmer_stem(stemmer, base, Int32(bytes.count))
      else { return "" }
      let count = Int(unsafe sb_stemmer_length(stemmer))
      return unsafe String(
        decoding: UnsafeBufferPointer(start: stem, count: count), as: UTF8.self)
    }
  }
}
