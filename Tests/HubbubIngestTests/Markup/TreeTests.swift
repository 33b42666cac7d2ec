import HubbubModel
import Testing

@testable import HubbubIngest

@Suite struct TreeTests {
  private func tree(_ html: String) -> (MarkupTree, [UInt8]) {
    let bytes = Array(html.utf8)
    return (HTMLTreeBuilder.tree(bytes, names: MarkupNames()), bytes)
  }

  /// The source bytes at a text node's place must be its words, whatever stands around them.
  @Test(arguments: [
    "<p>plain</p>", "<p>é ü 漢字 🙂 end</p>", "x<br>y<i>z</i>;", "<p>a<b>b</b>c\r\nd</p>",
    "<p>" + String(repeating: "long ä text ", count: 400) + "</p>",
  ])
  func placesTextInTheSource(_ html: String) {
    let (tree, bytes) = tree(html)
    var texts = 0
    for node in tree.nodes where node.tag == HTMLTag.text.rawValue {
      texts += 1
      let text = tree.bytes[Int(node.textStart)..<Int(node.textEnd)]
      #expect(bytes[Int(node.sourceStart)..<Int(node.sourceEnd)].elementsEqual(text))
    }
    #expect(texts > 0)
  }

  @Test func placesReferencesInTheSource() throws {
    let (tree, bytes) = tree("<p>A &amp; B &#39;s &eacute;&lt;</p>")
    let node = try #require(tree.nodes.first { $0.tag == HTMLTag.text.rawValue })
    let source = bytes[Int(node.sourceStart)..<Int(node.sourceEnd)]
    #expect(String(decoding: source, as: UTF8.self) == "A &amp; B &#39;s &eacute;&lt;")
    #expect(tree.foldedText(0) == "A & B 's é<")
  }

  @Test func readsC1ReferencesAsWindows1252() {
    #expect(tree("<p>&#128; &#x93;x&#148; &#150;</p>").0.foldedText(0) == "€ “x” –")
  }

  @Test func closesVoidElements() {
    let (tree, _) = tree("<p>a<wbr>b<img src=x>c<source>d</p><p>e</p>")
    let paragraphs = tree.nodes.indices.filter { tree.nodes[$0].tag == HTMLTag.p.rawValue }
    #expect(paragraphs.count == 2)
    #expect(paragraphs.map { tree.foldedText($0) }.last == "e")
  }

  @Test func capsDepth() {
    let deep =
      String(repeating: "<div>", count: 2000) + "text" + String(repeating: "</div>", count: 2000)
    let (tree, _) = tree(deep + "<p>after</p>")
    #expect(tree.findings["depth-limit"] == 1)
    #expect(tree.foldedText(0) == "text after")
    let bomb = self.tree(String(repeating: "<div>", count: 20_000)).0
    #expect(bomb.findings["nesting-bomb"] == 1)
  }

  @Test func refusesFloods() {
    var flood = Array(
      ("<a " + (0..<40_000).map { "a\($0)=1" }.joined(separator: " ") + ">").utf8)
    #expect(MarkupPreScan.clean(&flood) == nil)
    #expect(HTMLTreeBuilder.tree(flood, names: MarkupNames()).findings["attribute-flood"] == 1)
    var page = Array("<p title='a > b' class=x>1 < 2</p>\u{0}".utf8)
    #expect(MarkupPreScan.clean(&page) == nil)
    #expect(page.last == 0x20)
    var picture = [UInt8](repeating: 1, count: 4000)
    #expect(MarkupPreScan.clean(&picture) == .binary)
  }

  @Test func readsFragments() {
    let body = HTMLFragments().body(
      html: "<p>Own <b>words</b> see http://a.b/c.</p><blockquote><p>Theirs</p></blockquote>"
        + "<pre><code>x = 1\n  y</code></pre><ul><li>one</li><li>two</li></ul>")
    #expect(body.text == "Own words see http://a.b/c.\n\nTheirs\n\nx = 1\n  y\n\n- one\n- two")
    #expect(body.spans.map(\.kind.rawValue) == ["own", "link", "own", "quote", "code", "own"])
    #expect(body.spans.first?.start == 0 && body.spans.last?.end == body.text.utf8.count)
  }
}
