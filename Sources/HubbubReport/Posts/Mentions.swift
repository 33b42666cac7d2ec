public import HubbubModel
internal import HubbubSystem

/// Which posts hold which names of a report: `report/mentions.csv`, and back.
public struct Mention: Hashable, Sendable {
  /// The place of a name among the report's.
  public var name: Int
  /// A post that holds it.
  public var post: PostID

  /// Creates a mention.
  public init(name: Int, post: PostID) {
    self.name = name
    self.post = post
  }

  static let header = "name,post"

  /// A line for each, below the names of the columns.
  public static func csv(_ mentions: [Mention]) -> [UInt8] {
    var text = header + "\n"
    for mention in mentions { text += "\(mention.name),\(CSVLines.field(mention.post.text))\n" }
    return Array(text.utf8)
  }

  /// Reads `mentions.csv`.
  ///
  /// - Throws: `ReportError` that names the record that is none.
  public static func read(_ bytes: [UInt8]) throws(ReportError) -> [Mention] {
    guard let records = CSVLines.records(bytes),
      records.first?.joined(separator: ",") == header
    else { throw ReportError(at: "report/mentions.csv", "does not begin with \(header)") }
    var mentions: [Mention] = []
    for (number, record) in records.enumerated().dropFirst() {
      guard record.count == 2, let name = Int(record[0]) else {
        throw ReportError(at: "report/mentions.csv, record \(number + 1)", "is no name and post")
      }
      mentions.append(Mention(name: name, post: PostID(CSVLines.text(ofField: record[1]))))
    }
    return mentions
  }
}

extension Privacy {
  /// The mentions as this level shows them; the same report and key as for the posts.
  public func apply(to mentions: [Mention], of report: Report, key: [UInt8]) -> [Mention] {
    guard self == .public else { return mentions }
    let names = Pseudonyms(key: key)
    return mentions.compactMap { mention in
      // A name that is not shown is not to be read off the posts that hold it.
      guard ReportView.isShown(report.names[mention.name]) else { return nil }
      return Mention(name: mention.name, post: PostID(names.post(mention.post.text)))
    }
  }
}
