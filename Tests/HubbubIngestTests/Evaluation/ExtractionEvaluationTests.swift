import Foundation
import HubbubSystem
import Testing

@testable import HubbubIngest

@Suite struct ExtractionEvaluationTests {
  // Word F1 as the benchmark's own Python computes it.
  @Test(arguments: [
    ("a b c", "a b c", 1.0, 1.0), ("a a b", "a b b", 2.0 / 3, 2.0 / 3), ("a", "a b c d", 1.0, 0.25),
    ("x", "y", 0.0, 0.0), ("", "y", 0.0, 0.0), ("It's_1 Ünï", "it s_1 ünï", 1.0, 1.0),
  ])
  func wordsAreComparedAsBags(found: String, wanted: String, precision: Double, recall: Double) {
    let (p, r) = ExtractionEvaluation.overlap(
      ExtractionEvaluation.words(of: found), ExtractionEvaluation.words(of: wanted))
    #expect(abs(p - precision) < 1e-12 && abs(r - recall) < 1e-12)
  }

  @Test func pagesMeetTheirReferences() throws {
    let folder = TemporaryFolder()
    try folder.write("<p>one two three four five six seven eight nine ten", to: "pages/1.html")
    try folder.write("<p>nothing like it", to: "pages/2.html")
    try folder.write("<p>no reference", to: "pages/3.html")
    let words = "one two three four five six seven eight nine ten"
    try folder.write(
      #"{"ground_truth": {"main_content": "\#(words)", "with": ["Two  three", "six eight"], "without": ["log in"]}}"#,
      to: "gold/1.json")
    try folder.write(
      #"{"main_content": "\#(words)", "without": ["nothing like"]}"#, to: "gold/2.json")
    let scores = try ExtractionEvaluation.run(
      pages: folder.path + "/pages", gold: folder.path + "/gold", parser: OnePostPages(),
      workers: .one)
    #expect(scores.pages.map(\.page) == ["1", "2"])
    #expect(scores.pages.map(\.f1) == [1, 0])
    #expect(scores.pages.map(\.snippetRecall) == [0.5, nil])
    #expect(scores.pages.map(\.leak) == [0, 1])
    #expect(scores.f1 == 0.5 && scores.leak == 0.5)
  }

  @Test func foldersWithoutPairsAreAnError() throws {
    let folder = TemporaryFolder()
    try folder.write("<p>x", to: "pages/1.html")
    try folder.write("{}", to: "gold/2.json")
    for (pages, gold) in [("/pages", "/gold"), ("/pages", "/none")] {
      #expect(throws: IngestError.self) {
        try ExtractionEvaluation.run(
          pages: folder.path + pages, gold: folder.path + gold, parser: OnePostPages(),
          workers: .one)
      }
    }
  }

  /// Real forum pages, where they are unpacked, stay above the floors.
  @Test(.enabled(if: RealData.folder("html/wcxb-forums/dev/html") != nil))
  func realPagesStayAboveTheFloors() throws {
    let pages = try #require(RealData.folder("html/wcxb-forums/dev/html"))
    let gold = try #require(RealData.folder("html/wcxb-forums/dev/ground-truth"))
    let scores = try ExtractionEvaluation.run(
      pages: pages, gold: gold, parser: PageParser(layouts: Layout.shelf), workers: Workers(2))
    let floors = try Floors.read()["extraction.wcxb-forums-dev"]
    let read = try #require(floors)
    #expect(scores.f1 >= read["f1"] ?? 1)
    #expect(scores.snippetRecall >= read["snippet_recall"] ?? 1)
    #expect(scores.leak <= read["leak"] ?? 0)
  }
}
