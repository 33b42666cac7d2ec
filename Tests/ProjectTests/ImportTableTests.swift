import Foundation
import HubbubKit
import Testing

/// The `import` lines of every room against the table of `docs/ARCHITECTURE.md`.
@Suite struct ImportTableTests {
  /// The table: a room and what it may import.
  static func table() throws -> [String: Set<String>] {
    var table: [String: Set<String>] = [:]
    for line in try Project.text("docs/ARCHITECTURE.md").split(separator: "\n")
    where line.hasPrefix("| `Hubbub") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3 else { continue }
      let names = cells.map { $0.replacingOccurrences(of: "`", with: "") }
      table[names[0]] = Set(names[2].split(separator: " ").map(String.init))
    }
    return table
  }

  /// Modules of the language and its platform, which any room may import.
  static let platform: Set<String> = ["Glibc", "Darwin", "Dispatch", "Synchronization"]

  @Test func everyRoomIsInTheTable() throws {
    let rooms = try Project.folders(in: "Sources").filter { $0.hasPrefix("Hubbub") }
    #expect(Set(try Self.table().keys) == Set(rooms))
  }

  @Test func roomsImportWhatTheTableAllows() throws {
    let table = try Self.table()
    var read = 0
    for path in try Project.files(below: "Sources", ending: ".swift") {
      let room = String(path.split(separator: "/")[1])
      guard let allowed = table[room] else { continue }
      for line in try Project.text(path).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), words.count > at + 1,
          words[..<at].allSatisfy({
            ["public", "internal", "@_exported", "private", "package"].contains($0)
          })
        else { continue }
        let module = String(words[at + 1])
        read += 1
        #expect(
          allowed.contains(module) || Self.platform.contains(module),
          "\(path) imports \(module), which docs/ARCHITECTURE.md does not allow \(room)")
      }
    }
    #expect(read > 100)
  }
}
