internal import HubbubCorpus
internal import HubbubModel
internal import HubbubText

/// Reads posts for what their sentences are good for.
struct FindingsReader: Sendable {
  /// Finds the posts that others speak to.
  let rows: PostRows
  /// The time of the corpus's last post that has one: an undated post is no later.
  let last: Int64?

  private let filter = QuoteFilter.english
  private let worth = QuoteValue.english
  private let stances = StanceReader.english
  private let future = FutureStatement.Reader(books: .english)
  private let analogies = AnalogyReader(books: .english)

  init(rows: PostRows, last: Int64?) {
    self.rows = rows
    self.last = last
  }

  /// What the posts of some rows hold.
  func read(_ corpus: Corpus, _ range: Range<Int>) -> Findings {
    var found = Findings()
    found.readings.reserveCapacity(range.count)
    found.targets.reserveCapacity(range.count)
    corpus.forEach(in: range) { row, post in read(post, row, &found) }
    return found
  }

  private func read(_ post: Post, _ row: Int, _ found: inout Findings) {
    let bytes = Array(post.text.utf8)
    let ranges = Sentences.ranges(in: post.text, language: post.language)
    let sentences = ranges.map { Words.of(Array(bytes[$0])) }
    let target = Stances.target(of: post).flatMap { rows[$0] }
    found.targets.append(target.map { Int32($0) } ?? -1)
    let isEnglish = PhraseBooks.of(post.language) != nil
    var reading = isEnglish ? stances.read(sentences, isReply: post.parent != nil) : nil
    // Of the cues, those that answer are asked again.
    reading?.cues.removeAll { !$0.kind.isAnswer }
    found.readings.append(reading)
    let text = Text(
      bytes: bytes, ranges: ranges, sentences: sentences, joints: Joints.of(post),
      year: (post.time ?? last).map { Int(UTCDate($0).year) })
    for index in ranges.indices { read(index, of: text, row, isEnglish: isEnglish, &found) }
  }

  /// A post's own words, cut.
  private struct Text {
    let bytes: [UInt8]
    let ranges: [Range<Int>]
    let sentences: [[Word]]
    let joints: [Int]
    let year: Int?
  }

  private func read(
    _ index: Int, of text: Text, _ row: Int, isEnglish: Bool, _ found: inout Findings
  ) {
    let words = text.sentences[index]
    let range = text.ranges[index]
    let reason = filter.reason(against: text.bytes, range, words: words, joints: text.joints)
    let stands = reason == nil
    // Only what was turned down for its opening can pass where that is allowed.
    guard
      stands
        || reason == .opening
          && filter.reason(
            against: text.bytes, range, words: words, joints: text.joints, allowing: .opening)
            == nil
    else { return }
    let value = isEnglish ? worth.factor(words) : 1
    if stands, value >= QuoteValue.leastQuoted {
      found.quotable.append(
        Findings.Quotable(
          row: Int32(row), start: Int32(range.lowerBound), end: Int32(range.upperBound),
          words: Int32(max(words.count, Words.count(words))), value: value))
    }
    guard isEnglish else { return }
    if let statement = statement(index, of: text, row, stands: stands) {
      found.statements.append(statement)
    }
    if let strength = analogies.strength(words, year: text.year) {
      found.parallels.append(
        Findings.Parallel(
          row: row, range: range, strength: strength, stands: stands, words: words.count))
    }
  }

  /// What a sentence says about the future, if that can be printed.
  private func statement(
    _ index: Int, of text: Text, _ row: Int, stands: Bool
  ) -> Findings.Statement? {
    let words = text.sentences[index]
    guard var statement = future.read(words, year: text.year) else { return nil }
    var end = text.ranges[index].upperBound
    if statement.odds == nil, let joined = joined(index, text) {
      statement.odds = joined.odds
      end = joined.end
    }
    // Without a number, what leans on its neighbours forecasts nothing by itself.
    let isNumeric = statement.odds.map { $0.form != .word } ?? false
    guard statement.isAnchored, statement.standsAlone, stands || isNumeric else { return nil }
    // Odds in numbers are somebody's own by nature: "I'd put it at …". What else somebody expects is
    // judged without the words that say so.
    let value = isNumeric ? 1 : worth.factor(future.withoutBelief(words))
    guard value >= Self.leastExpected else { return nil }
    return Findings.Statement(
      row: row, range: text.ranges[index], end: end, future: statement, stands: stands,
      words: words.count, value: value)
  }

  /// What is expected must claim something: below this it tells of one case or leans on others.
  private static let leastExpected: Float = 0.65

  /// The odds that the sentence after a forecast does nothing but state, and where it ends.
  private func joined(_ index: Int, _ text: Text) -> (end: Int, odds: Odds)? {
    guard index + 1 < text.ranges.count,
      let odds = future.attachedOdds(text.sentences[index + 1], year: text.year)
    else { return nil }
    let (first, second) = (text.ranges[index], text.ranges[index + 1])
    guard second.lowerBound - first.upperBound <= 2,
      !text.joints.contains(where: { first.lowerBound < $0 && $0 < second.upperBound }),
      Edges.ending(text.bytes, second) == .terminal
    else { return nil }
    return (second.upperBound, odds)
  }
}
