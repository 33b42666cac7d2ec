import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubTerms

@Suite("Lines of encoded files")
struct EncodedLinesTests {
  @Test(
    "are told from words",
    arguments: [
      ("MAX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX", true),
      (#"M"9$0G)Q"0F*B86&5F8B0G)R=G<T5%145%145%145%1,3$Q,3$Q,3$Q,3$Q"#, true),
      ("iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4", true),
      ("FOR SALE: A COMPUTER, A DESK, AND TWO LAMPS IN GOOD CONDITION!", false),
      ("=============================================================", false),
      ("+-----------+-----------+-----------+-----------+-----------+", false),
      ("https://example.com/a/very/Long/address/that/nobody/Can/Read/1", false),
      ("A sentence of 1993 that nobody would take for anything else, I hope.", false),
      ("pneumonoultramicroscopicsilicovolcanoconiosisandsomemoreletters", false),
      ("MAX>'AX>'AX>'", false),
    ])
  func lines(line: String, isEncoded: Bool) {
    let text = "Before.\n\(line)  \nAfter."
    let bytes = Array(text.utf8)
    let found = EncodedLines.ranges(in: bytes.span)
    #expect(found == (isEncoded ? [8..<8 + line.utf8.count] : []))
  }

  @Test("leave no terms")
  func terms() {
    let line = "MAX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX"
    let corpus = Corpus(
      posts: [Post(id: "a", thread: "t", text: "A picture:\n\(line)\n\(line)\nEnd of it.")])
    let terms = TermIndexer.index(corpus: corpus, workers: .one)
    #expect(terms.terms == ["end", "pictur"])
  }
}
