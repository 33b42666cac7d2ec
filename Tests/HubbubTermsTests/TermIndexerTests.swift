import HubbubCorpus
import HubbubModel
import HubbubSystem
import HubbubVectors
import Testing

@testable import HubbubTerms

@Suite("Indexing")
struct TermIndexerTests {
  static let texts = [
    "NVIDIA sells GPUs. The GPUs of NVIDIA follow scaling laws, and scaling laws end.",
    "Scaling laws: a GPU costs money; nvidia's GPUs cost more money. Open-source models!",
    "Open-source models run on one GPU, and open source models follow no scaling law.",
    "Nothing here but the weather. Rain, rain and more rain in the 2nd week of #summer",
    "",
    "Die Preise steigen, und der Preis der Karten auch. Don’t panic: summer ends in rain.",
    "Open-source models and NVIDIA GPUs: large language model costs fall.",
    "A large language model, or large language models, beat a small language model.",
  ]

  static let corpus = Corpus(
    posts: texts.enumerated().map { row, text in
      Post(
        id: PostID("p\(row)"), thread: "t", text: text, language: row == 5 ? "de" : "en")
    })

  static func index(
    _ options: TermOptions = TermOptions(minimumDF: 1), shard: Int = 100, workers: Int = 1
  ) -> TermIndex {
    TermIndexer.index(
      corpus: corpus, options: options, shard: shard, workers: Workers(workers))
  }

  @Test("gives one result for any shards and workers", arguments: [1, 2, 3, 5, 8], [1, 2, 3])
  func shards(size: Int, workers: Int) {
    #expect(Self.index(shard: size, workers: workers) == Self.index())
  }

  @Test("terms are stems sorted by bytes, shown as people write them")
  func surfaces() throws {
    let index = Self.index()
    #expect(index.terms == index.terms.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    func shown(_ term: String) -> String? { index.column(of: term).map { index.surfaces[$0] } }
    #expect(shown("nvidia") == "NVIDIA")
    #expect(shown("gpu") == "GPUs")
    #expect(shown("rain") == "rain")
    #expect(shown("scale law") == "scaling laws")
    #expect(shown("open sourc") == "Open-source" || shown("open sourc") == "open-source")
    #expect(shown("larg languag model") == "large language model")
    #expect(shown("summer") == "summer")
    #expect(shown("preis") == "Preis" || shown("preis") == "Preise")
    #expect(index.column(of: "the") == nil && index.column(of: "2nd") == nil)
    #expect(index.column(of: "und") == nil && index.column(of: "gpus") == nil)
    let phrase = try #require(index.column(of: "scale law"))
    #expect(index.isPhrase[phrase] && index.documentFrequency[phrase] == 3)
  }

  @Test("names of emoji and commands of TeX are no words")
  func emoji() {
    let index = TermIndexer.index(
      corpus: Corpus(posts: [
        Post(
          id: "a", thread: "t",
          text: ":slight_smile: Nice engine :wink::tada: at 12:ready:30, \\frac{gate}{\\sqrt 2}")
      ]),
      options: TermOptions(minimumDF: 1, phrases: false), workers: .one)
    #expect(index.terms.contains("engin") && index.terms.contains("readi"))
    #expect(
      !index.terms.contains {
        ["slight_smil", "slight_smile", "wink", "tada", "frac", "sqrt"].contains($0)
      })
    #expect(index.terms.contains("gate"))
  }

  @Test("counts and sequence agree, and every occurrence stands at its bytes")
  func sequence() {
    let index = Self.index()
    for (row, passage) in index.passages.enumerated() {
      var counts = [Float](repeating: 0, count: index.terms.count)
      let text = Array(Self.texts[passage.post].utf8)
      var last = -1
      for occurrence in index.sequence.range(of: row) {
        let term = Int(index.sequence.terms[occurrence])
        let bytes = index.sequence.bytes(of: occurrence)
        counts[term] += 1
        #expect(bytes.lowerBound >= last)
        last = bytes.lowerBound
        let shown = String(decoding: text[bytes], as: UTF8.self)
        #expect(shown.lowercased().prefix(2) == index.terms[term].prefix(2))
        #expect(index.isPhrase[term] == shown.contains { $0 == " " || $0 == "-" })
      }
      for (term, count) in counts.enumerated() { #expect(index.counts[row, term] == count) }
    }
  }

  @Test("an empty post keeps its row, and an empty corpus is no error")
  func empty() {
    let index = Self.index()
    #expect(index.passages.count == Self.texts.count)
    #expect(index.counts.range(of: 4).isEmpty)
    let none = TermIndexer.index(corpus: Corpus(posts: []), workers: .one)
    #expect(none.passages.isEmpty && none.terms.isEmpty && none.tfidf.rows == 0)
    let blank = Corpus(posts: [Post(id: "a", thread: "t", text: "")])
    #expect(TermIndexer.index(corpus: blank, workers: .one).passages.count == 1)
  }

  @Test("minimum and maximum document frequency, and phrases, are options")
  func options() {
    let frequent = Self.index(TermOptions(minimumDF: 3))
    #expect(frequent.documentFrequency.allSatisfy { $0 >= 3 })
    let words = Self.index(TermOptions(minimumDF: 1, phrases: false))
    #expect(!words.isPhrase.contains(true))
    let stopped = Self.index(TermOptions(minimumDF: 1, extraStopWords: ["gpu", "gpus"]))
    #expect(stopped.column(of: "gpu") == nil)
  }

  @Test("long posts become passages that keep their place")
  func passages() {
    let sentence = "The battery of this phone lasts for two days when nobody calls me. "
    let long =
      String(repeating: sentence, count: 40) + "\n\n" + String(repeating: sentence, count: 20)
    let corpus = Corpus(posts: [Post(id: "a", thread: "t", text: long)])
    let index = TermIndexer.index(
      corpus: corpus, options: TermOptions(phrases: false), workers: .one)
    #expect(index.passages.count > 3)
    let whole = TermIndexer.index(
      corpus: corpus, options: TermOptions(unit: .post, phrases: false), workers: .one)
    #expect(whole.passages == [Passage(post: 0, start: 0, end: long.utf8.count)])
    #expect(whole.sequence.terms == index.sequence.terms)
    for (row, passage) in index.passages.enumerated() {
      for occurrence in index.sequence.range(of: row) {
        #expect(
          (passage.start..<passage.end).contains(index.sequence.bytes(of: occurrence).lowerBound))
      }
    }
  }
}
