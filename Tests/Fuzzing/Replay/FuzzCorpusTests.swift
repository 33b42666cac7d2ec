import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubFuzz

/// Every input that was ever found to break something, and the fixtures that fuzzing starts from,
/// through the same checks as under `make fuzz`.
@Suite struct FuzzCorpusTests {
  private static let tests = String(
    #filePath.dropLast("/Fuzzing/Replay/FuzzCorpusTests.swift".count))
  private static let corpus = "\(tests)/Fuzzing/Corpus"
  private static let fixtures = "\(tests)/HubbubIngestTests/Fixtures"

  @Test(arguments: FuzzTarget.all.map(\.name))
  func inputsKeepThePromises(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let own = try Files.filesBelow("\(Self.corpus)/\(name)").map { "\(Self.corpus)/\(name)/\($0)" }
    let seeds = try Files.filesBelow(Self.fixtures).filter(target.startsFrom)
      .map { "\(Self.fixtures)/\($0)" }
    #expect(!own.isEmpty, "give \(name) an input of its own in Tests/Fuzzing/Corpus")
    for path in own + seeds {
      do {
        try target.check(try Files.read(path))
      } catch {
        Issue.record("\(path): \(error)")
      }
    }
  }

  @Test func everyFolderOfInputsIsATargets() throws {
    #expect(Set(try Files.names(in: Self.corpus)) == Set(FuzzTarget.all.map(\.name)))
  }

  @Test func nothingAndNoiseKeepThePromises() throws {
    let noise = (0..<3000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) }
    for target in FuzzTarget.all {
      for bytes in [[], [0], [0xFF, 0xFE], noise] {
        #expect(throws: Never.self, "\(target.name), \(bytes.count) bytes") {
          try target.check(bytes)
        }
      }
    }
  }

  @Test(arguments: [
    [Span(.own, 0, 2)], [Span(.own, 0, 2), Span(.quote, 1, 4)],
    [Span(.own, 0, 3), Span(.link, 3, 4)], [Span(.own, 0, 9)],
  ])
  func spansThatDoNotTileAreABrokenPromise(spans: [Span]) {
    let post = Post(id: "a", thread: "t", text: "abé", spans: spans)
    #expect(throws: BrokenPromise.self) { try PostPromises.check(post) }
  }

  @Test func aSoundPostKeepsThePromisesAndAControlCharacterBreaksThem() throws {
    var post = Post(id: "a", thread: "t", author: "Ann", text: "ab\né")
    try PostPromises.check(post)
    post.author = "Ann\u{1B}[2J"
    #expect(throws: BrokenPromise.self) { try PostPromises.check(post) }
  }
}
