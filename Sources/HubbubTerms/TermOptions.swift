/// How a corpus is cut into passages and terms.
public struct TermOptions: Sendable, Equatable {
  /// What a row of the matrix is.
  public enum Unit: String, CaseIterable, Sendable {
    /// Each post whole, but the longest cut; see `PassageCutter`.
    case auto
    /// Each post whole.
    case post
    /// Every post of more than one passage's length cut.
    case passage
  }

  /// What a row of the matrix is.
  public var unit: Unit
  /// Terms of fewer passages are left out; nil is 3, or 1 under 200 passages.
  public var minimumDF: Int?
  /// Terms of a larger share of the passages are left out, 0…1; under 20 passages none is.
  public var maximumShare: Double
  /// Whether collocations become terms of their own.
  public var phrases: Bool
  /// The language of all posts as a BCP 47 tag; nil is each post's own, and English where none
  /// was identified.
  public var language: String?
  /// Words to be left out beside the stop words, case-folded.
  public var extraStopWords: [String]

  /// Creates a set of options.
  public init(
    unit: Unit = .auto, minimumDF: Int? = nil, maximumShare: Double = 0.5, phrases: Bool = true,
    language: String? = nil, extraStopWords: [String] = []
  ) {
    self.unit = unit
    self.minimumDF = minimumDF
    self.maximumShare = maximumShare
    self.phrases = phrases
    self.language = language
    self.extraStopWords = extraStopWords
  }

  /// The least document frequency for a number of passages.
  func leastDF(passages: Int) -> Int { minimumDF ?? (passages < 200 ? 1 : 3) }

  /// The largest share of passages for a number of them.
  func largestShare(passages: Int) -> Double { passages < 20 ? 1 : maximumShare }
}
