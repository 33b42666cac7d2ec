import Foundation
import HubbubSystem
import Testing

@testable import HubbubThemes

/// Coherence against gensim 4.4's, from `scripts/make-golden-coherence.py`.
@Suite("Coherence")
struct CoherenceTests {
  private struct Golden: Decodable {
    var topics: [[String]]
    var texts: [String]
    var c_v: [Double]
    var c_npmi: [Double]
    var passages: [Double]
  }

  private static func golden() throws -> Golden {
    let url = try #require(
      Bundle.module.url(forResource: "coherence", withExtension: "json", subdirectory: "Golden"))
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
  }

  private static func coherence(
    _ golden: Golden, window: Int?, workers: Workers
  ) -> Coherence {
    var places: [String: Int] = [:]
    for word in golden.topics.joined() where places[word] == nil { places[word] = places.count }
    let known = places
    let texts = golden.texts.map { text in
      text.split(separator: " ").map { Int32(known[String($0)] ?? -1) }
    }
    return Coherence(
      topics: golden.topics.map { $0.compactMap { known[$0] } }, words: known.count,
      texts: texts.count, window: window, workers: workers
    ) { $1 += texts[$0] }
  }

  @Test("c_v, c_npmi and NPMI of whole passages are gensim's", arguments: [1, 3])
  func equalsGensim(workers: Int) throws {
    let golden = try Self.golden()
    let near = Self.coherence(golden, window: 10, workers: Workers(workers))
    let wide = Self.coherence(golden, window: 110, workers: Workers(workers))
    let whole = Self.coherence(golden, window: nil, workers: Workers(workers))
    for topic in golden.topics.indices {
      #expect(abs(near.npmi(of: topic) - golden.c_npmi[topic]) < 1e-9)
      #expect(abs(wide.cv(of: topic) - golden.c_v[topic]) < 1e-9)
      #expect(abs(whole.npmi(of: topic) - golden.passages[topic]) < 1e-9)
    }
  }
}
