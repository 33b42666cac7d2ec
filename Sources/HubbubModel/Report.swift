/// A quotation in a report.
public struct Quote: Hashable, Sendable {
  /// Which side of a split a quote speaks for.
  public enum Side: String, CaseIterable, Sendable { case positive, negative, neutral }
  /// The words and where they stand.
  public var evidence: Evidence
  /// The author's handle, if known.
  public var author: String?
  /// When it was said, if known.
  public var time: Int64?
  /// The post's address, if known.
  public var url: String?
  /// Where the post stands in the raw source.
  public var source: SourceRange
  /// The side that it speaks for, where one is stated.
  public var side: Side?

  /// Creates a quotation.
  public init(
    evidence: Evidence, author: String?, time: Int64?, url: String?, source: SourceRange,
    side: Side? = nil
  ) {
    self.evidence = evidence
    self.author = author
    self.time = time
    self.url = url
    self.source = source
    self.side = side
  }
}

/// A sentence of the report, with the rule that wrote it and what it rests on.
public struct Sentence: Hashable, Sendable {
  /// What a sentence rests on.
  public enum Basis: Hashable, Sendable {
    /// A verbatim stretch of a post.
    case quote(Evidence)
    /// A number of an artifact: its file, a path into it, and the value as printed.
    case figure(artifact: String, path: String, value: String)
  }
  /// What is printed.
  public var text: String
  /// The name of the sentence rule that wrote it.
  public var rule: String
  /// What it rests on; never empty.
  public var basis: [Basis]

  /// Creates a sentence.
  public init(_ text: String, rule: String, basis: [Basis]) {
    self.text = text
    self.rule = rule
    self.basis = basis
  }
}

/// A theme as a report shows it.
public struct ReportTheme: Hashable, Sendable {
  /// The theme.
  public var theme: Theme
  /// The one-line meaning as a sentence of the report; nil if no post says it.
  public var gloss: Sentence?
  /// Posts that hold the theme.
  public var posts: Int
  /// Their different authors.
  public var authors: Int
  /// Posts that hold the theme as a share of all posts used, 0…1.
  public var share: Double
  /// Its mood.
  public var mood: Mood
  /// Whether its authors disagree.
  public var split: SplitMeasure
  /// What is said about its size, mood and trend.
  public var sentences: [Sentence]
  /// Quotations, best first.
  public var quotes: [Quote]
  /// Posts in it for each bucket of the report's calendar.
  public var trend: [Int]

  /// Creates a theme of a report.
  public init(
    theme: Theme, gloss: Sentence?, posts: Int, authors: Int, share: Double, mood: Mood,
    split: SplitMeasure, sentences: [Sentence], quotes: [Quote], trend: [Int]
  ) {
    self.theme = theme
    self.gloss = gloss
    self.posts = posts
    self.authors = authors
    self.share = share
    self.mood = mood
    self.split = split
    self.sentences = sentences
    self.quotes = quotes
    self.trend = trend
  }
}

/// A takeaway: an icon of the fixed table and a sentence.
public struct Takeaway: Hashable, Sendable {
  /// One emoji of the fixed table.
  public var icon: String
  /// The sentence.
  public var sentence: Sentence
  /// How many people confirm outright what it quotes; nil where that is not its ground.
  public var people: Int?
  /// The score of the post that it quotes; nil where that is not its ground.
  public var score: Int?
  /// Creates a takeaway.
  public init(icon: String, sentence: Sentence, people: Int? = nil, score: Int? = nil) {
    self.icon = icon
    self.sentence = sentence
    self.people = people
    self.score = score
  }
}

/// What people expect, with the odds that they state.
public struct OutlookItem: Hashable, Sendable {
  /// The sentence.
  public var sentence: Sentence
  /// The stated probability, 0…1; nil where the words name none.
  public var probability: Double?
  /// The statement about the future that it rests on.
  public var quote: Quote
  /// Creates an item.
  public init(sentence: Sentence, probability: Double?, quote: Quote) {
    self.sentence = sentence
    self.probability = probability
    self.quote = quote
  }
}

/// How many replies say outright that they agree with what they answer, or object to it.
public struct ReplyStands: Hashable, Sendable {
  /// Replies that agree.
  public var agreeing: Int
  /// Replies that object.
  public var objecting: Int
  /// Creates a count.
  public init(agreeing: Int = 0, objecting: Int = 0) {
    self.agreeing = agreeing
    self.objecting = objecting
  }
}

/// What somebody wrote and several others agree with outright, while nobody objects.
public struct SharedPoint: Hashable, Sendable {
  /// What may be said of it.
  public var sentence: Sentence
  /// The words agreed with.
  public var quote: Quote
  /// The different people who agree.
  public var people: Int
  /// Creates a point.
  public init(sentence: Sentence, quote: Quote, people: Int) {
    self.sentence = sentence
    self.quote = quote
    self.people = people
  }
}

