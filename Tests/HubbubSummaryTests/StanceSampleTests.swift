import HubbubModel
import HubbubSentiment
import HubbubSystem
import Testing

@testable import HubbubSummary

/// Stances of the sample's posts against what their writer meant (`Corpora/ai-compute-gold`).
@Suite("Stances of the sample")
struct StanceSampleTests {
  /// A post and the side that its writer is on: 1 for, −1 against, 0 neither.
  private struct Known {
    var post: Post
    var side: Double
  }

  /// The posts of `discussion.txt` without quotations and code.
  private static func discussion() throws -> [Known] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try Files.read("/\(root)/Corpora/ai-compute-gold/discussion.txt")
    var known: [Known] = []
    var isCode = false
    for line in String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let head = line.split(separator: " ").map(String.init)
      if line.hasPrefix("@@ "), head.count > 6, let side = sides[head[6]] {
        let parent = head[4].dropFirst("re=".count)
        let post = Post(
          id: PostID(head[1]), thread: ThreadID("t"),
          parent: parent.isEmpty ? nil : PostID(String(parent)), author: head[2], text: "",
          language: "en")
        known.append(Known(post: post, side: side))
        isCode = false
      } else if line.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode, !line.hasPrefix(">["), !line.hasPrefix("== "), !known.isEmpty {
        known[known.count - 1].post.text += line.replacing("*", with: "") + "\n"
      }
    }
    return known
  }

  private static let sides: [String: Double] = ["for": 1, "against": -1, "mixed": 0, "none": 0]

  @Test func `who takes a side is placed on it, hardly anybody on the other`() throws {
    let known = try Self.discussion()
    let scorer = SentimentScorer()
    let rows = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1.post.id, $0) })
    let stances = Stances(
      readings: known.map { Stances.reading(of: $0.post)?.reading },
      targets: known.map { Stances.target(of: $0.post).flatMap { rows[$0] } },
      valences: known.map { scorer.score($0.post.text, language: "en").valence })
    var (sided, right, wrong) = (0, 0, 0)
    for (row, one) in known.enumerated() where one.side != 0 {
      sided += 1
      guard stances.isPlain[row], let value = stances.values[row] else { continue }
      if value * one.side > 0 { right += 1 } else { wrong += 1 }
    }
    let found = "\(right) right and \(wrong) wrong of \(sided)"
    let floors = StanceLabelTests.floors(of: "stance-sample")
    #expect(sided > 80, "\(found)")
    #expect(Double(right) / Double(right + wrong) >= floors["accuracy"] ?? 1, "\(found)")
    #expect(Double(right) / Double(sided) >= floors["recall"] ?? 1, "\(found)")
  }
}
