import Foundation
import HubbubModel
import HubbubSentiment
import Testing

@testable import HubbubSummary

/// Stances against what people said of 5,583 arguments on 24 motions (IBM ArgKP 2021, train), where
/// the data is at hand.
@Suite("Stances against labels")
struct StanceLabelTests {
  private static var table: URL? {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let roots = [
      ProcessInfo.processInfo.environment["HUBBUB_CORPORA"], "\(tests)/../../../shared/corpora",
    ]
    return roots.compactMap { $0 }.map {
      URL(
        fileURLWithPath: "\($0)/summarization/ibm-argkp-2021/kpm_data/arguments_train.csv")
    }.first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The least that each measure of a table may be.
  static func floors(of measure: String) -> [String: Double] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Floors.json")
    guard let data = try? Data(contentsOf: path) else { return [:] }
    return (try? JSONDecoder().decode([String: [String: Double]].self, from: data))?[measure]
      ?? [:]
  }

  @Test(.enabled(if: table != nil)) func `sides are told better than by the larger side`() throws {
    let text = try String(contentsOf: #require(Self.table), encoding: .utf8)
    let scorer = SentimentScorer()
    let floors = Self.floors(of: "stance")
    var (scored, right, all, forMotion) = (0, 0, 0, 0)
    for line in text.split(separator: "\n").dropFirst() {
      // arg_id,argument,topic,stance: motions hold no comma, arguments may.
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count >= 4, let label = Int(fields[fields.count - 1]) else { continue }
      let motion = String(fields[fields.count - 2])
      let argument = fields[1..<(fields.count - 2)].joined(separator: ",")
      all += 1
      if label > 0 { forMotion += 1 }
      let direction =
        StanceReader.english.read([Words.of(motion)], isReply: false).towards ?? 1
      let reading = StanceReader.english.read([Words.of(argument)], isReply: false)
      let stances = Stances(
        readings: [reading], targets: [nil], valences: [scorer.score(argument).valence])
      guard let stance = stances.values[0], stance != 0 else { continue }
      scored += 1
      if (stance * direction > 0) == (label > 0) { right += 1 }
    }
    let majority = Double(max(forMotion, all - forMotion)) / Double(all)
    let accuracy = Double(right) / Double(scored)
    let coverage = Double(scored) / Double(all)
    let found = "accuracy \(accuracy), coverage \(coverage), majority \(majority)"
    #expect(all > 5000, "\(found)")
    #expect(accuracy >= majority + 0.05, "\(found)")
    #expect(accuracy >= floors["accuracy"] ?? 1, "\(found)")
    #expect(coverage >= floors["coverage"] ?? 1, "\(found)")
  }
}
