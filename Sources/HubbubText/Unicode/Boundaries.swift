internal import CICU

/// Word or sentence boundaries of UTF-8 text (UAX #29), by ICU; one for each thread.
@safe public final class Boundaries {
  /// What lies between two boundaries.
  public enum Kind: Sendable { case words, sentences }

  /// A stretch between two boundaries.
  public struct Stretch: Hashable, Sendable {
    /// The first byte.
    public let start: Int
    /// One past the last byte.
    public let end: Int
    /// ICU's rule status: for words 100 and more for numbers, 200 for letters, 300 for kana, 400
    /// for ideographs; below 100 for spaces, punctuation and emoji.
    public let status: Int
  }

  private let breaker: OpaquePointer
  private var buffer: [Int64] = Array(repeating: 0, count: 512)

  /// Creates an iterator.
  ///
  /// - Parameter locale: an ICU locale such as `en`; the root rules where ICU knows no others.
  public init(_ kind: Kind, locale: String = "en") {
    let kind = kind == .words ? HUBBUB_WORDS : HUBBUB_SENTENCES
    guard let breaker = unsafe hubbub_breaker_create(Int32(kind.rawValue), locale) else {
      preconditionFailure("ICU has no break rules: its data is missing; reinstall libicu")
    }
    unsafe self.breaker = breaker
  }

  deinit { unsafe hubbub_breaker_destroy(breaker) }

  /// The stretches that tile a text.
  ///
  /// - Complexity: O(n); about 60 MB/s for words, 180 for sentences.
  public func stretches(of bytes: Span<UInt8>) -> [Stretch] {
    if bytes.isEmpty { return [] }
    var found = fill(bytes)
    if found * 2 > buffer.count {
      buffer = Array(repeating: 0, count: found * 2)
      found = fill(bytes)
    }
    var start = 0
    return (0..<found).map { index in
      let end = Int(buffer[index * 2])
      defer { start = end }
      return Stretch(start: start, end: end, status: Int(buffer[index * 2 + 1]))
    }
  }

  private func fill(_ bytes: Span<UInt8>) -> Int {
    let capacity = Int64(buffer.count / 2)
    let found = unsafe bytes.withUnsafeBufferPointer { text -> Int64 in
      guard let base = text.baseAddress else { return 0 }
      return unsafe buffer.withUnsafeMutableBufferPointer { boundaries -> Int64 in
        guard let into = boundaries.baseAddress else { return 0 }
        return unsafe hubbub_breaks(breaker, base, Int64(text.count), into, capacity)
      }
    }
    precondition(found >= 0, "ICU could not break a text")
    return Int(found)
  }
}
