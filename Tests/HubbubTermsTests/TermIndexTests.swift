import Foundation
import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubVectors
import Testing

@testable import HubbubTerms

@Suite("Term index files")
final class TermIndexTests {
  /// A folder of one test, which goes with it.
  private let temporary = FileManager.default.temporaryDirectory
    .appending(path: "hubbub-terms-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: temporary) }

  static let corpus = Corpus(posts: [
    Post(id: "a\tb", thread: "t", text: "GPUs need power"),
    Post(id: "b", thread: "t", parent: "a\tb", text: "power grids"),
  ])

  static let index = TermIndex(
    passages: [Passage(post: 0, start: 0, end: 15), Passage(post: 1, start: 0, end: 11)],
    terms: ["gpu", "power", "power grid"], surfaces: ["GPUs", "power", "power grids"],
    isPhrase: [false, false, true],
    counts: CSRMatrix(
      rows: 2, columns: 3, offsets: [0, 2, 4], indices: [0, 1, 1, 2], values: [1, 1, 1, 1]),
    sequence: TermSequence(
      offsets: [0, 2, 4], terms: [0, 1, 1, 2], starts: [0, 10, 0, 0], lengths: [4, 5, 5, 11]))

  @Test("are read back as they were written")
  func roundTrip() throws {
    let folder = "\(temporary)/terms"
    try Self.index.write(to: folder, corpus: Self.corpus)
    #expect(try TermIndex(folder: folder, corpus: Self.corpus) == Self.index)
    let passages = String(decoding: try Files.read("\(folder)/passages.tsv"), as: UTF8.self)
    #expect(passages == "row\tpost\tstart\tend\n0\ta\\tb\t0\t15\n1\tb\t0\t11\n")
  }

  @Test("that do not fit together are refused with the file's name and the remedy")
  func refused() throws {
    let folder = "\(temporary)/broken"
    try Self.index.write(to: folder, corpus: Self.corpus)
    try AtomicFile.write(
      "term\tdf\tidf\ngpu\t1\t1\n".utf8, to: "\(folder)/vocabulary.tsv")
    let error = #expect(throws: TermIndexError.self) {
      try TermIndex(folder: folder, corpus: Self.corpus)
    }
    #expect(error?.message.contains("vocabulary.tsv") == true)
    #expect(error?.message.contains("hubbub tokenize") == true)
  }

  @Test("find a term's column by its bytes")
  func columns() {
    #expect(Self.index.column(of: "power") == 1)
    #expect(Self.index.column(of: "power grid") == 2)
    #expect(Self.index.column(of: "grid") == nil)
    #expect(Self.index.passageRanges(posts: 2) == [0..<1, 1..<2])
  }
}
