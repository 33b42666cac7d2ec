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

  /// Small pieces and large ones in turn, past the size that is flushed beside the writer.
  @Test(arguments: [false, true]) func aLargeFileIsWhatWasWritten(isScratch: Bool) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = try AtomicFile(path: "\(folder)/large", isDigested: true, isScratch: isScratch)
    var all: [UInt8] = []
    for number in 0..<40 {
      let piece = [UInt8](repeating: UInt8(number), count: number % 3 == 0 ? 5 : 1 << 20)
      try file.write(piece)
      try file.write("and\n")
      all += piece + Array("and\n".utf8)
    }
    #expect(try Files.names(in: folder).allSatisfy { $0.hasSuffix(".partial") })
    try file.commit()
    #expect(try Files.names(in: folder) == ["large"])
    #expect(try Files.read("\(folder)/large") == all)
    #expect(file.count == all.count)
    #expect(file.digest == Digest(of: all))
  }

  @Test func filesArePutInTheirPlacesTogether() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try AtomicFile.write("old".utf8, to: "\(folder)/2")
    let files = try (0..<5).map {
      try AtomicFile(path: "\(folder)/\($0)", holding: "file \($0)".utf8)
    }
    #expect(try Files.read("\(folder)/2") == Array("old".utf8))
    try AtomicFile.commit(files)
    #expect(try Files.names(in: folder) == ["0", "1", "2", "3", "4"])
    for number in 0..<5 {
      #expect(try Files.read("\(folder)/\(number)") == Array("file \(number)".utf8))
    }
    try AtomicFile.commit([])
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
