import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// What the recipes tell a newcomer to write works as they say.
@Suite struct RecipeTests {
  /// The blocks of a language in a recipe, in order.
  private static func blocks(_ language: String, of recipe: String) throws -> [String] {
    let text = String(
      decoding: try Files.read("\(Floors.testFolder)/../../docs/recipes/\(recipe).md"),
      as: UTF8.self)
    return text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  /// The pages and the table of the recipe for engines: its layout reads the one as the other.
  @Test func theEnginesLayoutReadsTheRecipesPage() throws {
    let yaml = try #require(try Self.blocks("yaml", of: "forum-engine").first)
    let page = try #require(try Self.blocks("html", of: "forum-engine").first)
    let table = try #require(try Self.blocks("tsv", of: "forum-engine").first)
    let layout = try Layout(yaml: yaml, file: "ourforum.yaml")
    let outcome = PageParser(layouts: Layout.shelf + [layout]).outcome(
      Array(page.utf8), path: "ourforum.html")
    #expect(outcome.engine == layout.engine)
    #expect(
      outcome.document.threads.flatMap(\.posts).map(EngineTests.row)
        == table.split(separator: "\n").map(String.init))
    // The next-page link of the example is seen as well.
    #expect(outcome.document.findings["has-next-page"] == 1)
  }

  /// The reader of the recipe for dumps is the one compiled here.
  @Test func theDumpsReaderIsCompiled() throws {
    let code = try #require(try Self.blocks("swift", of: "dump-format").first)
    let compiled = String(
      decoding: try Files.read("\(Floors.testFolder)/Recipes/ParleyDump.swift"), as: UTF8.self)
    func type(_ text: String) -> Substring? { text.range(of: "///").map { text[$0.lowerBound...] } }
    #expect(type(code) == type(compiled))
  }

  @Test func theDumpsReaderReadsTheRecipesSample() throws {
    let sample = Array(try #require(try Self.blocks("xml", of: "dump-format").first).utf8)
    let table = try #require(try Self.blocks("tsv", of: "dump-format").first)
    let reader = XMLDumpReader(
      dump: ParleyDump(
        namespaces: XMLNamespaces(head: sample), bodies: TextBodies(fragments: HTMLFragments())))
    let batch = reader.read(
      RecordChunk(bytes: sample, offset: 0, firstRecord: 0, isLast: true), path: "parley.xml")
    var rows = batch.drafts.filter { !$0.post.findings.contains(Withheld.deleted) }.map { draft in
      let parent = if case .post(let id) = draft.post.parent { "\(draft.thread)#\(id)" } else { "" }
      return [
        "\(draft.thread)#\(draft.post.localID)", parent, draft.post.author ?? "",
        draft.post.time.map { "\($0)" } ?? "", draft.post.body,
      ].joined(separator: "\t")
    }
    rows.append("dropped\tdeleted=\(batch.drafts.count - rows.count)")
    #expect(rows == table.split(separator: "\n").map(String.init))
    #expect(
      batch.quarantine.isEmpty
        && batch.drafts.allSatisfy { $0.title == nil || $0.title == "Rusty door" })
  }
}
