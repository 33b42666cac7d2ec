import Foundation
import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubTerms
import HubbubVectors
import Testing

@testable import HubbubThemes

/// Themes of posts whose meanings the user knows.
@Suite("Embeddings") struct EmbeddingTests {
  /// Sixty posts in words of three subjects that say nothing of what they mean: of one meaning are
  /// those of a half.
  static let corpus = SmallCorpusTests.corpus(60)
  static func meaning(_ row: Int) -> [Float] {
    (0..<8).map { place in
      let noise = Float((row * 7 + place * 3) % 11) / 40
      return place == (row < 30 ? 0 : 1) ? 1 : noise
    }
  }
  static let vectors = DenseMatrix(rows: 60, columns: 8, values: (0..<60).flatMap(meaning))

  /// The vectors as NumPy writes an array that lies column by column.
  static let fortran: [UInt8] = {
    var bytes = NPY.encode(vectors.values, shape: [60, 8])
    let word = Array("False,".utf8)
    for start in 0..<120 where bytes[start..<start + 6].elementsEqual(word) {
      bytes.replaceSubrange(start..<start + 6, with: "True, ".utf8)
    }
    return bytes
  }()

  /// A folder with some files, gone after use.
  static func with<T>(_ files: [String: [UInt8]], _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "embeddings-\(UUID())").path
    try Files.createFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, bytes) in files { try AtomicFile.write(bytes, to: "\(folder)/\(name)") }
    return try body(folder)
  }

  static func ids(_ order: [Int]) -> [UInt8] {
    Array(order.map { corpus[$0].id.text + "\n" }.joined().utf8)
  }

  @Test("decide where words say otherwise")
  func decide() {
    let terms = TermIndexer.index(corpus: Self.corpus, workers: .one)
    let options = ThemeOptions(count: 2, residue: 0)
    let model = ThemeFinder.find(
      corpus: Self.corpus, terms: terms, options: options,
      embeddings: PostEmbeddings(vectors: Self.vectors), workers: .one)
    var found = [Int](repeating: -1, count: 60)
    for row in model.assignments { found[row.post] = row.theme }
    let halves = (0..<60).map { $0 < 30 ? 0 : 1 }
    #expect(PartitionScores(truth: halves, found: found).ari > 0.95)
    let again = ThemeFinder.find(
      corpus: Self.corpus, terms: terms, options: options,
      embeddings: PostEmbeddings(vectors: Self.vectors), workers: Workers(3))
    #expect(again == model)
  }

  @Test("place passages that were not fitted too")
  func projected() {
    let terms = TermIndexer.index(corpus: Self.corpus, workers: .one)
    let model = ThemeFinder.find(
      corpus: Self.corpus, terms: terms, options: ThemeOptions(count: 2, residue: 0),
      embeddings: PostEmbeddings(vectors: Self.vectors), fitting: 40, workers: .one)
    var found = [Int](repeating: -1, count: 60)
    for row in model.assignments { found[row.post] = row.theme }
    let halves = (0..<60).map { $0 < 30 ? 0 : 1 }
    #expect(PartitionScores(truth: halves, found: found).ari > 0.8)
  }

  @Test("are read in the order of the posts, or of a list of ids with others among them")
  func order() throws {
    let shuffled = (0..<60).sorted { ($0 * 37) % 61 < ($1 * 37) % 61 }
    let rows = shuffled.flatMap(Self.meaning) + [Float](repeating: 9, count: 8)
    let files = [
      "a.npy": NPY.encode(Self.vectors.values, shape: [60, 8]),
      "b.npy": NPY.encode(rows, shape: [61, 8]),
      "b.txt": Self.ids(shuffled) + Array("of-another-corpus\r\n".utf8),
    ]
    try Self.with(files) { folder in
      let plain = try PostEmbeddings(file: "\(folder)/a.npy", corpus: Self.corpus)
      let named = try PostEmbeddings(
        file: "\(folder)/b.npy", ids: "\(folder)/b.txt", corpus: Self.corpus)
      #expect(plain == named)
      #expect(plain == PostEmbeddings(vectors: Self.vectors))
    }
  }

  /// A file that does not fit, a list of ids beside it, and what is said of them.
  struct Misfit: Sendable, CustomTestStringConvertible {
    let name: String
    let file: [UInt8]?
    var ids: [UInt8]?
    let says: [String]
    var testDescription: String { name }
  }

  static let misfits: [Misfit] = [
    Misfit(name: "no file", file: nil, says: ["cannot be read"]),
    Misfit(name: "no array", file: Array("1 2 3".utf8), says: [".npy", "numpy.save"]),
    Misfit(
      name: "doubles", file: NPY.encode([Double](repeating: 1, count: 480), shape: [60, 8]),
      says: ["<f8", #"numpy.ascontiguousarray(x, "float32")"#]),
    Misfit(
      name: "one dimension", file: NPY.encode(vectors.values, shape: [480]), says: ["[480]"]),
    Misfit(
      name: "too short", file: NPY.encode(Array(vectors.values.prefix(472)), shape: [59, 8]),
      says: ["59 rows for 60 posts", "cluster.embedding-ids"]),
    Misfit(
      name: "cut", file: Array(NPY.encode(vectors.values, shape: [60, 8]).dropLast(5)),
      says: ["cut short"]),
    Misfit(
      name: "columns first", file: fortran, says: ["Fortran order", "numpy.ascontiguousarray"]),
    Misfit(
      name: "not a number",
      file: NPY.encode(
        vectors.values.enumerated().map { $0 == 83 ? Float.nan : $1 }, shape: [60, 8]),
      says: ["`p10`", "nan", "zeros"]),
    Misfit(
      name: "ids too few", file: NPY.encode(vectors.values, shape: [60, 8]),
      ids: ids(Array(0..<59)), says: ["names 59 posts for 60 rows"]),
    Misfit(
      name: "an id twice", file: NPY.encode(vectors.values, shape: [60, 8]),
      ids: ids(Array(0..<59) + [3]), says: ["lines 4 and 60", "`p03`"]),
    Misfit(
      name: "a post missing", file: NPY.encode(vectors.values, shape: [60, 8]),
      ids: ids(Array(0..<59)) + Array("q\n".utf8), says: ["1 of 60 posts", "`p59`"]),
  ]

  @Test("that do not fit are refused with what to do", arguments: misfits)
  func misfit(_ misfit: Misfit) throws {
    var files: [String: [UInt8]] = [:]
    files["e.npy"] = misfit.file
    files["e.txt"] = misfit.ids
    try Self.with(files) { folder in
      let error = #expect(throws: EmbeddingError.self) {
        try PostEmbeddings(
          file: "\(folder)/e.npy", ids: misfit.ids.map { _ in "\(folder)/e.txt" },
          corpus: Self.corpus)
      }
      let message = error?.message ?? ""
      for part in misfit.says { #expect(message.contains(part), "\(message)") }
    }
  }
}
