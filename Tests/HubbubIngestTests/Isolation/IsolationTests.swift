import Foundation
import HubbubModel
import HubbubSystem
import Testing

@testable import HubbubIngest

/// Two connected sockets, closed with the test.
private final class SocketPair: Sendable {
  let ends: [Int32]

  init() {
    var ends: [Int32] = [-1, -1]
    _ = unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    self.ends = ends
  }

  deinit { for end in ends { close(end) } }
}

@Suite struct WorkerChannelTests {
  @Test(arguments: [0, 1, 3, 70_000, 3_000_000])
  func framesOfAnySizeGetThrough(size: Int) throws {
    let pair = SocketPair()
    let frame = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let sender = Thread {
      try? WorkerChannel(descriptor: pair.ends[0]).send(frame, until: nil)
      try? WorkerChannel(descriptor: pair.ends[0]).send([7], until: nil)
    }
    sender.start()
    let receiver = WorkerChannel(descriptor: pair.ends[1])
    #expect(try receiver.receive(until: nil) == frame)
    #expect(try receiver.receive(until: nil) == [7])
  }

  @Test func aSilentPeerIsLateAndOneThatLeftIsGone() {
    let pair = SocketPair()
    let channel = WorkerChannel(descriptor: pair.ends[0])
    #expect(throws: WorkerChannel.Failure.late) {
      try channel.receive(until: .now + .milliseconds(30))
    }
    let full = [UInt8](repeating: 0, count: 4_000_000)
    #expect(throws: WorkerChannel.Failure.late) {
      try channel.send(full, until: .now + .milliseconds(30))
    }
    shutdown(pair.ends[1], Int32(SHUT_RDWR))
    #expect(throws: WorkerChannel.Failure.closed) { try channel.send(full, until: nil) }
  }

  @Test func aFrameThatClaimsTooMuchIsRefusedUnread() throws {
    let pair = SocketPair()
    let claim: [UInt8] = [0xFF, 0xFF, 0xFF, 0x7F]
    _ = unsafe claim.withUnsafeBytes { unsafe send(pair.ends[0], $0.baseAddress, 4, 0) }
    #expect(throws: WorkerChannel.Failure.oversized) {
      try WorkerChannel(descriptor: pair.ends[1]).receive(until: nil)
    }
  }
}

@Suite struct ParserWorkerTests {
  static let pages = [
    "<html><body><p>No forum at all</p></body></html>", "", "\u{0}\u{1}\u{2}",
    String(repeating: "<div>", count: 5000),
  ]

  @Test func aWorkerAnswersAsTheParserDoes() throws {
    let pair = SocketPair()
    let layouts = Layout.shelf
    let worker = Thread {
      try? ParserWorker.serve(WorkerChannel(descriptor: pair.ends[1]), limits: nil)
    }
    worker.start()
    let channel = WorkerChannel(descriptor: pair.ends[0])
    let deadline = ContinuousClock.now + .seconds(30)
    try channel.send(WorkerProtocol.opening(layouts), until: deadline)
    #expect(try channel.receive(until: deadline) == WorkerProtocol.greeting)
    let parser = PageParser(layouts: layouts)
    for (index, page) in Self.pages.enumerated() {
      let bytes = Array(page.utf8)
      try channel.send(WorkerProtocol.request(bytes, path: "\(index).html"), until: deadline)
      let answer = try #require(try channel.receive(until: deadline))
      #expect(answer == DocumentCoding.encode(parser.outcome(bytes, path: "\(index).html")))
    }
  }

  @Test(arguments: [["--memory"], ["--memory", "much"], ["--nice", "3"]])
  func optionsThatItDoesNotKnowAreRefused(arguments: [String]) {
    #expect(throws: IngestError.self) { try ParserWorker.serve(arguments: arguments) }
  }
}

@Suite struct IsolatedParserTests {
  /// A worker in shell: greets as one, and then does as the case says.
  private static func impostor(_ then: String) -> [String] {
    // It reads the opening (a frame of one byte, no layouts), answers with the greeting's frame,
    // and waits for the first byte of a page.
    let greeting = String(decoding: WorkerProtocol.greeting, as: UTF8.self)
    let octal = String(greeting.utf8.count, radix: 8)
    let greet = "head -c 5 >/dev/null; printf '\\\(octal)\\000\\000\\000\(greeting)'"
    return ["/bin/sh", "-c", "\(greet); head -c 1 >/dev/null; \(then)"]
  }