/// What people on both sides of a theme support.
public struct CommonPoint: Hashable, Sendable {
  /// How people show their support.
  public enum Kind: String, CaseIterable, Sendable {
    /// They write the post, or agree with it outright.
    case bridge
    /// They say the same in their own words.
    case claim
  }
  /// The people of one side.
  public struct Side: Hashable, Sendable {
    /// Those who support it.
    public var supporting: Int
    /// Those who object to it.
    public var objecting: Int
    /// Creates a count.
    public init(supporting: Int = 0, objecting: Int = 0) {
      self.supporting = supporting
      self.objecting = objecting
    }
  }
  /// The theme whose sides they are.
  public var theme: ThemeID
  /// How it is supported.
  public var kind: Kind
  /// What may be said of it.
  public var sentence: Sentence
  /// The words supported.
  public var quote: Quote
  /// Of those who stand for the theme.
  public var favour: Side
  /// Of those who stand against it.
  public var against: Side
  /// How surely both sides support it: Π (supporting + 1) / (supporting + objecting + 2), 0…1.
  public var consensus: Double
  /// Creates a point.
  public init(
    theme: ThemeID, kind: Kind, sentence: Sentence, quote: Quote, favour: Side, against: Side,
    consensus: Double
  ) {
    self.theme = theme
    self.kind = kind
    self.sentence = sentence
    self.quote = quote
    self.favour = favour
    self.against = against
    self.consensus = consensus
  }
}

/// Where the community is split.
public struct SplitSection: Hashable, Sendable {
  /// Over all posts.
  public var overall: SplitMeasure
  /// The themes with verdict `split` or `leaning`, most divided first.
  public var themes: [ThemeID]
  /// What may be said about it.
  public var sentences: [Sentence]
  /// Quotes of both sides, where a split is stated.
  public var quotes: [Quote]
  /// What replies say outright, over all posts.
  public var replies: ReplyStands
  /// What several people agree with, at most three, that of most people first.
  public var shared: [SharedPoint]
  /// What people on both sides of a theme support, claims before posts, those of most consensus first.
  public var common: [CommonPoint]
  /// Creates a section.
  public init(
    overall: SplitMeasure, themes: [ThemeID], sentences: [Sentence], quotes: [Quote],
    replies: ReplyStands = ReplyStands(), shared: [SharedPoint] = [],
    common: [CommonPoint] = []
  ) {
    self.overall = overall
    self.themes = themes
    self.sentences = sentences
    self.quotes = quotes
    self.replies = replies
    self.shared = shared
    self.common = common
  }
}

/// A theme report: everything that its HTML, Markdown and JSON forms show.
public struct Report: Hashable, Sendable {
  /// What the report was made from.
  public struct Source: Hashable, Sendable {
    /// Threads with at least one post used.
    public var threads: Int
    /// Posts used.
    public var posts: Int
    /// Different authors.
    public var authors: Int
    /// The first post's time, if any post has one.
    public var first: Int64?
    /// The last post's time.
    public var last: Int64?
    /// Creates a summary of the source.
    public init(threads: Int, posts: Int, authors: Int, first: Int64?, last: Int64?) {
      self.threads = threads
      self.posts = posts
      self.authors = authors
      self.first = first
      self.last = last
    }
  }

  /// The headline.
  public var title: Sentence
  /// The opening paragraph.
  public var lede: [Sentence]
  /// What the report was made from.
  public var source: Source
  /// The books of the ingest.
  public var conservation: Conservation
  /// The first second of each bucket of the themes' trends.
  public var calendar: [Int64]
  /// The themes, in the order in which they are shown.
  public var themes: [ReportTheme]
  /// At most three.
  public var takeaways: [Takeaway]
  /// Where the community is split.
  public var split: SplitSection
  /// What people expect.
  public var outlook: [OutlookItem]
  /// Parallels that people drew, best first.
  public var parallels: [Quote]
  /// What is said about the parallels, or that there are none.
  public var parallelSentences: [Sentence]
  /// Posts without a theme.
  public var residuePosts: Int
  /// Their share of the posts used, 0…1.
  public var residueShare: Double
  /// How the report was made, and its limits.
  public var method: [Sentence]
  /// Who and what is talked about, those that most posts hold first.
  public var names: [ReportName]
  /// What is said about the names.
  public var nameSentences: [Sentence]
  /// The most discussed threads in brief, largest first.
  public var digests: [ReportDigest]

  /// Creates a report.
  public init(
    title: Sentence, lede: [Sentence], source: Source, conservation: Conservation,
    calendar: [Int64], themes: [ReportTheme], takeaways: [Takeaway], split: SplitSection,
    outlook: [OutlookItem], parallels: [Quote], parallelSentences: [Sentence], residuePosts: Int,
    residueShare: Double, method: [Sentence], names: [ReportName] = [],
    nameSentences: [Sentence] = [], digests: [ReportDigest] = []
  ) {
    self.title = title
    self.lede = lede
    self.source = source
    self.conservation = conservation
    self.calendar = calendar
    self.themes = themes
    self.takeaways = takeaways
    self.split = split
    self.outlook = outlook
    self.parallels = parallels
    self.parallelSentences = parallelSentences
    self.residuePosts = residuePosts
    self.residueShare = residueShare
    self.method = method
    self.names = names
    self.nameSentences = nameSentences
    self.digests = digests
  }
}
