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
    try corpus.forEach(in: 0..<corpus.count) { row, post in
      let score = sentiment[row]
      try file.write(
        [
          CSVLines.field(post.id.text), CSVLines.number(score.valence),
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
    guard let records = CSVLines.records(try Files.read(path)), records.first == header else {
      throw TableError(description: "\(path): not a table of sentiments")
    }
    guard records.count == corpus.count + 1 else {
      throw TableError(
        description: "\(path): \(records.count - 1) rows for \(corpus.count) posts")
    }
    var sentiment: [PostSentiment] = []
    try corpus.forEach(in: 0..<corpus.count) { row, post in
      let record = records[row + 1]
      guard record.count == header.count, CSVLines.text(ofField: record[0]) == post.id.text,
        let score = parsed(record)
      else {
        throw TableError(description: "\(path), line \(row + 2): not the row of post \(post.id)")
      }
      sentiment.append(score)
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
