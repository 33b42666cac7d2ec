import Foundation
import HubbubModel
import HubbubSentiment
import HubbubSystem
import Testing

/// Valences against what people said of the same texts, where the data is at hand: on the halves of
/// the VADER sets that no weight was learned from, and on GoEmotions' dev part.
@Suite struct RatingTests {
  private static let folder: String? = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    let roots = [
      ProcessInfo.processInfo.environment["HUBBUB_CORPORA"], "\(tests)/../../../shared/corpora",
    ]
    return roots.compactMap { $0 }.map { "\($0)/sentiment" }
      .first { FileManager.default.fileExists(atPath: "\($0)/goemotions/original/dev.tsv") }
  }()

  private static func floor(_ name: String) throws -> Double {
    let file = try #require(Bundle.module.url(forResource: "Floors", withExtension: "json"))
    let floors = try JSONParser().parse(Files.read(file.path))
    return try #require(floors["agreement"]?[name]?.number)
  }

  private static func rows(_ path: String) throws -> [[Substring]] {
    let text = try String(decoding: Files.read(#require(folder) + "/" + path), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
    }
  }

  /// Whether `scripts/train-sentiment.py` learned from a text, by the digest of its number.
  private static func isLearned(_ set: String, _ number: Substring) -> Bool {
    let whole = number.drop { $0 == "\u{FEFF}" }.prefix { $0 != "_" }
    let digest = Digest(of: Array("\(set)/\(whole)".utf8)).description
    return (digest.prefix(2).last?.hexDigitValue ?? 0) % 2 == 0
  }

  @Test(
    .enabled(if: folder != nil),
    arguments: [
      "tweets", "amazonReviewSnippets", "movieReviewSnippets", "nytEditorialSnippets",
    ])
  func unseenRatingsAreMet(set: String) throws {
    let rows = try Self.rows("vader/hutto_ICWSM_2014/\(set)_GroundTruth.txt").filter {
      $0.count == 3 && !Self.isLearned(set, $0[0])
    }
    let scorer = SentimentScorer()
    let found = SentimentEvaluation(
      scores: rows.map { scorer.score(String($0[2])) },
      gold: .ratings(rows.compactMap { Double($0[1]) }))
    let floor = try Self.floor(set)
    #expect(rows.count > 1_800)
    #expect(try #require(found.pearson) >= floor, "\(String(describing: found))")
  }

  @Test(.enabled(if: folder != nil)) func threeClassesAreTold() throws {
    let names = try String(
      decoding: Files.read(#require(Self.folder) + "/goemotions/original/labels.txt"),
      as: UTF8.self
    ).split(whereSeparator: \.isWhitespace)
    let good: Set<Substring> = [
      "admiration", "amusement", "approval", "caring", "desire", "excitement", "gratitude", "joy",
      "love", "optimism", "pride", "relief",
    ]
    let unclear: Set<Substring> = ["confusion", "curiosity", "realization", "surprise"]
    let scorer = SentimentScorer()
    var scores: [PostSentiment] = []
    var classes: [Int] = []
    for row in try Self.rows("goemotions/original/dev.tsv") where row.count == 3 {
      let labels = row[1].split(separator: ",").compactMap { Int($0) }.map { names[$0] }
      let kinds = Set(
        labels.map { $0 == "neutral" ? 0 : good.contains($0) ? 1 : unclear.contains($0) ? 9 : -1 })
      guard kinds.count == 1, let kind = kinds.first, kind != 9 else { continue }
      scores.append(scorer.score(String(row[0])))
      classes.append(kind)
    }
    let found = SentimentEvaluation(scores: scores, gold: .classes(classes))
    let floor = try Self.floor("GoEmotions")
    #expect(scores.count == 4_547)
    #expect(try #require(found.macroF1) >= floor, "\(String(describing: found))")
  }
}
