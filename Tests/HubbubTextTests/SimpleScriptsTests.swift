import Testing

@testable import HubbubText

/// Words of Latin, Greek and Cyrillic are cut as ICU cuts them.
@Suite struct SimpleScriptsTests {
  private static let alphabet: [[UInt8]] = [
    "a", "B", "z", "0", "7", "'", ".", ",", ";", "-", "!", "(", "\"", "/", "<", "é", "ß", "Ω", "ώ",
    "д", "Ж", "ế", "’", "‘", "“", "”", "–", "…", "€", "«", "²", "½", "ª", "\u{A0}", "×",
  ].map { Array($0.utf8) }

  @Test("by any language's rules", arguments: ["en", "de", "fr", "el", "ru", "sv", "vi"])
  func equalsICU(language: String) {
    let icu = Boundaries(.words, locale: language)
    var simple = SimpleScripts()
    var state: UInt64 = 11
    for _ in 0..<5_000 {
      var bytes: [UInt8] = []
      for _ in 0..<10 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes += Self.alphabet[Int(state >> 33) % Self.alphabet.count]
      }
      let expected = icu.stretches(of: bytes.span).filter { $0.status >= 100 }.map {
        Token(kind: $0.status >= 200 ? .word : .number, start: $0.start, end: $0.end)
      }
      var found: [Token] = []
      let isKnown = simple.words(bytes.span, 0, bytes.count) { found.append($0) }
      if !isKnown || found != expected {
        Issue.record("\(String(decoding: bytes, as: UTF8.self)) is cut otherwise")
      }
    }
  }

  @Test(
    "leaves to ICU what needs more rules",
    arguments: [
      "a:b", "a_b", "a@b", "e\u{301}", "日本", "שלום", "🎉", "a\u{200D}b", "l·l", "a\u{AD}b",
    ])
  func unknown(text: String) {
    var simple = SimpleScripts()
    let bytes = Array(text.utf8)
    #expect(!simple.words(bytes.span, 0, bytes.count) { _ in })
  }
}
