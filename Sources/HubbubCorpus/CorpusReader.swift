public import HubbubSystem

/// Why a corpus could not be opened.
public struct CorpusError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }
  init(_ message: String) { self.message = message }
}

extension Corpus {
  /// Opens the ConvoKit corpus in a folder.
  ///
  /// Every line is parsed once, on all workers, so that later reads cannot fail.
  /// - Throws: `FileError` if the folder cannot be read, `CorpusError` if a line is no utterance.
  /// - Complexity: O(n) in the bytes of `utterances.jsonl`.
  public init(folder: String, workers: Workers) throws {
    let path = "\(folder)/utterances.jsonl"
    let file = try MappedFile(path: path)
    let lines = Self.lines(of: file)
    let batches = Workers.batches(of: 1024, in: lines.count - 1)
    let parts = try workers.map(batches.count) { batch in
      let parser = JSONParser()
      var ids = PostIDs()
      for row in batches[batch] {
        do {
          let line = try file.withBytes { bytes throws(JSONError) in
            try parser.parse(bytes.extracting(lines[row]..<lines[row + 1]))
          }
          guard let id = line["id"]?.string else { throw CorpusError("the utterance has no id") }
          ids.append(id)
        } catch {
          throw CorpusError(
            "\(path), line \(row + 1): \(error). Run `hubbub ingest` again to write the corpus anew."
          )
        }
      }
      file.forget(lines[batches[batch].lowerBound]..<lines[batches[batch].upperBound])
      return ids
    }
    var ids = PostIDs()
    for part in parts { ids.append(part) }
    self.init(mapped: file, lines: lines, ids: ids)
  }

  /// Where the lines of a file begin, and where the last one ends.
  private static func lines(of file: MappedFile) -> [Int] {
    file.withBytes { bytes in
      var lines = [0]
      var forgotten = 0
      while let end = ByteSearch.next(
        UInt8(ascii: "\n"), in: bytes, from: lines[lines.count - 1], to: bytes.count)
      {
        lines.append(end + 1)
        guard end - forgotten >= 1 << 24 else { continue }
        file.forget(forgotten..<end)
        forgotten = end
      }
      if lines[lines.count - 1] != bytes.count { lines.append(bytes.count) }
      file.forget(forgotten..<bytes.count)
      return lines
    }
  }
}
