/// The books of an ingest: every post seen is used or dropped for a reason.
public struct Conservation: Hashable, Sendable {
  /// Posts that the sources hold.
  public var seen: Int
  /// Posts that went into the corpus.
  public var used: Int
  /// Posts that did not, by reason.
  public var dropped: [String: Int]

  /// Creates a set of books.
  public init(seen: Int = 0, used: Int = 0, dropped: [String: Int] = [:]) {
    self.seen = seen
    self.used = used
    self.dropped = dropped
  }

  /// Whether `seen = used + Σ dropped`; anything else is a bug.
  public var balances: Bool { seen == used + dropped.values.reduce(0, +) }

  /// Adds another set of books.
  public mutating func add(_ other: Conservation) {
    seen += other.seen
    used += other.used
    dropped.merge(other.dropped, uniquingKeysWith: +)
  }
}

/// A piece of input that was set aside, and why.
public struct QuarantineEntry: Hashable, Sendable {
  /// The bytes set aside.
  public var source: SourceRange
  /// The stage that set them aside.
  public var stage: String
  /// A code such as `not-a-thread`, `truncated`, `unknown-layout`.
  public var reason: String
  /// What it means and what to do about it, for a person.
  public var detail: String

  /// Creates an entry.
  public init(source: SourceRange, stage: String, reason: String, detail: String) {
    self.source = source
    self.stage = stage
    self.reason = reason
    self.detail = detail
  }
}
