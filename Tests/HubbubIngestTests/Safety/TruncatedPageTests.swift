import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Pages that end anywhere, as interrupted downloads do.
@Suite struct TruncatedPageTests {
  private static let parser = Result { try BuiltProgram.parser() }

  /// Parses beginnings of a page; each gives posts within its bytes or is set aside.
  private static func check(_ page: [UInt8], name: String, cuts: Int) throws {
    let parser = try Self.parser.get()
    var numbers = SeededNumbers(seed: UInt64(page.count))
    for _ in 0..<cuts {
      let count = Int.random(in: 1..<page.count, using: &numbers)
      let document = parser.parse(Array(page[..<count]), path: name)
      let posts = document.threads.flatMap(\.posts)
      let reasons = document.quarantine.map(\.reason)
      #expect(!posts.isEmpty || document.seen > 0 || !reasons.isEmpty, "\(name) cut at \(count)")
      let failures = ["parser-crashed", "parser-timeout", "out-of-memory"]
      #expect(!reasons.contains { failures.contains($0) }, "\(name) cut at \(count): \(reasons)")
      #expect(posts.allSatisfy { 0 <= $0.source.start && $0.source.end <= count })
    }
  }

  @Test(arguments: EngineTests.pages)
  func ourOwnPagesMayEndAnywhere(page: String) throws {
    try Self.check(try Files.read("\(EngineTests.folder)/\(page)"), name: page, cuts: 8)
  }

  @Test(.enabled(if: RealData.folder("html") != nil))
  func realPagesMayEndAnywhere() throws {
    let folder = try #require(RealData.folder("html"))
    let names = try Files.filesBelow(folder).filter { $0.hasSuffix(".html") }.sorted()
    for name in stride(from: 0, to: names.count, by: max(1, names.count / 40)).map({ names[$0] }) {
      let page = try Files.read("\(folder)/\(name)")
      guard (2..<400_000).contains(page.count) else { continue }
      try Self.check(page, name: name, cuts: 1)
    }
  }
}
