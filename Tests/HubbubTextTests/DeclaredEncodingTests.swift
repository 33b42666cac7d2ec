import Foundation
import HubbubText
import Testing

/// What a page's bytes say about their encoding, and html5lib's tests of it, where they are
/// unpacked.
@Suite struct DeclaredEncodingTests {
  @Test(
    arguments: [
      ("<meta charset=euc-kr>", "euc-kr"),
      ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Big5'>", "big5"),
      ("<meta name=description content='the word charset=euc-jp in a text'>", nil),
      ("<!-- <meta charset=euc-kr> --><title>a</title><meta charset=koi8-r>", "koi8-r"),
      ("<meta charset=utf-16le>", "utf-8"), ("<meta charset=no-such-thing>", "no-such-thing"),
      ("<?xml version='1.0' encoding='iso-8859-15'?><html>", "iso-8859-15"),
      ("<?xml version='1.0' encoding='iso-8859-15'?><meta charset=gbk>", "gbk"),
      ("<a title='<meta charset=gbk>'>x</a>", nil), ("<meta charset=gbk", nil),
      ("<p>charset=gbk</p>", nil), ("", nil), ("<!-->\n<meta charset=gbk>", "gbk"),
    ] as [(String, String?)])
  func labelsAreReadAsBrowsersDo(page: String, label: String?) {
    #expect(DeclaredEncoding.label(in: Array(page.utf8)) == label)
  }

  @Test func pagesInUTF16SaySoByTheirFirstBytes() {
    let page = Array("<?xml version='1.0'?>".utf16)
    #expect(
      DeclaredEncoding.label(in: page.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "utf-16le")
    #expect(
      DeclaredEncoding.label(in: page.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == "utf-16be")
  }

  /// Whatever the bytes, the answer comes.
  @Test(arguments: 0..<200) func brokenBytesHaveAnAnswer(seed: Int) {
    let words = [
      "<meta ", "charset", "=", "'", "\"", ">", "<!--", "-->", "/", "utf-8", " ", "content=",
    ]
    var state = UInt64(seed) &+ 1
    var page = ""
    for _ in 0..<12 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      page += words[Int(state >> 33) % words.count]
    }
    let label = DeclaredEncoding.label(in: Array(page.utf8))
    #expect(label == nil || page.contains("charset"))
  }

  private static let folder: String? = {
    let tests = String(#filePath.dropLast("/DeclaredEncodingTests.swift".count))
    let roots = [
      ProcessInfo.processInfo.environment["HUBBUB_CORPORA"], "\(tests)/../../../shared/corpora",
    ]
    return roots.compactMap { $0.map { "\($0)/unicode/html5lib-tests/encoding" } }
      .first { FileManager.default.fileExists(atPath: $0 + "/tests1.dat") }
  }()

  /// All of html5lib's cases but the one whose `<meta>` a script writes.
  @Test(.enabled(if: folder != nil), arguments: ["tests1", "tests2", "test-yahoo-jp"])
  func html5libAgrees(file: String) throws {
    let folder = try #require(Self.folder)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file).dat")))
    var cases = 0
    for part in Self.split(bytes, at: "#data\n") {
      let halves = Self.split(part, at: "\n#encoding\n")
      guard halves.count == 2 else { continue }
      cases += 1
      let label = DeclaredEncoding.label(in: Array(halves[0]))
      let isMarked = halves[0].starts(with: [0xEF, 0xBB, 0xBF])
      let found = isMarked ? Encoding.utf8 : label.flatMap(Encoding.init) ?? .windows1252
      let wanted = String(decoding: halves[1].prefix { $0 > 0x20 }, as: UTF8.self)
      let page = String(decoding: halves[0].prefix(300), as: UTF8.self)
      #expect(found.name == wanted.lowercased(), "\(page)")
    }
    #expect(cases > 0)
  }

  @Test(.enabled(if: folder != nil)) func html5libsTextIsDetected() throws {
    let folder = try #require(Self.folder)
    let bytes = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: "\(folder)/chardet/test_big5.txt")))
    #expect(TextDecoder.decode(bytes, declared: nil).encoding == "big5")
  }

  private static func split(_ bytes: [UInt8], at mark: String) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while let found = rest.firstRange(of: Array(mark.utf8)) {
      parts.append(Array(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [Array(rest)]
  }
}
