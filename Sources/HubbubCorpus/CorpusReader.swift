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
    let lines = file.withBytes { bytes in
      var lines = [0]
      for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
        lines.append(index + 1)
      }
      if lines[lines.count - 1] != bytes.count { lines.append(bytes.count) }
      return lines
    }
    let batches = Workers.batches(of: 256, in: lines.count - 1)
    _ = try workers.map(batches.count) { batch in
      let parser = JSONParser()
      for row in batches[batch] {
        do {
          let line = try parser.parse(file.bytes(lines[row]..<lines[row + 1]))
          guard line["id"]?.string != nil else { throw CorpusError("the utterance has no id") }
        } catch {
          throw CorpusError(
            "\(path), line \(row + 1): \(error). Run `hubbub ingest` again to write the corpus anew."
          )
        }
      }
    }
    self.init(mapped: file, lines: lines)
  }
}
