/// The terms of every passage in the order in which they stand in its text.
///
/// A phrase stands beside its words: at one place the words come first, each at its own bytes,
/// then the phrases that begin there. Stop words and terms outside the vocabulary are left out.
public struct TermSequence: Sendable, Equatable {
  /// Where each passage begins among the occurrences; one more than there are passages.
  public let offsets: [Int]
  /// The term of each occurrence, a column of the matrices.
  public let terms: [Int32]
  /// The first byte of each occurrence in the UTF-8 of the post's `text`.
  public let starts: [Int32]
  /// The length of each occurrence in bytes.
  public let lengths: [UInt16]

  /// The number of occurrences.
  public var count: Int { terms.count }

  /// Creates a sequence from its parts.
  public init(offsets: [Int], terms: [Int32], starts: [Int32], lengths: [UInt16]) {
    precondition(offsets.last == terms.count, "offsets span the occurrences")
    precondition(starts.count == terms.count && lengths.count == terms.count)
    self.offsets = offsets
    self.terms = terms
    self.starts = starts
    self.lengths = lengths
  }

  /// The occurrences of a passage as a range of `terms`, `starts` and `lengths`.
  public func range(of passage: Int) -> Range<Int> { offsets[passage]..<offsets[passage + 1] }

  /// The bytes of an occurrence in its post's `text`.
  public func bytes(of occurrence: Int) -> Range<Int> {
    Int(starts[occurrence])..<Int(starts[occurrence]) + Int(lengths[occurrence])
  }
}