  @Test(arguments: [
    ("dies", "kill -SEGV $$", "parser-crashed"),
    ("leaves", "exit 1", "parser-crashed"),
    ("hangs", "sleep 60", "parser-timeout"),
    ("talks nonsense", "printf '\\003\\000\\000\\000abc'; sleep 60", "parser-crashed"),
  ])
  func aWorkerThatFailsCostsOneDocument(what: String, then: String, reason: String) throws {
    let parser = try IsolatedParser(
      layouts: [], limits: WorkerLimits(seconds: 1), program: Self.impostor(then))
    for _ in 0..<2 {
      let document = parser.parse(Array("<p>page".utf8), path: "x.html")
      #expect(document.quarantine.map(\.reason) == [reason])
      #expect(document.quarantine.first?.source == SourceRange(path: "x.html", start: 0, end: 7))
      #expect(document.threads.isEmpty)
    }
  }

  @Test(arguments: [["/bin/false"], ["/nonexistent/hubbub"], ["/bin/echo", "hello"]])
  func aProgramThatIsNoWorkerIsAnErrorAtOnce(program: [String]) {
    #expect(throws: IngestError.self) { try IsolatedParser(layouts: [], program: program) }
  }
}

@Suite struct IngestFactsTests {
  @Test func sourcesAreTheFilesBehindInputsWithTheirDigests() throws {
    let folder = TemporaryFolder()
    try folder.write("abc", to: "in/b.txt")
    try folder.write("", to: "in/a/a.txt")
    let found = try Ingest.sources(
      of: [folder.path + "/in"], excluding: folder.path + "/out", workers: .one)
    let all = try Ingest.sources(of: [folder.path + "/in"], excluding: "", workers: .one)
    #expect(all.map(\.path) == found.map(\.path))
    let none = try Ingest.sources(
      of: [folder.path + "/in"], excluding: folder.path + "/in", workers: .one)
    #expect(none.isEmpty)
    // FIPS 180-4, the examples of NIST.
    #expect(found.map(\.path) == ["a/a.txt", "b.txt"])
    #expect(
      found.map(\.digest) == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      ])
  }

  @Test func aUsersLayoutStandsInForTheShelfs() throws {
    let folder = TemporaryFolder()
    let yaml = """
      engine: phpbb3
      recognise: [{points: 10, select: "#mine"}]
      posts: [{select: .post, body: .body}]
      """
    try folder.write(yaml, to: "mine.yaml")
    let own = try Layout.read(folder: folder.path)
    let all = Layout.shelf(with: own)
    #expect(all.count == Layout.shelf.count)
    #expect(all.filter { $0.engine == "phpbb3" }.map(\.file) == ["mine.yaml"])
    #expect(Layout.digest(of: all).description != Layout.shelfDigest)
    #expect(Layout.digest(of: Layout.shelf.reversed()).description == Layout.shelfDigest)
  }

  @Test func mistakesInAUsersLayoutsAreAllNamed() throws {
    let folder = TemporaryFolder()
    try folder.write("engine: a\nrecognise: []\nposts: []\ncolour: red\n", to: "a.yaml")
    try folder.write("engine: b\nposts: []\n", to: "b.yml")
    let error = try #require(throws: LayoutError.self) { try Layout.read(folder: folder.path) }
    #expect(error.problems.contains { $0.hasPrefix("a.yaml:4:1: unknown key \"colour\"") })
    #expect(error.problems.contains { $0.hasPrefix("b.yml:1:1: \"recognise\" is missing") })
    #expect(throws: IngestError.self) { try Layout.read(folder: folder.path + "/none") }
  }

  @Test func everyLibraryThatDecidesBytesHasAVersion() {
    let versions = LibraryVersions.all
    #expect(Set(versions.keys) == ["icu", "libarchive", "libxml2", "simdjson", "unicode"])
    #expect(versions.values.allSatisfy { $0.contains(where: \.isNumber) })
  }
}
