import Foundation
import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@Suite struct CorpusTests {
  @Test func aCorpusReadsBackAsItWasWritten() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "corpus-\(UUID().uuidString)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let root = Post(id: "t1", thread: "t1", author: "nell", time: 10, text: "Héllo")
    let reply = Post(
      id: "p2", thread: "t1", parent: "t1", score: -3, text: "No.", body: "> Héllo\nNo.",
      spans: [Span(.quote, 0, 9, ref: "t1", attribution: "nell"), Span(.own, 9, 12)],
      source: SourceRange(path: "a.html", start: 5, end: 90), findings: ["edited"])
    let writer = try CorpusWriter(folder: folder)
    try writer.write(thread: [root, reply])
    try writer.commit()
    let corpus = try Corpus(folder: folder, workers: Workers(2))
    #expect(Array(corpus) == [root, reply])
    #expect(corpus.rows() == ["t1": 0, "p2": 1])
  }

  @Test func rowsAreFoundByIdInATableThatIsNearlyFull() {
    let corpus = Corpus(
      posts: (0..<900).map { Post(id: PostID("post \($0 * 7)"), thread: "t", text: "") })
    let table = corpus.rowTable()
    for row in corpus.indices { #expect(table[corpus[row].id] == row) }
    for number in 0..<900 { #expect(table[PostID("post \(number * 7 + 1)")] == nil) }
    #expect(Corpus(posts: []).rowTable()["post 0"] == nil)
  }
}
