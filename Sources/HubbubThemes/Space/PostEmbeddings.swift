public import HubbubCorpus
internal import HubbubModel
internal import HubbubSystem
public import HubbubVectors

/// Why embeddings could not be used.
public struct EmbeddingError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, where, and what to do about it.
  public let message: String
  /// What is wrong, where, and what to do about it.
  public var description: String { message }
  init(_ path: String, _ problem: String) { message = "\(path): \(problem)" }
}

/// What each post means, as vectors that the user already has from a model of their own.
public struct PostEmbeddings: Sendable, Equatable {
  /// A row for each post of the corpus, of unit length or zero.
  let vectors: DenseMatrix

  /// Vectors in the order of the posts, of any length.
  ///
  /// - Precondition: a row for each post of the corpus that they are used with.
  public init(vectors: DenseMatrix) { self.vectors = vectors.normalizingRows() }

  /// Reads vectors that `numpy.save` wrote.
  ///
  /// - Parameters:
  ///   - path: an array of 32-bit floats, a row for each post in the order of the corpus.
  ///   - ids: a file that names the post of each row, one id a line; rows of other posts are
  ///     passed over. Nil if the rows are in the order of the corpus.
  ///   - corpus: the posts.
  /// - Throws: `EmbeddingError` that says what does not fit and how to mend it.
  public init(file path: String, ids: String? = nil, corpus: Corpus) throws(EmbeddingError) {
    let vectors = try Self.array(path)
    let rows = try ids.map { ids throws(EmbeddingError) in
      try Self.rows(of: corpus, named: ids, of: vectors.rows, in: path)
    }
    guard rows != nil || vectors.rows == corpus.count else {
      throw EmbeddingError(
        path,
        "it holds \(vectors.rows) rows for \(corpus.count) posts. Give one row for each line of "
          + "corpus/utterances.jsonl in its order, or name the post of each row with "
          + "cluster.embedding-ids.")
    }
    let chosen = rows.map { ThemeSpace.selecting($0, of: vectors) } ?? vectors
    try Self.check(chosen, path, corpus)
    self.init(vectors: chosen)
  }

  private static let remedy =
    #"Write it with numpy.save(FILE, numpy.ascontiguousarray(x, "float32"))."#

  private static func array(_ path: String) throws(EmbeddingError) -> DenseMatrix {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read(path) } catch {
      throw EmbeddingError(path, "it cannot be read: \(error)")
    }
    let array: (values: [Float], shape: [Int])
    do throws(NPYError) { array = try NPY.decode(bytes.span) } catch {
      throw EmbeddingError(path, "\(error). \(remedy)")
    }
    guard array.shape.count == 2, array.shape[1] > 0 else {
      throw EmbeddingError(
        path, "its shape is \(array.shape), not a row of numbers for each post. \(remedy)")
    }
    return DenseMatrix(rows: array.shape[0], columns: array.shape[1], values: array.values)
  }

  /// The row of each post, from a list of the posts of all rows.
  private static func rows(
    of corpus: Corpus, named list: String, of count: Int, in path: String
  ) throws(EmbeddingError) -> [Int] {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read(list) } catch {
      throw EmbeddingError(list, "it cannot be read: \(error)")
    }
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
    }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    guard lines.count == count else {
      throw EmbeddingError(
        list, "it names \(lines.count) posts for \(count) rows of \(path); give one id a row")
    }
    var places: [PostID: Int] = [:]
    places.reserveCapacity(count)
    for (row, id) in lines.enumerated() {
      if let first = places.updateValue(row, forKey: PostID(id)) {
        throw EmbeddingError(
          list, "lines \(first + 1) and \(row + 1) both name the post `\(id)`; leave one out")
      }
    }
    var rows: [Int] = []
    var missing: [String] = []
    corpus.forEach(in: 0..<corpus.count) { _, post in
      if let row = places[post.id] { rows.append(row) } else { missing.append(post.id.text) }
    }
    guard missing.isEmpty else {
      throw EmbeddingError(
        list,
        "\(missing.count) of \(corpus.count) posts have no row, the first of them `\(missing[0])`. "
          + "Embed these too: their texts are in corpus/utterances.jsonl.")
    }
    return rows
  }

  private static func check(
    _ vectors: DenseMatrix, _ path: String, _ corpus: Corpus
  ) throws(EmbeddingError) {
    guard let place = vectors.values.firstIndex(where: { !$0.isFinite }) else { return }
    let row = place / vectors.columns
    throw EmbeddingError(
      path,
      "the row of post `\(corpus[row].id.text)` holds \(vectors.values[place]), which is no number. "
        + "Embed this post again, or give it a row of zeros.")
  }
}
