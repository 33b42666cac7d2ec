import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms

@testable import HubbubSummary

/// A small town that argues about its harbour: a corpus written for these tests.
enum HarbourTown {
  /// A theme: the words that put a post into it.
  struct Subject: Sendable {
    var id: ThemeID
    var label: String
    var words: [String]
  }

  static let subjects = [
    Subject(id: "ferry", label: "Ferry fares: who pays", words: ["ferry", "fare", "fares"]),
    Subject(id: "market", label: "The covered market", words: ["market", "stalls", "stall"]),
    Subject(id: "river", label: "River floods", words: ["river", "flood", "dyke"]),
  ]

  /// Sentences by what they are about, and how they feel.
  static let bank: [(text: String, valence: Double)] = [
    ("The ferry company owns every berth that a rival could use.", -0.4),
    ("A ferry fare that doubles in a year is a toll with a timetable.", -0.6),
    ("Nobody in this town has ever refused to pay a fair ferry fare.", 0.3),
    ("The new ferry is the best thing that has happened to the islands.", 0.8),
    ("Ferry fares will double by 2031 and the islands will empty.", -0.5),
    ("I'd give the ferry company a 20% chance of lasting until 2035.", -0.3),
    ("I think it will be cheaper to fly by 2030. I'd put it at 60%.", 0.1),
    ("This reminds me of the canal companies, who priced themselves out of the trade.", -0.2),
    ("The covered market has been losing stalls for ten years.", -0.4),
    ("A market without bakers is a car park with awnings.", -0.5),
    ("Every stall that opens in the market brings three more through the door.", 0.6),
    ("The market will probably close within three years.", -0.4),
    ("Stalls are like shops in the gold rush: the landlord always wins.", -0.3),
    ("The river does not read the plans that the council draws for it.", -0.1),
    ("A dyke is a promise that somebody inspects it every spring.", 0.2),
    ("The flood of last year was kinder to us than the flood of words after it.", 0.1),
    ("If the council keeps cutting the dyke budget, the river will be in the market again.", -0.5),
    ("Our dyke is certain to hold for another decade.", 0.7),
    ("It never worked.", -0.5),
    ("Does anybody know when the office opens?", 0),
    ("Thanks for the photos of the ferry, they are lovely.", 0.7),
    ("And that is all there is to say about it really.", 0),
  ]

