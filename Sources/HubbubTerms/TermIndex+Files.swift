public import HubbubCorpus
internal import HubbubModel
public import HubbubSystem
internal import HubbubVectors

/// Why a term index could not be read.
public struct TermIndexError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }
  init(_ path: String, _ problem: String) {
    message = "\(path): \(problem). Run `hubbub tokenize` again to write it anew."
  }
}

extension TermIndex {
  /// Writes the index into a workspace's `terms` folder.
  ///
  /// - `tfidf.npz`: TF-IDF as SciPy's CSR, 32-bit floats; `counts.npz`: raw counts, likewise.
  /// - `vocabulary.tsv` (`term df idf`): a line a column.
  /// - `passages.tsv` (`row post start end`): a line a row; post = post id.
  /// - `surfaces.tsv` (`term surface phrase`): how a column is written, 1 for phrases.
  /// - `sequence.npz`: `offsets`, `terms`, `starts`, `lengths` of the occurrences.
  public func write(to folder: String, corpus: Corpus) throws(FileError) {
    let ids = corpus.ids
    try tfidf.write(npz: "\(folder)/tfidf.npz")
    try counts.write(npz: "\(folder)/counts.npz")
    let vocabulary = try AtomicFile(path: "\(folder)/vocabulary.tsv")
    let surfaceFile = try AtomicFile(path: "\(folder)/surfaces.tsv")
    try vocabulary.write("term\tdf\tidf\n")
    try surfaceFile.write("term\tsurface\tphrase\n")
    for (column, term) in terms.enumerated() {
      try vocabulary.write("\(term)\t\(documentFrequency[column])\t\(idf[column])\n")
      try surfaceFile.write("\(term)\t\(surfaces[column])\t\(isPhrase[column] ? 1 : 0)\n")
    }
    try vocabulary.commit()
    try surfaceFile.commit()
    let passageFile = try AtomicFile(path: "\(folder)/passages.tsv")
    try passageFile.write("row\tpost\tstart\tend\n")
    for (row, passage) in passages.enumerated() {
      let id = TSV.escape(ids[passage.post].text)
      try passageFile.write("\(row)\t\(id)\t\(passage.start)\t\(passage.end)\n")
    }
    try passageFile.commit()
    let archive = try NPZWriter(path: "\(folder)/sequence.npz")
    try archive.write("offsets", sequence.offsets)
    try archive.write("terms", sequence.terms)
    try archive.write("starts", sequence.starts)
    try archive.write("lengths", sequence.lengths)
    try archive.commit()
  }

  private static func passages(_ path: String, corpus: Corpus) throws -> [Passage] {
    var posts = corpus.locator()
    var passages: [Passage] = []
    try TSV.forEachRow(of: path, header: ["row", "post", "start", "end"]) { fields in
      guard let post = posts.row(of: TSV.unescape(fields[1])[...]),
        let start = TSV.number(fields[2]), let end = TSV.number(fields[3]),
        TSV.number(fields[0]) == passages.count
      else {
        throw TermIndexError(
          path, "line \(passages.count + 2) makes no sense in this corpus")
      }
      passages.append(Passage(post: post, start: start, end: end))
    }
    return passages
  }

