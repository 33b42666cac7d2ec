import HubbubModel
import Testing

@testable import HubbubIngest

/// The one pass over plain fragments gives what their trees give.
@Suite struct PlainFragmentTests {
  private static let fragments = HTMLFragments()

  private struct Chance {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  /// What posts are made of, and what makes them less than plain.
  private static let pieces = [
    "<p>", "</p>", "<p>", "</p>", "\n\n", "\n", " ", "  ", "word", "two words ", "caf\u{E9}",
    "\u{A0}", "\u{A3}5", "<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>",
    "<pre><code>", "</code></pre>", "<pre class=\"lang-swift\">", "</pre>", "    indented\n\n\n x",
    "<blockquote>\n", "</blockquote>", "<ul>\n", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>",
    "<br />\n", "<hr>", "<h2>", "</h2>", "<a href=\"https://a.example/b#c\" rel=\"nofollow\">",
    "</a>", "https://a.example/x.", "&amp;", "&lt;", "&gt;", "&nbsp;", "&quot;", "&#39;",
    "&#x2019;",
    "&#150;", "&none;", "&", "<!-- note -->", "<img src=\"a.png\" alt=\"b\">", "<kbd>", "</kbd>",
    "\r\n", "\t",
  ]
  private static let odd = [
    "<table><tr><td>", "</td></tr></table>", "<div>", "</div>", "<", "a < b", "<p/>", "<p class=x>",
    "<aside class=\"quote\" data-username=\"Ann\">", "</aside>", "<img class=\"emoji\" alt=\":)\">",
    "<pre class=\"signature\">", "\u{1}", "<P>", "</P >", "<a href=\"&#0;\">", "<!", "<script>",
  ]

  @Test(arguments: 0..<150) func aPlainFragmentReadsAsItsTree(seed: Int) throws {
    var chance = Chance(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for _ in 0..<40 {
      var html = ""
      var open: [String] = []
      for _ in 0..<chance.next(24) {
        var piece = Self.pieces[chance.next(Self.pieces.count)]
        if chance.next(60) == 0 { piece = Self.odd[chance.next(Self.odd.count)] }
        // Mostly sound: an end tag where it closes something.
        if piece.hasPrefix("</"), chance.next(20) > 0 { piece = open.popLast() ?? "" }
        if piece.hasPrefix("<"), !piece.hasPrefix("</"), !piece.hasPrefix("<!") {
          let name = piece.dropFirst().prefix { $0.isLetter || $0.isNumber }
          if !["br", "hr", "img"].contains(name) {
            open.append(piece.hasPrefix("<pre><code>") ? "</code></pre>" : "</\(name)>")
          }
        }
        html += piece
      }
      if chance.next(4) > 0 { html += open.reversed().joined() }
      try check(html)
    }
  }

  private func check(_ html: String) throws {
    guard let plain = Self.fragments.plainBody(html.utf8.span) else { return }
    let whole = Self.fragments.anyBody(Array(html.utf8))
    #expect(Array(plain.text.utf8) == Array(whole.text.utf8), "\(html.debugDescription)")
    #expect(plain.spans == whole.spans, "\(html.debugDescription)")
  }

  /// Bodies as Stack Exchange writes them are plain; what a rule asks for is not.
  @Test(arguments: [
    ("<p>One &amp; two</p>\n\n<pre><code>let x\n</code></pre>\n", true),
    (
      "<blockquote>\n  <p>Said</p>\n</blockquote>\n\n<ol>\n<li>a</li>\n<li>b <em>c</em></li>\n</ol>",
      true
    ),
    ("<p>See <a href=\"https://a.example/?b=1&amp;c#d\">here</a>.<br />\nEnd</p>", true),
    ("", true), ("Bare words", false), ("<p>Not closed", false), ("<p>a <b>c</p></b>", false),
    ("<p><ul><li>closes p</li></ul></p>", false),
    ("<p><img class=\"emoji\" alt=\":)\"></p>", false),
    ("<aside class=\"quote\">x</aside>", false), ("<p>a &", false),
  ])
  func plainnessIsTold(html: String, isPlain: Bool) throws {
    // A span cannot be handed to the macros.
    let body = Self.fragments.plainBody(html.utf8.span)
    #expect((body != nil) == isPlain)
    try check(html)
  }

  @Test func whatIsQuotedAndWhatIsCodeIsTyped() throws {
    let html =
      "<blockquote>\n<p>Said</p>\n</blockquote>\n\n<p>Own</p>\n\n<pre><code>x = 1\n</code></pre>"
    let plain = Self.fragments.plainBody(html.utf8.span)
    let body = try #require(plain)
    #expect(body.text == "Said\n\nOwn\n\nx = 1")
    #expect(body.spans.map(\.kind) == [.quote, .own, .code])
  }

  /// Text between blanks, laid out eight bytes at a time, as byte by byte.
  @Test(arguments: 0..<100) func whiteSpaceFolds(seed: Int) {
    var chance = Chance(state: UInt64(seed) &+ 77)
    let pieces = ["a", "bc", "defghij", " ", "  ", "\n", "\u{A0}", "\u{A3}", "\u{E9}", "\t"]
    let text = (0..<chance.next(120)).map { _ in pieces[chance.next(pieces.count)] }.joined()
    var writer = SpanWriter()
    writer.folded(Array(text.utf8)[...], SpanWriter.Voice())
    let words = text.unicodeScalars.split {
      $0 == " " || $0 == "\n" || $0 == "\u{A0}" || $0 == "\t"
    }
    let folded = words.map { String($0) }.joined(separator: " ")
    #expect(writer.body(quotes: []).text == folded)
  }
}
