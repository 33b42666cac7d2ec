public import HubbubCorpus
public import HubbubModel
internal import HubbubSystem

/// `sentiment/posts.csv`: `post,valence,positive,negative,scored`, a row a post in corpus order.
public enum PostsFile {
  private static let header = ["post", "valence", "positive", "negative", "scored"]

  /// Writes the file.
  ///
  /// Values have at most six digits after the point, as ``SentimentScorer`` gives them.
  public static func write(
    _ sentiment: [PostSentiment], corpus: Corpus, to path: String
  ) throws {
    precondition(sentiment.count == corpus.count, "every post has a sentiment")
    let file = try AtomicFile(path: path)
    try file.write(header.joined(separator: ",") + "\n")
    let ids = corpus.ids
    for (row, score) in sentiment.enumerated() {
      try file.write(
        [
          CSVLines.field(ids[row].text), CSVLines.number(score.valence),
          score.isScored ? CSVLines.number(score.positive) : "",
          score.isScored ? CSVLines.number(score.negative) : "", score.isScored ? "1" : "0",
        ].joined(separator: ",") + "\n")
    }
    try file.commit()
  }

  /// Reads the file that belongs to a corpus.
  ///
  /// - Throws: `TableError` if it is not the table of that corpus, `FileError` if it cannot be read.
  public static func read(_ path: String, corpus: Corpus) throws -> [PostSentiment] {
    let ids = corpus.ids
    var sentiment: [PostSentiment] = []
    sentiment.reserveCapacity(corpus.count)
    var rows = -1
    let isWhole = try CSVLines.forEachRecord(of: Files.read(path)) { record in
      defer { rows += 1 }
      if rows < 0 {
        guard record == header else {
          throw TableError(description: "\(path): not a table of sentiments")
        }
        return
      }
      guard rows < corpus.count else { return }
      guard record.count == header.count, CSVLines.text(ofField: record[0]) == ids[rows].text,
        let score = parsed(record)
      else {
        throw TableError(
          description: "\(path), line \(rows + 2): not the row of post \(ids[rows])")
      }
      sentiment.append(score)
    }
    guard isWhole, rows >= 0 else {
      throw TableError(description: "\(path): not a table of sentiments")
    }
    guard rows == corpus.count else {
      throw TableError(description: "\(path): \(rows) rows for \(corpus.count) posts")
    }
    return sentiment
  }

  private static func parsed(_ record: [String]) -> PostSentiment? {
    if record[4] == "0" {
      return record[1...3].allSatisfy(\.isEmpty) ? .unscored : nil
    }
    guard record[4] == "1", let valence = Double(record[1]), let positive = Double(record[2]),
      let negative = Double(record[3]), abs(valence) <= 1, (0...1).contains(positive),
      (0...1).contains(negative)
    else { return nil }
    return PostSentiment(valence: valence, positive: positive, negative: negative)
  }
}
