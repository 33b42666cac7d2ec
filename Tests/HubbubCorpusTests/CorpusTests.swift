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
    for corpus in [corpus, Corpus(posts: [root, reply])] {
      var texts: [String] = []
      corpus.forEachText(in: 0..<2) { row, text, language in
        texts.append("\(row) \(text) \(language ?? "-")")
      }
      #expect(texts == ["0 Héllo -", "1 No. -"])
    }
    let rows = corpus.rows()
    #expect(corpus.map { rows[$0.id] } == [0, 1] && rows["t1"] == 0 && rows["p2"] == 1)
    #expect(rows["p1"] == nil)
  }

  @Test func thePostReadLastIsKept() {
    let corpus = Corpus(
      posts: (0..<3).map { Post(id: PostID("p\($0)"), thread: "t", text: "é\($0)") })
    var read = LastPost(of: corpus)
    for row in [0, 0, 2, 1, 1, 2] {
      let (post, bytes) = read(row)
      #expect(post == corpus[row] && bytes == Array(corpus[row].text.utf8))
    }
  }

  @Test func rowsAreFoundByIdInATableThatIsNearlyFull() {
    let corpus = Corpus(
      posts: (0..<900).map { Post(id: PostID("post \($0 * 7)"), thread: "t", text: "") })
    let table = corpus.rows()
    for row in corpus.indices { #expect(table[corpus[row].id] == row) }
    for number in 0..<900 { #expect(table[PostID("post \(number * 7 + 1)")] == nil) }
    #expect(Corpus(posts: []).rows()["post 0"] == nil)
  }
}
