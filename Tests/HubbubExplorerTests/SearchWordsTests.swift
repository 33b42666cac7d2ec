import Testing

@testable import HubbubExplorer

@Suite struct SearchWordsTests {
  @Test(arguments: [
    ("trust", "\"trust\""),
    ("trust coordination", "\"trust\" AND \"coordination\""),
    ("\"smaller models\" cost", "\"smaller models\" AND \"cost\""),
    ("quanti*", "\"quanti\"*"),
    ("trust -miners", "\"trust\" NOT \"miners\""),
    ("trust OR verify", "(\"trust\" OR \"verify\")"),
    ("NEAR(a b)", "\"NEAR(a\" AND \"b)\""),
    ("title:x", "\"title:x\""),
    ("\"unclosed phrase", "\"unclosed phrase\""),
    ("C++ ^ ( *", "\"C++\""),
    ("naïve 日本", "\"naïve\" AND \"日本\""),
  ])
  func queries(_ typed: String, _ query: String) {
    #expect(SearchWords.query(typed) == query)
  }

  @Test(arguments: ["", "   ", "\"", "-", "()", "-miners", "* ^ *"])
  func nothingIsAskedFor(_ typed: String) {
    #expect(SearchWords.query(typed) == nil)
  }
}

@Suite struct RequestTests {
  @Test func targetsAreReadAsFormsWriteThem() {
    let request = ExplorerRequest("GET", "/posts?q=a+b%26c%3D%C3%A9&theme=&page=2&q2", host: nil)
    #expect(request.path == "/posts")
    #expect(request.value("q") == "a b&c=é")
    #expect(request.value("theme") == nil)
    #expect(request.value("page") == "2")
    #expect(ExplorerRequest("GET", "/posts?q=%zz%4", host: nil).value("q") == "%zz%4")
  }

  /// Whatever an address is given as a value comes out of it again.
  @Test(arguments: ["a b", "100% & more", "#frag?x=y", "é日本\u{1F600}", "a+b", "../../etc", "\"<>"])
  func addressesHoldAnyText(_ text: String) {
    let address = FormText.address("/post", [("id", text)])
    #expect(ExplorerRequest("GET", address, host: nil).value("id") == text)
  }

  @Test func marksCutText() {
    #expect(
      Card.pieces("a \u{2}b\u{3} c") == [
        .init(text: "a ", isFound: false), .init(text: "b", isFound: true),
        .init(text: " c", isFound: false),
      ])
    #expect(Card.pieces("") == [])
  }
}
