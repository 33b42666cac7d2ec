import Foundation
import Testing

@testable import HubbubIngest

/// The scanner against libxml2, whose rules it follows.
@Suite struct ScannerTests {
  /// The pages of the fixtures, and two hundred changed copies of them.
  private static let pages: [(name: String, bytes: [UInt8])] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".html") }.sorted()
    return names.compactMap { name in
      guard let data = FileManager.default.contents(atPath: folder.appending(path: name).path)
      else { return nil }
      var bytes = Array(String(decoding: data, as: UTF8.self).utf8)
      return MarkupPreScan.clean(&bytes) == nil ? (name, bytes) : nil
    }
  }()

  private static let names: MarkupNames = {
    var names = MarkupNames()
    for name in ["id", "href", "title", "content", "datetime", "post", "message", "x-y"] {
      _ = names.intern(name)
    }
    return names
  }()

  @Test func seesWhatTheLibrarySees() throws {
    try #require(Self.pages.count > 40)
    for (name, page) in Self.pages {
      #expect(Self.differs(page) == nil, "\(name)")
      let isRead = HTMLScanner.tree(page.span, names: Self.names) != nil
      #expect(isRead, "\(name) is left to libxml2")
    }
  }

  @Test func seesWhatTheLibrarySeesInDamagedPages() {
    let pieces = [
      "<", ">", "</", "/>", "<p>", "</p>", "<div>", "</div>", "<td>", "<tr>", "</table>", "<table>",
      "&", "&#", "&amp;", "&#150;", "&#x41", "&nbsp;", "&none;", "\"", "'", "=", "<!--", "-->",
      "--!>", "<!DOCTYPE html>", "<script>", "</script>", "<body>", "<html>", "</html>", "</body>",
      "<head>", "<style>", " ", "\n", "<?php", "?>", "<li>", "<ul>", "</ul>", "<a href=x>",
      "<form>",
      "<br/>", "</br>", "<wbr>", "<x-y>", "</x-y>", "<title>", "<meta charset=utf-8>", "<noscript>",
      "<H1 CLASS=post>", "x", "<![CDATA[", "<!", "<a id id=x ID='y'>", "<p/>",
    ]
    var random = Random(7)
    for round in 0..<400 {
      let (name, page) = Self.pages[random.below(Self.pages.count)]
      var text = page
      for _ in 0...random.below(8) {
        let at = Self.boundary(random.below(text.count + 1), text)
        if random.below(3) == 0 {
          text.removeSubrange(at..<Self.boundary(min(text.count, at + random.below(40)), text))
        } else {
          text.insert(contentsOf: Array(pieces[random.below(pieces.count)].utf8), at: at)
        }
      }
      #expect(Self.differs(text) == nil, "round \(round), a copy of \(name)")
    }
  }

  @Test func readsReferencesAsBrowsersDo() {
    let page = Array("<p title='&lt;&#66;&nope;'>&eacute;&#x20AC;&#150;&amp &#0;z</p>".utf8)
    let tree = HTMLScanner.tree(page.span, names: Self.names)
    let text = tree?.foldedText(0)
    #expect(text == "é€–&amp z")
  }

  private static func boundary(_ start: Int, _ text: [UInt8]) -> Int {
    var at = start
    while at < text.count, text[at] & 0xC0 == 0x80 { at += 1 }
    return at
  }

  /// What differs between the scanner's tree and libxml2's, but for where text stands in the page,
  /// which libxml2 does not tell exactly.
  private static func differs(_ page: [UInt8]) -> String? {
    guard let ours = HTMLScanner.tree(page.span, names: names) else { return nil }
    let theirs = HTMLTreeBuilder.libraryTree(page, names: names)
    if ours.bytes != theirs.bytes { return "texts" }
    if ours.classes != theirs.classes { return "classes" }
    if ours.findings != theirs.findings { return "findings" }
    if ours.attributes.map({ [Int($0.name), Int($0.start), Int($0.end)] })
      != theirs.attributes.map({ [Int($0.name), Int($0.start), Int($0.end)] })
    {
      return "attributes"
    }
    func shape(_ node: MarkupTree.Node) -> [Int32] {
      [
        Int32(node.tag), node.parent, node.end, node.previous, node.textStart, node.textEnd,
        node.attributes, node.classes,
      ]
    }
    return ours.nodes.map(shape) == theirs.nodes.map(shape) ? nil : "nodes"
  }
}

/// Numbers that are the same in every run (xorshift, Marsaglia 2003).
private struct Random {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % bound
  }
}
