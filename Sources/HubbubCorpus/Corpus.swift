public import HubbubModel
public import HubbubSystem

/// The posts of a discussion in their fixed order: by thread, then as they stood in it.
///
/// A corpus lives in a ConvoKit folder, memory-mapped and read a post at a time, so that one
/// larger than memory costs 16 bytes and the id of each post; or in memory, for tests and small jobs.
/// A post's row is its index here, the same in every artifact.
public struct Corpus: Sendable, RandomAccessCollection {
  enum Storage: Sendable {
    case memory([Post])
    case mapped(MappedFile, lines: [Int], ids: PostIDs)
  }

  let storage: Storage

  /// A corpus in memory; the posts must be in corpus order already.
  public init(posts: [Post]) { storage = .memory(posts) }

  init(mapped file: MappedFile, lines: [Int], ids: PostIDs) {
    storage = .mapped(file, lines: lines, ids: ids)
  }

  /// The first row.
  public var startIndex: Int { 0 }
  /// One past the last row.
  public var endIndex: Int {
    switch storage {
    case .memory(let posts): posts.count
    case .mapped(_, let lines, _): lines.count - 1
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
  ///
  /// - Parameter fields: what is read of each post; the rest may be empty.
  public func forEach(
    in rows: Range<Int>, reading fields: PostFields = .all, _ body: (Int, Post) throws -> Void
  ) rethrows {
    switch storage {
    case .memory(let posts):
      // Lent where they stand: a copy counts the references of a dozen fields.
      let posts = posts.span
      for row in rows { try body(row, posts[row]) }
    case .mapped(let file, let lines, _):
      let parser = JSONParser()
      for row in rows {
        let post = file.withBytes { bytes in
          Self.parse(bytes.extracting(lines[row]..<lines[row + 1]), row: row, parser, fields)
        }
        try body(row, post)
      }
      guard let first = rows.first else { return }
      // Many rows are read front to back: their pages will not be wanted again soon. Nor will those
      // beside a row that is read alone.
      let bytes = lines[first]..<lines[rows.upperBound]
      if rows.count >= Self.window { file.forget(bytes) } else { file.forget(around: bytes) }
    }
  }

  /// Calls a closure with the text and the language of the posts of some rows, in order.
  ///
  /// Of posts in memory nothing else is touched: to lend a whole one costs its dozen references.
  public func forEachText(
    in rows: Range<Int>, _ body: (_ row: Int, _ text: String, _ language: String?) -> Void
  ) {
    switch storage {
    case .memory(let posts):
      for row in rows { body(row, posts[row].text, posts[row].language) }
    case .mapped: forEach(in: rows, reading: .text) { body($0, $1.text, $1.language) }
    }
  }

  /// So many rows are read front to back.
  private static let window = 64

  private static func parse(
    _ line: Swift.Span<UInt8>, row: Int, _ parser: JSONParser, _ fields: PostFields
  ) -> Post {
    do {
      return try UtteranceCoding.post(from: parser.parse(line), reading: fields)
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

  /// What a closure makes of each post, computed on all workers and returned in order.
  ///
  /// - Parameter fields: what is read of each post; the rest may be empty.
  public func collect<T: Sendable>(
    reading fields: PostFields = .all, workers: Workers, _ body: @Sendable (Int, Post) -> T
  ) -> [T] {
    let batches = Workers.batches(of: 4096, in: count)
    var results: [T] = []
    results.reserveCapacity(count)
    for part in workers.map(
      batches.count,
      { number in
        var part: [T] = []
        part.reserveCapacity(batches[number].count)
        forEach(in: batches[number], reading: fields) { part.append(body($0, $1)) }
        return part
      })
    {
      results += part
    }
    return results
  }

  /// The ids of all posts.
  ///
  /// - Complexity: O(1) for a corpus in a folder, which reads them when it is opened.
  public var ids: PostIDs {
    switch storage {
    case .mapped(_, _, let ids): return ids
    case .memory(let posts):
      var ids = PostIDs()
      for post in posts { ids.append(post.id.text) }
      return ids
    }
  }

  /// Finds the rows of posts that a table names in the order of the corpus.
  public func locator() -> PostLocator { PostLocator(ids) }

  /// Finds rows by the ids of posts.
  ///
  /// - Complexity: O(n) time, and 8 to 16 bytes a post: make it once and keep it.
  public func rows() -> PostRows { PostRows(ids) }
}
