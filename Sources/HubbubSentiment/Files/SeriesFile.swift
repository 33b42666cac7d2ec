public import HubbubModel
internal import HubbubSystem

/// `series/sentiment.csv`: the sentiment series in long format, for pandas and Nixtla.
///
/// Values are rounded to six digits after the point; what nobody measured is empty.
public enum SeriesFile {
  private static let header = [
    "unique_id", "ds", "y", "low", "high", "n_posts", "n_authors", "share", "positive", "negative",
    "split", "as_of", "bucket_end", "neutral", "unscored", "shrunk", "se_naive", "se_author",
    "engagement_mean", "available_at", "model", "is_partial",
  ]

  /// Writes the file; `model` says what scored the posts, in every row.
  public static func write(_ rows: [SeriesRow], model: String, to path: String) throws {
    let file = try AtomicFile(path: path)
    try file.write(header.joined(separator: ",") + "\n")
    for row in rows { try file.write(line(row, model) + "\n") }
    try file.commit()
  }

  /// Reads a file that `write` wrote.
  ///
  /// - Throws: `TableError` if it is none, `FileError` if it cannot be read.
  public static func read(_ path: String) throws -> [SeriesRow] {
    guard let records = CSVLines.records(try Files.read(path)), records.first == header else {
      throw TableError(description: "\(path): not a table of a sentiment series")
    }
    return try records.dropFirst().enumerated().map { index, record in
      guard record.count == header.count, let row = parsed(record) else {
        throw TableError(description: "\(path), line \(index + 2): not a row of a series")
      }
      return row
    }
  }

  private static func line(_ row: SeriesRow, _ model: String) -> String {
    // Nothing is said of the mood of an empty stretch, not even that nobody was glad.
    let mood: (Int) -> String = { row.posts == 0 ? "" : String($0) }
    return [
      CSVLines.field(row.theme), CivilDate.text(ofDay: row.start), CSVLines.number(row.mood.mean),
      CSVLines.number(row.mood.low), CSVLines.number(row.mood.high), String(row.posts),
      String(row.authors), CSVLines.number(row.share), mood(row.mood.positive),
      mood(row.mood.negative), CSVLines.number(row.split),
      row.asOf.map(CivilDate.text(ofSecond:)) ?? "", CivilDate.text(ofDay: row.end),
      mood(row.mood.neutral), mood(row.mood.unscored), CSVLines.number(row.shrunk),
      CSVLines.number(row.naiveError), CSVLines.number(row.authorError),
      CSVLines.number(row.engagementMean), row.availableAt.map(CivilDate.text(ofSecond:)) ?? "",
      CSVLines.field(model), row.isPartial ? "1" : "0",
    ].joined(separator: ",")
  }

  private static func parsed(_ record: [String]) -> SeriesRow? {
    var fields = FieldReader(record)
    var row = SeriesRow(
      theme: fields.text(), start: fields.time(), end: 0, posts: 0, authors: 0, share: nil,
      mood: Mood(), split: nil)
    row.mood.mean = fields.number()
    row.mood.low = fields.number()
    row.mood.high = fields.number()
    row.posts = fields.count()
    row.authors = fields.count()
    row.share = fields.number()
    row.mood.positive = fields.count(orEmpty: row.posts == 0)
    row.mood.negative = fields.count(orEmpty: row.posts == 0)
    row.split = fields.number()
    row.asOf = fields.optionalTime()
    row.end = fields.time()
    row.mood.neutral = fields.count(orEmpty: row.posts == 0)
    row.mood.unscored = fields.count(orEmpty: row.posts == 0)
    row.shrunk = fields.number()
    row.naiveError = fields.number()
    row.authorError = fields.number()
    row.engagementMean = fields.number()
    row.availableAt = fields.optionalTime()
    row.model = fields.text()
    row.isPartial = fields.count() == 1
    return fields.isSound ? row : nil
  }
}

/// Reads a record's fields one after another and remembers whether all were what they should be.
private struct FieldReader {
  private let record: [String]
  private var next = 0
  private(set) var isSound = true

  init(_ record: [String]) { self.record = record }

  private mutating func take() -> String {
    next += 1
    return record[next - 1]
  }

  mutating func text() -> String { CSVLines.text(ofField: take()) }

  mutating func number() -> Double? {
    let text = take()
    if text.isEmpty { return nil }
    guard let number = Double(text), number.isFinite else {
      isSound = false
      return nil
    }
    return number
  }

  mutating func count(orEmpty mayBeEmpty: Bool = false) -> Int {
    let text = take()
    if mayBeEmpty, text.isEmpty { return 0 }
    guard let count = Int(text), count >= 0 else {
      isSound = false
      return 0
    }
    return count
  }

  mutating func optionalTime() -> Int64? {
    let text = take()
    if text.isEmpty { return nil }
    let time = CivilDate.seconds(of: text)
    if time == nil { isSound = false }
    return time
  }

  mutating func time() -> Int64 {
    guard let time = optionalTime() else {
      isSound = false
      return 0
    }
    return time
  }
}
