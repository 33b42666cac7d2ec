import Testing

@testable import HubbubIngest

@Suite struct SelectorTests {
  static let page = """
    <body><div id=a class="x y"><p>one</p><p class=last data-n="12 3">two <b>bold</b></p></div>
    <div class=x><span title="hello world">three</span><em>four</em></div></body>
    """

  @Test(arguments: [
    ("p", ["one", "two bold"]), (".x.y p", ["one", "two bold"]), ("#a > p.last", ["two bold"]),
    ("div.x span", ["three"]), ("span + em", ["four"]), ("span ~ em", ["four"]),
    ("p:first-child", ["one"]), ("p:last-of-type", ["two bold"]), ("p:not(.last)", ["one"]),
    ("div:has(> span) em", ["four"]), ("div:has(b) > p:first-of-type", ["one"]),
    ("[title^=hello]", ["three"]), ("[title$='world']", ["three"]),
    ("[title*=\"lo w\"]", ["three"]),
    ("[data-n~=3]", ["two bold"]), ("[data-n='12 3']", ["two bold"]), ("em, b", ["bold", "four"]),
    ("div:not(:has(p)) > *", ["three", "four"]), ("p:has(+ p)", ["one"]), ("i", []),
    ("div:has(> p > b) > p:first-of-type", ["one"]), ("body:has(> p > b)", []),
    ("span:has(+ em)", ["three"]), ("p:has(~ p > b)", ["one"]), ("p:has(+ p > i)", []),
    ("b:has(p b)", []), ("div:has(+ div > em) > p.last", ["two bold"]),
  ])
  func selects(_ selector: String, _ expected: [String]) throws {
    var names = MarkupNames()
    let parsed = try SelectorParser.parse(selector, names: &names)
    let tree = HTMLTreeBuilder.tree(Array(Self.page.utf8), names: names)
    let found = tree.select(parsed)
    #expect(found.map { tree.foldedText($0) } == expected)
    #expect(tree.first(parsed) == found.first)
  }

  @Test(arguments: ["", "div >", "p:nth", "[a", "a,,b", ".", "p)"])
  func refuses(_ selector: String) {
    var names = MarkupNames()
    #expect(throws: SelectorError.self) { try SelectorParser.parse(selector, names: &names) }
  }

  @Test(arguments: [
    ("t=([0-9]+)", "x?t=12&t=3", "12"), ("^(?:re: *)*(.+)$", "re: re: a b", "a b"),
    ("(?i)WROTE", "he wrote", "wrote"), ("a|bc", "xbc", "bc"), ("\\d+", "no 42.", "42"),
    ("a.*?c", "abcabc", "abc"), ("(x)?y", "y", "y"), ("[^/]+$", "a/b/c", "c"), ("q", "abc", nil),
    ("(a+)+$", String(repeating: "a", count: 40) + "b", nil),
  ])
  func matchesPatterns(_ pattern: String, _ text: String, _ expected: String?) throws {
    #expect(try Pattern(pattern).firstMatch(in: text) == expected)
  }

  @Test(arguments: ["(", "[a", "*a", "a)", "x\\"])
  func refusesPatterns(_ pattern: String) {
    #expect(throws: SelectorError.self) { try Pattern(pattern) }
  }
}
