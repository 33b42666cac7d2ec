internal import HubbubModel
internal import HubbubSystem

/// Reads an array of JSON records, or records in a row that are no lines, in constant memory.
///
/// A record that is no JSON costs itself alone, and of a file that breaks off all whole records are read.
struct JSONArrayReader: DumpReader {
  private let records: JSONRecords
  private let isArray: Bool
  /// Guesses made, for the run's findings.
  var findings: [String] { records.findings }

  /// Settles the fields by the first records of a source.
  init(head: [UInt8], path: String, names: ColumnNames, bodies: TextBodies) throws(IngestError) {
    let parser = JSONParser()
    var samples: [JSONValue] = []
    JSONElements.forEach(in: head.span, from: FormatSniffer.start(of: head)) { range, piece in
      if piece == .object, let value = JSONRecords.parse(head, range, parser)?.value {
        samples.append(value)
      }
      return samples.count < JSONRecords.sampleSize
    }
    records = try JSONRecords(samples: samples, path: path, names: names, bodies: bodies)
    isArray =
      head[FormatSniffer.start(of: head)...].first { !FormatSniffer.isSpace($0) }
      == UInt8(ascii: "[")
  }

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    JSONElements.cut(buffer, isLast: isLast)
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let parser = JSONParser()
    var record = chunk.firstRecord
    var isCut = false
    let start = chunk.offset == 0 ? FormatSniffer.start(of: chunk.bytes) : 0
    JSONElements.forEach(in: chunk.bytes.span, from: start) { range, piece in
      defer { record += 1 }
      let source = SourceRange(
        path: path, start: chunk.offset + range.lowerBound, end: chunk.offset + range.upperBound)
      // A number that a chunk ends with was whole where the chunk was cut.
      if piece == .unfinished, chunk.isLast {
        isCut = true
        batch.setAside(source, "truncated", "the file ends within a record")
      } else if piece == .object,
        let (value, isDecoded) = JSONRecords.parse(chunk.bytes, range, parser)
      {
        if isDecoded { batch.find("encoding-detected") }
        records.read(value, record: record, source: source, into: &batch)
      } else {
        batch.setAside(source, "malformed-record", "the element is no JSON object")
      }
      return true
    }
    if isArray, chunk.isLast, !isCut,
      chunk.bytes.last(where: { !FormatSniffer.isSpace($0) }) != UInt8(ascii: "]")
    {
      let end = chunk.offset + chunk.bytes.count
      batch.setAside(
        SourceRange(path: path, start: end, end: end), "truncated",
        "the array is not closed; what came before was read", isPost: false)
    }
    return batch
  }
}
