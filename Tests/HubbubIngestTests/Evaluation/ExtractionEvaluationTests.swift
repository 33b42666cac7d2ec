import Foundation
import HubbubModel
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
    try folder.write(
      "<p alt='one two three four five six seven eight'>nothing like it", to: "pages/2.html")
    try folder.write("<p>an empty shell", to: "pages/4.html")
    try folder.write("<p>no reference", to: "pages/3.html")
    let words = "one two three four five six seven eight nine ten"
    try folder.write(
      #"{"ground_truth": {"main_content": "\#(words)", "with": ["Two  three", "six eight"], "without": ["log in"]}}"#,
      to: "gold/1.json")
    try folder.write(
      #"{"main_content": "\#(words)", "without": ["nothing like"]}"#, to: "gold/2.json")
    try folder.write(#"{"main_content": "\#(words)"}"#, to: "gold/4.json")
    let scores = try ExtractionEvaluation.run(
      pages: folder.path + "/pages", gold: folder.path + "/gold", parser: OnePostPages(),
      workers: .one)
    #expect(scores.pages.map(\.page) == ["1", "2"])
    #expect(scores.pages.map(\.f1) == [1, 0])
    #expect(scores.pages.map(\.snippetRecall) == [0.5, nil])
    #expect(scores.pages.map(\.leak) == [0, 1])
    #expect(scores.f1 == 0.5 && scores.leak == 0.5)
    #expect(scores.unanswerable == ["4"])
  }

  // Two posts and a comment, as a page shows them.
  private static let thread = ParsedDocument(threads: [
    ParsedThread(
      key: "t", title: "On knots",
      posts: [
        ParsedPost(
          localID: "1", author: "Ann", shownTime: "2 May 2020",
          body: ParsedBody(text: "which knot holds a boat best"), source: source),
        ParsedPost(
          localID: "2", author: "Bo", shownTime: "3 May 2020",
          body: ParsedBody(
            text: "which knot holds a boat best\nthe bowline of course never slips at all",
            spans: [ParsedSpan(.quote, 0, 29, attribution: "Ann"), ParsedSpan(.own, 29, 69)]),
          source: source),
        ParsedPost(
          localID: "comment-3", author: "Cy",
          body: ParsedBody(text: "thank you for this good answer"), source: source),
      ])
  ])
  private static let source = SourceRange(path: "t", start: 0, end: 1)

  /// A class of text counts where the reference has it.
  @Test(arguments: [
    (
      "which knot holds a boat best / the bowline of course never slips at all",
      "which knot holds a boat best the bowline of course never slips at all", 1
    ),
    (
      "Ann/2 May 2020/which knot holds a boat best/Bo/3 May 2020/the bowline of course never slips at all",
      "ann 2 may 2020 which knot holds a boat best bo 3 may 2020 the bowline of course never slips at all",
      1
    ),
    (
      "On knots/which knot holds a boat best/which knot holds a boat best/the bowline of course never slips at all",
      "on knots which knot holds a boat best which knot holds a boat best the bowline of course never slips at all",
      1
    ),
    ("which knot holds a boat best", "which knot holds a boat best", 2),
    (
      "which knot holds a boat best/the bowline of course never slips at all/thank you for this good answer",
      "which knot holds a boat best the bowline of course never slips at all thank you for this good answer",
      0
    ),
    (
      "something else that none of the posts says",
      "which knot holds a boat best the bowline of course never slips at all thank you for this good answer",
      0
    ),
  ])
  func referencesJudgeWhatTheyHave(reference: String, judged: String, unjudged: Int) {
    let text = JudgedText(
      Self.thread, reference: reference.replacing("/", with: "\n"))
    #expect(ExtractionEvaluation.words(of: text.text).joined(separator: " ") == judged)
    #expect(text.unjudged == unjudged)
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
    #expect(scores.ownWordsF1 >= read["own_words_f1"] ?? 1)
    #expect(scores.snippetRecall >= read["snippet_recall"] ?? 1)
    #expect(scores.leak <= read["leak"] ?? 0)
  }
}
