import Foundation
import HubbubSystem
import HubbubThemes
import Testing

@Suite("Scores of partitions")
struct PartitionScoresTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let truth, found: [Int]
    let nmi, ami, ari, purity, homogeneity, completeness, v: Double
    var testDescription: String { name }
  }

  static let cases: [Case] = {
    guard let url = Bundle.module.url(forResource: "Golden/scores", withExtension: "json"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  @Test("the golden cases are there")
  func present() { #expect(Self.cases.count == 11) }

  @Test("are those of scikit-learn 1.9", arguments: cases)
  func golden(expected: Case) {
    let scores = PartitionScores(truth: expected.truth, found: expected.found)
    let pairs = [
      (scores.nmi, expected.nmi), (scores.ami, expected.ami), (scores.ari, expected.ari),
      (scores.purity, expected.purity), (scores.homogeneity, expected.homogeneity),
      (scores.completeness, expected.completeness), (scores.vMeasure, expected.v),
    ]
    for (place, (ours, theirs)) in pairs.enumerated() {
      #expect(abs(ours - theirs) < 1e-9, "score \(place) of \(expected.name): \(ours) \(theirs)")
    }
  }
}
