public import HubbubModel
public import HubbubSystem

/// The posts of a discussion in their fixed order: by thread, then as they stood in it.
///
/// A corpus lives in a ConvoKit folder, memory-mapped and read a post at a time, so that one
/// larger than memory costs an index of 8 bytes a post; or in memory, for tests and small jobs.
/// A post's row is its index here, the same in every artifact.
public struct Corpus: Sendable, RandomAccessCollection {
  enum Storage: Sendable {
    case memory([Post])
    case mapped(MappedFile, lines: [Int])
  }

  let storage: Storage

  /// A corpus in memory; the posts must be in corpus order already.
  public init(posts: [Post]) { storage = .memory(posts) }

  init(mapped file: MappedFile, lines: [Int]) { storage = .mapped(file, lines: lines) }

  /// The first row.
  public var startIndex: Int { 0 }
  /// One past the last row.
  public var endIndex: Int {
    switch storage {
    case .memory(let posts): posts.count
    case .mapped(_, let lines): lines.count - 1
    }
  }

  /// The post of a row.
  ///
  /// - Complexity: O(n) in the post's bytes: a mapped post is parsed at each access. For a loop
  ///   over many rows use `forEach(in:)`, which reuses one parser.
  public subscript(row: Int) -> Post {
    switch storage {
    case .memory(let posts): return posts[row]
    case .mapped:
      var found: [Post] = []
      forEach(in: row..<row + 1) { found.append($1) }
      return found[0]
    }
  }

  /// Calls a closure with the posts of some rows, in order.
  public func forEach(in rows: Range<Int>, _ body: (Int, Post) throws -> Void) rethrows {
    switch storage {
    case .memory(let posts):
      for row in rows { try body(row, posts[row]) }
    case .mapped(let file, let lines):
      let parser = JSONParser()
      for row in rows {
        try body(row, Self.parse(file.bytes(lines[row]..<lines[row + 1]), row: row, parser))
      }
    }
  }

  private static func parse(_ line: [UInt8], row: Int, _ parser: JSONParser) -> Post {
    do {
      return try UtteranceCoding.post(from: parser.parse(line))
    } catch {
      // The reader checked every line when it opened the corpus.
      preconditionFailure("utterances.jsonl line \(row + 1) changed while in use: \(error)")
    }
  }

  /// Results for batches of rows, computed on all workers and returned in order.
  public func mapBatches<T: Sendable>(
    of size: Int = 256, workers: Workers, _ body: @Sendable (Range<Int>) throws -> T
  ) throws -> [T] {
    let batches = Workers.batches(of: size, in: count)
    return try workers.map(batches.count) { try body(batches[$0]) }
  }

  /// The row of every post by its id.
  ///
  /// - Complexity: O(n) time and memory: make it once and keep it.
  public func rows() -> [PostID: Int] {
    var rows: [PostID: Int] = [:]
    rows.reserveCapacity(count)
    forEach(in: 0..<count) { rows[$1.id] = $0 }
    return rows
  }
}
