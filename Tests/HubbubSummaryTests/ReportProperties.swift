import HubbubCorpus
import HubbubModel
import HubbubReport
import HubbubSentiment
import HubbubSystem
import Testing

@testable import HubbubSummary

/// What holds of every report, whatever it was made from.
struct ReportCheck {
  let report: Report
  let corpus: Corpus
  let document: JSONValue
  let rows: PostRows

  init(_ inputs: HarbourTown.Inputs, _ report: Report) throws {
    self.report = report
    corpus = inputs.corpus
    rows = inputs.corpus.rows()
    document = try JSONParser().parse(ReportCoding.json(report))
  }

  var sentences: [Sentence] { Ledger(of: report).entries.map(\.sentence) }

  var quotes: [Quote] {
    report.themes.flatMap(\.quotes) + report.split.quotes + report.split.common.map(\.quote)
      + report.split.shared.map(\.quote)
      + report.outlook.map(\.quote) + report.parallels
  }

  /// Every quotation equals its bytes, and names its post's author and time.
  func quotesAreVerbatim() {
    for quote in quotes + report.digests.flatMap(\.quotes) { check(quote.evidence, quote) }
    for sentence in sentences {
      for case .quote(let evidence) in sentence.basis { check(evidence, nil) }
    }
  }

  private func check(_ evidence: Evidence, _ quote: Quote?) {
    guard let row = rows[evidence.post] else {
      Issue.record("no post \(evidence.post)")
      return
    }
    let post = corpus[row]
    let bytes = Array(post.text.utf8)
    #expect(evidence.start < evidence.end && evidence.end <= bytes.count)
    guard evidence.start < evidence.end, evidence.end <= bytes.count else { return }
    #expect(Array(evidence.text.utf8) == Array(bytes[evidence.start..<evidence.end]))
    guard let quote else { return }
    #expect(quote.author == post.author && quote.time == post.time && quote.url == post.url)
    #expect(quote.source == post.source)
  }

  /// No sentence of a post is printed twice, nor a copy of it.
  func nothingIsQuotedTwice() {
    var printed = quotes.map(\.evidence)
    for sentence in [report.title] + report.lede + report.takeaways.map(\.sentence)
      + report.themes.compactMap(\.gloss)
    {
      for case .quote(let evidence) in sentence.basis { printed.append(evidence) }
    }
    let keys = printed.map { evidence in
      Words.of(evidence.text).filter { $0.kind != .mark }.map(\.text).joined(separator: " ")
    }
    #expect(Set(keys).count == keys.count)
  }

  /// A theme quotes nobody twice.
  func authorsAreQuotedOnce() {
    for theme in report.themes {
      let authors = theme.quotes.compactMap(\.author)
      #expect(Set(authors).count == authors.count)
    }
  }

  /// Every figure leads to a value that is printed as it says, and every number printed outside a
  /// quotation, a name or a title is a figure's.
  func figuresFollow() {
    for sentence in sentences {
      #expect(!sentence.basis.isEmpty, "\(sentence.text)")
      var rest = sentence.text
      for case .quote(let evidence) in sentence.basis {
        rest = rest.replacing(evidence.text, with: "")
      }
      for case .figure(let artifact, let path, let value) in sentence.basis {
        rest = rest.replacing(value, with: "")
        guard artifact == "report/report.json" else { continue }
        let figure = FigurePath(path).figure(in: document)
        #expect(
          figure?.isPrinted(as: value) == true, "\(sentence.rule): \(path) is not \(value)")
      }
      let leftOver = rest.contains(where: \.isNumber)
      #expect(!leftOver, "\(sentence.rule): \(sentence.text)")
    }
  }

  /// Sentences begin with a capital or a mark, end in a mark, and have no seams.
  func sentencesReadWell() {
    for sentence in sentences {
      let text = sentence.text
      #expect(!text.contains("  ") && !text.contains("{") && !text.contains(" ,"), "\(text)")
      #expect(!(text.first?.isLowercase ?? true), "\(text)")
      if sentence.rule != "title" {
        #expect(".”".contains(text.last ?? " "), "\(text)")
      }
      for wrong in ["one posts", "one people", "one threads", " 1 ", "no posts to no", "a a "] {
        #expect(!text.contains(wrong), "\(text)")
      }
    }
    for (a, b) in zip(report.themes, report.themes.dropFirst()) {
      for (x, y) in zip(a.sentences, b.sentences) { #expect(x.text != y.text) }
    }
  }

  /// A digest is of its thread alone, in its order, by more than one of its posts, and prints nothing
  /// that stands elsewhere in the report.
  func digestsAreOfTheirThreads() {
    let printed = quotes.map(\.evidence)
    for digest in report.digests {
      let places = digest.quotes.compactMap { rows[$0.evidence.post] }
      #expect(places == places.sorted() && Set(places).count > 1)
      #expect(places.allSatisfy { corpus[$0].thread == digest.thread })
      for quote in digest.quotes {
        let isElsewhere = printed.contains {
          $0.post == quote.evidence.post
            && $0.start < quote.evidence.end && quote.evidence.start < $0.end
        }
        #expect(!isElsewhere, "\(quote.evidence.text)")
      }
    }
  }

  func all() {
    digestsAreOfTheirThreads()
    quotesAreVerbatim()
    nothingIsQuotedTwice()
    authorsAreQuotedOnce()
    figuresFollow()
    sentencesReadWell()
  }
}

