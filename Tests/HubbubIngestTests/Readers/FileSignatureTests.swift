import HubbubSystem
import Testing

@testable import HubbubIngest

/// Files that are not read are called what they are, and what to do instead is said.
@Suite struct FileSignatureTests {
  /// A zip archive's first header, with the name of its first entry and what follows.
  private static func zip(_ name: String, _ rest: String) -> [UInt8] {
    [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0]
      + Array(name.utf8) + Array(rest.utf8)
  }

  private static let heads: [(reason: String, word: String, bytes: [UInt8])] = [
    ("office-document", "CSV", zip("[Content_Types].xml", "xl/workbook.xml")),
    ("office-document", "HTML", zip("[Content_Types].xml", "word/document.xml")),
    ("office-document", "CSV", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet")),
    ("office-document", "HTML", zip("mimetype", "application/vnd.oasis.opendocument.text")),
    ("office-document", "EPUB", zip("mimetype", "application/epub+zip")),
    ("office-document", "mbox", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]),
    ("office-document", "HTML", Array("{\\rtf1\\ansi Words.}".utf8)),
    ("binary-table", "Parquet", Array("PAR1\u{15}\u{0}\u{15}".utf8)),
    ("binary-table", "Feather", Array("ARROW1\0\0".utf8)),
    ("unsupported-archive", "MHTML", Array("bplist00".utf8) + [0xD1, 1, 2]),
    (
      "database", "CSV",
      Array("-- Dump\n\nCREATE TABLE `posts` (\n  `id` int\n);\nINSERT INTO `posts` VALUES".utf8)
    ),
  ]

  @Test(arguments: 0..<heads.count)
  func aFileIsCalledWhatItIs(number: Int) {
    let (reason, word, bytes) = Self.heads[number]
    guard
      case .unusable(let found, let detail) = FormatSniffer.sniff(
        bytes, isWhole: true, name: "a.bin")
    else { return #expect(Bool(false), "the file is taken for one that is read") }
    #expect(found == reason && detail.contains(word))
  }

  @Test func otherArchivesStayArchives() {
    for name in ["thread.html", "mimetype", "channels.json"] {
      #expect(
        FormatSniffer.sniff(Self.zip(name, "text/plain"), isWhole: true, name: "a.zip")
          == .archive)
    }
  }
}
