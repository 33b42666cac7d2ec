internal import HubbubModel

/// Cuts XML into its records: the elements of some names that stand in no other of them.
struct XMLRecords {
  struct Record {
    let range: Range<Int>
    /// The record's name, without its prefix.
    let name: String
    let isClosed: Bool
  }

  /// Names of records, without prefix.
  private let names: [[UInt8]]

  init(_ names: [String]) { self.names = names.map { Array($0.utf8) } }

  /// The records of some bytes that begin outside any.
  ///
  /// A record that is not closed ends where the next one of its name begins.
  func find(_ bytes: [UInt8]) -> [Record] {
    var found: [Record] = []
    var open: (start: Int, name: Int)?
    let span = bytes.span
    var at = 0
    func end(_ end: Int, isClosed: Bool) {
      guard let record = open else { return }
      found.append(
        Record(
          range: record.start..<end, name: String(decoding: names[record.name], as: UTF8.self),
          isClosed: isClosed))
      open = nil
    }
    while let start = XMLTag.next(span, from: at) {
      var isCut = false
      guard let tag = XMLTag.read(span, at: start, isCut: &isCut) else {
        at = start + 1
        if isCut { break }
        continue
      }
      at = tag.end
      switch tag.kind {
      case .start, .empty:
        guard let name = match(span, tag.name), open == nil || open?.name == name else { break }
        if tag.kind == .empty, open != nil { break }
        end(start, isClosed: false)
        open = (start, name)
        if tag.kind == .empty { end(tag.end, isClosed: true) }
      case .end:
        if let name = match(span, tag.name), name == open?.name { end(tag.end, isClosed: true) }
      case .cdata, .other: break
      }
    }
    end(bytes.count, isClosed: false)
    return found
  }

  private func match(_ bytes: Swift.Span<UInt8>, _ range: Range<Int>) -> Int? {
    var start = range.lowerBound
    for at in range where bytes[at] == UInt8(ascii: ":") { start = at + 1 }
    let count = range.upperBound - start
    return names.firstIndex { name in
      guard name.count == count else { return false }
      for offset in 0..<count where bytes[start + offset] != name[offset] { return false }
      return true
    }
  }

  /// How much of a buffer is whole records; see `DumpReader.cut`.
  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    let records = find(buffer)
    if isLast { return (buffer.count, records.count) }
    guard let last = records.last(where: \.isClosed) else { return (0, 0) }
    return (last.range.upperBound, records.count { $0.range.upperBound <= last.range.upperBound })
  }
}

/// A dump in XML: what its records are called, and what one of them says.
protocol XMLDump: Sendable {
  var records: XMLRecords { get }
  var namespaces: XMLNamespaces { get }
  /// Reads one record.
  func read(
    _ element: XMLElement, number: Int, source: SourceRange, into batch: inout ReaderBatch)
}

/// Reads any dump in XML as a stream of records.
struct XMLDumpReader<Dump: XMLDump>: DumpReader {
  let dump: Dump

  func cut(_ buffer: [UInt8], isLast: Bool) -> (length: Int, records: Int) {
    dump.records.cut(buffer, isLast: isLast)
  }

  func read(_ chunk: RecordChunk, path: String) -> ReaderBatch {
    var batch = ReaderBatch()
    let records = dump.records.find(chunk.bytes)
    for (index, record) in records.enumerated() {
      let source = SourceRange(
        path: path, start: chunk.offset + record.range.lowerBound,
        end: chunk.offset + record.range.upperBound)
      if !record.isClosed, chunk.isLast, index == records.count - 1 {
        batch.setAside(source, "truncated", "the file ends within a record")
        continue
      }
      var bytes = Array(chunk.bytes[record.range])
      if !TextBytes.isUTF8(bytes[...]) {
        bytes = Array(TextTools.decode(bytes[...], declared: nil).utf8)
        batch.find("encoding-detected")
      }
      let reader = XMLElementReader(bytes, namespaces: dump.namespaces)
      guard let element = reader.element(at: 0, limit: bytes.count) else {
        batch.setAside(source, "malformed-record", "the record is not well-formed XML")
        continue
      }
      dump.read(element, number: chunk.firstRecord + index, source: source, into: &batch)
    }
    return batch
  }
}

extension XMLNamespaces {
  /// The namespaces that a document's root declares.
  init(head: [UInt8]) {
    self.init()
    var at = 0
    let span = head.span
    while let start = XMLTag.next(span, from: at) {
      var isCut = false
      guard let tag = XMLTag.read(span, at: start, isCut: &isCut) else {
        if isCut { return }
        at = start + 1
        continue
      }
      at = tag.end
      if tag.kind == .start {
        for (name, value) in XMLElementReader.attributes(head[tag.inside]) {
          declare(name, value)
        }
        return
      }
    }
  }
}
