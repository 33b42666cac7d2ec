import Foundation
import HubbubText
import Testing

/// ftfy's own cases, where they are unpacked, and the floors of `Floors.json` beside this file.
@Suite struct MojibakeCorpusTests {
  private struct Case: Decodable {
    var original: String
    var fixed: String
    var expect: String
  }

  private static let folder: String? = {
    let tests = String(#filePath.dropLast("/MojibakeCorpusTests.swift".count))
    let roots = [
      ProcessInfo.processInfo.environment["HUBBUB_CORPORA"], "\(tests)/../../../shared/corpora",
    ]
    return roots.compactMap { $0.map { "\($0)/unicode/ftfy" } }
      .first { FileManager.default.fileExists(atPath: $0 + "/negative.json") }
  }()

  private static func cases(_ name: String) throws -> [Case] {
    guard let folder else { return [] }
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }

  private static func floor(_ name: String) throws -> Double {
    let file = String(#filePath.dropLast("MojibakeCorpusTests.swift".count)) + "Floors.json"
    let floors = try JSONDecoder().decode(
      [String: Double].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    return try #require(floors[name])
  }

  /// ftfy also straightens quotation marks, cuts ligatures and folds widths; Hubbub does not.
  private static func straightened(_ text: String) -> String {
    var out = text
    for (curly, straight) in [
      ("\u{2018}", "'"), ("\u{2019}", "'"), ("\u{201A}", "'"), ("\u{201B}", "'"),
      ("\u{201C}", "\""),
      ("\u{201D}", "\""), ("\u{201E}", "\""), ("\u{201F}", "\""), ("\u{FB01}", "fi"),
      ("\u{FF0C}", ","), ("\u{149}", "'n"), ("\u{1CC}", "nj"), ("\u{1C9}", "lj"),
    ] { out = out.replacing(curly, with: straight) }
    return out.precomposedStringWithCanonicalMapping
  }

  @Test(.enabled(if: folder != nil), arguments: ["in-the-wild", "synthetic", "language-names"])
  func damagedTextIsMendedAsOftenAsTheFloorSays(set: String) throws {
    let cases = try Self.cases(set).filter { $0.expect == "pass" }
    let wrong = cases.filter {
      Self.straightened(Mojibake.repair($0.original).text) != Self.straightened($0.fixed)
    }
    if ProcessInfo.processInfo.environment["HUBBUB_TRY"] != nil {
      for one in wrong {
        print("\(set): \(one.original) → \(Mojibake.repair(one.original).text), not \(one.fixed)")
      }
    }
    let share = 1 - Double(wrong.count) / Double(max(1, cases.count))
    #expect(share >= (try Self.floor("mojibake.\(set)")), "\(set): \(share)")
  }

  @Test(.enabled(if: folder != nil))
  func soundTextIsNeverMended() throws {
    for one in try Self.cases("negative") {
      let found = Mojibake.repair(one.original)
      #expect(!found.repaired, "\(one.original) → \(found.text)")
    }
  }
}
