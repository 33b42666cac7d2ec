import Foundation
import HubbubSystem
import Testing

@Suite struct FilesTests {
  /// A folder of these tests alone.
  private func scratch() throws -> String {
    let folder = try Files.temporaryFolder()
    #expect(Files.kind(of: folder) == .folder)
    return folder
  }

  @Test func temporaryFoldersAreNewAndClosedToOthers() throws {
    let folders = try (0..<3).map { _ in try scratch() }
    defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
    #expect(Set(folders).count == 3)
    for folder in folders {
      #expect(try Files.names(in: folder).isEmpty)
      let rights = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]
      #expect(rights as? Int == 0o700)
    }
  }

  @Test func aPipeIsWrittenToAndStaysOne() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", #"cd "$0" && mkfifo pipe && touch made && cat pipe > out"#, folder]
    try shell.run()
    while !FileManager.default.fileExists(atPath: "\(folder)/made"), shell.isRunning {
      Thread.sleep(forTimeInterval: 0.01)
    }
    try AtomicFile.write("words".utf8, to: "\(folder)/pipe")
    shell.waitUntilExit()
    #expect(try Files.read("\(folder)/out") == Array("words".utf8))
    #expect(try Files.names(in: folder) == ["made", "out", "pipe"])
    #expect(Files.kind(of: "\(folder)/pipe") == .pipe)
  }

  @Test func aSearchNamesWhatItCannotRead() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["b/c.txt", "a.txt", ".hidden/d.txt", "b.txt"] {
      try AtomicFile.write("x".utf8, to: "\(folder)/\(name)")
    }
    let links = FileManager.default
    try links.createSymbolicLink(atPath: "\(folder)/gone", withDestinationPath: "nowhere")
    try links.createSymbolicLink(atPath: "\(folder)/loop", withDestinationPath: ".")
    try links.createSymbolicLink(atPath: "\(folder)/same", withDestinationPath: "a.txt")
    // A name of a byte that is no text, a pipe, and a link to a device.
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let script =
      #"cd "$0" && echo x > "$(printf '\377')" && mkfifo pipe && ln -s /dev/null void"#
    shell.arguments = ["-c", script, folder]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)

    let found = try Files.search(folder)
    #expect(found.files == ["a.txt", "b.txt", "b/c.txt", "same"])
    #expect(found.files == (try Files.filesBelow(folder)))
    #expect(found.unreadable.map(\.path) == ["gone", "loop", "pipe", "void", "\u{FFFD}"])
    #expect(found.unreadable.allSatisfy { !$0.reason.contains(folder) })
    #expect(throws: FileError.self) { try Files.search("\(folder)/none") }
  }

  /// What needs a file of its own, such as a database, cannot go to a device.
  @Test(arguments: ["/dev/null", "/dev/stdout"])
  func noDeviceIsReplacedByAFile(path: String) {
    let error = #expect(throws: FileError.self) {
      try Files.replace(path) { _ in Issue.record("a file was written for \(path)") }
    }
    #expect(error?.description.contains("device") == true)
  }

  @Test func aMarkChangesWithTheFile() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/a"
    #expect(Files.mark(of: path).isEmpty)
    try AtomicFile.write("one".utf8, to: path)
    let mark = Files.mark(of: path)
    #expect(!mark.isEmpty)
    _ = try Files.read(path)
    #expect(Files.mark(of: path) == mark)
    try AtomicFile.write("two".utf8, to: path)
    #expect(Files.mark(of: path) != mark)
  }
}