  /// A generator of numbers for tests: SplitMix64.
  struct Dice {
    var state: UInt64
    mutating func roll(_ n: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(n))
    }
  }

  /// What a summary is made from.
  struct Inputs: Sendable {
    var corpus: Corpus
    var terms: TermIndex
    var model: ThemeModel
    var sentiment: [PostSentiment]
    var series: [SeriesRow]
    var conservation: Conservation

    func report(_ options: SummaryOptions = SummaryOptions(), workers: Int = 1) -> Report {
      Summarizer.summarize(
        corpus: corpus, terms: terms, themes: model, sentiment: sentiment, series: series,
        conservation: conservation, options: options, workers: Workers(workers), measures: .quick)
    }
  }

  /// What a world may lack.
  struct Lacks: OptionSet, Sendable {
    let rawValue: Int
    static let authors = Lacks(rawValue: 1)
    static let times = Lacks(rawValue: 2)
    static let titles = Lacks(rawValue: 4)
    static let moods = Lacks(rawValue: 8)
    static let themes = Lacks(rawValue: 16)
  }

  /// A town of posts drawn from the bank.
  static func inputs(
    posts: Int, authors: Int = 40, threads: Int = 6, seed: UInt64, lacks: Lacks = [],
    subjects: [Subject] = subjects
  ) -> Inputs {
    var dice = Dice(state: seed)
    var list: [Post] = []
    var sentiment: [PostSentiment] = []
    for index in 0..<posts {
      let picks = (0...dice.roll(3)).map { _ in bank[dice.roll(bank.count)] }
      let thread = index * threads / max(1, posts)
      list.append(
        Post(
          id: PostID("t\(thread)#\(index)"), thread: ThreadID("t\(thread)"),
          author: lacks.contains(.authors) ? nil : "person-\(dice.roll(authors))",
          time: lacks.contains(.times) ? nil : 1_767_300_000 + Int64(dice.roll(200)) * 86_400,
          title: lacks.contains(.titles) ? nil : "Harbour talk \(thread)",
          url: "https://harbour.example/\(index)", score: dice.roll(50),
          text: picks.map(\.text).joined(separator: dice.roll(2) == 0 ? " " : "\n"),
          language: "en", source: SourceRange(path: "town.jsonl", start: index, end: index + 1)))
      let mean = picks.map(\.valence).reduce(0, +) / Double(picks.count)
      sentiment.append(PostSentiment(valence: lacks.contains(.moods) ? nil : mean))
    }
    return inputs(list, sentiment, lacks.contains(.themes) ? [] : subjects)
  }

  static func inputs(
    _ posts: [Post], _ sentiment: [PostSentiment], _ subjects: [Subject] = subjects
  ) -> Inputs {
    let corpus = Corpus(posts: posts)
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    let ranges = terms.passageRanges(posts: posts.count)
    var assignments: [Assignment] = []
    for (row, post) in posts.enumerated() {
      let words = Set(Words.of(post.text).map(\.text))
      let fitting = subjects.indices.filter { !words.isDisjoint(with: subjects[$0].words) }
      for theme in fitting {
        assignments.append(
          Assignment(
            post: row, passage: ranges[row].lowerBound, theme: theme,
            weight: 1 / Double(fitting.count)))
      }
    }
    let model = ThemeModel(
      themes: subjects.map { subject in
        Theme(
          id: subject.id, label: subject.label, terms: subject.words.map { WeightedTerm($0, 1) })
      }, assignments: assignments, residue: [:],
      metrics: ThemeMetrics(npmi: 0, diversity: 1, stability: nil, residue: 0))
    return Inputs(
      corpus: corpus, terms: terms, model: model, sentiment: sentiment,
      series: series(posts, model),
      conservation: Conservation(
        seen: posts.count + 3, used: posts.count, dropped: ["duplicate": 2, "odd": 1]))
  }

  /// Posts of each theme in each month.
  private static func series(_ posts: [Post], _ model: ThemeModel) -> [SeriesRow] {
    let times = posts.compactMap(\.time)
    guard let first = times.min(), let last = times.max() else { return [] }
    var start = UTCDate(first)
    (start.day, start.secondOfDay) = (1, 0)
    var months = [start.seconds]
    while let latest = months.last, latest <= last {
      var next = UTCDate(latest)
      next.month += 1
      if next.month == 13 { (next.month, next.year) = (1, next.year + 1) }
      months.append(next.seconds)
    }
    let lists =
      [("all", Array(posts.indices))]
      + zip(model.themes.map(\.id.text), model.members()).map { ($0, $1) }
    return lists.flatMap { name, rows in
      zip(months, months.dropFirst()).map { from, to in
        let inside = rows.filter { row in
          posts[row].time.map { $0 >= from && $0 < to } ?? false
        }
        return SeriesRow(
          theme: name, start: from, end: to, posts: inside.count, authors: 0, share: nil,
          mood: Mood(), split: nil)
      }
    }
  }
}

extension Measures {
  /// Measures without resampling, for tests in which their values do not matter: a thousand draws a
  /// theme take seconds in a debug build.
  static let quick = Measures(
    mood: { voices, _ in
      let valences = voices.compactMap(\.valence)
      let mean = valences.reduce(0, +) / Double(max(1, valences.count))
      return Mood(
        mean: valences.isEmpty ? nil : mean, low: max(-1, mean - 0.05), high: min(1, mean + 0.05),
        positive: valences.filter { $0 > 0.05 }.count,
        neutral: valences.filter { abs($0) <= 0.05 }.count,
        negative: valences.filter { $0 < -0.05 }.count,
        unscored: voices.count - valences.count)
    },
    split: { voices, _ in
      let valences = voices.compactMap(\.valence)
      guard valences.count >= 10 else { return SplitMeasure() }
      let sides = min(
        valences.filter { $0 > 0.05 }.count, valences.filter { $0 < -0.05 }.count)
      let agreement = 1 - 4 * Double(sides) / Double(valences.count)
      return SplitMeasure(
        agreement: agreement, low: max(-1, agreement - 0.1), high: min(1, agreement + 0.1),
        verdict: agreement < -0.1 ? .split : agreement < 0.5 ? .leaning : .agreed,
        favour: valences.filter { $0 > 0.05 }.count, against: valences.filter { $0 < -0.05 }.count)
    }, stances: { .moods($1, of: $0) })
}

extension Stances {
  /// Stances that are the posts' moods, said plainly; who answers whom is read.
  static func moods(_ sentiment: [PostSentiment], of read: Stances) -> Stances {
    Stances(
      values: sentiment.map(\.valence), isPlain: sentiment.map { $0.isScored },
      targets: read.targets, replies: read.replies)
  }
}
