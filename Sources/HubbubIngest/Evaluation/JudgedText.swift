internal import HubbubModel

/// The words of a page that a reference judges.
///
/// References differ in what they count as content: one writes every post with its author's name,
/// its date and what it quotes, another the posts' own words alone; most leave out the comments
/// below answers, and many stop in the middle of a long thread. A parser that files names, dates
/// and quotes apart can give either. So each class of text counts where the reference has it,
/// which is read off the reference as a whole and never word by word:
///
/// - authors' names, and dates as shown: where half of them at least stand in the reference;
/// - quotes of other posts: where the reference repeats half of them at least;
/// - the title: where the reference has it as a line;
/// - a kind of post (told by the letters of its id, such as comments below answers): unless the
///   reference has none of it;
/// - the posts after the last one that the reference has: not at all.
struct JudgedText {
  /// The text that is compared.
  private(set) var text = ""
  /// Posts that the reference does not judge.
  private(set) var unjudged = 0

  /// The share of a post's runs of words that makes it one that the reference has.
  private static let share = 0.5
  /// How many words a run has.
  private static let run = 4

  init(_ document: ParsedDocument, reference: String) {
    let runs = Set(Self.runs(ExtractionEvaluation.words(of: reference)))
    let folded = ExtractionEvaluation.fold(reference)
    let lines = Set(
      reference.split(whereSeparator: \.isNewline).map { ExtractionEvaluation.fold(String($0)) })
    let all = document.threads.flatMap(\.posts)
    let isKnown = all.map { post in
      let own = Self.runs(ExtractionEvaluation.words(of: Self.own(post)))
      let common = own.filter { runs.contains($0) }.count
      return !own.isEmpty && Double(common) >= Self.share * Double(own.count)
    }
    let kinds = Set(zip(all, isKnown).filter(\.1).map { Self.kind($0.0) })
    let last = isKnown.lastIndex(of: true) ?? all.count - 1
    let posts = all.enumerated().filter { index, post in
      index <= last && (kinds.isEmpty || kinds.contains(Self.kind(post)))
    }.map(\.element)
    unjudged = all.count - posts.count

    let names = posts.compactMap(\.author).map(ExtractionEvaluation.fold)
    let times = posts.compactMap(\.shownTime).map(ExtractionEvaluation.fold)
    let hasNames = Self.isMost(names) { name in
      lines.contains { $0.hasPrefix(name) || $0.hasSuffix(name) }
    }
    let hasTimes = Self.isMost(times) { folded.contains($0) }
    let hasQuotes = Self.repeatsQuotes(of: posts, reference)

    var parts: [String] = []
    let bodies = Set(posts.map { ExtractionEvaluation.fold($0.body) })
    for title in document.threads.compactMap(\.title) {
      let folded = ExtractionEvaluation.fold(title)
      // The post that a link opens has no other words than its title.
      if lines.contains(folded), !bodies.contains(folded) { parts.append(title) }
    }
    for post in posts {
      if hasNames, let author = post.author { parts.append(author) }
      if hasTimes, let time = post.shownTime { parts.append(time) }
      parts.append(hasQuotes ? Self.shown(post) : Self.own(post))
    }
    text = parts.joined(separator: "\n\n")
  }

  /// Everything a post shows but signatures and what the site adds.
  static func shown(_ post: ParsedPost) -> String {
    text(of: post) { $0.kind != .signature && $0.kind != .boilerplate }
  }

  /// A post's own words; what it quotes from elsewhere is content, what another member wrote not.
  static func own(_ post: ParsedPost) -> String {
    text(of: post) { [.own, .link, .code].contains($0.kind) || $0.kind == .quote && !isReply($0) }
  }

  /// Whether a quote is of a post.
  private static func isReply(_ span: ParsedSpan) -> Bool {
    span.attribution != nil || span.quoted != nil
  }

  private static func text(of post: ParsedPost, where keeps: (ParsedSpan) -> Bool) -> String {
    let body = Array(post.body.utf8)
    var bytes: [UInt8] = []
    for span in post.spans where keeps(span) { bytes += body[span.start..<span.end] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The letters before an id's first digit: `comment-` of `comment-12`.
  private static func kind(_ post: ParsedPost) -> String {
    String(post.localID.prefix { !("0"..."9").contains($0) })
  }

  private static func isMost(_ texts: [String], _ holds: (String) -> Bool) -> Bool {
    !texts.isEmpty && texts.filter { !$0.isEmpty && holds($0) }.count * 2 >= texts.count
  }

  /// Whether the reference has the runs of half of the quotes more often than the posts' own words
  /// have them.
  private static func repeatsQuotes(of posts: [ParsedPost], _ reference: String) -> Bool {
    let wanted = count(runs(ExtractionEvaluation.words(of: reference)))
    let own = count(posts.flatMap { runs(ExtractionEvaluation.words(of: Self.own($0))) })
    var quotes = 0
    var repeated = 0
    for post in posts {
      for span in post.spans where span.kind == .quote && isReply(span) {
        let quote = text(of: post) { $0 == span }
        let runs = runs(ExtractionEvaluation.words(of: quote))
        guard !runs.isEmpty else { continue }
        quotes += 1
        let more = runs.filter { wanted[$0, default: 0] > own[$0, default: 0] }.count
        if Double(more) >= share * Double(runs.count) { repeated += 1 }
      }
    }
    return repeated * 2 >= quotes
  }

  private static func count(_ runs: [[String]]) -> [[String]: Int] {
    runs.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The runs of words, or all the words where there are fewer than one run has.
  private static func runs(_ words: [String]) -> [[String]] {
    guard words.count > run else { return words.isEmpty ? [] : [words] }
    return (0...words.count - run).map { Array(words[$0..<$0 + run]) }
  }
}
