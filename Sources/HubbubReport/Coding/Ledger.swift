public import HubbubModel
internal import HubbubSystem

/// The ledger of a report: every sentence of its own in reading order, and what it rests on.
public struct Ledger: Hashable, Sendable {
  /// One sentence.
  public struct Entry: Hashable, Sendable {
    /// `s1`, `s2`, … in reading order.
    public var id: String
    /// The sentence.
    public var sentence: Sentence

    /// Creates an entry.
    public init(id: String, sentence: Sentence) {
      self.id = id
      self.sentence = sentence
    }
  }

  /// The sentences in reading order.
  public let entries: [Entry]

  /// The ledger of a report.
  public init(of report: Report) { entries = SentenceNumbers.number(report).entries }

  init(entries: [Entry]) { self.entries = entries }

  /// `ledger.jsonl`: a line `{id, text, rule, evidence}` for each sentence.
  public var jsonLines: [UInt8] {
    var writer = JSONWriter()
    for entry in entries {
      writer.write([
        "id": .string(entry.id), "text": .string(entry.sentence.text),
        "rule": .string(entry.sentence.rule), "evidence": Self.json(entry.sentence.basis),
      ])
      writer.newline()
    }
    return writer.bytes
  }

  /// Reads `ledger.jsonl`.
  ///
  /// - Throws: `ReportError` that names the line that is no sentence.
  public init(jsonLines bytes: [UInt8]) throws(ReportError) {
    var entries: [Entry] = []
    let parser = JSONParser()
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      let place = "report/ledger.jsonl, line \(index + 1)"
      let reader = JSONReader(try JSONReader.parse(Array(line), place, parser), place)
      entries.append(
        Entry(
          id: try reader["id"].text(),
          sentence: Sentence(
            try reader["text"].text(), rule: try reader["rule"].text(),
            basis: try reader["evidence"].list(Self.basis))))
    }
    self.entries = entries
  }

  static func json(_ basis: [Sentence.Basis]) -> JSON {
    .array(
      basis.map { basis in
        switch basis {
        case .quote(let evidence): json(evidence)
        case .figure(let artifact, let path, let value):
          ["artifact": .string(artifact), "path": .string(path), "value": .string(value)]
        }
      })
  }

  static func json(_ evidence: Evidence) -> JSON {
    [
      "post": .string(evidence.post.text), "start": .integer(Int64(evidence.start)),
      "end": .integer(Int64(evidence.end)), "text": .string(evidence.text),
    ]
  }

  private static func basis(_ reader: JSONReader) throws(ReportError) -> Sentence.Basis {
    if reader.has("artifact") {
      return .figure(
        artifact: try reader["artifact"].text(), path: try reader["path"].text(),
        value: try reader["value"].text())
    }
    return .quote(try evidence(reader))
  }

  static func evidence(_ reader: JSONReader) throws(ReportError) -> Evidence {
    Evidence(
      text: try reader["text"].text(), post: PostID(try reader["post"].text()),
      start: try reader["start"].int(), end: try reader["end"].int())
  }
}
