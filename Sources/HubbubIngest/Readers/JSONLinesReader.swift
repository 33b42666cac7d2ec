internal import HubbubModel
internal import HubbubSystem

/// Cuts sources whose records are lines.
enum Lines {
  static func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    var records = 0
    var end = 0
    let bytes = buffer.span
    for at in 0..<bytes.count where bytes[at] == 10 {
      records += 1
      end = at + 1
    }
    if isLast, end < buffer.count { return (buffer.count, records + 1) }
    return (end, records)
  }

  /// Calls a closure with each line's range, without its line end.
  static func forEach(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
      body(start..<end)
      start = end + 1
    }
  }
}

/// Reads JSON Lines: one object a line, fields found by name or by dotted path.
///
/// A record that has the shape of a Reddit comment or submission (Pushshift's dumps) is read as
/// one whatever the mapping guessed, unless the user named the text column.
struct JSONLinesReader: DumpReader {
  private let records: JSONRecords
  /// Guesses made, for the run's findings.
  var findings: [String] { records.findings }

  /// Settles the fields by the first records of a source.
  init(head: [UInt8], path: String, names: ColumnNames, bodies: TextBodies)
    throws(IngestError)
  {
    let parser = JSONParser()
    var samples: [JSONValue] = []
    let start = FormatSniffer.start(of: head)
    Lines.forEach(head) { line in
      let line = max(line.lowerBound, start)..<line.upperBound
      if samples.count < JSONRecords.sampleSize,
        let (value, _) = JSONRecords.parse(head, line, parser)
      {
        samples.append(value)
      }
    }
    records = try JSONRecords(samples: samples, path: path, names: names, bodies: bodies)
  }

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    Lines.cut(buffer, isLast: isLast)
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let parser = JSONParser()
    var record = chunk.firstRecord
    let skip = chunk.offset == 0 ? FormatSniffer.start(of: chunk.bytes) : 0
    Lines.forEach(chunk.bytes) { line in
      defer { record += 1 }
      let start = line.lowerBound == 0 ? skip : line.lowerBound
      guard chunk.bytes[start..<line.upperBound].contains(where: { !FormatSniffer.isSpace($0) })
      else { return }
      let source = SourceRange(
        path: path, start: chunk.offset + start, end: chunk.offset + line.upperBound)
      guard
        let (value, isDecoded) = JSONRecords.parse(
          chunk.bytes, start..<line.upperBound, parser)
      else {
        let isCut = chunk.isLast && line.upperBound == chunk.bytes.count
        batch.setAside(
          source, isCut ? "truncated" : "malformed-record",
          isCut ? "the file ends within a record" : "the line is no JSON object")
        return
      }
      if isDecoded { batch.find("encoding-detected") }
      records.read(value, record: record, source: source, into: &batch)
    }
    return batch
  }
}
