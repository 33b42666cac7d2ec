import Foundation
import HubbubSystem
import Testing

@testable import HubbubVectors

/// What `scripts/make-golden-tfidf.py` wrote.
enum Golden {
  struct Case: Sendable, CustomTestStringConvertible {
    var minimum: Int
    var share: Double
    var vocabulary: [String]
    var idf: [Double]
    var counts: CSRMatrix
    var tfidf: [Double]
    var bm25: [Double]
    var testDescription: String { "min_df \(minimum), max_df \(share)" }
  }

  static func path(_ name: String) throws -> String {
    try #require(Bundle.module.resourcePath) + "/Golden/" + name
  }

  static func file() throws -> JSONValue {
    try JSONParser().parse(Files.read(path("tfidf.json")))
  }

  static func documents() throws -> [[String]] {
    try #require(file()["documents"]).elements.map { $0.elements.compactMap(\.string) }
  }

  static func cases() throws -> [Case] {
    try #require(file()["cases"]).elements.map { value in
      let words = try #require(value["vocabulary"]).elements.compactMap(\.string)
      func numbers(_ key: String, _ part: String) throws -> [Double] {
        try #require(value[key]?[part]).elements.compactMap(\.number)
      }
      let offsets = try numbers("counts", "indptr").map { Int($0) }
      return Case(
        minimum: Int(try #require(value["min_df"]?.number)),
        share: try #require(value["max_df"]?.number), vocabulary: words,
        idf: try #require(value["idf"]).elements.compactMap(\.number),
        counts: CSRMatrix(
          rows: offsets.count - 1, columns: words.count, offsets: offsets,
          indices: try numbers("counts", "indices").map { Int32($0) },
          values: try numbers("counts", "data").map { Float($0) }),
        tfidf: try numbers("tfidf", "data"), bm25: try numbers("bm25", "data"))
    }
  }
}

@Suite("Equal to scikit-learn")
struct GoldenTests {
  @Test("vocabulary, document frequencies and counts")
  func vocabulary() throws {
    let documents = try Golden.documents()
    var table = Vocabulary()
    let rows = documents.map { $0.map { table.insert($0) } }
    let (frozen, ranks) = table.frozen()
    var offsets = [0]
    var indices: [Int32] = []
    var values: [Float] = []
    for row in rows {
      var counts: [Int32: Float] = [:]
      for number in row { counts[ranks[number], default: 0] += 1 }
      for (term, count) in counts.sorted(by: { $0.key < $1.key }) {
        indices.append(term)
        values.append(count)
      }
      offsets.append(indices.count)
    }
    let all = CSRMatrix(
      rows: rows.count, columns: frozen.count, offsets: offsets, indices: indices, values: values)
    for golden in try Golden.cases() {
      let kept = TFIDF.kept(
        documentFrequency: all.columnCounts(), documents: all.rows, minimum: golden.minimum,
        maximumShare: golden.share)
      #expect(kept.map(frozen.string) == golden.vocabulary)
      #expect(all.selectingColumns(kept) == golden.counts)
    }
  }

  @Test("TF-IDF to 1e-6")
  func tfidf() throws {
    for golden in try Golden.cases() {
      let weighting = TFIDF(counts: golden.counts)
      for (ours, theirs) in zip(weighting.idf, golden.idf) { #expect(abs(ours - theirs) < 1e-12) }
      let weights = weighting.weights(of: golden.counts)
      #expect(weights.indices == golden.counts.indices)
      #expect(weights.values.count == golden.tfidf.count)
      for (ours, theirs) in zip(weights.values, golden.tfidf) {
        #expect(abs(Double(ours) - theirs) < 1e-6)
      }
    }
  }

  @Test("BM25 to 1e-6")
  func bm25() throws {
    for golden in try Golden.cases() {
      let weights = BM25().weights(of: golden.counts)
      #expect(weights.values.count == golden.bm25.count)
      for (ours, theirs) in zip(weights.values, golden.bm25) {
        #expect(abs(Double(ours) - theirs) < 1e-6)
      }
    }
  }

  @Test("SciPy's and NumPy's own files are read")
  func files() throws {
    let matrix = try CSRMatrix(npz: Golden.path("scipy.npz"))
    #expect(matrix.rows == 3 && matrix.columns == 3)
    #expect(matrix.indices == [1, 0, 2] && matrix.values == [1.5, 2, -0.25])
    let bytes = try Files.read(Golden.path("numpy.npy"))
    let (values, shape) = try NPY.decode(bytes.span, as: Double.self)
    #expect(shape == [2, 3] && values == [0, 0.25, 0.5, 0.75, 1, 1.25])
    #expect(NPY.encode(values, shape: shape) == bytes)
  }
}
