import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSentiment

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The table of sentiments, there and back.
@Suite struct PostsFileTests {
  private static let ids = [
    "plain#1", "=1+1", "'=1", "''", "'quoted", "+x", "-x", "@who", "\tx", "\rx", "a,b", "say \"x\"",
    "two\nlines", "naïve#日本", "''-x", "'",
  ]

  private func folder() -> String {
    FileManager.default.temporaryDirectory.path + "/sentiment-\(UUID().uuidString)"
  }

  @Test func rowsReadBackAsTheyWere() throws {
    let corpus = Corpus(posts: Self.ids.map { Post(id: PostID($0), thread: "t", text: "x") })
    let sentiment = Self.ids.indices.map { row in
      row % 4 == 3
        ? PostSentiment.unscored
        : PostSentiment(
          valence: Double(row * 123_457 % 2_000_001 - 1_000_000) / 1_000_000, positive: 0.25,
          negative: 0.75)
    }
    let path = folder() + "/posts.csv"
    try PostsFile.write(sentiment, corpus: corpus, to: path)
    #expect(try PostsFile.read(path, corpus: corpus) == sentiment)
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    #expect(text.hasPrefix("post,valence,positive,negative,scored\nplain#1,-1,0.25,0.75,1\n'=1+1,"))
    let shorter = Corpus(posts: [Post(id: "plain#1", thread: "t", text: "x")])
    #expect(throws: TableError.self) { try PostsFile.read(path, corpus: shorter) }
  }

  @Test(arguments: [
    "", "post,valence\n", "post,valence,positive,negative,scored\na,0.5,1,0,1\n\"b",
    "post,valence,positive,negative,scored\nb,0.5,1,0,1\n",
    "post,valence,positive,negative,scored\na,1.5,1,0,1\n",
    "post,valence,positive,negative,scored\na,0.5,,,0\n",
    "post,valence,positive,negative,scored\na,0.5,1,0,2\n",
    "post,valence,positive,negative,scored\na,0.5,1,0\n",
    "post,valence,positive,negative,scored\na,nan,1,0,1\n",
  ])
  func damagedTablesAreTurnedDown(text: String) throws {
    let corpus = Corpus(posts: [Post(id: "a", thread: "t", text: "x")])
    let path = folder() + "/posts.csv"
    try AtomicFile.write(Array(text.utf8), to: path)
    #expect(throws: TableError.self) { try PostsFile.read(path, corpus: corpus) }
  }

  @Test func numbersAreShortAndExact() {
    #expect(CSVLines.number(0.5) == "0.5")
    #expect(CSVLines.number(-0.0000001) == "0")
    #expect(CSVLines.number(-1) == "-1")
    #expect(CSVLines.number(12.000001) == "12.000001")
    #expect(CSVLines.number(nil) == "")
    for micro in stride(from: -1_000_000, through: 1_000_000, by: 12_347) {
      let value = Double(micro) / 1_000_000
      #expect(Double(CSVLines.number(value)) == value)
    }
  }
}
