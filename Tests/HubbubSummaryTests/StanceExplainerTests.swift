import HubbubCorpus
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubSummary

/// Where a post stands, and why: what `hubbub explain` prints.
@Suite("Stances explained") struct StanceExplainerTests {
  private static func post(_ id: String, _ text: String, answers: String? = nil) -> Post {
    Post(
      id: PostID(id), thread: "t", parent: answers.map { PostID($0) }, text: text, body: text,
      spans: [Span(.own, 0, text.utf8.count)], language: "en")
  }

  @Test func `cues are named with their bytes, and the way to what is answered`() throws {
    let corpus = Corpus(posts: [
      Self.post("a", "We should ban cars. I think it would help."),
      Self.post("b", "It rained. I couldn’t agree more.", answers: "a"),
      Self.post("c", "I disagree.", answers: "b"), Self.post("d", "The ferry leaves at nine."),
    ])
    let valences = [0.5, 0.25, 0, 0.75]
    for row in corpus.indices {
      let trace = try #require(
        StanceExplainer.explain(row: row, in: corpus) { valences[$0] })
      let bytes = Array(corpus[row].text.utf8)
      for cue in trace.cues {
        #expect(cue.text == String(decoding: bytes[cue.start..<cue.end], as: UTF8.self))
      }
      // The parts make the whole.
      let answered = trace.targetStance.flatMap { target in
        trace.answer.map { target > 0 ? $0 : -$0 }
      }
      let sum = (trace.towards ?? 0) + (answered ?? 0) + trace.mood
      if let stance = trace.stance {
        #expect(abs(stance - min(1, max(-1, sum))) < 1e-6)
      }
    }
    let first = try #require(StanceExplainer.explain(row: 0, in: corpus) { valences[$0] })
    #expect(first.side == "against" && first.judges && first.target == nil)
    #expect(first.cues.first?.kind == "against")
    let second = try #require(StanceExplainer.explain(row: 1, in: corpus) { valences[$0] })
    #expect(second.target?.text == "a" && second.targetStance == first.stance)
    #expect(second.says == "agree" && second.side == "against")
    #expect(second.cues.map(\.text) == ["couldn’t agree more"])
    let third = try #require(StanceExplainer.explain(row: 2, in: corpus) { valences[$0] })
    #expect(third.says == "disagree" && third.side == "for")
    let last = try #require(StanceExplainer.explain(row: 3, in: corpus) { valences[$0] })
    #expect(last.stance == nil && last.cues.isEmpty && last.mood == 0)
    let foreign = Corpus(posts: [
      Post(id: "x", thread: "t", text: "Ich bin dagegen.", language: "de")
    ])
    #expect(StanceExplainer.explain(row: 0, in: foreign) { _ in nil } == nil)
  }

  @Test func `a report's stances are those explained`() throws {
    let inputs = HarbourTown.inputs(posts: 60, seed: 4)
    let census = PostCensus.read(inputs.corpus, workers: .one)
    let stances = Findings.read(inputs.corpus, census, workers: .one).stances(inputs.sentiment)
    for row in inputs.corpus.indices {
      let trace = StanceExplainer.explain(row: row, in: inputs.corpus) {
        inputs.sentiment[$0].valence
      }
      #expect(trace?.stance == stances.values[row])
    }
  }
}
