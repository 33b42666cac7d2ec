import Foundation
import HubbubCorpus
import HubbubExport
import HubbubModel
import HubbubSystem
import Testing

/// Exports of a workspace that holds a corpus and nothing else yet.
@Suite struct ExportTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "export-\(UUID().uuidString)"
  ).path

  private func work() throws -> FinishedWork {
    let writer = try CorpusWriter(folder: "\(folder)/corpus")
    try writer.write(thread: [
      Post(id: "1", thread: "1", author: "ann", time: 60, title: "Trust", text: "Whom to trust?"),
      Post(id: "2", thread: "1", parent: "1", author: "bob", time: 120, text: "Nobody, I say."),
      Post(id: "3", thread: "1", parent: "2", author: "ann", text: "Really?"),
      Post(id: "4", thread: "1", parent: "2", author: nil, text: "Indeed."),
      Post(id: "5", thread: "1", parent: "3", author: "ann", text: "I wonder."),
    ])
    try writer.commit()
    return try FinishedWork(folder: folder, workers: .one)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Files.read(path), as: UTF8.self)
  }

  @Test func tablesOfACorpusAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let written = try ExportFormat.csv.write(work(), to: "\(folder)/csv")
    #expect(
      written.map { $0.split(separator: "/").last.map(String.init) } == [
        "authors.csv", "name_posts.csv", "name_quotes.csv", "name_themes.csv", "names.csv",
        "post_themes.csv",
        "posts.csv", "quotes.csv", "series.csv",
        "theme_terms.csv", "themes.csv", "threads.csv",
      ])
    #expect(
      try text("\(folder)/csv/authors.csv") == """
        name,posts,first,last,valence
        ann,3,1970-01-01T00:01:00Z,1970-01-01T00:01:00Z,
        bob,1,1970-01-01T00:02:00Z,1970-01-01T00:02:00Z,

        """)
    #expect(
      try text("\(folder)/csv/threads.csv") == """
        id,title,url,posts,authors,first,last
        1,Trust,,5,2,1970-01-01T00:01:00Z,1970-01-01T00:02:00Z

        """)
    #expect(try text("\(folder)/csv/themes.csv").split(separator: "\n").count == 1)
  }

  @Test func answersAreArrowsButNotThoseToOneself() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/replies.gexf"
    #expect(try ExportFormat.gexf.write(work(), to: path) == [path])
    let graph = try text(path)
    let arrows = graph.split(separator: "\n").filter { $0.contains("<edge ") }
    #expect(
      arrows.map { $0.drop { $0 == " " } } == [
        "<edge id=\"0\" source=\"0\" target=\"1\" weight=\"1\"/>",
        "<edge id=\"1\" source=\"1\" target=\"0\" weight=\"1\"/>",
      ])
  }

  @Test func aFolderGetsTheFormatsOwnFileName() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let work = try work()
    #expect(try ExportFormat.jsonl.write(work, to: folder) == ["\(folder)/posts.jsonl"])
    #expect(try text("\(folder)/posts.jsonl").split(separator: "\n").count == 5)
    #expect(try ExportFormat.sqlite.write(work, to: folder) == ["\(folder)/hubbub.sqlite"])
    #expect(try Files.names(in: folder) == ["corpus", "hubbub.sqlite", "posts.jsonl"])
  }

  @Test func matricesNeedTerms() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let error = #expect(throws: ExportError.self) {
      try ExportFormat.npz.write(work(), to: "\(folder)/npz")
    }
    #expect(error?.description.contains("hubbub tokenize") == true)
  }

  @Test func aFileThatCannotBePlacedLeavesNothing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let work = try work()
    #expect(throws: FileError.self) {
      try ExportFormat.sqlite.write(work, to: "/dev/null/report.sqlite")
    }
  }
}
