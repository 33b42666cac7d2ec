/// How a post feels about what it talks of.
public struct PostSentiment: Hashable, Sendable {
  /// −1 (negative) … +1 (positive); nil if the post is unscored.
  public var valence: Double?
  /// Share of the scored words' weight that is positive, 0…1.
  public var positive: Double
  /// Share that is negative, 0…1.
  public var negative: Double

  /// Whether a lexicon exists for the post's language and its own words hold any text.
  public var isScored: Bool { valence != nil }

  /// Creates a sentiment.
  public init(valence: Double?, positive: Double = 0, negative: Double = 0) {
    self.valence = valence
    self.positive = positive
    self.negative = negative
  }

  /// A post that no lexicon can read.
  public static let unscored = PostSentiment(valence: nil)
}

/// The mood of a group of posts.
public struct Mood: Hashable, Sendable {
  /// Mean valence per author, then over authors; nil if no post is scored.
  public var mean: Double?
  /// The lower end of the 95 % author-bootstrap interval.
  public var low: Double?
  /// The upper end.
  public var high: Double?
  /// Scored posts above the neutral band.
  public var positive: Int
  /// Scored posts within it.
  public var neutral: Int
  /// Scored posts below it.
  public var negative: Int
  /// Posts that could not be scored.
  public var unscored: Int

  /// Creates a mood.
  public init(
    mean: Double? = nil, low: Double? = nil, high: Double? = nil, positive: Int = 0,
    neutral: Int = 0, negative: Int = 0, unscored: Int = 0
  ) {
    self.mean = mean
    self.low = low
    self.high = high
    self.positive = positive
    self.neutral = neutral
    self.negative = negative
    self.unscored = unscored
  }
}

/// How often replies stand across from what they answer, against chance.
public struct ReplyTension: Hashable, Sendable {
  /// Replies whose two posts both take a side.
  public var edges: Int
  /// The share of these that stand across from what they answer.
  public var share: Double
  /// That share if the replies were dealt out anew.
  public var expected: Double
  /// How rarely such a deal has at least the share seen: a one-sided p.
  public var p: Double

  /// Creates a measure.
  public init(edges: Int, share: Double, expected: Double, p: Double) {
    self.edges = edges
    self.share = share
    self.expected = expected
    self.p = p
  }
}

/// Whether a group of authors disagrees.
public struct SplitMeasure: Hashable, Sendable {
  /// What the numbers allow to be said.
  public enum Verdict: String, CaseIterable, Sendable {
    case split, leaning, agreed
    case tooFew = "too few"
  }
  /// van der Eijk's agreement A, −1 (polarised) … 1 (one opinion); nil if nobody is scored.
  public var agreement: Double?
  /// The lower end of the 90 % author-bootstrap interval.
  public var low: Double?
  /// The upper end.
  public var high: Double?
  /// What may be said.
  public var verdict: Verdict
  /// Authors who stand for what is talked of.
  public var favour: Int
  /// Authors who judge it and take no side.
  public var between: Int
  /// Authors who stand against it.
  public var against: Int
  /// Sarle's bimodality coefficient of the authors' stances; nil for too few.
  public var bimodality: Double?
  /// Esteban and Ray's polarisation of the three groups; nil if nobody is scored.
  public var polarisation: Double?
  /// How often replies stand across from what they answer; nil where none does either.
  public var tension: ReplyTension?

  /// Creates a measure.
  public init(
    agreement: Double? = nil, low: Double? = nil, high: Double? = nil, verdict: Verdict = .tooFew,
    favour: Int = 0, between: Int = 0, against: Int = 0, bimodality: Double? = nil,
    polarisation: Double? = nil, tension: ReplyTension? = nil
  ) {
    self.favour = favour
    self.between = between
    self.against = against
    self.bimodality = bimodality
    self.polarisation = polarisation
    self.tension = tension
    self.agreement = agreement
    self.low = low
    self.high = high
    self.verdict = verdict
  }
}

/// One row of a sentiment series: a theme in a stretch of time.
public struct SeriesRow: Hashable, Sendable {
  /// The theme, or `all`.
  public var theme: String
  /// The first second of the bucket, UTC.
  public var start: Int64
  /// The first second after the bucket.
  public var end: Int64
  /// The posts in it.
  public var posts: Int
  /// The different authors of those posts.
  public var authors: Int
  /// The theme's share of all posts in the bucket; nil if the bucket is empty.
  public var share: Double?
  /// The mood; without a mean where nothing is scored, never 0.
  public var mood: Mood
  /// Agreement A of the bucket's authors; nil where nothing is scored.
  public var split: Double?
  /// The time of the last post that the row could know of: the corpus's last.
  public var asOf: Int64?
  /// When the row could first be known.
  public var availableAt: Int64?
  /// The mean drawn towards the theme's mean so far, the more so the fewer authors there are.
  public var shrunk: Double?
  /// The standard error of a mean over posts, as if each had an author of its own.
  public var naiveError: Double?
  /// The standard error of the mean over authors.
  public var authorError: Double?
  /// The mean over posts weighted by their score; nil where the forum counts none.
  public var engagementMean: Double?
  /// What scored the posts.
  public var model: String
  /// Whether the bucket was not over at the last post.
  public var isPartial: Bool

  /// Creates a row.
  public init(
    theme: String, start: Int64, end: Int64, posts: Int, authors: Int, share: Double?, mood: Mood,
    split: Double?, asOf: Int64? = nil, availableAt: Int64? = nil, shrunk: Double? = nil,
    naiveError: Double? = nil, authorError: Double? = nil, engagementMean: Double? = nil,
    model: String = "", isPartial: Bool = false
  ) {
    self.theme = theme
    self.start = start
    self.end = end
    self.posts = posts
    self.authors = authors
    self.share = share
    self.mood = mood
    self.split = split
    self.asOf = asOf
    self.availableAt = availableAt
    self.shrunk = shrunk
    self.naiveError = naiveError
    self.authorError = authorError
    self.engagementMean = engagementMean
    self.model = model
    self.isPartial = isPartial
  }
}
