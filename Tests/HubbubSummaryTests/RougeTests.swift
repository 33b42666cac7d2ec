import Foundation
import Testing

@testable import HubbubSummary

/// ROUGE against rouge-score 0.1.2, stems against NLTK; scripts/make-golden-rouge.py writes both.
@Suite struct RougeTests {
  private static func rows(_ name: String) throws -> [[String]] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "tsv", subdirectory: "Golden"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func scoresEqualThoseOfRougeScore() throws {
    let rows = try Self.rows("rouge")
    #expect(rows.count == 60)
    for row in rows {
      let wanted = row.dropFirst(2).compactMap(Double.init)
      try #require(wanted.count == 6)
      for (offset, stemming) in [(0, true), (3, false)] {
        let found = Rouge(of: row[0], against: row[1], stemming: stemming)
        #expect(abs(found.one - wanted[offset]) < 1e-6, "\(row[0])")
        #expect(abs(found.two - wanted[offset + 1]) < 1e-6, "\(row[0])")
        #expect(abs(found.longest - wanted[offset + 2]) < 1e-6, "\(row[0])")
      }
    }
  }

  @Test func stemsEqualThoseOfNLTK() throws {
    let rows = try Self.rows("stems")
    #expect(rows.count > 150)
    for row in rows {
      let stem = String(decoding: PorterStemmer.stem(Array(row[0].utf8)), as: UTF8.self)
      #expect(stem == row[1], "\(row[0])")
    }
  }
}
