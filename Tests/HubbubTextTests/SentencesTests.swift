import HubbubText
import Testing

@Suite struct SentencesTests {
  @Test(arguments: [
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("Ask Mr. Lee, e.g. Tomorrow. Fine.", ["Ask Mr. Lee, e.g. Tomorrow.", "Fine."]),
    ("J. Smith wrote it. So did I. You?", ["J. Smith wrote it.", "So did I.", "You?"]),
    (
      "Version 3.5 is out. See a.example/b.c now.",
      ["Version 3.5 is out.", "See a.example/b.c now."]
    ),
    ("A heading\nThen a line\n\nNew paragraph", ["A heading", "Then a line", "New paragraph"]),
    (
      "This line is long enough to have been wrapped by mail\nand goes on here.\nShort.",
      ["This line is long enough to have been wrapped by mail\nand goes on here.", "Short."]
    ),
    ("“Yes.” He left.", ["“Yes.”", "He left."]), ("", []), ("  \n ", []),
  ])
  func textsAreCutIntoSentences(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let found = Sentences.ranges(in: text, language: "en").map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    #expect(found == expected)
  }

  @Test(arguments: [("e\u{301}", "é"), ("é", "é"), ("plain", "plain"), ("", "")])
  func normalFormCComposes(text: String, expected: String) {
    #expect(Array(Normalizer.nfc(text).utf8) == Array(expected.utf8))
  }

  @Test func foldingIsCompatibleAndCaseless() {
    #expect(Normalizer.nfkcCaseFold("ＧＰＵ Straße ﬁt²") == "gpu strasse fit2")
  }
}
