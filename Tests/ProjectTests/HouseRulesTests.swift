import Foundation
import HubbubKit
import Testing

/// Rules of `CONTRIBUTING.md` that the compiler does not hold.
@Suite struct HouseRulesTests {
  @Test func filesHoldOneIdeaEach() throws {
    for folder in ["Sources", "Tests"] {
      for path in try Project.files(below: folder, ending: ".swift") {
        let lines = try Project.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 450, "\(path) has \(lines.count) lines; about 400 are enough")
      }
    }
  }

  @Test func nothingIsForced() throws {
    for path in try Project.files(below: "Sources", ending: ".swift") {
      let text = try Project.text(path)
      for word in ["try" + "!", "as" + "! ", "fatal" + "Error("] {
        let isForced = text.contains(word)
        #expect(!isForced, "\(path) holds \(word)")
      }
    }
  }

  @Test func theTopLevelIsKnown() throws {
    let known: Set<String> = [
      "Package.swift", "Sources", "Tests", "Corpora", "Pipelines", "README.md", "LICENSE",
      "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "Benchmarks", "docs", "scripts",
      "Package.resolved", "out",
    ]
    for name in try Files.names(in: Project.root) where !name.hasPrefix(".") {
      #expect(known.contains(name), "\(name) needs a reason to be at the top level")
    }
  }

  @Test func pipelinesOfTheProjectAreRight() throws {
    let files = try Project.files(below: "Pipelines", ending: ".yaml")
    #expect(files.count >= 3)
    for path in files {
      let pipeline = try Pipeline(yaml: Project.text(path), file: path, known: Stages.all)
      #expect(!pipeline.stages.isEmpty)
    }
  }

  @Test func pagesLinkToFilesThatExist() throws {
    var pages = try Project.files(below: "docs", ending: ".md")
    pages += ["README.md", "CONTRIBUTING.md"]
    var links = 0
    for page in pages {
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      for match in try Project.text(page).matches(of: /\]\(([^)#]+)(#[^)]*)?\)/) {
        let target = String(match.1)
        if target.contains("://") { continue }
        links += 1
        let path = URL(filePath: "\(Project.root)/\(folder)/\(target)").standardized.path()
        #expect(Files.kind(of: path) != nil, "\(page) links to \(target), which is not there")
      }
    }
    #expect(links > 5)
  }
}
