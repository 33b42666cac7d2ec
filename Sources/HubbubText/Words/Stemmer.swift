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

  /// Whether a word's last two letters tell that the English stemmer leaves it as it is.
  ///
  /// All its rules are of endings: -s, -e, -y, -i and apostrophes in many ways, and -ed, -ing, -ion,
  /// -er, -or, -ent, -ant, -ic, -ism, -al, -ul, -ll. Most of what has none of these is asked of the
  /// library for nothing.
  public static func isEnglishStem(_ folded: Span<UInt8>) -> Bool {
    let count = folded.count
    guard count >= 3, folded[0] != UInt8(ascii: "'") else { return false }
    let before = folded[count - 2]
    switch folded[count - 1] {
    case UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "h"),
      UInt8(ascii: "j"), UInt8(ascii: "k"), UInt8(ascii: "o"), UInt8(ascii: "p"),
      UInt8(ascii: "q"), UInt8(ascii: "u"), UInt8(ascii: "v"), UInt8(ascii: "w"),
      UInt8(ascii: "x"), UInt8(ascii: "z"):
      return true
    case UInt8(ascii: "d"): return before != UInt8(ascii: "e")
    case UInt8(ascii: "g"), UInt8(ascii: "t"): return before != UInt8(ascii: "n")
    case UInt8(ascii: "n"): return before != UInt8(ascii: "o")
    case UInt8(ascii: "r"): return before != UInt8(ascii: "e") && before != UInt8(ascii: "o")
    case UInt8(ascii: "c"): return before != UInt8(ascii: "i")
    case UInt8(ascii: "m"): return before != UInt8(ascii: "s")
    case UInt8(ascii: "l"):
      return before != UInt8(ascii: "a") && before != UInt8(ascii: "l")
        && before != UInt8(ascii: "u")
    default: return false
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