@Suite struct ReportProperties {
  @Test(arguments: 0..<12)
  func `whatever a town says, its report holds`(seed: Int) throws {
    let inputs = HarbourTown.inputs(
      posts: 10 + seed * 23, authors: 5 + seed * 5, threads: 1 + seed, seed: UInt64(seed))
    try ReportCheck(inputs, inputs.report()).all()
  }

  @Test(
    arguments: [.authors, .times, .titles, .moods, .themes, [.authors, .times, .moods, .titles]]
      as [HarbourTown.Lacks])
  func `a source that lacks something gets an honest report`(lacks: HarbourTown.Lacks) throws {
    let inputs = HarbourTown.inputs(posts: 60, seed: 5, lacks: lacks)
    let report = inputs.report()
    try ReportCheck(inputs, report).all()
    if lacks.contains(.authors) {
      let named = Ledger(of: report).entries.filter { $0.sentence.text.contains("people wrote") }
      #expect(named.isEmpty)
    }
    if lacks.contains(.themes) {
      #expect(report.themes.isEmpty && report.residuePosts == 60)
    }
    if lacks.contains(.moods) {
      #expect(report.split.sentences.contains { $0.text.contains("Too few people") })
    }
  }

  @Test(arguments: [0, 1, 2, 5])
  func `few posts make a short report`(posts: Int) throws {
    let inputs = HarbourTown.inputs(posts: posts, authors: 2, threads: 1, seed: 3)
    let report = inputs.report()
    try ReportCheck(inputs, report).all()
    #expect(!report.title.text.isEmpty && !report.lede.isEmpty && !report.method.isEmpty)
  }

  @Test func `the largest threads are told in brief`() throws {
    let inputs = HarbourTown.inputs(posts: 160, authors: 40, threads: 8, seed: 7)
    let digests = inputs.report().digests
    #expect(digests.count == 5)
    #expect(zip(digests, digests.dropFirst()).allSatisfy { $0.posts >= $1.posts })
    #expect(inputs.report(SummaryOptions(digests: 0)).digests.isEmpty)
  }

  @Test func `posts in other languages are quoted, but no forecast is read into them`() throws {
    let posts = (0..<20).map { index in
      Post(
        id: PostID("t#\(index)"), thread: "t", author: "person-\(index)",
        text: "Die Fähre wird im Jahr \(2030 + index) bestimmt wieder für alle Inseln fahren.",
        language: "de")
    }
    let inputs = HarbourTown.inputs(
      posts, posts.map { _ in .unscored },
      [HarbourTown.Subject(id: "f", label: "Fähre", words: ["fähre"])])
    let report = inputs.report()
    try ReportCheck(inputs, report).all()
    #expect(report.outlook.isEmpty && report.parallels.isEmpty)
    #expect(report.themes[0].quotes.count == 3)
  }

  @Test(arguments: [2, 3, 8])
  func `the report is the same for any number of workers`(workers: Int) {
    let inputs = HarbourTown.inputs(posts: 700, seed: 9)
    let one = inputs.report()
    let many = inputs.report(workers: workers)
    #expect(one == many)
  }

  @Test func `the measures of mood and split are those of the series`() throws {
    let inputs = HarbourTown.inputs(posts: 40, seed: 6)
    let report = Summarizer.summarize(
      corpus: inputs.corpus, terms: inputs.terms, themes: inputs.model,
      sentiment: inputs.sentiment, series: inputs.series, conservation: inputs.conservation,
      workers: Workers(2))
    try ReportCheck(inputs, report).all()
    let members = inputs.model.members(ofTheme: 0)
    let voices = members.map { row in
      (author: inputs.corpus[row].author ?? "", valence: inputs.sentiment[row].valence)
    }
    #expect(
      report.themes.first { $0.theme.id == "ferry" }?.mood
        == MoodMeasure.mood(of: voices, key: "ferry"))
  }

  @Test func `a guided theme without posts is shown as empty`() throws {
    var inputs = HarbourTown.inputs(posts: 30, seed: 2)
    inputs.model.themes.append(Theme(id: "lighthouse", label: "The lighthouse", guided: true))
    let report = inputs.report(SummaryOptions(themes: 1))
    #expect(report.themes.map(\.theme.id.text).contains("lighthouse"))
    #expect(report.themes.count == 2)
    try ReportCheck(inputs, report).all()
  }

  @Test func `a gloss is printed once, with its bytes`() throws {
    var inputs = HarbourTown.inputs(posts: 80, seed: 4)
    let text = HarbourTown.bank[0].text
    guard let post = inputs.corpus.first(where: { $0.text.hasPrefix(text) }) else {
      Issue.record("the town never says the sentence")
      return
    }
    inputs.model.themes[0].gloss = Evidence(
      text: text, post: post.id, start: 0, end: text.utf8.count)
    let report = inputs.report()
    try ReportCheck(inputs, report).all()
    #expect(report.themes.contains { $0.gloss?.text == "“\(text)”" })
  }
}