  /// Reads what `write(to:corpus:)` wrote.
  ///
  /// - Parameters:
  ///   - folder: the workspace's `terms` folder.
  ///   - corpus: the corpus that the index was made of.
  /// - Throws: `FileError`, `NPYError`, `MatrixError` or `TermIndexError` naming what does not
  ///   fit, and where.
  public init(folder: String, corpus: Corpus, workers: Workers = .one) throws {
    let counts = try CSRMatrix(npz: "\(folder)/counts.npz")
    let tfidf = try CSRMatrix(npz: "\(folder)/tfidf.npz")
    let vocabularyPath = "\(folder)/vocabulary.tsv"
    let vocabulary = try TSV.rows(of: vocabularyPath, header: ["term", "df", "idf"])
    let surfacePath = "\(folder)/surfaces.tsv"
    let surfaceRows = try TSV.rows(of: surfacePath, header: ["term", "surface", "phrase"])
    guard vocabulary.count == counts.columns, surfaceRows.count == counts.columns,
      vocabulary.map(\.[0]) == surfaceRows.map(\.[0])
    else { throw TermIndexError(vocabularyPath, "its terms do not fit the matrix") }
    let passagePath = "\(folder)/passages.tsv"
    let passages = try Self.passages(passagePath, corpus: corpus)
    guard passages.count == counts.rows else {
      throw TermIndexError(passagePath, "\(passages.count) passages for \(counts.rows) rows")
    }
    let archivePath = "\(folder)/sequence.npz"
    let archive = try NPZReader(path: archivePath)
    let offsets = try archive.integers("offsets")
    let terms: [Int32] = try archive.array("terms").values
    let starts: [Int32] = try archive.array("starts").values
    let lengths: [UInt16] = try archive.array("lengths").values
    guard offsets.count == passages.count + 1, offsets.first == 0, offsets.last == terms.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
      starts.count == terms.count, lengths.count == terms.count,
      terms.allSatisfy({ $0 >= 0 && Int($0) < counts.columns })
    else { throw TermIndexError(archivePath, "the sequence does not fit the passages") }
    self.init(
      passages: passages, terms: vocabulary.map(\.[0]), surfaces: surfaceRows.map(\.[1]),
      isPhrase: surfaceRows.map { $0[2] == "1" }, counts: counts,
      sequence: TermSequence(offsets: offsets, terms: terms, starts: starts, lengths: lengths),
      workers: workers)
    guard self.tfidf == tfidf else {
      throw TermIndexError("\(folder)/tfidf.npz", "the weights do not follow from counts.npz")
    }
  }
}

/// Tab-separated tables: one header line, then a line a row.
enum TSV {
  /// A field without what would break a line: tab, line feed, carriage return and backslash
  /// are written as `\t`, `\n`, `\r` and `\\`.
  static func escape(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 || $0 == 92 }) else {
      return field
    }
    var bytes: [UInt8] = []
    for byte in field.utf8 {
      switch byte {
      case 9: bytes += Array("\\t".utf8)
      case 10: bytes += Array("\\n".utf8)
      case 13: bytes += Array("\\r".utf8)
      case 92: bytes += Array("\\\\".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The inverse of `escape`.
  static func unescape(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard field.contains(92) else { return field }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in field {
      if isEscaped {
        switch byte {
        case UInt8(ascii: "t"): bytes.append(9)
        case UInt8(ascii: "n"): bytes.append(10)
        case UInt8(ascii: "r"): bytes.append(13)
        default: bytes.append(byte)
        }
        isEscaped = false
      } else if byte == 92 {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return bytes[...]
  }

  /// The whole number that a field's digits are; nil if it is none.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard !field.isEmpty, field.count <= 18 else { return nil }
    var number = 0
    for byte in field {
      guard byte &- 0x30 < 10 else { return nil }
      number = number * 10 + Int(byte &- 0x30)
    }
    return number
  }

  /// The rows of a table, each with as many fields as the header.
  static func rows(of path: String, header: [String]) throws -> [[String]] {
    var rows: [[String]] = []
    try forEachRow(of: path, header: header) { fields in
      rows.append(fields.map { String(decoding: $0, as: UTF8.self) })
    }
    return rows
  }

  /// Calls a closure with the rows of a table one by one, for tables that are long.
  static func forEachRow(
    of path: String, header: [String], _ body: ([ArraySlice<UInt8>]) throws -> Void
  ) throws {
    let bytes = try Files.read(path)
    var number = 0
    var start = 0
    while start < bytes.count {
      var end = start
      var fields: [ArraySlice<UInt8>] = []
      fields.reserveCapacity(header.count)
      var field = start
      while end < bytes.count, bytes[end] != 10 {
        if bytes[end] == 9 {
          fields.append(bytes[field..<end])
          field = end + 1
        }
        end += 1
      }
      fields.append(bytes[field..<end])
      let isEmpty = start == end
      start = end + 1
      number += 1
      if isEmpty { continue }
      guard fields.count == header.count,
        number > 1 || fields.map({ String(decoding: $0, as: UTF8.self) }) == header
      else {
        throw TermIndexError(path, "line \(number) is not `\(header.joined(separator: "␉"))`")
      }
      if number > 1 { try body(fields) }
    }
  }
}
